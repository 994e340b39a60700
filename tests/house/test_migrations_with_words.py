"""What was written before a step is there after it: sealed on the way up, read on the way down."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import bindparam, select, text
from support.postgres import an_empty_database

from mentorship.app import create_app
from mentorship.db import db
from mentorship.models.audit import AuditEntry
from mentorship.models.base import UtcDateTime
from mentorship.models.keys import ring
from mentorship.models.profile import Profile
from mentorship.models.round import HeadingChoice, Institution, Round
from mentorship.services.audit_proof import verify

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BEFORE = "53544e1685c4"
HANDLE = "a" * 22


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def programme(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app on a database as it was before anything was sealed."""
    if request.param == "sqlite":
        yield from an_app(tmp_path, f"sqlite:///{tmp_path / 'old.sqlite'}")
    else:
        with an_empty_database(request.getfixturevalue("postgres_server")) as url:
            yield from an_app(tmp_path, url)


def an_app(folder: Path, url: str) -> Iterator[Flask]:
    settings = {"TESTING": True, "BASE_URL": "https://localhost", "DATABASE_URL": url}
    app = create_app(settings, instance=folder)
    with app.app_context():
        upgrade(revision=BEFORE)
        write_as_before()
        yield app
        db.session.remove()
        db.engine.dispose()


def write_as_before() -> None:
    """Rows as the earlier program wrote them."""
    at = {"at": NOW, "sealed": ring().encrypt("{}"), "why": ring().encrypt("she wrote to us")}
    statements = (
        "INSERT INTO account (id, email, email_key, active, created_at, fs_uniquifier) "
        "VALUES (1, :why, 'key', true, :at, 'unique')",
        "INSERT INTO round (id, name, state, time_zone, seed, policy, created_at, version) "
        "VALUES ('round', 'Spring', 'open', 'UTC', 1, '{}', :at, 1)",
        "INSERT INTO heading_choice (side, heading, field, chosen_at) "
        "VALUES ('mentee', 'your name', 'name', :at)",
        """INSERT INTO institution (name, line, changed_at) """
        """VALUES ('Harbor', '{"name"\\: "Harbor"}', :at)""",
        "INSERT INTO profile (id, side, answers, created_at, updated_at) "
        "VALUES ('her', 'mentee', :sealed, :at, :at), ('mentor', 'mentor', :sealed, :at, :at)",
        "INSERT INTO audit_entry (account_id, verb, subject, detail, reason, at) "
        f"VALUES (1, 'reveal', '{HANDLE}', 'words', :why, :at), "
        f"(NULL, 'mentor_knows_her', '{HANDLE}', '', NULL, :at)",
    )
    for statement in statements:
        written = text(statement).bindparams(bindparam("at", type_=UtcDateTime()))
        db.session.execute(written, {key: at[key] for key in at if f":{key}" in statement})
    db.session.commit()


def test_what_was_plain_is_sealed_and_can_be_read(programme: Flask) -> None:
    upgrade()

    assert db.session.scalars(select(Round.name)).all() == ["Spring"]
    assert db.session.scalars(select(HeadingChoice.heading)).all() == ["your name"]
    assert db.session.scalars(select(Institution.line)).all() == [{"name": "Harbor"}]
    raw = db.session.scalar(text("SELECT name FROM round"))
    assert b"Spring" not in bytes(raw)


def test_the_record_so_far_is_sealed_in_its_order(programme: Flask) -> None:
    upgrade()

    first, second = db.session.scalars(select(AuditEntry).order_by(AuditEntry.number))
    assert (first.verb, first.reason, second.verb) == (
        "reveal",
        "she wrote to us",
        "mentor_knows_her",
    )
    assert verify(db.session()).wrong is None


def test_mentors_who_were_here_are_known(programme: Flask) -> None:
    upgrade()

    known = {one.id: one.vetted_at is not None for one in db.session.scalars(select(Profile))}
    assert known == {"her": False, "mentor": True}


def test_on_the_way_back_everything_is_as_it_was(programme: Flask) -> None:
    upgrade()
    db.session.remove()
    downgrade(revision=BEFORE)

    assert db.session.scalar(text("SELECT name FROM round")) == "Spring"
    assert db.session.scalar(text("SELECT heading FROM heading_choice")) == "your name"
    record = db.session.execute(
        text("SELECT account_id, verb, reason FROM audit_entry ORDER BY id")
    )
    (account, verb, reason), _ = record.all()
    assert (account, verb) == (1, "reveal")
    assert ring().decrypt(bytes(reason)) == "she wrote to us"
