"""The register of institutions: the one that ships, and what coordinators added to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from mentorship.domain.decisions import Choice
from mentorship.domain.errors import Refused
from mentorship.guard.institutions import Register, read_register, shipped_register
from mentorship.models.check import TeamDecision
from mentorship.models.round import Institution, institution_digest
from mentorship.services.sight import is_guarded, seeing_everybody, viewer_of


def register(session: Session) -> Register:
    """The register in force: a coordinator's line wins over a shipped one."""
    lines = sorted(session.scalars(select(Institution)), key=lambda line: line.name)
    return shipped_register().with_more(read_register([line.line for line in lines]))


def add_lines(session: Session, lines: Iterable[Mapping[str, str]], *, now: datetime) -> int:
    """These lines stand in the register, replacing older ones of the same name; how many.

    A spelling that somebody of the team decided about stays with its place: the file that comes
    again does not know it.
    """
    taught = _taught(session)
    standing = {line.name: line for line in session.scalars(select(Institution))}
    count = 0
    for line in lines:
        name = line.get("name", "").strip()
        if not name:
            continue
        count += 1
        line = {**line, "aliases": _with(line.get("aliases", ""), *taught.get(name, ()))}
        if name in standing:
            standing[name].line = dict(line)
            standing[name].changed_at = now
        else:
            standing[name] = Institution(name=name, line=dict(line), changed_at=now)
            session.add(standing[name])
    session.flush()
    return count


def add_spelling(session: Session, name: str, *, spelling: str, now: datetime) -> None:
    """From now on the register knows one more spelling of this institution."""
    line = _line(session, name, now=now)
    line.line = {**line.line, "aliases": _with(line.line.get("aliases", ""), spelling)}
    line.changed_at = now
    session.flush()


def forget_spelling(session: Session, name: str, *, spelling: str, now: datetime) -> None:
    """The spelling is no longer one of this institution's."""
    line = _line(session, name, now=now)
    kept = [one for one in _several(line.line.get("aliases", "")) if one != _clean(spelling)]
    line.line = {**line.line, "aliases": "; ".join(kept)}
    line.changed_at = now
    session.flush()


def add_place(
    session: Session,
    name: str,
    *,
    spelling: str,
    different_from: Iterable[str] = (),
    now: datetime,
) -> None:
    """The register knows an institution that it did not know before.

    different_from  places that look alike and are others
    Raises Refused when the register has this name already: then it is a spelling, not a place.
    """
    if session.scalar(select(Institution.id).where(_is_named(name))) is not None:
        raise Refused("The register has a place of this name already. Choose it instead.")
    line = _line(session, name, now=now)
    line.line = {
        **line.line,
        "aliases": "" if spelling == name else _clean(spelling),
        "different_from": "; ".join(different_from),
    }
    session.flush()


def forget_place(session: Session, name: str) -> None:
    """The institution stands in the register no more."""
    session.execute(delete(Institution).where(_is_named(name)))


def names_in_register(session: Session) -> list[str]:
    """The names that a coordinator can choose from: the programme's own and those that ship."""
    unsaid = places_of_colleagues(session, viewer_of(session)) if is_guarded(session) else ()
    return sorted(one.name for one in register(session).institutions if one.name not in unsaid)


def places_of_colleagues(session: Session, account_id: int | None) -> frozenset[str]:
    """Places that colleagues of this account took up because somebody had written them.

    They are no suggestion for whoever works somewhere: who wrote it may be hidden from her.
    """
    with seeing_everybody(session):
        changes = session.scalars(
            select(TeamDecision.register_change).where(
                TeamDecision.choice == Choice.PLACE,
                TeamDecision.undone_at.is_(None),
                TeamDecision.decided_by.is_distinct_from(account_id),
            )
        )
        return frozenset(str(change["name"]) for change in changes)


def _is_named(name: str) -> ColumnElement[bool]:
    return Institution.name_key == institution_digest(name)


def _line(session: Session, name: str, *, now: datetime) -> Institution:
    line = session.scalar(select(Institution).where(_is_named(name)))
    if line is None:
        line = Institution(name=name, line={"name": name}, changed_at=now)
        session.add(line)
    return line


def _taught(session: Session) -> dict[str, list[str]]:
    """Name → the spellings that decisions of the team have added to it."""
    changes = session.scalars(
        select(TeamDecision.register_change).where(
            TeamDecision.choice.in_((Choice.ALIAS, Choice.PLACE)),
            TeamDecision.undone_at.is_(None),
        )
    )
    taught: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        if change["spelling"] != change["name"]:
            taught[change["name"]].append(change["spelling"])
    return taught


def _with(aliases: str, *spellings: str) -> str:
    return "; ".join(dict.fromkeys((*_several(aliases), *map(_clean, spellings))))


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _clean(spelling: str) -> str:
    """A spelling as one alias: what divides aliases in a line cannot stand in one."""
    return " ".join(spelling.replace(";", " ").split())
