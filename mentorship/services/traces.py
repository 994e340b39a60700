"""What was written about somebody where no row of hers is: lists, reports, sheets, the register."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.decisions import Choice
from mentorship.domain.disclosure import Viewer
from mentorship.domain.people import Field
from mentorship.models.check import RoundCheck, TeamDecision
from mentorship.models.profile import Profile
from mentorship.models.round import (
    ImportState,
    MatchingRun,
    Participation,
    SheetImport,
    SheetKind,
)
from mentorship.services.imports import wipe
from mentorship.services.institutions import forget_place, forget_spelling
from mentorship.services.sheet_words import mentions
from mentorship.services.sight import HAS_ROOM

_COUNTS = ("new", "updated", "unchanged", "lines", "outcomes", "columns", "notes")


def forget_in_lists(session: Session, gone: Sequence[Profile]) -> None:
    """No work list and no report of a run speaks of these people."""
    ids, words = {one.id for one in gone}, _workplaces(gone)
    for check in session.scalars(select(RoundCheck)):
        names = check.findings.get("closed_names", ())
        left = without(check.findings, ids)
        if names:
            left["closed_names"] = [name for name in names if name.casefold() not in words]
        if left != check.findings:
            check.findings = left
    for run in session.scalars(select(MatchingRun)):
        report = without(run.report, ids)
        if report != run.report:
            run.report = without(_with_room(run.report, report), ids)


def _with_room(before: Mapping[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The report after, in which a mentor who had nobody but her stands among those with room.

    Somebody who stands nowhere would be somebody who had a person that nobody may know of.
    """
    had, left = ({mentor for _, mentor in one.get("pairs", ())} for one in (before, after))
    if "mentors_without" not in after:
        return after
    freed = dict.fromkeys(sorted(had - left), HAS_ROOM)
    return after | {"mentors_without": freed | after["mentors_without"]}


def without(value: Any, ids: Collection[str]) -> Any:
    """The same lists and mappings, less every entry that names one of these ids."""
    if isinstance(value, dict):
        return {key: without(one, ids) for key, one in value.items() if key not in ids}
    if isinstance(value, list):
        return [without(one, ids) for one in value if not _names(one, ids)]
    return value


def _names(entry: Any, ids: Collection[str]) -> bool:
    """True for an id, a pair or a record with one of these ids directly in it."""
    if isinstance(entry, str):
        return entry in ids
    parts: Iterable[Any] = entry.values() if isinstance(entry, dict) else ()
    parts = entry if isinstance(entry, list) else parts
    return any(
        part in ids if isinstance(part, str) else isinstance(part, list) and _names(part, ids)
        for part in parts
    )


def forget_on_sheets(session: Session, gone: Sequence[Profile], signs: Collection[str]) -> None:
    """No sheet that the programme keeps holds a row of these people.

    A sheet that is in is needed no more; one that waits is put away when one of these signs, an
    address or a name, stands on it.
    """
    rounds = _rounds_of(session, gone)
    kept = select(SheetImport).where(
        SheetImport.wiped_at.is_(None), SheetImport.kind != SheetKind.INSTITUTIONS
    )
    for sheet in session.scalars(kept):
        if sheet.state is ImportState.BROUGHT_IN:
            sheet.content = b""
            if sheet.round_id in rounds:
                sheet.findings = _only_counts(sheet.findings)
        elif sheet.state is ImportState.DRY_RUN and mentions(sheet.content, signs, kind=sheet.kind):
            put_away(sheet)


def forget_sheets_before(session: Session, moment: datetime) -> None:
    """Nothing is kept of the sheets from before this moment: an old copy brought them back."""
    kept = select(SheetImport).where(
        SheetImport.uploaded_at <= moment, SheetImport.kind != SheetKind.INSTITUTIONS
    )
    for sheet in session.scalars(kept):
        if sheet.state is ImportState.DRY_RUN:
            put_away(sheet)
        elif sheet.content:
            sheet.content, sheet.findings = b"", _only_counts(sheet.findings)


def put_away(sheet: SheetImport) -> None:
    """The sheet waits no more, and nothing of it is kept."""
    sheet.state = ImportState.DISCARDED
    wipe(sheet)


def _rounds_of(session: Session, gone: Sequence[Profile]) -> frozenset[str]:
    ids = [one.id for one in gone]
    taking_part = select(Participation.round_id).where(Participation.profile_id.in_(ids))
    return frozenset(session.scalars(taking_part))


def _only_counts(findings: dict[str, Any]) -> dict[str, Any]:
    """What a page needs to say how many they were; no cell of anybody."""
    kept = {name: findings[name] for name in _COUNTS if name in findings}
    if "columns" in kept:
        kept["columns"] = [{**column, "samples": []} for column in kept["columns"]]
    return kept


def forget_in_register(session: Session, gone: Sequence[Profile], *, now: datetime) -> None:
    """Spellings that the register learned from these people alone are not in it any more."""
    ids = [one.id for one in gone]
    learned = session.scalars(
        select(TeamDecision).where(
            TeamDecision.first_id.in_(ids),
            TeamDecision.choice.in_((Choice.ALIAS, Choice.PLACE)),
            TeamDecision.undone_at.is_(None),
        )
    ).all()
    others = _workplaces(
        session.scalars(select(Profile).where(Profile.id.not_in(ids))) if learned else ()
    )
    for change in (one.register_change for one in learned):
        if not change or change["spelling"].casefold() in others:
            continue
        if change["new"]:
            forget_place(session, change["name"])
        else:
            forget_spelling(session, change["name"], spelling=change["spelling"], now=now)


def _workplaces(people: Iterable[Profile]) -> str:
    """Everything that these people wrote about where they work, for comparing only."""
    fields = (Field.WORKPLACE, Field.DEPARTMENT, Field.ROLES)
    return "\n".join(
        one.sealed().view(field, viewer=Viewer.MATCHER) or "" for one in people for field in fields
    ).casefold()
