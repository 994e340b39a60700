"""The steps lead from nothing to exactly the tables that the models describe, on both databases."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Inspector, inspect, text
from sqlalchemy.engine.interfaces import ReflectedForeignKeyConstraint
from support.postgres import an_empty_database

from mentorship import config
from mentorship.app import create_app
from mentorship.db import db
from mentorship.models.base import Base
from mentorship.services.accounts import add_coordinator, start_sign_in

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SETTINGS = {"TESTING": True, "BASE_URL": "https://localhost"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app on an empty database."""
    if request.param == "sqlite":
        yield from _an_app(tmp_path, f"sqlite:///{tmp_path / 'empty.sqlite'}")
    else:
        with an_empty_database(request.getfixturevalue("postgres_server")) as url:
            yield from _an_app(tmp_path, url)


def _an_app(folder: Path, url: str) -> Iterator[Flask]:
    app = create_app({**SETTINGS, "DATABASE_URL": url}, instance=folder)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def described() -> dict[str, object]:
    """What the database says of itself: columns, checks, keys and indexes of every table."""
    found = inspect(db.engine)
    names = [name for name in found.get_table_names() if name != "alembic_version"]
    return {name: _table(found, name) for name in sorted(names)}


def _table(found: Inspector, name: str) -> dict[str, object]:
    columns = {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(name)}
    return {
        "columns": columns,
        "checks": sorted((c["name"], c["sqltext"]) for c in found.get_check_constraints(name)),
        "unique": sorted(
            (u["name"], u["column_names"]) for u in found.get_unique_constraints(name)
        ),
        "indexes": sorted((i["name"], i["column_names"]) for i in found.get_indexes(name)),
        "keys": sorted(_key(key) for key in found.get_foreign_keys(name)),
        "primary": found.get_pk_constraint(name)["constrained_columns"],
    }


def _key(key: ReflectedForeignKeyConstraint) -> tuple[str, list[str], str, str]:
    ends = key["options"].get("ondelete", "")
    return key["name"] or "", key["constrained_columns"], key["referred_table"], ends


def test_the_steps_lead_to_the_tables_of_the_models(empty: Flask) -> None:
    upgrade()
    by_steps = described()
    downgrade(revision="base")
    left_over = described()

    Base.metadata.create_all(db.engine)

    assert by_steps == described()
    assert left_over == {}


def test_the_steps_can_be_gone_back_and_forth_with_people_in_the_tables(empty: Flask) -> None:
    upgrade()
    account = add_coordinator(db.session(), email="somebody@example.org", now=NOW)
    start_sign_in(db.session(), account, now=NOW)
    db.session.commit()
    first = described()

    for _ in range(2):
        downgrade(revision="-1")
        upgrade()

    assert described() == first


def test_an_earlier_step_loses_nobody_when_a_table_is_copied(tmp_path: Path) -> None:
    """On SQLite a changed table is copied; with foreign keys on, its children would be deleted."""
    app = create_app(SETTINGS, instance=tmp_path)
    steps = Path(shutil.copytree(app.config["MIGRATIONS_FOLDER"], tmp_path / "migrations"))
    with app.app_context():
        upgrade(directory=str(steps))
        account = add_coordinator(db.session(), email="somebody@example.org", now=NOW)
        start_sign_in(db.session(), account, now=NOW)
        db.session.commit()
        head = db.session.scalar(text("SELECT version_num FROM alembic_version"))
        db.session.remove()
        (steps / "versions" / "later.py").write_text(_LATER.format(head=head))

        upgrade(directory=str(steps))

        assert db.session.scalar(text("SELECT count(*) FROM sign_in")) == 1
        assert db.session.scalar(text("SELECT count(*) FROM account_role")) == 1
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
        db.session.remove()
        db.engine.dispose()


_LATER = """
import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("account", recreate="always") as table:
        table.add_column(sa.Column("note", sa.String()))


def downgrade():
    pass
"""


def test_migrations_name_only_types_that_will_not_move() -> None:
    steps = Path(config.FIXED["MIGRATIONS_FOLDER"], "versions").glob("*.py")

    assert [step.name for step in steps if "mentorship." in step.read_text()] == []
