"""What two people do at the same moment, on the database that lets both in."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import SETTINGS, Clock
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.road import MENTEE_ANSWERS, Road

from mentorship.app import create_app
from mentorship.db import db
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.base import Base
from mentorship.models.letter import LinkToken
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import MatchingRun, Round
from mentorship.services import matches
from mentorship.services.profiles import sign_up
from mentorship.services.runs import request_run

pytestmark = pytest.mark.postgresql


@pytest.fixture
def app(instance: Path, clock: Clock, postgres_url: str) -> Iterator[Flask]:
    app = create_app({**SETTINGS, "DATABASE_URL": postgres_url}, instance=instance, clock=clock)
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def at_once(engine: Engine) -> Callable[..., None]:
    """The first has done it, but not yet kept it, when the second begins."""

    def at_once_(first: Callable[[Session], object], second: Callable[[Session], object]) -> None:
        def the_second() -> None:
            with Session(engine) as session, session.begin():
                second(session)

        with ThreadPoolExecutor(1) as pool, Session(engine) as session:
            first(session)
            other = pool.submit(the_second)
            # Time enough to get past us, if nothing stops it.
            waited = not _is_done_within(0.5, other)
            session.commit()
            other.result(timeout=10)
        assert waited, "The second did not wait for the first."

    return at_once_


def _is_done_within(seconds: float, other: Future[None]) -> bool:
    try:
        other.result(timeout=seconds)
    except TimeoutError:
        return False
    return True


def test_the_last_place_is_given_once(session: Session, road: Road, at_once) -> None:
    first, second = (
        road.a_mentee(),
        road.a_mentee(email="second@example.org", name="Two Larks", words="Which exam first?"),
    )
    mentor = road.a_mentor(capacity="1")
    road.close()
    asked = []
    for her in (first, second):
        match = road.propose(her, mentor)
        asked.append((match.id, road.ask_mentor(match, her).digest))
    session.commit()

    def yes(number: int) -> Callable[[Session], object]:
        match_id, digest = asked[number]
        return lambda theirs: matches.accept(
            theirs,
            theirs.get_one(Match, match_id),
            link=theirs.get_one(LinkToken, digest),
            now=road.now,
        )

    at_once(yes(0), yes(1))

    session.rollback()
    states = {session.get_one(Match, key).state for key, _ in asked}
    assert states == {MatchState.INTRODUCED, MatchState.HELD}


def test_a_double_click_signs_up_once(session: Session, road: Road, at_once) -> None:
    account_id = road.make.an_account().id
    round_id = road.round.id

    def send(theirs: Session) -> object:
        return sign_up(
            theirs,
            theirs.get_one(Account, account_id),
            Side.MENTEE,
            dict(MENTEE_ANSWERS),
            round_=theirs.get_one(Round, round_id),
            now=road.now,
        )

    session.commit()
    at_once(send, send)

    session.rollback()
    assert session.scalar(select(func.count()).select_from(Profile)) == 1


def test_two_clicks_ask_for_one_run(session: Session, road: Road, at_once) -> None:
    road.close()
    round_id, by = road.round.id, road.coordinator.id

    def ask(theirs: Session) -> object:
        return request_run(
            theirs,
            theirs.get_one(Round, round_id),
            by=theirs.get_one(Account, by),
            now=road.now,
        )

    session.commit()
    at_once(ask, ask)

    session.rollback()
    assert session.scalar(select(func.count()).select_from(MatchingRun)) == 1


def test_an_answer_in_the_last_moment_counts_and_the_others_still_lapse(
    session: Session, road: Road, at_once
) -> None:
    first, second = (
        road.a_mentee(),
        road.a_mentee(email="second@example.org", name="Two Larks", words="Which exam first?"),
    )
    mentor = road.a_mentor()
    road.close()
    answered, silent = road.propose(first, mentor), road.propose(second, mentor)
    for match in (answered, silent):
        road.ask_her(match)
    keys, by = (answered.id, silent.id), first.id
    session.commit()

    at_once(
        lambda hers: matches.pass_on(
            hers, hers.get_one(Match, keys[0]), by=hers.get_one(Account, by), now=road.now
        ),
        lambda clocks: matches.lapse_overdue(clocks, now=road.now + timedelta(days=8)),
    )

    session.rollback()
    states = [session.get_one(Match, key).state for key in keys]
    assert states == [MatchState.PASSED, MatchState.LAPSED]


def test_an_address_that_no_database_can_hold_is_not_found(mentee_client: Browser) -> None:
    assert mentee_client.raw("GET", "/home/meet/%00").status_code == 404
