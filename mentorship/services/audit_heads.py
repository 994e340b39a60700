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

    Raises Refused when there is no such file, or when a line is not as it was written.
    """
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeError):
        raise Refused(
            "The file of exported heads is missing or cannot be read, so nobody can tell whether "
            "the newest entries are all there. `mentorship audit head` writes the next one."
        ) from None
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


def export_head(session: Session, path: Path, *, now: datetime) -> Head:
    """The end of the record stands as one more line in this file, which only its owner can read.

    Raises Refused when the file is not as it was written: a new line would not prove anything.
    """
    heads = read_heads(path) if path.exists() else []
    end = session.scalars(select(AuditHead)).one()
    before = heads[-1].signature if heads else ""
    head = Head(now, end.number, end.seal, _signature(before, now, end.number, end.seal))
    _append(path, head.as_line())
    return head


def export_if_due(session: Session, path: Path, *, now: datetime) -> Head | None:
    """The same, at most once an hour; None when it is not due yet."""
    heads = read_heads(path) if path.exists() else []
    if heads and timedelta(0) <= now - heads[-1].at < AT_MOST_EVERY:
        return None
    return export_head(session, path, now=now)


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, f"{line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
