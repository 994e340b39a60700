"""Whoever deleted everything has left the files, too: not even what was encrypted lies there."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Clock
from flask import Flask
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session
from support.browser import Browser
from support.desk import Desk
from support.on_disk import gone, still_lying, values_in
from support.road import ADDRESS, Road

from mentorship.db import checkpoint
from mentorship.jobs import replay_tombstones, sweep
from mentorship.models.account import Account
from mentorship.models.check import RoundCheck
from mentorship.models.profile import Profile

SignIns = Callable[[Account], Browser]
# Where something of hers stood. Her handle is not among it: the record names it, and is never
# edited.
HERS = {
    "account.email",
    "account.email_key",
    "draft.fields",
    "letter.link",
    "letter.message_id",
    "match.explanation",
    "profile.answers",
    "profile.email_key",
    "sign_in.token_digest",
    "attempts.key",
    "audit_entry.reason",
}


def database(instance: Path) -> Path:
    return instance / "mentorship.sqlite"


def files(instance: Path) -> list[Path]:
    return [file for file in instance.rglob("*") if file.is_file()]


@pytest.fixture
def her(desk: Desk, road: Road, visitor: Browser, signed_in: SignIns) -> Browser:
    """Her browser: she was proposed, asked and read about, forgot her password, and has a draft."""
    account, mentor = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(account, mentor)
    profile_id = match.mentee_id
    desk.browser.told_why = True
    desk.browser.post(f"{desk.url}/person/{profile_id}", {"reason": "She asked for a call"})
    road.ask_mentor(match, account)
    visitor.get("/account/reset")
    visitor.send({"email": ADDRESS}, action="reset", expect=None)
    hers = signed_in(account)
    hers.post("/yours/typed", {"draft": "sign-up/5", "words": "Half a question"}, expect=204)
    return hers


def deleted(her: Browser, instance: Path) -> dict[str, set[bytes]]:
    """She deletes everything; what of it has left the tables."""
    before = values_in(database(instance))
    assert her.post("/yours/delete").location == "/yours/gone"
    return gone(before, values_in(database(instance)))


def test_what_she_deleted_lies_in_no_file_from_that_very_moment(
    her: Browser, instance: Path, session: Session
) -> None:
    session.close()
    copy = shutil.copytree(instance, instance.parent / "before")

    left = deleted(her, instance)

    assert left.keys() >= HERS - {"attempts.key"}
    assert {name for name, _ in still_lying(left, files(copy))} == left.keys()
    assert still_lying(left, files(instance)) == []


def test_a_database_that_does_not_wipe_would_still_hold_it(
    her: Browser, app: Flask, instance: Path, session: Session, engine: Engine
) -> None:
    """Without secure_delete the scan turns red: it looks where the bytes would be."""
    session.close()
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")

    left = deleted(her, instance)

    assert ("profile.answers", "mentorship.sqlite") in still_lying(left, files(instance))


def test_an_older_copy_that_was_put_back_is_wiped_as_well(
    her: Browser, app: Flask, instance: Path, session: Session, engine: Engine, clock: Clock
) -> None:
    session.close()
    assert checkpoint(engine)
    older = shutil.copy(database(instance), instance.parent / "older.sqlite")
    clock.move(timedelta(minutes=10))
    left = deleted(her, instance)
    engine.dispose()
    for end in ("-wal", "-shm"):
        database(instance).with_name(f"mentorship.sqlite{end}").unlink(missing_ok=True)
    shutil.copy(older, database(instance))
    assert still_lying(left, files(instance)) != []

    clock.move(timedelta(hours=1))
    with app.app_context():
        assert replay_tombstones() == 1

    assert session.scalars(select(Profile).where(Profile.email_key.is_not(None))).all() != []
    session.close()
    assert still_lying(left, files(instance)) == []


def sweep_without_looks(app: Flask, engine: Engine) -> None:
    """A look over a round is a process of its own, and not what is tested here."""
    with Session(engine) as session, session.begin():
        session.execute(update(RoundCheck).values(checked=RoundCheck.asked))
    with app.app_context():
        sweep()


def test_what_was_counted_about_her_goes_when_a_quarter_of_an_hour_is_over(
    her: Browser, app: Flask, instance: Path, session: Session, engine: Engine, clock: Clock
) -> None:
    """Even when nobody signs in for weeks, and so nobody counts anew."""
    session.close()
    before = values_in(database(instance))["attempts.key"]
    assert before

    clock.move(timedelta(minutes=16))
    sweep_without_looks(app, engine)

    assert still_lying({"attempts.key": before}, files(instance)) == []


def test_while_somebody_still_reads_it_waits_for_the_sweep_of_the_next_minute(
    her: Browser, app: Flask, instance: Path, session: Session, engine: Engine
) -> None:
    session.close()
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    reader = sqlite3.connect(database(instance), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM account").fetchone()

    left = deleted(her, instance)
    lying = still_lying(left, files(instance))
    reader.close()
    sweep_without_looks(app, engine)

    assert lying != []
    assert still_lying(left, files(instance)) == []
