"""The end of the record, written from time to time into a file outside of the database.

A chain alone cannot show that its newest entries were taken away. Each line of this file is signed
together with the one before it, so that none can be changed or left out between two others.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.models.audit import AuditHead, moment
from mentorship.models.keys import keyed_digest

AT_MOST_EVERY = timedelta(hours=1)
_NOTHING_THERE = (
    "The file of exported heads is missing, empty or cannot be read, so nobody can tell whether "
    "the newest entries are all there. Put back the newest copy of it; where there is none, "
    "`mentorship audit head --anew` begins another."
)


@dataclass(frozen=True, slots=True)
class Head:
    """How far the record went at a moment."""

    at: datetime
    number: int
    seal: str
    signature: str

    def as_line(self) -> str:
        return f"{moment(self.at)} {self.number} {self.seal or '-'} {self.signature}"


def read_heads(path: Path) -> list[Head]:
    """What was exported, oldest first.

    Raises Refused when there is no such file, or nothing in it, or when a line is not as it was
    written.
    """
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeError):
        raise Refused(_NOTHING_THERE) from None
    if not lines:
        raise Refused(_NOTHING_THERE)
    heads: list[Head] = []
    for place, line in enumerate(lines, start=1):
        head, before = _head(line), heads[-1].signature if heads else ""
        if head is None or head.signature != _signature(before, head.at, head.number, head.seal):
            raise Refused(f"Line {place} of the file of exported heads is not as it was written.")
        heads.append(head)
    return heads


def _head(line: str) -> Head | None:
    """The line as it was written; None for anything else."""
    try:
        at, number, seal, signature = line.split(" ")
        when = datetime.fromisoformat(at).astimezone(UTC)
        return Head(when, int(number), "" if seal == "-" else seal, signature)
    except ValueError:
        return None


def _signature(before: str, at: datetime, number: int, seal: str) -> str:
    return keyed_digest("audit head", f"{before}:{moment(at)}:{number}:{seal}")


def export_head(session: Session, path: Path, *, now: datetime, anew: bool = False) -> Head:
    """The end of the record stands as one more line in this file, which only its owner can read.

    anew  a file that is missing or empty is begun although the record has entries already

    Raises Refused when the file is not as it was written, or not there although it has to be: a new
    line would not prove anything, and would hide that the others are gone.
    """
    end = session.scalars(select(AuditHead)).one()
    begins = not is_begun(path) and (anew or end.number == 0)
    heads = [] if begins else read_heads(path)
    before = heads[-1].signature if heads else ""
    head = Head(now, end.number, end.seal, _signature(before, now, end.number, end.seal))
    _append(path, head.as_line())
    return head


def begin_heads(session: Session, path: Path, *, now: datetime) -> None:
    """The file is begun, when nothing is on record yet: missing later, it was taken away."""
    if session.scalars(select(AuditHead)).one().number == 0 and not is_begun(path):
        export_head(session, path, now=now)


def export_if_due(
    session: Session, path: Path, *, now: datetime, anew: bool = False
) -> Head | None:
    """The same, at most once an hour; None when it is not due yet."""
    if is_begun(path) and timedelta(0) <= now - read_heads(path)[-1].at < AT_MOST_EVERY:
        return None
    return export_head(session, path, now=now, anew=anew)


def is_begun(path: Path) -> bool:
    """Whether something stands in the file."""
    return path.exists() and path.stat().st_size > 0


def missing_heads(session: Session, path: Path) -> str:
    """Why nobody can tell whether the record is whole; empty when the file proves something."""
    end = session.scalars(select(AuditHead)).one()
    if end.number == 0 and not is_begun(path):
        return ""
    try:
        read_heads(path)
    except Refused as no:
        return no.sentence
    return ""


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, f"{line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
