"""A thief copies every file that the programme owns, and finds nobody's words in any shape."""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import SETTINGS, Clock
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.columns import canary, fill
from support.make import Make
from support.scanner import Found, find

from mentorship.app import create_app
from mentorship.db import checkpoint, db
from mentorship.models.account import Account
from mentorship.web.access import ANYONE, open_to

EMAIL = "Quillfeather.Address@Nightjar.example.org"
FAULT = canary("a.fault")


@dataclass(frozen=True)
class House:
    """Every place where the programme could leave a file."""

    folder: Path

    def __getattr__(self, name: str) -> Path:
        return self.folder / name

    def files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]

    def copied(self, to: Path) -> list[Path]:
        """What a thief has of it: every file as it lies there now."""
        copy = House(Path(shutil.copytree(self.folder, to)))
        return copy.files()


@pytest.fixture
def house(fresh_instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Instance, temporary files, caches and a log of everything at DEBUG lie in one folder."""
    house = House(tmp_path / "house")
    shutil.copytree(fresh_instance, house.instance)
    for place in (house.temporary, house.home):
        place.mkdir()
    monkeypatch.setenv("TMPDIR", str(house.temporary))
    monkeypatch.setenv("HOME", str(house.home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(house.home / ".cache"))
    monkeypatch.setenv("MENTORSHIP_INSTANCE", str(house.instance))
    monkeypatch.setenv("MENTORSHIP_LOG_LEVEL", "DEBUG")
    monkeypatch.setattr(tempfile, "tempdir", None)
    log, root = logging.FileHandler(house.folder / "log"), logging.getLogger()
    before = root.level
    root.addHandler(log)
    root.setLevel(logging.DEBUG)
    yield house
    root.removeHandler(log)
    root.setLevel(before)
    log.close()


@pytest.fixture
def app(house: House, clock: Clock) -> Iterator[Flask]:
    # A fault is logged, as it would be in earnest.
    settings = {**SETTINGS, "PROPAGATE_EXCEPTIONS": False}
    app = create_app(settings, instance=house.instance, clock=clock)
    app.add_url_rule("/fault", view_func=open_to(ANYONE)(fault))
    yield app
    with app.app_context():
        db.engine.dispose()


def fault() -> str:
    """A mistake of ours, in the midst of somebody's words: half a letter cannot be encrypted."""
    found = db.session.scalars(select(Account).limit(1)).one()
    found.tf_totp_secret = f"{FAULT} \ud800"
    db.session.flush()
    return FAULT


def test_no_word_of_any_column_of_any_table_lies_in_any_file(
    house: House, session: Session, tmp_path: Path
) -> None:
    planted = fill(session, rows=2)
    session.commit()
    stolen = house.copied(tmp_path / "stolen")
    assert {"mentorship.sqlite", "mentorship.sqlite-wal", "log"} <= {one.name for one in stolen}

    assert find(stolen, planted.values()) == []


def test_the_same_words_in_a_plain_column_would_have_been_found(
    house: House, session: Session, tmp_path: Path
) -> None:
    """Without the column type the scan turns red: it looks where the words would be."""
    fill(session)
    word = canary("round.time_zone")
    session.connection().exec_driver_sql("UPDATE round SET time_zone = ?", (word,))
    session.commit()

    found = find(house.copied(tmp_path / "stolen"), [word])

    assert Found("mentorship.sqlite-wal", word, "utf-8") in found


def test_what_was_deleted_and_moved_back_is_in_no_file(
    house: House, app: Flask, session: Session, tmp_path: Path
) -> None:
    """Even of a plain column nothing is left, neither in the file nor beside it."""
    fill(session)
    word = canary("round.time_zone")
    session.connection().exec_driver_sql("UPDATE round SET time_zone = ?", (word,))
    session.commit()
    with app.app_context():
        checkpoint(db.engine)
        assert find(house.copied(tmp_path / "before"), [word]) != []

        session.connection().exec_driver_sql("UPDATE round SET time_zone = 'UTC'")
        session.commit()
        assert checkpoint(db.engine)

    assert find(house.copied(tmp_path / "stolen"), [word]) == []


def test_a_fault_in_the_midst_of_her_words_tells_nobody_which(
    house: House, app: Flask, make: Make, visitor: Browser, session: Session, tmp_path: Path
) -> None:
    make.an_account(email=EMAIL)
    session.commit()

    assert visitor.raw("GET", "/fault").status_code == 500

    log = house.log.read_text()
    assert "UnicodeEncodeError" in log
    assert "on the page fault" in log
    assert find(house.copied(tmp_path / "stolen"), [FAULT, EMAIL]) == []
