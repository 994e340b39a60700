"""Whoever waited in an earlier round goes first in the next."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session
from support.road import Road

from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Side
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.carry_over import rounds_waited
from mentorship.services.rounds import create_round, join, move_round


def a_round(road: Road, *people: Profile, days_later: int, over: bool = False) -> Round:
    """One more round with these people in it; `over` when its letters have gone out."""
    now = road.now + timedelta(days=days_later)
    round_ = create_round(
        road.session, name="Another", closes_on=None, time_zone="America/Phoenix", now=now
    )
    move_round(road.session, round_, RoundEvent.OPEN, by=road.coordinator, now=now)
    for profile in people:
        join(road.session, round_, profile, now=now)
    for event in (RoundEvent.CLOSE, RoundEvent.PROPOSE, RoundEvent.RELEASE) if over else ():
        move_round(road.session, round_, event, by=road.coordinator, now=now)
    road.session.commit()
    return round_


def test_nobody_has_waited_before_the_first_round(road: Road, session: Session) -> None:
    road.a_profile(Side.MENTEE)

    assert rounds_waited(session, road.round) == {}


def test_each_earlier_round_without_an_introduction_counts(road: Road, session: Session) -> None:
    her = road.a_profile(Side.MENTEE)
    for days in (1, 2):
        a_round(road, her, days_later=days, over=True)
    now_running = a_round(road, her, days_later=3)
    a_round(road, her, days_later=4, over=True)

    assert rounds_waited(session, now_running) == {her.id: 2}


def test_mentors_do_not_wait_and_who_was_taken_out_did_not(road: Road, session: Session) -> None:
    her, mentor = road.a_profile(Side.MENTEE), road.a_profile(Side.MENTOR)
    before = a_round(road, her, mentor, days_later=1, over=True)
    now_running = a_round(road, her, mentor, days_later=2)
    assert rounds_waited(session, now_running) == {her.id: 1}

    session.query(Participation).filter_by(
        round_id=before.id, profile_id=her.id
    ).one().is_out = True
    session.commit()

    assert rounds_waited(session, now_running) == {}


def test_an_introduction_begins_the_count_anew(road: Road, session: Session, now: datetime) -> None:
    account = road.a_mentee()
    mentor = road.a_mentor()
    her = road._profile(account, Side.MENTEE)
    earlier = a_round(road, her, days_later=-1, over=True)
    road.close()
    road.introduce(road.propose(account, mentor), account)
    after = a_round(road, her, days_later=1, over=True)
    later = a_round(road, her, days_later=2)

    assert rounds_waited(session, road.round) == {her.id: 1}
    assert rounds_waited(session, after) == {}
    assert rounds_waited(session, later) == {her.id: 1}
    assert earlier.id != later.id


def test_whoever_signs_up_twice_has_not_waited_when_one_of_them_was_introduced(
    road: Road, session: Session
) -> None:
    account, mentor = road.a_mentee(), road.a_mentor()
    early, late = road._profile(account, Side.MENTEE), road.a_profile(Side.MENTEE)
    join(session, road.round, late, now=road.now)
    road.close()
    road.introduce(road.propose(account, mentor), account)
    merged = (
        session.query(Participation).filter_by(round_id=road.round.id, profile_id=early.id).one()
    )
    merged.merged_into, merged.is_out = late.id, True
    session.commit()

    assert rounds_waited(session, a_round(road, early, late, days_later=1)) == {}
