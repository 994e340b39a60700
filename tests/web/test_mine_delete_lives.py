"""Whoever deletes everything, wherever her life here stands: nothing of hers is left anywhere, and
the other one of her pair sees what anybody sees whose pair has come to an ordinary end."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SETTINGS, Clock
from flask import Flask
from sqlalchemy import Engine, ForeignKey, select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.lives import Life, everything_stored, in_files, leave_traces, lives
from support.road import Road

from mentorship.app import create_app
from mentorship.db import db
from mentorship.domain.people import Side
from mentorship.jobs import deliver_letters
from mentorship.models.account import Account
from mentorship.models.base import Base
from mentorship.models.letter import Letter
from mentorship.models.profile import Profile
from mentorship.services.accounts import start_sign_in
from mentorship.services.leaving import withdraw

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="[^"]*"|value="[^"]*"[^>]*name="csrf_token"')
# The record of what was done names sign-ups by their handles, and is never edited.
_THE_RECORD = ("audit_entry.subject",)


@pytest.fixture
def people(road: Road, app: Flask, session: Session) -> list[Life]:
    """Everybody, with letters that have left, lists, sheets and decisions."""
    found = lives(road)
    leave_traces(road, found)
    session.commit()
    with app.app_context():
        deliver_letters()
    session.rollback()
    return found


def opened(app: Flask, engine: Engine, account_id: int, clock: Clock) -> Browser:
    """A browser in which this account is signed in, its password typed a moment ago."""
    with Session(engine) as session, session.begin():
        account = session.get_one(Account, account_id)
        token, uniquifier = start_sign_in(session, account, now=clock()), account.fs_uniquifier
    browser = Browser(app)
    with browser.client.session_transaction(base_url="https://localhost") as visit:
        visit["_user_id"], visit["token"] = uniquifier, token
        visit["seen"], visit["fs_paa"] = int(clock().timestamp()), 4_000_000_000
    return browser


def delete_everybody(app: Flask, engine: Engine, people: list[Life], clock: Clock) -> None:
    for life in people:
        opened(app, engine, life.account_id, clock).post("/yours/delete")


@pytest.fixture
def twin(instance: Path, tmp_path: Path, people: list[Life], clock: Clock) -> Iterator[Flask]:
    """The same programme once more, at the same moment."""
    copy = shutil.copytree(instance, tmp_path / "twin")
    app = create_app(SETTINGS, instance=copy, clock=clock)
    yield app
    with app.app_context():
        db.engine.dispose()


def withdraw_everybody(engine: Engine, people: list[Life], clock: Clock) -> None:
    with Session(engine) as session, session.begin():
        for life in people:
            withdraw(session, session.get_one(Profile, life.profile_id), now=clock())


def test_nothing_of_hers_is_left_and_the_other_one_sees_an_ordinary_end(
    app: Flask,
    session: Session,
    engine: Engine,
    instance: Path,
    clock: Clock,
    people: list[Life],
    twin: Flask,
) -> None:
    _canaries_are_where_they_should_be(session, people)
    assert in_files(instance, _addresses(people)) != [], "her letters lie in a folder here"
    with twin.app_context():
        elsewhere = db.engine
    withdraw_everybody(elsewhere, people, clock)

    delete_everybody(app, engine, people, clock)

    left = everything_stored(session, but=_THE_RECORD)
    found = [(life.name, one) for life in people for one in _hers(life) if one in left]
    assert found == []
    assert _accounts_named(session) & {life.account_id for life in people} == set()
    session.close()
    here = {life.name: _seen(app, engine, clock, life) for life in people}
    there = {life.name: _seen(twin, elsewhere, clock, life) for life in people}
    assert {name for name in here if here[name] != there[name]} == set()
    assert [
        name for name, (_, letters) in here.items() if any("moved_on" in one for one in letters)
    ]
    engine.dispose()
    # Their handles stand in the record, which is never edited; what they said stands nowhere.
    words = [word for life in people for word in life.canaries]
    assert in_files(instance, [*_addresses(people), *words]) == []


def _hers(life: Life) -> list[str]:
    return [one.casefold() for one in (*life.canaries, life.profile_id)]


def _addresses(people: list[Life]) -> list[str]:
    return [f"zq7mail{life.number:02d}x" for life in people]


def _canaries_are_where_they_should_be(session: Session, people: list[Life]) -> None:
    """Nothing can be gone that was never there."""
    stored = everything_stored(session)
    session.rollback()
    assert [(life.name, c) for life in people for c in _hers(life) if c not in stored] == []


def _accounts_named(session: Session) -> set[int]:
    """Every account that any column refers to."""
    return {
        value
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(_is_account(key) for key in column.foreign_keys) or column is Account.__table__.c.id
        for value in session.scalars(select(column).where(column.is_not(None)))
    }


def _is_account(key: ForeignKey) -> bool:
    return key.target_fullname == "account.id"


def _seen(app: Flask, engine: Engine, clock: Clock, life: Life) -> tuple[list[str], list[str]]:
    """Every page that the other one can open, and the kinds of all letters to that person."""
    browser, other = opened(app, engine, life.other_id, clock), life.other_id
    is_mentor = life.side is Side.MENTEE
    paths = ["/mentor", f"/mentor/requests/{life.match_id}"] if is_mentor else ["/home"]
    pages = []
    for path in [*paths, *([life.link] if is_mentor and life.link else [])]:
        answer = browser.raw("GET", path)
        pages.append(f"{path} {answer.status_code} {_TOKEN.sub('', answer.get_data(as_text=True))}")
    with Session(engine) as session:
        ids = select(Profile.id).where(Profile.account_id == other)
        letters = session.scalars(select(Letter).where(Letter.profile_id.in_(ids))).all()
    return pages, sorted(f"{one.kind} {one.state} {one.not_before}" for one in letters)
