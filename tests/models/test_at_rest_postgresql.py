"""On PostgreSQL, too: keys that turn lose nothing, somebody who goes is gone, and no file of the
server holds a word that can be read."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import dropwhile
from pathlib import Path

import psycopg
import pytest
from conftest import SETTINGS, Clock
from flask import Flask
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session
from support.browser import Browser
from support.columns import canary, fill
from support.killed_turning import deaths_of_turning, everything
from support.postgres import a_server, an_empty_database
from support.road import Road
from support.scanner import find

from mentorship.app import create_app
from mentorship.db import db
from mentorship.models.account import Account
from mentorship.models.base import Base
from mentorship.models.keys import read_keys
from mentorship.models.profile import Profile
from mentorship.models.turning import finish_turning, turn

pytestmark = pytest.mark.postgresql

HER_WORDS, HER_DRAFT = canary("her.words"), canary("her.draft")
EMAIL = "Quillfeather.Address@Nightjar.example.org"


@pytest.fixture
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database whose files lie on this machine."""
    if not os.environ.get("TEST_DATABASE_URL"):
        yield request.getfixturevalue("postgres_url")
        return
    with a_server() as server, an_empty_database(server) as own:
        yield own


@pytest.fixture
def app(instance: Path, clock: Clock, url: str) -> Iterator[Flask]:
    app = create_app({**SETTINGS, "DATABASE_URL": url}, instance=instance, clock=clock)
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


def its_files(url: str) -> list[Path]:
    """Everything that the server holds of this database, once all of it was written down."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        (place,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        sql = "SELECT oid::text FROM pg_database WHERE datname = current_database()"
        (own,) = connection.execute(sql).fetchone() or ("",)
    folder = Path(place)
    # The other databases of the server are the ones that it came with, or another test's.
    others = [one for one in (folder / "base").iterdir() if one.name != own]
    return [
        file
        for file in folder.rglob("*")
        if file.is_file() and not any(file.is_relative_to(one) for one in others)
    ]


def test_keys_that_turn_and_are_killed_on_the_way_lose_nothing(
    app: Flask, session: Session, engine: Engine, instance: Path, tmp_path: Path, url: str
) -> None:
    fill(session, rows=2)
    session.commit()
    old = read_keys(instance / "keys")
    before = everything(engine, old)
    shutil.copytree(instance, tmp_path / "killed" / "whole")

    left = deaths_of_turning(tmp_path / "killed", app.config["SQLALCHEMY_DATABASE_URI"])

    # Before there was a new key, nothing was left to do.
    left = list(dropwhile(lambda count: count == 0, left))
    assert 0 < left[0] <= len(before)
    assert left == sorted(left, reverse=True)
    assert len(set(left)) > 3
    new = read_keys(tmp_path / "killed" / "on" / "keys")
    assert (len(new.keys), new.lookup) == (1, old.lookup)
    assert new.keys != old.keys
    assert everything(engine, new) == before


def test_no_file_of_the_server_holds_a_word(
    app: Flask, session: Session, engine: Engine, instance: Path, url: str
) -> None:
    planted = fill(session, rows=2)
    session.commit()
    turn(engine, instance / "keys")
    finish_turning(engine, instance / "keys")

    assert find(its_files(url), planted.values()) == []

    word = canary("round.time_zone")
    session.execute(text("UPDATE round SET time_zone = :word"), {"word": word})
    session.commit()
    found = {one.shape for one in find(its_files(url), [word])}
    assert found >= {"utf-8"}, "in a plain column it would be found"


def test_whoever_deletes_everything_is_gone_and_no_word_of_hers_is_left(
    app: Flask, road: Road, session: Session, url: str, signed_in: Callable[[Account], Browser]
) -> None:
    account = road.a_mentee(words=HER_WORDS, email=EMAIL)
    road.a_mentor()
    her = signed_in(account)
    her.post("/yours/typed", {"draft": "sign-up/5", "words": HER_DRAFT}, expect=204)
    session.commit()

    assert her.post("/yours/delete").location == "/yours/gone"

    session.rollback()
    assert [one for one in session.scalars(select(Account)) if one.email == EMAIL] == []
    left = [one.answers for one in session.scalars(select(Profile))]
    assert len(left) == 1
    assert HER_WORDS not in str(left)
    dead = "SELECT sum(n_dead_tup) FROM pg_stat_user_tables WHERE relname = 'profile'"
    emptied = "SELECT count(*) FROM pg_stat_user_tables WHERE vacuum_count > 0 AND relname = :name"
    session.execute(text("SELECT pg_stat_force_next_flush()"))
    assert session.scalar(text(emptied), {"name": "profile"}) == 1
    assert session.scalar(text(dead)) == 0
    session.rollback()
    assert find(its_files(url), [HER_WORDS, HER_DRAFT, EMAIL]) == []
