"""The end of the record, outside of the database: written by itself, and guarded by signatures."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import Clock
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from support.tampering import an_old_record

from mentorship.domain.errors import Refused
from mentorship.jobs import sweep
from mentorship.models.audit import AuditEntry, Verb
from mentorship.models.base import new_handle
from mentorship.models.private_files import is_private
from mentorship.services.audit import record
from mentorship.services.audit_heads import (
    AT_MOST_EVERY,
    begin_heads,
    export_head,
    export_if_due,
    missing_heads,
    read_heads,
)
from mentorship.services.audit_proof import verify


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere" / "audit-head"


def note(session: Session, now: datetime) -> AuditEntry:
    return record(session, by=None, verb=Verb.CLAIM, subject=new_handle(), now=now)


def some_heads(session: Session, path: Path, now: datetime, *, count: int = 4) -> list[str]:
    for hours in range(count):
        note(session, now)
        export_head(session, path, now=now + timedelta(hours=hours), anew=True)
    return path.read_text().splitlines()


def test_a_head_is_one_more_line_that_only_its_owner_can_read(
    session: Session, path: Path, now: datetime
) -> None:
    export_head(session, path, now=now)
    entry = note(session, now)

    head = export_head(session, path, now=now)

    assert is_private(path)
    first, second = read_heads(path)
    assert (first.number, first.seal) == (0, "")
    assert second == head
    assert (head.at, head.number, head.seal) == (now, 1, entry.seal)
    assert head.as_line() == path.read_text().splitlines()[-1]
    assert verify(session, [first, second]).wrong is None


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("part", range(4))
def test_no_part_of_a_line_can_be_changed(
    session: Session, path: Path, now: datetime, place: int, part: int
) -> None:
    lines = some_heads(session, path, now)
    parts = lines[place].split()
    parts[part] = {0: (now + timedelta(days=9)).isoformat(), 1: "9"}.get(part, "0" * 64)
    path.write_text("\n".join([*lines[:place], " ".join(parts), *lines[place + 1 :]]))

    with pytest.raises(Refused, match=f"Line {place + 1} "):
        read_heads(path)


@pytest.mark.parametrize("place", range(3))
def test_no_line_can_be_left_out_put_elsewhere_or_written_twice(
    session: Session, path: Path, now: datetime, place: int
) -> None:
    lines = some_heads(session, path, now)
    turned = [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]
    for changed in (lines[:place] + lines[place + 1 :], turned, [lines[place], *lines]):
        path.write_text("\n".join(changed))
        with pytest.raises(Refused, match="is not as it was written"):
            read_heads(path)


@pytest.mark.parametrize("content", ["nonsense", "a b c d", "\n", "\x00"])
def test_what_was_never_a_head_is_refused_and_not_added_to(
    session: Session, path: Path, now: datetime, content: str
) -> None:
    path.parent.mkdir()
    path.write_text(content)

    with pytest.raises(Refused, match=r"Line 1 .* is not as it was written"):
        export_head(session, path, now=now)

    assert path.read_text() == content


def test_without_a_file_nobody_can_tell(path: Path) -> None:
    with pytest.raises(Refused, match="nobody can tell"):
        read_heads(path)


def _gone(path: Path) -> None:
    path.unlink()


def _emptied(path: Path) -> None:
    path.write_text("")


@pytest.mark.parametrize("lose", [_gone, _emptied])
def test_a_file_that_was_lost_is_not_begun_by_itself(
    session: Session, path: Path, now: datetime, lose: Callable[[Path], None]
) -> None:
    begin_heads(session, path, now=now)
    note(session, now)
    export_if_due(session, path, now=now)
    lose(path)
    later = now + AT_MOST_EVERY

    for export in (export_head, export_if_due):
        with pytest.raises(Refused, match="newest entries are all there"):
            export(session, path, now=later)
    begin_heads(session, path, now=later)
    assert "`mentorship audit head --anew` begins another." in missing_heads(session, path)
    assert not path.exists() or path.read_text() == ""

    assert export_head(session, path, now=later, anew=True).number == 1
    assert missing_heads(session, path) == ""


def test_it_is_begun_by_itself_while_nothing_is_on_record(
    session: Session, path: Path, now: datetime
) -> None:
    assert missing_heads(session, path) == ""
    begin_heads(session, path, now=now)
    begin_heads(session, path, now=now)

    assert [head.number for head in read_heads(path)] == [0]


def test_to_begin_anew_leaves_what_stands_there(
    session: Session, path: Path, now: datetime
) -> None:
    lines = some_heads(session, path, now)

    export_head(session, path, now=now, anew=True)

    assert path.read_text().splitlines()[:-1] == lines


def test_it_is_written_once_an_hour_and_again_when_the_clock_was_wrong(
    session: Session, path: Path, now: datetime
) -> None:
    assert export_if_due(session, path, now=now)

    assert export_if_due(session, path, now=now + timedelta(minutes=59)) is None
    assert export_if_due(session, path, now=now + AT_MOST_EVERY)
    assert export_if_due(session, path, now=now)


def test_the_worker_writes_the_head_and_cuts_what_is_old(
    app: Flask, engine: Engine, clock: Clock, now: datetime
) -> None:
    path = Path(app.config["AUDIT_HEAD_FILE"])
    assert path.parent == Path(app.instance_path)
    with Session(engine) as session, session.begin():
        an_old_record(session, now)

    for _ in range(3):
        with app.app_context():
            sweep()
        clock.move(timedelta(minutes=40))

    assert [head.number for head in read_heads(path)] == [10, 11]
    with Session(engine) as session:
        assert verify(session, read_heads(path)).cut_at_number == 7
        assert session.scalars(select(AuditEntry.verb)).all()[-1] == Verb.CUT_AUDIT


def test_a_changed_file_does_not_stop_the_worker_and_is_said_in_its_log(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    Path(app.config["AUDIT_HEAD_FILE"]).write_text("nonsense\n")

    with app.app_context():
        sweep()

    said = [line.getMessage() for line in caplog.records if "exported heads" in line.getMessage()]
    assert len(said) == 1
    assert "nonsense" not in said[0]
