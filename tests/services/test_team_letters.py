"""Word to the team that somebody may need a person: to whom it goes, and to whom it never does."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.road import Road

from mentorship.db import db
from mentorship.domain.decisions import Choice
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.profile import Profile
from mentorship.models.team import TeamMember
from mentorship.services.checking import look_over
from mentorship.services.deciding import decide
from mentorship.services.look_requests import ask_for_a_look
from mentorship.services.sight import sight_of
from mentorship.services.team import Told, tell
from mentorship.services.team_letters import tell_team
from mentorship.services.work_list import Urgency, open_items

IN_DISTRESS = "Some days I do not want to be alive any more."
DAY = timedelta(days=1)


@pytest.fixture
def her(app: Flask, road: Road, session: Session, now: datetime) -> Profile:
    """Somebody in distress, who works at Alder General; the round was looked over."""
    profile = road.a_profile(Side.MENTEE, words=IN_DISTRESS)
    ask_for_a_look(session, road.round, now=now)
    session.commit()
    round_id = road.round.id
    session.commit()
    with app.app_context():
        look_over(db.session.session_factory, round_id, clock=lambda: now)
    session.rollback()
    session.expire_all()
    return profile


@pytest.fixture
def colleague(road: Road, session: Session) -> Account:
    """Somebody of the team who works where she works."""
    account = road.make.a_coordinator()
    session.delete(session.get_one(TeamMember, account.id))
    session.commit()
    tell(session, account, Told((("Alder General Hospital", None),), ()), now=road.now)
    session.commit()
    return account


def told(session: Session) -> list[tuple[int | None, str | None]]:
    kind = LetterKind.NEEDS_A_PERSON
    found = session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.queued_at))
    return [(letter.account_id, letter.link) for letter in found]


def test_only_who_sees_her_hears_that_somebody_waits(
    session: Session, road: Road, her: Profile, colleague: Account
) -> None:
    assert tell_team(session, now=road.now) == 1

    assert told(session) == [(road.coordinator.id, "/desk/")]
    assert sight_of(session) is None  # the clock sees everybody again


def test_it_is_said_once_a_day_as_long_as_she_waits(
    session: Session, road: Road, her: Profile
) -> None:
    moments = [road.now + step for step in (DAY / 2, DAY - DAY / 1440, DAY, DAY * 1.5, DAY * 2)]

    assert tell_team(session, now=road.now) == 1
    assert [tell_team(session, now=moment) for moment in moments] == [0, 0, 1, 0, 1]


def test_nobody_is_told_when_a_person_has_decided_or_the_round_is_over(
    session: Session, road: Road, her: Profile
) -> None:
    (item,) = [one for one in open_items(session, road.round) if one.urgency is Urgency.TODAY]

    choice = next(one for one in item.choices if one is not Choice.ANSWER)
    decide(session, road.round, item, choice, answer="", by=road.coordinator, now=road.now)

    assert tell_team(session, now=road.now) == 0


def test_nothing_is_said_where_nobody_may_need_a_person(session: Session, road: Road) -> None:
    road.a_profile(Side.MENTEE)

    assert tell_team(session, now=road.now) == 0
    assert told(session) == []
