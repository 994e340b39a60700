"""Looking changes nothing, and what a view changes it keeps."""

from pathlib import Path

import pytest
from conftest import SETTINGS
from flask import Flask
from sqlalchemy import text
from support.browser import Browser

from mentorship.app import create_app
from mentorship.db import WroteWhileReading, db
from mentorship.domain.errors import Refused
from mentorship.models.account import Account
from mentorship.web.access import ANYONE, open_to
from mentorship.web.house import ForgotToCommit
from mentorship.web.pages import commit, database, now

SENTENCE = "This round is closed, so nothing was changed."


def write() -> None:
    database().add(Account(email="x@example.org", created_at=now(), fs_uniquifier="x", active=True))
    database().flush()


def count() -> int:
    return int(database().execute(text("SELECT count(*) FROM account")).scalar_one())


@pytest.fixture
def app(app: Flask) -> Flask:
    """The app with four pages that behave badly, and one that behaves well."""

    @app.route("/writes-while-reading")
    @open_to(ANYONE)
    def writes_while_reading() -> str:
        write()
        return ""

    @app.post("/forgets")
    @open_to(ANYONE)
    def forgets() -> str:
        write()
        return ""

    @app.post("/forgets-to-flush")
    @open_to(ANYONE)
    def forgets_to_flush() -> str:
        database().add(Account(email="x@example.org", created_at=now(), fs_uniquifier="x"))
        return ""

    @app.post("/refuses")
    @open_to(ANYONE)
    def refuses() -> str:
        write()
        raise Refused(SENTENCE)

    @app.post("/keeps")
    @open_to(ANYONE)
    def keeps() -> tuple[str, int]:
        write()
        commit()
        return "", 204

    return app


def test_a_page_that_writes_while_it_is_looked_at_is_a_fault(visitor: Browser) -> None:
    with pytest.raises(WroteWhileReading):
        visitor.get("/writes-while-reading")


@pytest.mark.parametrize("path", ["/forgets", "/forgets-to-flush"])
def test_a_change_that_is_not_kept_is_a_fault(app: Flask, visitor: Browser, path: str) -> None:
    with pytest.raises(ForgotToCommit):
        visitor.post(path)
    with app.app_context():
        assert count() == 0


def test_a_refusal_is_a_kind_page_and_leaves_nothing_behind(app: Flask, visitor: Browser) -> None:
    page = visitor.post("/refuses", expect=409)

    assert SENTENCE in page.text
    with app.app_context():
        assert count() == 0


def test_a_change_that_is_kept_stays(app: Flask, visitor: Browser) -> None:
    visitor.post("/keeps", expect=204)

    with app.app_context():
        assert count() == 1


def test_sqlite_is_asked_to_be_careful(instance: Path) -> None:
    # An app of its own: the others' databases need not outlive a power cut.
    app = create_app(SETTINGS, instance=instance)
    with app.app_context(), db.engine.connect() as connection:
        asked = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }

    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }
