"""A whole round as the programme really runs it, and then a thief who copies everything.

Real gunicorn, worker, computation and SMTP; every Python process logs all that it can. Every word
that anybody said, every password, key and link is looked for wherever a file could be.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support import whole_round
from support.programme import running
from support.scanner import SHAPES, find
from support.whole_round import HER, MENTOR, ON_THE_WEB, Story, every_answer
from support.witness import watched, written

from mentorship.app import create_app
from mentorship.db import db
from mentorship.models.profile import Profile
from mentorship.models.round import SheetImport

# Where programmes put what they mean to forget, and where other runs of tests are at home.
_MACHINE, _OTHER_RUNS = ("/tmp", "/var/tmp", "/dev/shm"), "pytest-of-"
_DATABASES = ("mentorship.sqlite", "queue.sqlite")
_KEPT = {
    *("keys", "secret-key", "audit-head", "tombstones"),
    *(f"{database}{end}" for database in _DATABASES for end in ("", "-wal", "-shm")),
}


@pytest.fixture
def house(fresh_instance: Path, tmp_path: Path) -> Path:
    """Instance, temporary files, caches and logs lie in one folder."""
    house = tmp_path / "house"
    for place in ("temporary", "home"):
        (house / place).mkdir(parents=True)
    shutil.copytree(fresh_instance, house / "instance")
    return house


@pytest.fixture
def story(house: Path, tmp_path: Path) -> Iterator[Story]:
    more = {
        **watched(tmp_path / "witness", log=house / "log"),
        "TMPDIR": str(house / "temporary"),
        "HOME": str(house / "home"),
        "XDG_CACHE_HOME": str(house / "home" / ".cache"),
        "MENTORSHIP_LOG_LEVEL": "DEBUG",
        "MENTORSHIP_ANSWER_SECONDS": "0",
    }
    reader = create_app({"TESTING": True}, instance=house / "instance")
    with (
        running(house / "instance", more=more, printed=house / "printed") as programme,
        reader.app_context(),
        Session(db.engine) as session,
    ):
        yield Story(house / "instance", programme, session)
        session.close()
        db.engine.dispose()


def test_a_whole_round_leaves_nobodys_words_in_any_file(
    story: Story, house: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    began = time.time()
    desk = whole_round.becomes_coordinator(story)
    url = whole_round.makes_a_round(desk)
    whole_round.brings_in_sheets(desk, url)
    whole_round.reads_her_words(story, desk, url)
    desk.post(f"{url}/move/open")
    whole_round.signs_up_on_the_web(story)
    desk.post(f"{url}/move/close")
    whole_round.is_proposed(story, desk, url)
    whole_round.are_introduced(story)

    said = _all_that_was_said(story)
    _backed_up(house)
    stolen = [
        one for one in shutil.copytree(house, tmp_path / "stolen").rglob("*") if one.is_file()
    ]

    names = {one.name for one in stolen}
    assert names >= {"mentorship.sqlite", "mentorship.sqlite-wal", "queue.sqlite", "log", "backup"}
    assert "KeysDoNotFit" in (house / "log").read_text()
    assert find(stolen, said) == []
    assert find(_held_open(house), said) == []
    assert find(_on_the_machine(began, but=tmp_path_factory.getbasetemp()), said) == []
    _nothing_was_put_down_elsewhere(house, written(tmp_path / "witness"))
    _nothing_fitted_is_kept(house)
    _the_scan_would_have_found_it(stolen[0], said)


def _all_that_was_said(story: Story) -> set[str]:
    """Every word of everybody, after a look whether it came in and can be read by whoever may."""
    words = {one for one in vars(whole_round).values() if isinstance(one, str) and _is_ours(one)}
    for people in (HER, MENTOR, ON_THE_WEB, every_answer()):
        words |= {one for one in people.values() if isinstance(one, str) and _is_ours(one)}
    story.session.rollback()
    answers = [str(one.answers) for one in story.session.scalars(select(Profile))]
    sheets = [one.content.decode() for one in story.session.scalars(select(SheetImport))]
    story.session.rollback()
    came_in = "".join((*answers, *sheets))
    missing = {one for one in every_answer().values() if one not in came_in}
    assert len(answers) == 5
    assert len(missing) < 6, missing
    # Ten codes, the key of the authenticator, and the links of three letters.
    assert len(story.secrets) == 14
    return words | story.secrets | {HER["name"], MENTOR["name"], str(ON_THE_WEB["name"])}


def _is_ours(word: str) -> bool:
    return word.casefold().startswith("quillfeather")


def _backed_up(house: Path) -> None:
    """While the programme runs, as operations.md says it."""
    with (
        closing(sqlite3.connect(house / "instance" / "mentorship.sqlite")) as database,
        closing(sqlite3.connect(house / "backup")) as backup,
    ):
        database.backup(backup)


def _held_open(house: Path) -> list[Path]:
    """What the processes of the programme hold open, deleted or not."""
    ours = f"MENTORSHIP_INSTANCE={house / 'instance'}".encode()
    found = [
        descriptor
        for environ in Path("/proc").glob("[0-9]*/environ")
        if ours in _bytes_of(environ)
        for descriptor in (environ.parent / "fd").iterdir()
        if descriptor.is_file()
    ]
    assert {"mentorship.sqlite", "queue.sqlite"} <= {one.readlink().name for one in found}
    return found


def _bytes_of(environ: Path) -> bytes:
    try:
        return environ.read_bytes()
    except OSError:
        return b""  # ended meanwhile, or somebody else's


def _on_the_machine(began: float, *, but: Path) -> list[Path]:
    """What was written since then where everybody's temporary files lie."""
    found = []
    for place in _MACHINE:
        for folder, inner, names in os.walk(place):
            inner[:] = [one for one in inner if not one.startswith(_OTHER_RUNS)]
            found += [Path(folder, name) for name in names]
    return [one for one in found if _is_new(one, began) and not one.is_relative_to(but)]


def _is_new(file: Path, began: float) -> bool:
    return file.is_file() and file.stat().st_mtime >= began


def _nothing_was_put_down_elsewhere(house: Path, written: set[Path]) -> None:
    instance = house / "instance"
    elsewhere = {
        one
        for one in written
        if one.parent != instance and one not in (house / "log", Path(os.devnull))
    }
    # gunicorn's sign of life: a file without a byte, in memory.
    assert {one for one in elsewhere if not one.name.startswith("wgunicorn-")} == set()


def _nothing_fitted_is_kept(house: Path) -> None:
    """No vectoriser, no matrix, no archive, and no name of a file that says more than these."""
    kept = {str(path.relative_to(house / "instance")) for path in (house / "instance").rglob("*")}
    assert kept <= _KEPT
    left = [path for place in ("temporary", "home") for path in (house / place).rglob("*")]
    assert [path for path in left if path.is_file()] == []


def _the_scan_would_have_found_it(stolen: Path, said: set[str]) -> None:
    with stolen.open("ab") as file:
        file.write(b"".join(SHAPES["base64 at 1"](word) for word in said))
    assert {found.word for found in find([stolen], said)} == said
