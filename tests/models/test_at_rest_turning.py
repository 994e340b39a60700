"""Keys that are turned: everything is written anew, whoever is killed on the way."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session
from support.columns import fill
from support.killed_turning import deaths_of_turning, everything
from support.make import Make

from mentorship.cli import main as command
from mentorship.domain.errors import Refused
from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry
from mentorship.models.base import Base, Sealed
from mentorship.models.keys import (
    KeyRing,
    KeysDoNotFit,
    put_new_key_first,
    read_keys,
    ring,
    write_new_keys,
)
from mentorship.models.private_files import is_private
from mentorship.models.turning import count_old, encrypted_columns, finish_turning, renew, turn

ROWS = 2


def how_many_old(engine: Engine, path: Path) -> int:
    with engine.connect() as connection:
        return count_old(connection, read_keys(path))


@pytest.fixture
def keys_file(instance: Path) -> Path:
    return instance / "keys"


@pytest.fixture
def filled(session: Session) -> Engine:
    """A database with rows in every table."""
    fill(session, rows=ROWS)
    session.commit()
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    return engine


def test_no_encrypted_column_of_any_table_is_left_out() -> None:
    turned = [
        (table, column) for table, columns in encrypted_columns().items() for column in columns
    ]

    every = ((table, column) for table in Base.metadata.sorted_tables for column in table.columns)
    assert turned == [(table, column) for table, column in every if isinstance(column.type, Sealed)]


def test_turning_writes_every_value_of_every_table_with_the_new_key(
    filled: Engine, keys_file: Path
) -> None:
    old = read_keys(keys_file)
    before = everything(filled, old)

    count = turn(filled, keys_file)

    new = read_keys(keys_file)
    assert count == len(before) > 40
    assert (len(new.keys), new.keys[1:], new.lookup) == (2, old.keys, old.lookup)
    assert everything(filled, KeyRing(new.keys[:1], new.lookup)) == before
    assert how_many_old(filled, keys_file) == 0
    with pytest.raises(KeysDoNotFit):
        everything(filled, old)


def test_turning_again_before_the_end_writes_nothing_twice(filled: Engine, keys_file: Path) -> None:
    turn(filled, keys_file)

    assert turn(filled, keys_file) == 0
    assert len(read_keys(keys_file).keys) == 2


def test_the_old_key_goes_when_nothing_needs_it(filled: Engine, keys_file: Path) -> None:
    before = everything(filled, read_keys(keys_file))
    turn(filled, keys_file)

    finish_turning(filled, keys_file)

    assert len(read_keys(keys_file).keys) == 1
    assert everything(filled, read_keys(keys_file)) == before
    with pytest.raises(Refused, match="no old one"):
        finish_turning(filled, keys_file)


def test_the_old_key_stays_while_one_value_needs_it(filled: Engine, keys_file: Path) -> None:
    before = everything(filled, read_keys(keys_file))
    put_new_key_first(keys_file)
    steps = renew(filled, read_keys(keys_file), at_a_time=2)
    next(steps)
    steps.close()
    left = how_many_old(filled, keys_file)

    with pytest.raises(Refused, match=f"still needed by {left} values"):
        finish_turning(filled, keys_file)

    assert 0 < left < len(before)
    assert len(read_keys(keys_file).keys) == 2
    assert everything(filled, read_keys(keys_file)) == before


def test_one_value_of_an_old_key_is_enough_to_keep_it(filled: Engine, keys_file: Path) -> None:
    old = read_keys(keys_file)
    turn(filled, keys_file)
    with filled.begin() as connection:
        late = {"value": old.encrypt("late@example.org", "account.email")}
        connection.execute(text("UPDATE account SET email = :value WHERE id = 1001"), late)

    with pytest.raises(Refused, match="still needed by 1 values"):
        finish_turning(filled, keys_file)

    assert turn(filled, keys_file) == 1
    finish_turning(filled, keys_file)
    assert len(read_keys(keys_file).keys) == 1


def test_whoever_is_killed_at_any_point_loses_nothing_and_goes_on(
    filled: Engine, keys_file: Path, tmp_path: Path
) -> None:
    values = len(everything(filled, read_keys(keys_file)))
    filled.dispose()
    folder = tmp_path / "killed"
    shutil.copytree(keys_file.parent, folder / "whole")

    left = deaths_of_turning(folder)

    assert len(left) >= 30
    assert min(left) < values / 4 < values * 3 / 4 < max(left)
    kept = [read_keys(one / "keys") for one in folder.iterdir() if one.name != "whole"]
    assert {len(ring.keys) for ring in kept} == {1}
    assert all(is_private(one / "keys") for one in folder.iterdir())


def test_a_process_that_runs_meanwhile_reads_and_writes_with_the_new_key(
    filled: Engine, keys_file: Path, app: Flask, session: Session
) -> None:
    """The app was started before; it looks at the file with every value."""
    ring_of_before = ring()
    turn(filled, keys_file)

    account = session.get_one(Account, 1001)
    assert account.email == "Quillfeather-account-email-Nightjär"
    account.email = "meanwhile@example.org"
    session.commit()

    assert ring() is not ring_of_before
    assert how_many_old(filled, keys_file) == 0
    finish_turning(filled, keys_file)
    session.expire_all()
    assert session.get_one(Account, 1001).email == "meanwhile@example.org"


def test_whoever_writes_while_keys_turn_loses_nothing(
    app: Flask, filled: Engine, keys_file: Path
) -> None:
    written: list[int] = []
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            number = 2000 + len(written)
            with Session(filled) as session, session.begin():
                fill(session, first=number)
            written.append(number)
            done.wait(0.02)

    writer = threading.Thread(target=write)
    writer.start()
    for _ in range(2):
        turn(filled, keys_file)
        finish_turning(filled, keys_file)
    done.set()
    writer.join()

    said = everything(filled, read_keys(keys_file))
    values_of_a_row = sum(map(len, encrypted_columns().values()))
    assert written
    assert len(said) == (ROWS + len(written)) * values_of_a_row


def test_a_disk_of_keys_that_is_away_for_a_moment_stops_nobody(
    filled: Engine, keys_file: Path, session: Session
) -> None:
    keys_file.rename(keys_file.with_name("away"))

    assert len(session.scalars(select(Account)).all()) == ROWS


def test_the_record_can_be_proved_after_keys_were_turned(
    filled: Engine, keys_file: Path, session: Session
) -> None:
    """The tables of the record refuse every change but this one."""
    turn(filled, keys_file)
    finish_turning(filled, keys_file)

    reasons = session.scalars(select(AuditEntry.reason)).all()

    assert reasons == ["Quillfeather-audit-entry-reason-Nightjär"] * ROWS


def test_other_lines_of_the_keys_file_stay_as_they_are(filled: Engine, keys_file: Path) -> None:
    keys_file.write_text(keys_file.read_text() + "# of spring\nother 00ff\n")
    before = [line for line in keys_file.read_text().splitlines() if not line.startswith("field")]

    turn(filled, keys_file)
    finish_turning(filled, keys_file)

    after = [line for line in keys_file.read_text().splitlines() if not line.startswith("field")]
    assert after == before
    assert is_private(keys_file)


def test_foreign_keys_turn_nothing_and_lose_no_key(
    filled: Engine, keys_file: Path, tmp_path: Path
) -> None:
    before = everything(filled, read_keys(keys_file))
    foreign = tmp_path / "foreign"
    write_new_keys(foreign)

    with pytest.raises(Refused, match="does not belong"):
        turn(filled, foreign)

    assert everything(filled, read_keys(keys_file)) == before
    with pytest.raises(Refused, match="still needed"):
        finish_turning(filled, foreign)


def test_the_command_turns_says_what_to_keep_and_finishes(
    instance: Path, make: Make, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = make.an_account(email="somebody@example.org").id
    session.commit()
    monkeypatch.setenv("MENTORSHIP_INSTANCE", str(instance))

    early, turned, finished, late = (
        CliRunner().invoke(command, ["keys", "rotate", *more])
        for more in (["--finish"], [], ["--finish"], ["--finish"])
    )

    assert [one.exit_code for one in (early, turned, finished, late)] == [2, 0, 0, 2]
    assert "Encrypted anew: 1 values" in turned.output
    assert "The old keys are gone" in finished.output
    assert session.get_one(Account, account_id).email == "somebody@example.org"
    assert session.scalar(select(func.count()).select_from(Account)) == 1


def test_two_do_not_turn_at_once(
    instance: Path, keys_file: Path, monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    """Of two new keys in front one would be lost, and with it what it wrote."""
    monkeypatch.setenv("MENTORSHIP_INSTANCE", str(instance))
    before = keys_file.read_text()
    holding = "import fcntl, os, sys; fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), 2); print(1)"
    other = subprocess.Popen(
        [sys.executable, "-c", f"{holding}; sys.stdout.flush(); sys.stdin.read()", str(instance)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout is not None
    other.stdout.readline()

    said = CliRunner().invoke(command, ["keys", "rotate"])
    other.communicate()

    assert (said.exit_code, keys_file.read_text()) == (2, before)
    assert "Somebody turns these keys" in said.output
