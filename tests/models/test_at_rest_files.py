"""What the programme writes is for its owner only, and SQLite forgets what it was told to."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from conftest import SETTINGS
from flask import Flask
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session
from support.columns import fill
from support.make import Make

from mentorship.app import create_app
from mentorship.db import checkpoint, db, sqlite_file
from mentorship.jobs import doorbell
from mentorship.models.base import Base
from mentorship.models.private_files import (
    is_private,
    make_private_file,
    make_private_folder,
    replace_private_file,
    write_private_file,
)
from mentorship.post.deliver import FolderCarrier

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


@pytest.fixture(autouse=True)
def _a_careless_account() -> Iterator[None]:
    """The programme does not rely on the machine to be careful."""
    before = os.umask(0o000)
    yield
    os.umask(before)


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Flask]:
    """A programme that starts for the first time, in a folder that is not there yet."""
    app = create_app(
        {"TESTING": True, "BASE_URL": "https://localhost"}, instance=tmp_path / "our" / "instance"
    )
    with app.app_context():
        Base.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}


def test_everything_in_the_instance_folder_is_for_its_owner_only(new: Flask) -> None:
    doorbell().letters_wait()
    fill(db.session())
    db.session.commit()
    letter = EmailMessage()
    letter["Message-ID"], letter["Date"] = "<0123456789@example.org>", datetime.now(UTC)
    FolderCarrier(Path(new.config["LETTERS_FOLDER"])).carry(letter)

    found = modes(Path(new.instance_path))

    folders = {"letters"}
    assert found.keys() >= {
        "keys",
        "letters",
        "mentorship.sqlite",
        "mentorship.sqlite-shm",
        "mentorship.sqlite-wal",
        "queue.sqlite",
        "secret-key",
    }
    assert {n: m for n, m in found.items() if n not in folders and m != PRIVATE_FILE} == {}
    assert {found[name] for name in folders} == {PRIVATE_FOLDER}
    assert stat.S_IMODE(Path(new.instance_path).stat().st_mode) == PRIVATE_FOLDER
    assert any(name.endswith(".eml") for name in found)


def test_every_connection_to_sqlite_is_careful(instance: Path) -> None:
    asked = ("secure_delete", "journal_mode", "trusted_schema", "foreign_keys", "synchronous")
    # An app of its own: the others' databases need not outlive a power cut.
    app = create_app(SETTINGS, instance=instance)
    with app.app_context(), db.engine.connect() as connection:
        said = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]

    assert said == [1, "wal", 0, 1, 2]


def test_a_checkpoint_empties_the_file_beside_the_database(
    engine: Engine, session: Session, make: Make, instance: Path
) -> None:
    make.an_account()
    session.rollback()
    beside = instance / "mentorship.sqlite-wal"
    assert beside.stat().st_size > 0

    assert checkpoint(engine)

    assert beside.stat().st_size == 0


def test_a_checkpoint_says_so_when_somebody_still_reads(
    engine: Engine, session: Session, make: Make, instance: Path
) -> None:
    reader = create_engine(f"sqlite:///{instance / 'mentorship.sqlite'}")
    with reader.connect() as reading:
        reading.exec_driver_sql("BEGIN")
        reading.execute(text("SELECT count(*) FROM account")).one()
        make.an_account()
        session.rollback()
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")
            connection.rollback()

        assert not checkpoint(engine)
    reader.dispose()
    assert checkpoint(engine)


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:////srv/here.sqlite", Path("/srv/here.sqlite")),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("sqlite:///file:/srv/here.sqlite?mode=ro&uri=true", None),
        ("postgresql+psycopg://me@db/rounds", None),
    ],
)
def test_only_a_database_in_a_file_has_a_file(url: str, file: Path | None) -> None:
    assert sqlite_file(url) == file


def test_a_file_that_stands_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("words")

    assert not make_private_file(tmp_path / "there")
    with pytest.raises(FileExistsError):
        write_private_file(tmp_path / "there", b"others")

    assert (tmp_path / "there").read_text() == "words"


def test_a_file_is_replaced_as_a_whole_and_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text("before")
    path.with_name("keys.new").write_text("left over by a crash")

    replace_private_file(path, b"after")

    assert path.read_bytes() == b"after"
    assert is_private(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_replaced_stays(tmp_path: Path) -> None:
    path = tmp_path / "keys"

    with pytest.raises(FileNotFoundError):
        replace_private_file(path, b"after")

    assert list(tmp_path.iterdir()) == []


def test_folders_above_a_private_one_are_made(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b")

    assert is_private(tmp_path / "a" / "b")
