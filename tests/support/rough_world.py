"""The world of every persona, with more of what forms are about: rounds in every state, sheets."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.app import create_app
from mentorship.db import db
from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Side
from mentorship.models.account import Account, RoleName
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services import matches
from mentorship.services.rounds import move_round
from support.access_world import World, cookie_of, world_in
from support.desk import Desk, DeskBrowser, a_sheet
from support.make import Make
from support.road import Road
from support.rough_hands import NEWCOMER, Hands
from support.sheets import A_MENTOR_ROW, HER_ROW
from support.swift_database import made_swift

SETTINGS = {
    "TESTING": True,
    "BASE_URL": "https://localhost",
    "ANSWER_SECONDS": 0.0,
    "PROPAGATE_EXCEPTIONS": False,
}
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def hands(fresh_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    """Somebody who sends anything, in a world that is as before after every request."""
    folder = tmp_path_factory.mktemp("rough") / "instance"
    shutil.copytree(fresh_instance, folder)
    app = create_app(SETTINGS, instance=folder, clock=lambda: NOW)
    with app.app_context():
        made_swift(db.engine)
    made = hands_in(app, NOW)
    yield made
    made.close()
    with app.app_context():
        db.engine.dispose()


def hands_in(app: Flask, now: datetime) -> Hands:
    """Everybody is there, something waits behind every form, and nothing has been sent yet."""
    with app.test_request_context(base_url="https://localhost"), Session(db.engine) as session:
        made = world_in(app, session, now)
        make = Make(session, now=now, first=100)
        newcomer = make.an_account(RoleName.MENTEE, RoleName.MENTOR)
        cookies = {**made.cookies, NEWCOMER: cookie_of(app, session, newcomer, NEWCOMER, now)}
        road = Road(session, make, now=now)
        _rounds_under_way(app, make)
        _introduced(road, made)
        session.commit()
        open_round = road.round.id
    hands = Hands(app, cookies, made.form_token, made.objects)
    made.close()
    hands.open_round = open_round
    _bring_in(hands, open_round)
    name, place = ("name", "A name"), ("workplace", "A place")
    for page, said in (
        ("sign-up/1", (name,)),
        ("mentor-sign-up/1", (name, place)),
        ("mentor-sign-up/2", (("capacity", "1"),)),
    ):
        typed = hands.with_token(("draft", page), *said)
        hands.send(NEWCOMER, "/yours/typed", typed, stay=True)
    hands.settle()
    return hands


def _rounds_under_way(app: Flask, make: Make) -> None:
    """One in which pairs wait for eyes and one letter for its leave; one that is closed only."""
    reviewed, closed = (Road(make.session, make, now=make.now) for _ in range(2))
    desk = Desk(reviewed, DeskBrowser(app), now=make.now)
    matches.confirm(make.session, desk.some_pairs(3)[0], by=reviewed.coordinator, now=make.now)
    make.session.commit()
    closed.a_profile(Side.MENTEE, email="late@example.org", name="Late Heron")
    closed.a_profile(Side.MENTOR, email="later@example.com", name="Later Heron")
    move_round(make.session, closed.round, RoundEvent.CLOSE, by=closed.coordinator, now=make.now)


def _introduced(road: Road, made: World) -> None:
    """The other mentee knows her mentor already, and the other mentor a mentee."""
    own, _other = made.objects["home", "match_id"]["other mentee"]
    match = road.session.get_one(Match, own)
    whose = select(Profile.account_id).where(Profile.id == match.mentee_id)
    her = road.session.get_one(Account, road.session.scalars(whose).one())
    matches.agree(road.session, match, by=her, now=road.now)
    road.session.commit()
    assert matches.accept(road.session, match, link=road.link(match), now=road.now)
    theirs, _other = made.objects["mentor", "match_id"]["other mentor"]
    met = road.session.get_one(Match, theirs)
    assert matches.accept(road.session, met, link=road.link(met), now=road.now)


def _bring_in(hands: Hands, round_id: str) -> None:
    """One sheet is in and could be undone; one waits, and one of its headings is unknown."""
    for kind, sheet in (
        ("mentors", a_sheet(Side.MENTOR, A_MENTOR_ROW)),
        ("mentees", a_sheet(Side.MENTEE, HER_ROW, more="Shoe size")),
    ):
        rows = sheet.decode().replace(",", "\t").replace('"', "")
        pasted = hands.with_token(("pasted_kind", kind), ("pasted", rows))
        sent = hands.send("coordinator", f"/desk/{round_id}/bring-in", pasted, stay=True)
        if kind == "mentors":
            path = sent.headers["Location"]
            hands.send("coordinator", path, hands.with_token(), stay=True)
