"""Who is asked how it goes, and when; each question once, and never two at a time."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.road import Road

from mentorship.domain.check_ins import ASKED_AFTER, CheckInAnswer, Moment, latest_moment
from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import Actor
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.check_in import CheckIn
from mentorship.models.letter import Letter, LetterKind, LetterState
from mentorship.models.match import Match
from mentorship.services import check_ins, matches
from mentorship.services.asking import ask_at_the_end, ask_how_it_goes
from mentorship.services.check_ins import HowItGoes, how_it_goes
from mentorship.services.quiet import check_in_myself
from mentorship.services.told_team import wipe_check_ins


@pytest.fixture
def pair(road: Road, match: Match, mentee: Account) -> Match:
    """The two were introduced on the first day of the road."""
    road.introduce(match, mentee)
    return match


def after(road: Road, days: float) -> datetime:
    return road.now + timedelta(days=days)


def sweep(road: Road, days: float) -> int:
    """The worker's minute, so many days after the introduction."""
    asked = ask_how_it_goes(road.session, now=after(road, days))
    road.session.commit()
    return asked


def asked_of(session: Session, profile_id: str) -> list[Moment]:
    mine = select(CheckIn).where(CheckIn.profile_id == profile_id).order_by(CheckIn.due_at)
    return [one.moment for one in session.scalars(mine)]


def letters(session: Session) -> list[tuple[str | None, LetterState]]:
    sent = select(Letter).where(Letter.kind == LetterKind.CHECK_IN)
    return sorted((one.profile_id, one.state) for one in session.scalars(sent))


def test_each_moment_is_asked_once_of_each_of_the_two(road: Road, pair: Match) -> None:
    assert sweep(road, 13.9) == 0

    found = {moment: (sweep(road, days), sweep(road, days)) for moment, days in ASKED_AFTER.items()}

    assert found == dict.fromkeys(ASKED_AFTER, (2, 0))
    assert asked_of(road.session, pair.mentee_id) == list(ASKED_AFTER)
    assert asked_of(road.session, pair.mentor_id) == list(ASKED_AFTER)
    assert len(letters(road.session)) == 2 * len(ASKED_AFTER)
    assert sweep(road, 900) == 0


def test_each_letter_leads_to_the_readers_own_page(road: Road, pair: Match) -> None:
    sweep(road, 14)

    pages = {one.profile_id: one.id for one in road.session.scalars(select(CheckIn))}
    sent = select(Letter).where(Letter.kind == LetterKind.CHECK_IN)
    assert {one.profile_id: one.link for one in road.session.scalars(sent)} == {
        pair.mentee_id: f"/yours/question/{pages[pair.mentee_id]}",
        pair.mentor_id: f"/yours/question/{pages[pair.mentor_id]}",
    }


@pytest.mark.parametrize(("days", "moment"), [(50, Moment.DAY_45), (100, Moment.MIDDLE)])
def test_after_a_pause_of_the_worker_only_the_latest_is_asked(
    road: Road, pair: Match, days: int, moment: Moment
) -> None:
    assert sweep(road, days) == 2

    assert asked_of(road.session, pair.mentee_id) == [moment]
    assert len(letters(road.session)) == 2


def test_a_question_that_comes_far_too_late_is_not_asked(road: Road, pair: Match) -> None:
    assert latest_moment(road.now, now=after(road, 182 + 59.9)) is not None
    assert sweep(road, 182 + 60) == 0


def test_who_checks_in_herself_finds_it_on_her_page_and_gets_no_letter(
    road: Road, pair: Match, mentee: Account
) -> None:
    check_in_myself(road.session, mentee)

    sweep(road, 14)

    assert (pair.mentee_id, LetterState.WITHDRAWN) in letters(road.session)
    assert (pair.mentor_id, LetterState.PENDING) in letters(road.session)
    assert how_it_goes(road.session, pair, Side.MENTEE).asks is not None


def test_nobody_is_asked_about_a_pair_that_has_ended(
    road: Road, pair: Match, mentee: Account
) -> None:
    matches.end(road.session, pair, actor=Actor.MENTEE, by=mentee, now=road.now)
    road.session.commit()

    assert sweep(road, 14) == 0
    assert letters(road.session) == []


def test_whoever_has_no_account_is_not_asked(road: Road, mentee: Account) -> None:
    mentor = road.a_profile(Side.MENTOR)
    road.close()
    pair = road.propose(mentee, mentor)
    road.introduce(pair, mentee)

    assert sweep(road, 14) == 1
    assert asked_of(road.session, mentor.id) == []


def test_in_a_pause_nothing_is_asked_and_the_other_one_is_asked_all_the_same(
    road: Road, pair: Match
) -> None:
    check_ins.pause(road.session, pair, pair.mentee_id, now=after(road, 3))
    assert sweep(road, 14) == 1
    assert how_it_goes(road.session, pair, Side.MENTEE) == HowItGoes(is_paused=True)
    assert how_it_goes(road.session, pair, Side.MENTOR).asks is not None

    check_ins.go_on(road.session, pair, pair.mentee_id, now=after(road, 15))

    assert sweep(road, 15) == 1
    assert how_it_goes(road.session, pair, Side.MENTEE).asks is not None


def test_an_answer_closes_the_question_for_whoever_gave_it_alone(road: Road, pair: Match) -> None:
    sweep(road, 14)
    asked = how_it_goes(road.session, pair, Side.MENTEE).asks
    assert asked is not None

    check_ins.answer(
        road.session, asked, CheckInAnswer.TALKED, side=Side.MENTEE, now=after(road, 14)
    )

    assert how_it_goes(road.session, pair, Side.MENTEE) == HowItGoes()
    assert how_it_goes(road.session, pair, Side.MENTOR).asks is not None


def test_an_unanswered_question_gives_way_to_the_next(road: Road, pair: Match) -> None:
    sweep(road, 14)
    sweep(road, 45)

    asks = how_it_goes(road.session, pair, Side.MENTEE).asks

    assert asks is not None
    assert asks.moment is Moment.DAY_45


def test_when_the_round_is_over_both_are_asked_once_more_and_then_never(
    road: Road, pair: Match
) -> None:
    sweep(road, 14)

    assert ask_at_the_end(road.session, road.round, now=after(road, 20)) == 2
    assert ask_at_the_end(road.session, road.round, now=after(road, 21)) == 0

    asks = how_it_goes(road.session, pair, Side.MENTEE).asks
    assert asks is not None
    assert asks.moment is Moment.END
    # The letter that ends the round says it.
    assert len(letters(road.session)) == 2
    assert [sweep(road, days) for days in (45, 91, 182)] == [0, 0, 0]


def test_a_mentor_cannot_say_what_is_not_asked(road: Road, pair: Match) -> None:
    sweep(road, 14)
    asked = how_it_goes(road.session, pair, Side.MENTOR).asks
    assert asked is not None

    with pytest.raises(Refused):
        check_ins.answer(
            road.session, asked, CheckInAnswer.WOULD_CHANGE, side=Side.MENTOR, now=road.now
        )


def test_looking_again_is_asked_only_when_the_two_have_stopped(
    road: Road, pair: Match, mentee: Account
) -> None:
    again = CheckInAnswer.LOOK_AGAIN
    with pytest.raises(Refused):
        check_ins.say_afterwards(road.session, pair, pair.mentee_id, again, now=road.now)

    matches.end(road.session, pair, actor=Actor.MENTEE, by=mentee, now=road.now)
    for said in (CheckInAnswer.LATER, again):
        check_ins.say_afterwards(road.session, pair, pair.mentee_id, said, now=road.now)

    assert how_it_goes(road.session, pair, Side.MENTEE) == HowItGoes(afterwards=again)


def test_a_year_later_nothing_of_it_is_left_and_nothing_is_asked_anew(
    road: Road, pair: Match
) -> None:
    sweep(road, 182)
    wipe_check_ins(road.session, now=after(road, 182 + 364))
    assert len(asked_of(road.session, pair.mentee_id)) == 1

    wipe_check_ins(road.session, now=after(road, 182 + 365))

    assert asked_of(road.session, pair.mentee_id) == []
    assert sweep(road, 182 + 365) == 0
