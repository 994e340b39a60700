"""One reminder for a question, one for a sign-up that was begun: when due, and never twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from support.make import Make
from support.road import Road

from mentorship.domain.lifecycle import MatchState, RoundEvent
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.letter import Letter, LetterKind, LetterState, LinkToken
from mentorship.models.match import Match
from mentorship.services import matches
from mentorship.services.drafts import forget_screens, keep_draft
from mentorship.services.links import find_link, is_open
from mentorship.services.quiet import check_in_myself, is_still_true, unwritten
from mentorship.services.reminders import SIGN_UPS, remind
from mentorship.services.rounds import move_round
from mentorship.web.mentee.screens import SIGN_UP as HER_SIGN_UP
from mentorship.web.mentor.screens import SIGN_UP as THEIR_SIGN_UP

DAY = timedelta(days=1)
# The round of the road closes on the 20th, in Phoenix: seven hours behind.
THREE_DAYS_BEFORE = datetime(2026, 3, 17, 7, 0, tzinfo=UTC)


def reminders(session: Session) -> list[Letter]:
    kinds = (LetterKind.STILL_TO_READ, LetterKind.MENTOR_QUESTION_AGAIN, LetterKind.UNFINISHED)
    return list(session.scalars(select(Letter).where(Letter.kind.in_(kinds))))


@pytest.mark.parametrize(("days", "due"), [(4.99, 0), (5, 1), (5.99, 1), (6, 0), (7, 0)])
def test_she_is_reminded_two_days_before_the_question_lapses(
    session: Session, road: Road, match: Match, days: float, due: int
) -> None:
    road.ask_her(match)

    assert remind(session, now=road.now + days * DAY) == due


def test_nobody_is_reminded_twice_and_no_link_is_made_in_vain(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.ask_mentor(match, mentee)

    assert remind(session, now=road.now + 5 * DAY) == 1
    links = session.scalar(select(func.count()).select_from(LinkToken))
    assert remind(session, now=road.now + 5 * DAY + timedelta(minutes=1)) == 0

    (letter,) = reminders(session)
    assert (letter.kind, letter.profile_id) == (LetterKind.MENTOR_QUESTION_AGAIN, match.mentor_id)
    assert session.scalar(select(func.count()).select_from(LinkToken)) == links == 2


def test_a_question_that_is_asked_anew_has_a_reminder_of_its_own(
    session: Session, road: Road, match: Match
) -> None:
    road.ask_her(match)
    assert remind(session, now=road.now + 5 * DAY) == 1
    later = road.now + 6 * DAY
    matches.hold(session, match, by=road.coordinator, now=later, why="Let us look again.")
    matches.confirm(session, match, by=road.coordinator, now=later)
    matches.send_letters(session, road.round, by=road.coordinator, now=later)

    assert remind(session, now=later + 4 * DAY) == 0
    assert remind(session, now=later + 5 * DAY) == 1


def test_the_second_link_of_a_mentor_ends_with_the_first_and_one_answer_ends_both(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    first = road.ask_mentor(match, mentee)
    remind(session, now=road.now + 5 * DAY)
    (letter,) = reminders(session)
    token = (letter.link or "").removeprefix("/answer/")
    second = find_link(session, token, purpose=first.purpose)
    assert second is not None
    assert second.digest != first.digest
    assert second.expires_at == first.expires_at

    assert matches.decline(session, match, link=second, now=road.now + 5 * DAY)

    session.expire_all()
    assert [is_open(link, now=road.now + 5 * DAY) for link in (first, second)] == [False, False]
    assert matches.accept(session, match, link=first, now=road.now + 5 * DAY) is False
    assert match.state is MatchState.DECLINED


def test_a_reminder_does_not_leave_when_the_question_was_answered(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.ask_her(match)
    remind(session, now=road.now + 5 * DAY)
    (letter,) = reminders(session)
    assert is_still_true(session, letter)

    matches.pass_on(session, match, by=mentee, now=road.now + 5 * DAY)

    assert not is_still_true(session, letter)


def test_whoever_looks_in_by_herself_is_not_reminded_and_reads_nothing_twice(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    check_in_myself(session, mentee)
    road.ask_her(match)
    remind(session, now=road.now + 5 * DAY)

    (letter,) = reminders(session)

    assert (letter.state, letter.link) == (LetterState.WITHDRAWN, None)
    told = unwritten(session, mentee, now=road.now + 5 * DAY)
    assert [one.kind for one in told] == [LetterKind.SOMETHING_TO_READ]


def test_a_mentee_without_an_account_gets_a_way_in_that_opens(road: Road) -> None:
    profile, mentor = road.a_profile(Side.MENTEE), road.a_mentor()
    road.close()
    road.ask_her(road.propose(profile, mentor))
    first = road.claim_token()

    remind(road.session, now=road.now + 5 * DAY)
    road.session.commit()

    again = road.letter_link(LetterKind.STILL_TO_READ)
    assert again.startswith("/claim/")
    assert not again.endswith(first)


def test_the_forms_of_a_sign_up_are_the_ones_of_the_pages() -> None:
    assert {side: form for side, (form, _path) in SIGN_UPS.items()} == {
        Side.MENTEE: HER_SIGN_UP,
        Side.MENTOR: THEIR_SIGN_UP,
    }


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (THREE_DAYS_BEFORE - timedelta(seconds=1), 0),
        (THREE_DAYS_BEFORE, 1),
        (THREE_DAYS_BEFORE + 3 * DAY - timedelta(seconds=1), 1),
        (THREE_DAYS_BEFORE + 3 * DAY, 0),
    ],
)
@pytest.mark.parametrize("side", Side)
def test_a_sign_up_that_was_begun_is_remembered_by_its_own_clock(
    session: Session, road: Road, make: Make, side: Side, moment: datetime, due: int
) -> None:
    account = make.an_account()
    form, path = SIGN_UPS[side]
    keep_draft(session, account, f"{form}/2", {"name": ["Hodan"]}, now=moment - 2 * DAY)

    assert remind(session, now=moment) == due
    assert remind(session, now=moment) == 0
    assert [(one.account_id, one.link) for one in reminders(session)] == [(account.id, path)] * due


def test_who_is_not_reminded_of_a_sign_up(session: Session, road: Road, make: Make) -> None:
    long_ago = THREE_DAYS_BEFORE - 2 * DAY
    unconfirmed, still_writing = make.an_account(confirmed=False), make.an_account()
    elsewhere, in_it = make.an_account(), road.a_mentee()
    for account in (unconfirmed, in_it, still_writing):
        keep_draft(session, account, "sign-up/1", {"name": ["Hodan"]}, now=long_ago)
    keep_draft(session, elsewhere, "new-round", {"name": ["Spring"]}, now=long_ago)
    typed_today = THREE_DAYS_BEFORE - timedelta(hours=23)
    keep_draft(session, still_writing, "sign-up/2", {"name": ["Hodan"]}, now=typed_today)

    assert remind(session, now=THREE_DAYS_BEFORE) == 0


def test_nobody_is_reminded_once_the_round_has_closed(
    session: Session, road: Road, make: Make
) -> None:
    account = make.an_account()
    keep_draft(session, account, "sign-up/1", {"name": ["Hodan"]}, now=THREE_DAYS_BEFORE - 2 * DAY)
    move_round(session, road.round, RoundEvent.CLOSE, by=road.coordinator, now=road.now)

    assert remind(session, now=THREE_DAYS_BEFORE) == 0


def test_the_letter_does_not_leave_when_nothing_typed_is_left(
    session: Session, road: Road, make: Make
) -> None:
    account = make.an_account()
    keep_draft(session, account, "sign-up/1", {"name": ["Hodan"]}, now=THREE_DAYS_BEFORE - 2 * DAY)
    remind(session, now=THREE_DAYS_BEFORE)
    (letter,) = reminders(session)
    assert is_still_true(session, letter)

    forget_screens(session, account, "sign-up")

    assert not is_still_true(session, letter)
