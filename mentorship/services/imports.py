"""Sheets brought in: looked through first, in words; then brought in whole, or not at all."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field
from mentorship.intake.columns import memorable
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.round import ImportState, Round, SheetImport, SheetKind
from mentorship.services.audit import record
from mentorship.services.guests import guests_of
from mentorship.services.heading_choices import (
    Corrections,
    read_back,
    remember,
    remembered_headings,
    stored,
)
from mentorship.services.import_findings import findings_of_guests, findings_of_sign_ups
from mentorship.services.import_rows import bring_guests, bring_lines, bring_sign_ups
from mentorship.services.look_requests import ask_for_looks_everywhere
from mentorship.services.sheet_reading import (
    SIDES,
    Contents,
    read_as_remembered,
    read_contents,
)
from mentorship.services.tombstones import without_the_erased
from mentorship.services.turns import take_turns


def _keep_the_transaction() -> None:
    pass


# Without these the guard knows neither where somebody is nor whom she fears.
_SAFETY = (Field.KEEP_APART, Field.WORKPLACE)


def look_through(
    session: Session,
    round_: Round,
    *,
    kind: SheetKind,
    content: bytes,
    file_name: str,
    by: Account,
    now: datetime,
    let_go: Callable[[], None] = _keep_the_transaction,
) -> SheetImport:
    """The sheet is kept, with what bringing it in would mean. Nobody has been brought in.

    let_go  called before the sheet is read: reading may take minutes, and a transaction that is
            open meanwhile would keep everybody else waiting
    Raises Refused, in one sentence, when it is no such sheet.
    """
    side = SIDES.get(kind)
    remembered = remembered_headings(session, side) if side else {}
    let_go()
    contents = read_as_remembered(content, kind=kind, remembered=remembered)
    found = SheetImport(
        round_id=round_.id,
        kind=kind,
        state=ImportState.DRY_RUN,
        file_name=file_name,
        content=content,
        findings=_findings(session, round_, contents),
        corrections=stored(contents.corrections),
        uploaded_by=by.id,
        uploaded_at=now,
    )
    session.add(found)
    session.flush()
    return found


def correct_columns(
    session: Session,
    sheet_import: SheetImport,
    corrections: Corrections,
    *,
    by: Account,
    now: datetime,
    let_go: Callable[[], None] = _keep_the_transaction,
) -> None:
    """The sheet is looked through anew with these columns, and the next one like it as well.

    corrections  name of a column → the answer that it holds, or None to leave it out
    let_go       as for `look_through`
    Raises Refused, and changes nothing, when the sheet cannot be read that way.
    """
    standing, content = dict(sheet_import.corrections or {}), sheet_import.content
    kind = sheet_import.kind
    let_go()
    everything = {**read_back(standing), **corrections}
    contents = read_contents(content, kind=kind, corrections=everything)
    _refuse_unless_open(session, sheet_import, corrections=standing)
    round_ = session.get_one(Round, sheet_import.round_id)
    sheet_import.findings = _findings(session, round_, contents)
    sheet_import.corrections = stored(everything)
    known_by = memorable(contents.sheet.header)
    remember(session, SIDES[kind], corrections, known_by=known_by, by=by, now=now)
    record(session, by=by, verb=Verb.CORRECT_COLUMNS, subject=sheet_import.id, now=now)


def bring_in(
    session: Session,
    sheet_import: SheetImport,
    *,
    by: Account,
    now: datetime,
    let_go: Callable[[], None] = _keep_the_transaction,
) -> Mapping[str, int]:
    """Everybody on the sheet takes part in its round; how many are new, updated, unchanged.

    The sheet is read once more: what was true in the dry run may have changed since.
    let_go  as for `look_through`
    Raises Refused when it was brought in or put away before.
    """
    standing, content = dict(sheet_import.corrections or {}), sheet_import.content
    kind, state = sheet_import.kind, sheet_import.state
    _refuse_if_done(state)
    let_go()
    contents = read_contents(content, kind=kind, corrections=read_back(standing))
    _refuse_unless_open(session, sheet_import, corrections=standing)
    _refuse_with_safety_unread(contents)
    round_ = session.get_one(Round, sheet_import.round_id)
    counts = _bring(session, round_, sheet_import, contents, now=now)
    sheet_import.state = ImportState.BROUGHT_IN
    sheet_import.brought_in_at = now
    # Somebody on it may take part in another round as well.
    ask_for_looks_everywhere(session, now=now)
    record(session, by=by, verb=Verb.BRING_IN, subject=sheet_import.id, now=now)
    return counts


def _refuse_with_safety_unread(contents: Contents) -> None:
    """Whom to keep away from may stand in a column that nobody understood."""
    if contents.sign_ups is None:
        return
    columns = contents.sign_ups.columns
    needed = [REGISTRY[columns.side, of].label for of in _SAFETY if of in columns.missing]
    unread = [name for name in columns.unknown if name not in contents.corrections]
    if needed and unread:
        raise Refused(
            f"No column was understood as “{needed[0]}”, and some columns were not understood at "
            "all. Put the columns right first: say what each means, or that it is left out."
        )


def _bring(
    session: Session,
    round_: Round,
    sheet_import: SheetImport,
    contents: Contents,
    *,
    now: datetime,
) -> Mapping[str, int]:
    contents = without_the_erased(session, contents)
    if contents.sign_ups:
        return bring_sign_ups(session, round_, sheet_import, contents.sign_ups, now=now)
    if sheet_import.kind is SheetKind.REGISTRATIONS:
        guests = guests_of(session, round_, contents.registrations)
        return bring_guests(session, round_, sheet_import, guests, now=now)
    return bring_lines(session, sheet_import, contents.lines, now=now)


def discard(session: Session, sheet_import: SheetImport, *, now: datetime) -> None:
    """The sheet is put away unread; its content is wiped."""
    take_turns(session, sheet_import)
    if sheet_import.state not in (ImportState.DRY_RUN, ImportState.DISCARDED):
        raise Refused("This sheet was brought in, so it cannot be put away any more.")
    sheet_import.state = ImportState.DISCARDED
    wipe(sheet_import)
    session.flush()


def wipe(sheet_import: SheetImport) -> None:
    """Nothing that somebody wrote is kept with the sheet any more."""
    sheet_import.content = b""
    sheet_import.findings = {}
    sheet_import.corrections = {}


def import_in_round(session: Session, round_: Round, import_id: str) -> SheetImport | None:
    return session.scalar(
        select(SheetImport).where(SheetImport.id == import_id, SheetImport.round_id == round_.id)
    )


def imports_of_round(session: Session, round_: Round) -> list[SheetImport]:
    return list(
        session.scalars(
            select(SheetImport)
            .where(SheetImport.round_id == round_.id)
            .order_by(SheetImport.uploaded_at.desc(), SheetImport.id)
        )
    )


def _refuse_unless_open(
    session: Session, sheet_import: SheetImport, *, corrections: Mapping[str, str]
) -> None:
    """Refuses what somebody else was quicker with, while the sheet was being read."""
    take_turns(session, sheet_import)
    _refuse_if_done(sheet_import.state)
    if (sheet_import.corrections or {}) != corrections:
        raise Refused(
            "Somebody changed what the columns of this sheet mean a moment ago. Please look at it "
            "again; nothing else was changed."
        )


def _refuse_if_done(state: ImportState) -> None:
    if state is not ImportState.DRY_RUN:
        raise Refused("This sheet was taken care of before. Please look at the round.")


def _findings(session: Session, round_: Round, contents: Contents) -> dict[str, Any]:
    """What the dry run shows, in words; it is stored encrypted."""
    contents = without_the_erased(session, contents)
    notes = list(contents.notes)
    if contents.sign_ups:
        found = findings_of_sign_ups(session, round_, contents.sign_ups, contents.corrections)
        return {**found, "notes": [*notes, *found["notes"]]}
    if contents.registrations:
        guests = guests_of(session, round_, contents.registrations)
        return {**findings_of_guests(guests), "notes": notes}
    return {"lines": len(contents.lines), "notes": notes}
