"""`mentorship check`: the settings, and what only the database can tell."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from click.testing import CliRunner
from flask_migrate import stamp
from sqlalchemy.orm import Session
from support.make import Make
from support.production import SAFE

from mentorship.app import create_app
from mentorship.cli.check import check
from mentorship.db import db
from mentorship.models.account import Account, RoleName
from mentorship.models.audit import Verb
from mentorship.models.base import Base, new_handle
from mentorship.models.erasure import Tombstone
from mentorship.models.keys import write_new_keys
from mentorship.services.audit import record
from mentorship.services.audit_heads import export_head
from mentorship.services.demonstration import COORDINATOR_ADDRESS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def at_the_newest_step(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with keys and with a database where every migration counts as done."""
    folder = tmp_path_factory.mktemp("newest")
    app = create_app({"TESTING": True, "BASE_URL": "https://localhost"}, instance=folder)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        stamp()
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.fixture
def instance(at_the_newest_step: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A safe production: keys, tombstones, heads and database lie apart."""
    instance = Path(shutil.copytree(at_the_newest_step, tmp_path / "instance"))
    keys, tombstones = tmp_path / "apart" / "keys", tmp_path / "erased" / "tombstones"
    heads = tmp_path / "record" / "audit-head"
    for private in (keys.parent, tombstones.parent, heads.parent):
        private.mkdir(mode=0o700)
    (instance / "keys").rename(keys)
    about = SAFE.items()
    places = {"KEYS_FILE": keys, "TOMBSTONES_FILE": tombstones, "INSTANCE": instance}
    places |= {"AUDIT_HEAD_FILE": heads}
    for name, value in (*about, *places.items()):
        monkeypatch.setenv(f"MENTORSHIP_{name}", str(value))
    return instance


def said(*, faults: int) -> str:
    result = CliRunner().invoke(check)
    assert result.output.count("✗") == faults, result.output
    assert result.exit_code == bool(faults)
    return result.output


def test_a_safe_production_is_ready(instance: Path) -> None:
    said_of_it = said(faults=0)

    assert "Ready for production" in said_of_it
    assert "! The database is SQLite" in said_of_it


@pytest.mark.parametrize("env", [None, "development"])
def test_what_would_run_without_safeguards_is_not_called_ready(
    instance: Path, monkeypatch: pytest.MonkeyPatch, env: str | None
) -> None:
    monkeypatch.delenv("MENTORSHIP_ENV")
    if env:
        monkeypatch.setenv("MENTORSHIP_ENV", env)

    assert "ENV is not production" in said(faults=1)


def test_check_names_all_that_a_new_production_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORSHIP_INSTANCE", str(tmp_path / "none"))

    found = said(faults=10)

    names = ("SECRET_KEY", "KEYS_FILE", "TOMBSTONES_FILE", "BASE_URL", "cookie", "SMTP_HOST")
    names += ("MAIL_FROM",)
    assert [name for name in names if name not in found] == []
    assert not (tmp_path / "none").exists()


def test_a_database_without_tables_is_named_and_not_made(instance: Path) -> None:
    (instance / "mentorship.sqlite").unlink()

    assert "no tables yet" in said(faults=1)
    assert not (instance / "mentorship.sqlite").exists()


def test_a_database_behind_the_program_is_named(instance: Path) -> None:
    app = create_app({"TESTING": True, "ENV": "development"}, instance=instance)
    with app.app_context():
        stamp(revision=str(ScriptDirectory(app.config["MIGRATIONS_FOLDER"]).get_base()))
        db.session.remove()
        db.engine.dispose()

    assert "behind the program: run `mentorship migration upgrade`" in said(faults=1)


def test_a_file_that_is_no_database_is_named(instance: Path) -> None:
    (instance / "mentorship.sqlite").write_bytes(b"something else entirely" * 100)

    assert "cannot be opened" in said(faults=1)


def test_a_postgresql_that_does_not_run_is_named(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORSHIP_DATABASE_URL", "postgresql://me@127.0.0.1:1/rounds")

    assert "cannot be opened" in said(faults=1)


def test_a_coordinator_without_a_second_factor_is_named(
    instance: Path, session: Session, make: Make
) -> None:
    make.a_coordinator()
    make.an_account(RoleName.COORDINATOR)  # invited, and has no password yet
    said(faults=0)
    make.an_account(RoleName.COORDINATOR, password="a hash", email="careless@example.org")

    found = said(faults=1)

    assert "without a second factor: 1." in found
    assert "careless" not in found


@pytest.mark.parametrize(
    "address",
    [COORDINATOR_ADDRESS.upper(), "imanib81@example.org", "Mirlande.Brathwaite@example.net"],
)
def test_an_account_of_the_demonstration_is_named(instance: Path, make: Make, address: str) -> None:
    make.an_account(RoleName.MENTEE, email=address)

    assert "Accounts of the demonstration" in said(faults=1)


def test_a_clock_that_was_put_back_is_named(instance: Path, session: Session, make: Make) -> None:
    account = make.an_account()
    session.get_one(Account, account.id).created_at = datetime.now(UTC) + timedelta(days=3)
    session.commit()

    assert "clock of this machine is behind" in said(faults=1)


def test_keys_of_another_database_are_named(
    instance: Path, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.an_account()
    other = tmp_path / "apart" / "other"
    write_new_keys(other)
    monkeypatch.setenv("MENTORSHIP_KEYS_FILE", str(other))

    assert "does not belong to this database" in said(faults=1)


def test_a_lost_file_of_tombstones_is_named(instance: Path) -> None:
    app = create_app({"TESTING": True, "ENV": "development"}, instance=instance)
    with app.app_context():
        db.session.add(Tombstone(digest="a" * 64, at=NOW))
        db.session.commit()
        db.engine.dispose()

    assert "TOMBSTONES_FILE is missing although people were deleted" in said(faults=1)

    (instance.parent / "erased" / "tombstones").touch(mode=0o600)
    said(faults=0)


def test_a_lost_file_of_heads_is_named(instance: Path, session: Session) -> None:
    heads = instance.parent / "record" / "audit-head"
    record(session, by=None, verb=Verb.CLAIM, subject=new_handle(), now=NOW)
    session.commit()
    assert "AUDIT_HEAD_FILE proves nothing. " in said(faults=1)
    export_head(session, heads, now=NOW, anew=True)
    session.commit()
    said(faults=0)

    for content in ("", "nonsense"):
        heads.write_text(content)
        assert "AUDIT_HEAD_FILE proves nothing. " in said(faults=1)
