"""The register of institutions: the one that ships, and what coordinators added to it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.guard.institutions import Register, read_register, shipped_register
from mentorship.models.round import Institution


def register(session: Session) -> Register:
    """The register in force: a coordinator's line wins over a shipped one."""
    lines = session.scalars(select(Institution).order_by(Institution.name))
    return shipped_register().with_more(read_register([line.line for line in lines]))


def add_lines(session: Session, lines: Iterable[Mapping[str, str]], *, now: datetime) -> int:
    """These lines stand in the register, replacing older ones of the same name; how many."""
    standing = {line.name: line for line in session.scalars(select(Institution))}
    count = 0
    for line in lines:
        name = line.get("name", "").strip()
        if not name:
            continue
        count += 1
        if name in standing:
            standing[name].line = dict(line)
            standing[name].changed_at = now
        else:
            standing[name] = Institution(name=name, line=dict(line), changed_at=now)
            session.add(standing[name])
    session.flush()
    return count
