"""A run carried out on a real database: pairs, waiting, and what people decided stays."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.road import Road

from mentorship.db import db
from mentorship.domain.lifecycle import MatchState, RoundEvent, RoundState
from mentorship.domain.people import Side
from mentorship.matching.proposing import Step
from mentorship.models.keys import email_key
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import MatchingRun, Participation, RunState
from mentorship.services import matches
from mentorship.services.kept_apart import keep_mentor_apart
from mentorship.services.proposals import carry_out
from mentorship.services.rounds import create_round, join, move_round
from mentorship.services.runs import STEPS, request_run


@pytest.fixture
def run(app: Flask, session: Session, now: datetime):
    """Asks for a run and carries it out; what is proposed then."""

    def run_(road: Road) -> list[Match]:
        run_id = request_run(session, road.round, by=road.coordinator, now=now).id
        session.commit()  # the test lets its own lock go
        with app.app_context():
            assert carry_out(db.session.session_factory, run_id, clock=lambda: now)
        session.rollback()
        session.expire_all()
        return list(session.scalars(select(Match).order_by(Match.proposed_at, Match.id)))

    return run_


def closed(road: Road, now: datetime) -> Road:
    move_round(road.session, road.round, RoundEvent.CLOSE, by=road.coordinator, now=now)
    road.session.commit()
    return road


def test_the_steps_of_the_progress_bar_are_those_of_the_mathematics() -> None:
    assert STEPS[1:] == tuple(step.capitalize() for step in Step)


def test_a_pair_is_proposed_with_reasons_for_each_reader(
    road: Road, run, session: Session, now: datetime
) -> None:
    mentee, mentor = road.a_profile(Side.MENTEE), road.a_profile(Side.MENTOR)

    (match,) = run(closed(road, now))

    assert (match.mentee_id, match.mentor_id) == (mentee.id, mentor.id)
    assert match.state is MatchState.PROPOSED
    assert 0 < match.score <= 1
    assert all(match.explanation[reader] for reader in ("staff", "to_mentee", "to_mentor"))
    parts = match.explanation["parts"].values()
    assert sum(part["weight"] * part["closeness"] for part in parts) == pytest.approx(
        match.score, abs=1e-6
    )
    assert session.get_one(type(road.round), road.round.id).state is RoundState.REVIEW


def test_who_waits_is_told_in_the_report(road: Road, run, session: Session, now: datetime) -> None:
    mentee = road.a_profile(Side.MENTEE, workplace="")
    road.a_profile(Side.MENTOR)

    assert run(closed(road, now)) == []

    report = session.scalars(select(MatchingRun)).one().report
    assert [line["mentee"] for line in report["waiting"]] == [mentee.id]
    assert report["questions"][0]["kind"] == "institution"


def test_a_decided_pair_stays_and_one_that_was_set_aside_never_comes_back(
    road: Road, run, session: Session, now: datetime
) -> None:
    road.a_profile(Side.MENTEE)
    road.a_profile(Side.MENTOR)
    (first,) = run(closed(road, now))
    matches.set_aside(
        session, session.get_one(Match, first.id), by=road.coordinator, now=now, why="Not these."
    )
    session.commit()

    (still,) = run(road)

    assert (still.id, still.state) == (first.id, MatchState.SET_ASIDE)


def test_confirmed_pairs_keep_their_places(
    road: Road, run, session: Session, now: datetime
) -> None:
    road.a_profile(Side.MENTEE)
    road.a_profile(Side.MENTOR, capacity="1")
    (first,) = run(closed(road, now))
    matches.confirm(session, session.get_one(Match, first.id), by=road.coordinator, now=now)
    session.commit()

    again = run(road)

    assert [(m.id, m.state) for m in again] == [(first.id, MatchState.CONFIRMED)]


def test_a_run_is_carried_out_once(
    app: Flask, road: Road, run, session: Session, now: datetime
) -> None:
    road.a_profile(Side.MENTEE)
    road.a_profile(Side.MENTOR)
    run(closed(road, now))
    done = session.scalars(select(MatchingRun)).one()
    assert done.state is RunState.DONE
    run_id = done.id
    session.rollback()

    with app.app_context():
        assert not carry_out(db.session.session_factory, run_id, clock=lambda: now)


def test_a_pair_that_the_mentor_wants_kept_apart_is_not_proposed_in_a_later_round(
    road: Road, run, session: Session, now: datetime
) -> None:
    mentee, mentor = road.a_profile(Side.MENTEE), road.a_profile(Side.MENTOR)
    (first,) = run(closed(road, now))
    keep_mentor_apart(session, session.get_one(Match, first.id), now=now)
    road.round = create_round(
        session, name="The next one", closes_on=None, time_zone="UTC", now=now
    )
    for profile in (mentee, mentor):
        join(session, road.round, profile, now=now)
    move_round(session, road.round, RoundEvent.OPEN, by=road.coordinator, now=now)

    assert [match.id for match in run(closed(road, now))] == [first.id]


@pytest.mark.parametrize("decision", ["confirm", "set_aside"])
def test_what_is_decided_while_it_computes_is_not_overtaken(
    app: Flask, road: Road, run, session: Session, now: datetime, decision: str
) -> None:
    road.a_profile(Side.MENTEE)
    road.a_profile(Side.MENTOR, capacity="1")
    (first,) = run(closed(road, now))
    other = Profile(
        side=Side.MENTEE,
        email_key=email_key("late@example.org"),
        answers=dict(road.session.get_one(Profile, first.mentee_id).answers)
        | {"email": "late@example.org", "name": "Second Larkspur"},
        created_at=now,
        updated_at=now,
    )
    session.add(other)
    session.flush()
    session.add(
        Participation(
            round_id=road.round.id, profile_id=other.id, side=Side.MENTEE, number=9, joined_at=now
        )
    )
    run_id = request_run(session, road.round, by=road.coordinator, now=now).id
    session.commit()
    moments = iter(range(10))

    def clock() -> datetime:
        # Between the reading and the keeping, a coordinator decides about the standing pair.
        if next(moments) == 2:
            match = session.get_one(Match, first.id)
            if decision == "confirm":
                matches.confirm(session, match, by=road.coordinator, now=now)
            else:
                matches.set_aside(session, match, by=road.coordinator, now=now, why="Not these.")
            session.commit()
        return now

    with app.app_context():
        assert carry_out(db.session.session_factory, run_id, clock=clock)

    session.rollback()
    session.expire_all()
    pairs = [(m.mentee_id, m.state) for m in session.scalars(select(Match))]
    if decision == "confirm":
        assert pairs == [(first.mentee_id, MatchState.CONFIRMED)]
    else:
        assert (first.mentee_id, MatchState.PROPOSED) not in pairs
        assert set(pairs) <= {
            (first.mentee_id, MatchState.SET_ASIDE),
            (other.id, MatchState.PROPOSED),
        }


def test_of_many_for_one_place_whoever_waited_before_has_it(
    road: Road, run, session: Session, now: datetime
) -> None:
    earlier = create_round(
        session, name="Earlier", closes_on=None, time_zone="UTC", now=now - timedelta(days=90)
    )
    everybody = [
        road.a_profile(Side.MENTEE, email=f"{name}@example.org", name=name)
        for name in ("Ana Quetzal", "Bea Egret", "Cleo Heron", "Dana Ibis")
    ]
    road.a_profile(Side.MENTOR, capacity="1")
    (drawn,) = run(closed(road, now))
    her = next(one for one in everybody if one.id != drawn.mentee_id)
    join(session, earlier, her, now=now)
    for event in (RoundEvent.OPEN, RoundEvent.CLOSE, RoundEvent.PROPOSE, RoundEvent.RELEASE):
        move_round(session, earlier, event, by=road.coordinator, now=now)
    session.commit()

    (match,) = run(road)

    assert match.mentee_id == her.id
