"""A database that is locked or away for a moment: a kind page, and nothing said of anybody."""

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from support.browser import Browser

from mentorship.db import db
from mentorship.web.access import ANYONE, open_to


@pytest.fixture
def locked(app: Flask, instance: Path) -> Iterator[None]:
    """Somebody else writes, and does not stop; we are too impatient to wait for her."""
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        file = str(db.engine.url.database)
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    yield
    writer.close()


@pytest.fixture
def log(app: Flask, caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """All that our log says, whatever other tests have made of the loggers of this process."""
    app.logger.addHandler(caplog.handler)
    app.logger.disabled = False
    with caplog.at_level(logging.DEBUG, logger=app.logger.name):
        yield caplog
    app.logger.removeHandler(caplog.handler)


def test_whoever_sends_something_is_asked_to_try_again(
    visitor: Browser, locked: None, log: pytest.LogCaptureFixture
) -> None:
    form = {"csrf_token": visitor.token(), "email": "her@example.org", "password": "wrong words"}
    answer = visitor.raw("POST", "/account/login", data=form)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "try once more" in answer.get_data(as_text=True)
    assert "the database was busy or away" in log.text
    assert not {"her@example.org", "INSERT", "Traceback"} & set(log.text.split())


def test_whoever_is_signed_in_is_asked_to_come_again(
    app: Flask, mentee_client: Browser, session: Session
) -> None:
    session.close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    folder = Path(app.instance_path)
    folder.rename(folder.with_name("away"))

    answer = mentee_client.raw("GET", "/account/settings", headers={"Accept-Language": "ar"})

    folder.with_name("away").rename(folder)
    assert answer.status_code == 503
    assert '<html lang="ar" dir="rtl">' in answer.get_data(as_text=True)


def test_what_is_our_own_mistake_stays_one(app: Flask, visitor: Browser) -> None:
    app.add_url_rule("/wrong", view_func=open_to(ANYONE)(_asks_for_no_table))
    app.testing = app.config["PROPAGATE_EXCEPTIONS"] = False

    assert visitor.raw("GET", "/wrong").status_code == 500


def _asks_for_no_table() -> str:
    return str(db.session.connection().exec_driver_sql("SELECT * FROM nobody").all())


def test_a_wrong_method_is_told_the_right_ones(visitor: Browser) -> None:
    answer = visitor.raw("POST", "/help")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
