"""Whoever was erased is written to by nobody, whichever way letters leave first."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Clock
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.mail_servers import MailServer
from support.programme import Mailbox
from support.road import Road

from mentorship.cli.post import post
from mentorship.db import checkpoint
from mentorship.jobs import deliver_letters, doorbell
from mentorship.models.account import Account
from mentorship.models.match import Match
from mentorship.models.profile import Profile

Ways = Callable[[Flask], None]


def by_hand(_app: Flask) -> None:
    said = CliRunner().invoke(post, ["deliver"])
    assert said.exit_code == 0, said.output


def by_doorbell(app: Flask) -> None:
    with app.app_context():
        doorbell().letters_wait()
        huey = doorbell().huey
        huey.execute(huey.dequeue())


@pytest.mark.parametrize("letters_leave", [by_hand, by_doorbell])
def test_nobody_who_was_erased_is_written_to_after_an_old_copy_was_put_back(
    app: Flask,
    road: Road,
    session: Session,
    engine: Engine,
    instance: Path,
    clock: Clock,
    signed_in: Callable[[Account], Browser],
    match: Match,
    mentee: Account,
    mail_server: MailServer,
    monkeypatch: pytest.MonkeyPatch,
    letters_leave: Ways,
) -> None:
    mailbox = Mailbox()
    _through(mail_server(mailbox).port, app, instance, monkeypatch)
    road.ask_her(match)
    browser = signed_in(mentee)
    copy = _copied(instance, session, engine)
    clock.move(timedelta(minutes=10))
    assert browser.post("/yours/delete").location == "/yours/gone"
    _put_back(copy, instance, engine)
    assert session.scalars(select(Profile.id).where(Profile.account_id.is_not(None))).all()
    session.close()

    clock.move(timedelta(hours=1))
    letters_leave(app)

    assert mailbox.letters == []
    session.rollback()


def test_a_letter_leaves_both_ways(
    app: Flask,
    one_letter: Road,
    session: Session,
    instance: Path,
    mail_server: MailServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mailbox = Mailbox()
    _through(mail_server(mailbox).port, app, instance, monkeypatch)
    session.rollback()

    with app.app_context():
        deliver_letters()

    assert len(mailbox.letters) == 1


def _through(port: int, app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": port, "SMTP_STARTTLS": False}
    app.config.update(settings)
    monkeypatch.setenv("MENTORSHIP_INSTANCE", str(instance))
    for name, value in settings.items():
        monkeypatch.setenv(f"MENTORSHIP_{name}", "no" if value is False else str(value))


def _copied(instance: Path, session: Session, engine: Engine) -> Path:
    session.close()
    assert checkpoint(engine)
    return Path(shutil.copy(instance / "mentorship.sqlite", instance.parent / "copy.sqlite"))


def _put_back(copy: Path, instance: Path, engine: Engine) -> None:
    engine.dispose()
    for name in ("mentorship.sqlite-wal", "mentorship.sqlite-shm"):
        (instance / name).unlink(missing_ok=True)
    shutil.copy(copy, instance / "mentorship.sqlite")
