"""A thief copies every file that the programme owns, and finds nobody's words in any shape."""

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.columns import canary, fill
from support.desk import Desk, a_sheet
from support.make import Make
from support.programme import Mailbox, free_port
from support.scanner import SHAPES, Found, find
from support.sheets import A_MENTOR_ROW, HER_ROW, brought_in

from mentorship.app import create_app
from mentorship.db import checkpoint, db
from mentorship.domain.people import Side
from mentorship.jobs import carry_out_run, deliver_letters
from mentorship.models.account import Account, RoleName
from mentorship.models.keys import email_key
from mentorship.models.letter import LetterKind
from mentorship.models.profile import Profile
from mentorship.models.round import MatchingRun, RunState
from mentorship.services.letters import queue_letter
from mentorship.web.access import ANYONE, open_to

NAME = canary("name")
EMAIL = "Quillfeather.Address@Nightjar.example.org"
WORDS = canary("her.words")
FEARED = canary("whom.to.avoid")
FAITH = canary("her.faith")
WORKPLACE = canary("workplace")
DRAFT = canary("a.draft")
REASON = canary("why.somebody.looked")
FILE_NAME = canary("file.name")
FAULT = canary("a.fault")
MENTOR = canary("mentor")
EVERYTHING = (NAME, EMAIL, WORDS, FEARED, FAITH, WORKPLACE, DRAFT, REASON, FILE_NAME, FAULT, MENTOR)
TOLD = {
    "name": NAME,
    "words": WORDS,
    "keep_apart": FEARED,
    "faith": FAITH,
    "workplace": WORKPLACE,
    "contact": "Any time",
}


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
    # The far end of SMTP runs in this process as well, and its log is not the programme's.
    log.addFilter(lambda record: record.name != "mail.log")
    before = root.level
    root.addHandler(log)
    root.setLevel(logging.DEBUG)
    yield house
    root.removeHandler(log)
    root.setLevel(before)
    log.close()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    post = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    post.start()
    mailbox.port = post.port  # type: ignore[attr-defined]
    yield mailbox
    post.stop()


@pytest.fixture
def app(house: House, mailbox: Mailbox, clock: Callable[[], object]) -> Iterator[Flask]:
    settings = {
        "TESTING": True,
        "PROPAGATE_EXCEPTIONS": False,  # a fault is logged, as it would be in earnest
        "BASE_URL": "https://localhost",
        "ANSWER_SECONDS": 0.0,
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": mailbox.port,  # type: ignore[attr-defined]
        "SMTP_STARTTLS": False,
    }
    app = create_app(settings, instance=house.instance, clock=clock)  # type: ignore[arg-type]
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


def test_a_whole_round_leaves_nobodys_words_in_any_file(
    house: House,
    mailbox: Mailbox,
    desk: Desk,
    make: Make,
    signed_in: Callable[[Account], Browser],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    _sheets_are_brought_in(desk)
    _she_signs_up_on_the_web(desk, signed_in(make.an_account(RoleName.MENTEE, email=EMAIL)))
    _somebody_is_looked_at(desk)
    _letters_leave(desk)
    _pairs_are_proposed(desk)
    desk.browser.raw("GET", "/fault")
    said = capfd.readouterr()
    (house.folder / "printed").write_text(said.out + said.err)

    # All of it happened, and can be read by whoever may.
    said_by_all = {
        words for one in desk.session.scalars(select(Profile)) for words in one.answers.values()
    }
    assert {NAME, WORDS, FEARED, FAITH, WORKPLACE, MENTOR} <= said_by_all
    assert mailbox.letters
    assert "/fault" in house.log.read_text()
    stolen = house.copied(tmp_path / "stolen")
    assert {"mentorship.sqlite", "queue.sqlite", "log", "printed"} <= {one.name for one in stolen}
    assert find(stolen, EVERYTHING) == []
    _nothing_fitted_is_kept(house)
    _the_scan_would_have_found_it(stolen[0])


def _sheets_are_brought_in(desk: Desk) -> None:
    rows = [HER_ROW | TOLD | {"email": f"one{n}.{EMAIL}", "name": f"{NAME} {n}"} for n in range(2)]
    brought_in(desk, "mentees", a_sheet(Side.MENTEE, *rows, more=FILE_NAME))
    mentor = A_MENTOR_ROW | {"email": "m@example.com", "name": MENTOR}
    brought_in(desk, "mentors", a_sheet(Side.MENTOR, mentor))


def _she_signs_up_on_the_web(desk: Desk, her: Browser) -> None:
    her.get("/home/sign-up")
    her.send({"name": NAME, "words": DRAFT}, expect=None)  # not everything that is needed
    her.get("/home/sign-up")
    her.send({**TOLD, "faith": [], "faith_own": FAITH, "agreement": "y"})


def _somebody_is_looked_at(desk: Desk) -> None:
    her = desk.a_plain_mentee(words=WORDS)
    desk.a_mentor()
    desk.road.close()
    desk.browser.told_why = True
    desk.browser.post(f"{desk.url}/person/{her.id}", {"reason": REASON})
    assert WORDS in desk.browser.follow().html


def _letters_leave(desk: Desk) -> None:
    desk.session.rollback()
    account_id = desk.session.scalars(
        select(Account.id).where(Account.email_key == email_key(EMAIL))
    )
    kind, link = LetterKind.RESET_PASSWORD, "/account/reset/a-token"
    queue_letter(
        desk.session,
        kind=kind,
        dedupe_key=kind,
        now=desk.now,
        account_id=account_id.one(),
        link=link,
    )
    desk.session.commit()
    with desk.browser.app.app_context():
        assert deliver_letters().sent >= 1


def _pairs_are_proposed(desk: Desk) -> None:
    """In a process of its own, as the worker does it."""
    desk.browser.post(f"{desk.url}/propose")
    desk.session.rollback()
    run_id = desk.session.scalars(select(MatchingRun.id)).one()
    desk.session.rollback()
    with desk.browser.app.app_context():
        carry_out_run(run_id)
    assert desk.session.get_one(MatchingRun, run_id).state is RunState.DONE


def _nothing_fitted_is_kept(house: House) -> None:
    """No vectoriser, no matrix, no archive: only databases, keys and what proves the record."""
    kinds = {path.suffix for path in house.instance.rglob("*") if path.is_file()}
    assert kinds <= {"", ".sqlite", ".sqlite-wal", ".sqlite-shm"}
    left = [path for place in (house.temporary, house.home) for path in place.rglob("*")]
    assert [path for path in left if path.is_file()] == []


def _the_scan_would_have_found_it(stolen: Path) -> None:
    with stolen.open("ab") as file:
        file.write(b"".join(SHAPES["base64 at 1"](word) for word in EVERYTHING))
    assert {found.word for found in find([stolen], EVERYTHING)} == set(EVERYTHING)
