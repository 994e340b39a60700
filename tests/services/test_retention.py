"""Each answer goes when its time has come, and not a moment before; nobody asks for it."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import Clock
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make
from support.road import Road

from mentorship.domain.disclosure import REGISTRY, Retention
from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account, RoleName, SignIn
from mentorship.models.audit import AuditEntry, Verb
from mentorship.models.profile import Profile
from mentorship.models.team import TeamMember
from mentorship.services.accounts import start_sign_in
from mentorship.services.retention import (
    Turn,
    a_year_after,
    ends,
    what_goes_when,
    wipe_what_is_due,
)
from mentorship.services.rounds import create_round, join, move_round
from mentorship.services.team import Told, set_straight, sight_for

A_MOMENT = timedelta(seconds=1)
SIGNED_UP = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
MET = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OVER = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
WORDS, APART, REST = Retention


def left(session: Session, side: Side) -> set[Retention]:
    """The kinds of answers of which something is still here."""
    session.rollback()
    profile = session.scalars(select(Profile).where(Profile.side == side)).one()
    return {REGISTRY[side, field].retention for field in profile.sealed().fields()}


def wiped_at(session: Session, moment: datetime) -> None:
    session.rollback()
    wipe_what_is_due(session, now=moment)
    session.commit()


def finish(road: Road, at: datetime) -> None:
    move_round(road.session, road.round, RoundEvent.RELEASE, by=road.coordinator, now=at)
    move_round(road.session, road.round, RoundEvent.FINISH, by=road.coordinator, now=at)
    road.session.commit()


@pytest.mark.parametrize(
    ("rule", "goes_at"),
    [
        (WORDS, OVER + timedelta(days=30)),
        (APART, OVER + timedelta(days=90)),
        (REST, datetime(2027, 3, 12, 9, 0, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("side", list(Side))
def test_answers_go_at_their_moment_after_the_round_and_not_before(
    road: Road, session: Session, side: Side, rule: Retention, goes_at: datetime
) -> None:
    said = {"keep_apart": "Malvolio Thistlewood", "anything_else": "One more thing"}
    road.a_mentee(**said) if side is Side.MENTEE else road.a_mentor(**said)
    road.close()
    finish(road, OVER)
    assert left(session, side) == set(Retention)

    wiped_at(session, goes_at - A_MOMENT)
    assert rule in left(session, side)
    wiped_at(session, goes_at)
    assert rule not in left(session, side)


def test_her_words_go_a_month_after_she_was_introduced(
    road: Road, session: Session, mentee: Account, mentor: Account
) -> None:
    road.introduce(road.propose(mentee, mentor), mentee)

    wiped_at(session, road.now + timedelta(days=30) - A_MOMENT)
    assert WORDS in left(session, Side.MENTEE)
    wiped_at(session, road.now + timedelta(days=30))
    assert left(session, Side.MENTEE) == {APART, REST}


def test_a_newer_round_keeps_the_answers_that_it_needs(
    road: Road, session: Session, mentee: Account, mentor: Account
) -> None:
    finish(road, OVER)
    later = create_round(
        session, name="Autumn", closes_on=None, time_zone="UTC", now=OVER + timedelta(days=20)
    )
    hers = session.scalars(select(Profile).where(Profile.account_id == mentee.id)).one()
    join(session, later, hers, now=OVER + timedelta(days=20))
    session.commit()

    wiped_at(session, OVER + timedelta(days=3000))

    assert left(session, Side.MENTEE) == set(Retention)
    assert left(session, Side.MENTOR) == set()


def test_what_was_wiped_stays_wiped_and_is_on_record_by_codes_once(
    road: Road, session: Session, mentee: Account, mentor: Account
) -> None:
    finish(road, OVER)

    for _ in range(2):
        wiped_at(session, OVER + timedelta(days=31))

    entries = session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.WIPE)).all()
    told = {frozenset(entry.detail.split(",")) for entry in entries}
    assert len(entries) == 1
    assert told == {frozenset({"words", "words_shared"})}


def test_pages_work_without_the_answers_that_are_gone(
    road: Road,
    session: Session,
    clock: Clock,
    mentee: Account,
    mentor: Account,
    signed_in: "object",
) -> None:
    match = road.propose(mentee, mentor)
    road.introduce(match, mentee)
    round_id = road.round.id
    wiped_at(session, clock() + timedelta(days=31))
    sign_in = signed_in
    assert callable(sign_in)
    hers, theirs = sign_in(mentee), sign_in(mentor)
    coordinator: Browser = sign_in(road.coordinator)

    for browser, path in (
        (hers, "/home"),
        (hers, "/yours/"),
        (hers, "/yours/download"),
        (theirs, "/mentor"),
        (theirs, "/yours/"),
    ):
        browser.get(path)
    assert coordinator.raw("GET", f"/desk/{round_id}").status_code < 400


def test_she_reads_the_day_on_which_each_answer_goes(
    road: Road, session: Session, mentee: Account, mentor: Account
) -> None:
    finish(road, OVER)
    hers = session.scalars(select(Profile).where(Profile.account_id == mentee.id)).one()

    days = {one.rule: one.until for one in what_goes_when(session, [hers])}

    assert days == {
        WORDS: datetime(2026, 4, 11, 9, 0, tzinfo=UTC),
        APART: datetime(2026, 6, 10, 9, 0, tzinfo=UTC),
        REST: datetime(2027, 3, 12, 9, 0, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    ("turns", "words_go"),
    [
        ([Turn(None)], None),
        ([Turn(None, MET)], MET + timedelta(days=30)),
        ([Turn(None, MET, waits=True)], None),
        ([Turn(OVER, MET)], MET + timedelta(days=30)),
        ([Turn(OVER, MET, waits=True)], OVER + timedelta(days=30)),
        ([Turn(OVER, MET), Turn(None)], None),
        ([Turn(OVER, MET), Turn(None, OVER)], OVER + timedelta(days=30)),
        ([], a_year_after(SIGNED_UP)),
    ],
)
def test_words_wait_for_the_last_round_that_needs_them(
    turns: list[Turn], words_go: datetime | None
) -> None:
    assert ends(turns, SIGNED_UP)[WORDS] == words_go


def test_answers_given_after_the_last_round_wait_for_the_next_one() -> None:
    later = OVER + timedelta(days=200)

    assert ends([Turn(OVER)], later) == dict.fromkeys(Retention, a_year_after(later))


@given(st.integers(0, 36_525), st.integers(0, 86_399))
def test_a_year_is_never_longer_than_a_year_and_a_day(days: int, seconds: int) -> None:
    moment = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=days, seconds=seconds)

    assert timedelta(days=364) <= a_year_after(moment) - moment <= timedelta(days=366)


def test_an_account_without_answers_goes_unless_somebody_signs_in(
    road: Road, session: Session, clock: Clock
) -> None:
    empty = road.make.an_account(RoleName.MENTEE, email="empty@example.org")
    visited = road.make.an_account(RoleName.MENTEE, email="visited@example.org")
    holding = road.a_mentee()
    in_a_year = clock() + timedelta(days=366)
    finish_late = in_a_year - timedelta(days=3)
    road.close()
    finish(road, finish_late)
    start_sign_in(session, visited, now=finish_late)
    session.commit()
    kept = {road.coordinator.id, visited.id, holding.id}
    assert empty.id not in kept

    wiped_at(session, in_a_year)

    assert set(session.scalars(select(Account.id))) == kept


def test_ended_sign_ins_are_forgotten_after_a_month(
    road: Road, session: Session, clock: Clock
) -> None:
    start_sign_in(session, road.coordinator, now=clock())
    session.commit()
    (ends_at,) = session.scalars(select(SignIn.ends_at))

    wiped_at(session, ends_at + timedelta(days=30))
    assert len(session.scalars(select(SignIn)).all()) == 1
    wiped_at(session, ends_at + timedelta(days=30) + A_MOMENT)
    assert session.scalars(select(SignIn)).all() == []


def test_an_answer_that_nobody_asks_for_any_more_is_kept_no_longer(
    road: Road, session: Session
) -> None:
    road.a_mentee(**{Field.PHONE.value: "+1 555 0100"})
    road.close()
    finish(road, OVER)

    wiped_at(session, a_year_after(OVER))

    session.rollback()
    assert [one.answers for one in session.scalars(select(Profile))] == [{}]


def test_whoever_was_hidden_by_her_list_stays_so_when_it_is_gone(
    road: Road, session: Session, make: Make
) -> None:
    named, other = (
        make.a_coordinator(email="m@example.net"),
        make.a_coordinator(email="o@example.net"),
    )
    for one, name in ((named, "Malvolio Thistlewood"), (other, "Ottoline Marsh")):
        set_straight(session, one, Told((), (name,)), by=None, now=road.now)
    road.a_mentee(keep_apart="Malvolio Thistlewood")
    her = session.scalars(select(Profile).where(Profile.side == Side.MENTEE)).one()
    road.close()
    finish(road, OVER)

    def hidden(account: Account, moment: datetime) -> bool:
        return her.id in sight_for(session, account, now=moment).hidden

    assert (hidden(named, OVER), hidden(other, OVER)) == (True, False)
    later = OVER + timedelta(days=91)
    wiped_at(session, later)
    assert APART not in left(session, Side.MENTEE)
    assert (hidden(named, later), hidden(other, later)) == (True, False)
    newcomer = make.a_coordinator(email="n@example.net")
    set_straight(session, newcomer, Told((), ("Malvolio Thistlewood",)), by=None, now=later)
    assert hidden(newcomer, later)


def test_whoever_has_not_told_yet_where_she_works_closes_nobody_for_good(
    road: Road, session: Session, make: Make
) -> None:
    untold = make.a_coordinator(email="u@example.net")
    session.execute(delete(TeamMember).where(TeamMember.account_id == untold.id))
    road.a_mentee(keep_apart="", anything_else="One more thing")
    her = session.scalars(select(Profile).where(Profile.side == Side.MENTEE)).one()
    road.close()
    finish(road, OVER)
    assert her.id in sight_for(session, untold, now=OVER).hidden

    wiped_at(session, OVER + timedelta(days=91))

    assert her.seen_by is None
    assert APART not in left(session, Side.MENTEE)
