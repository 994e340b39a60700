"""Sheets brought in: looked through first, in words; then brought in whole, or not at all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Mentee, Mentor, Person, Side
from mentorship.domain.questions import Cohort
from mentorship.intake.cohort import gather
from mentorship.intake.columns import Columns, recognise, refuse_wrong_side
from mentorship.intake.people import ReadPerson, read_people
from mentorship.intake.sheets import Sheet, read_sheet
from mentorship.intake.worries import WorryKind, worries_of
from mentorship.models.account import Account
from mentorship.models.round import ImportState, Round, SheetImport, SheetKind
from mentorship.services.audit import record
from mentorship.services.institutions import add_lines
from mentorship.services.known_people import KnownPeople, changed_fields
from mentorship.services.rounds import join, participation_of
from mentorship.services.turns import take_turns

_SIDES = {SheetKind.MENTEES: Side.MENTEE, SheetKind.MENTORS: Side.MENTOR}


def look_through(
    session: Session,
    round_: Round,
    *,
    kind: SheetKind,
    content: bytes,
    file_name: str,
    by: Account,
    now: datetime,
) -> SheetImport:
    """The sheet is kept, with what bringing it in would mean. Nobody has been brought in.

    Raises Refused, in one sentence, when it is no such sheet.
    """
    sheet = read_sheet(content, name=kind)
    if kind is SheetKind.INSTITUTIONS:
        findings: dict[str, Any] = {"lines": len(_register_lines(sheet)), "notes": []}
    else:
        findings = _findings(session, round_, sheet, _SIDES[kind])
    found = SheetImport(
        round_id=round_.id,
        kind=kind,
        state=ImportState.DRY_RUN,
        file_name=file_name,
        content=content,
        findings=findings,
        uploaded_by=by.id,
        uploaded_at=now,
    )
    session.add(found)
    session.flush()
    return found


def bring_in(
    session: Session, sheet_import: SheetImport, *, by: Account, now: datetime
) -> Mapping[str, int]:
    """Everybody on the sheet takes part in its round; how many are new, updated, unchanged.

    The sheet is read once more: what was true in the dry run may have changed since.
    Raises Refused when it was brought in or put away before.
    """
    take_turns(session, sheet_import)
    if sheet_import.state is not ImportState.DRY_RUN:
        raise Refused("This sheet was taken care of before. Please look at the round.")
    sheet = read_sheet(sheet_import.content, name=sheet_import.kind)
    if sheet_import.kind is SheetKind.INSTITUTIONS:
        counts = {"lines": add_lines(session, _register_lines(sheet), now=now)}
    else:
        round_ = session.get_one(Round, sheet_import.round_id)
        counts = _bring_people(session, round_, sheet, _SIDES[sheet_import.kind], now=now)
    sheet_import.state = ImportState.BROUGHT_IN
    sheet_import.brought_in_at = now
    record(session, by=by, verb="bring_in", subject=sheet_import.id, now=now)
    return counts


def discard(session: Session, sheet_import: SheetImport, *, now: datetime) -> None:
    """The sheet is put away unread; its content is wiped."""
    if sheet_import.state is ImportState.BROUGHT_IN:
        raise Refused("This sheet was brought in, so it cannot be put away any more.")
    sheet_import.state = ImportState.DISCARDED
    sheet_import.content = b""
    sheet_import.findings = {}
    session.flush()


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


def _read(sheet: Sheet, side: Side) -> tuple[Columns, Cohort, list[Person]]:
    """The people of one sheet, duplicates merged and worries found; and who asks to be out."""
    refuse_wrong_side(sheet, side)
    columns = recognise(sheet, side)
    read = read_people(sheet, columns)
    people = read.people
    nobody: tuple[ReadPerson, ...] = ()
    mentees, mentors = (people, nobody) if side is Side.MENTEE else (nobody, people)
    cohort = gather(mentees, mentors, problems=read.problems, notes=read.notes)
    leaving: list[Person] = [one.person for one in people if _asks_to_be_out(one.person, cohort)]
    return columns, cohort, leaving


def _asks_to_be_out(person: Mentee | Mentor, cohort: Cohort) -> bool:
    return person.key in cohort.gone and any(
        worry.kind is WorryKind.WITHDRAWAL for worry in worries_of(person)
    )


def _people(cohort: Cohort) -> list[Mentee | Mentor]:
    """Everybody who stands after merging, those held for a question included."""
    return [*cohort.mentees, *cohort.mentors, *cohort.held_people.values()]


def _bring_people(
    session: Session, round_: Round, sheet: Sheet, side: Side, *, now: datetime
) -> dict[str, int]:
    _, cohort, leaving = _read(sheet, side)
    known = KnownPeople(session, side)
    counts = {"new": 0, "updated": 0, "unchanged": 0}
    for person in sorted(_people(cohort), key=lambda person: person.row or 0):
        profile = known.find(person)
        if profile is None:
            outcome, profile = "new", known.add(person, now=now)
        else:
            outcome = "updated" if known.update(profile, person, now=now) else "unchanged"
        counts[outcome] += 1
        join(session, round_, profile, now=now, sheet_row=person.row)
    # After the others: whoever signed up again later on this sheet has been found already.
    for leaver in leaving:
        known.withdraw(leaver, now=now)
    return counts


def _findings(session: Session, round_: Round, sheet: Sheet, side: Side) -> dict[str, Any]:
    """What the dry run shows, in words; it is stored encrypted."""
    columns, cohort, _ = _read(sheet, side)
    known = KnownPeople(session, side)
    updated, new, unchanged = [], 0, 0
    for person in _people(cohort):
        profile = known.find(person)
        if profile is None:
            new += 1
        elif changed := changed_fields(profile, person):
            labels = [REGISTRY[side, field].label for field in changed]
            updated.append({"row": person.row, "fields": labels})
        elif participation_of(session, round_, profile) is None:
            new += 1
        else:
            unchanged += 1
    return {
        "new": new,
        "updated": sorted(updated, key=lambda line: line["row"] or 0),
        "unchanged": unchanged,
        **_in_words(cohort),
        **_columns_in_words(columns),
    }


def _in_words(cohort: Cohort) -> dict[str, Any]:
    def row(key: str) -> int:
        return cohort.rows[key][1] or 0

    return {
        "held": [{"row": row(k), "sentence": said} for k, said in _by_row(cohort, cohort.held)],
        "gone": [{"row": row(k), "sentence": said} for k, said in _by_row(cohort, cohort.gone)],
        "problems": [
            {"row": p.row, "column": p.column, "problem": p.problem, "fix": p.fix}
            for p in cohort.problems
        ],
        "questions": [
            {"kind": str(q.kind), "row": row(q.mentee or q.mentor or ""), "text": q.text}
            for q in cohort.questions
        ],
        "notes": list(cohort.notes),
    }


def _by_row(cohort: Cohort, sentences: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(sentences.items(), key=lambda line: (cohort.rows[line[0]][1] or 0, line[0]))


def _columns_in_words(columns: Columns) -> dict[str, Any]:
    return {
        "columns": [
            {
                "heading": guess.heading,
                "field": REGISTRY[columns.side, guess.field].label if guess.field else "",
                "samples": [] if guess.field in _NOT_AS_SAMPLES else list(guess.samples),
            }
            for guess in columns.guesses
        ],
        "unknown_columns": list(columns.unknown),
    }


# Three sample cells show what a column is; words given in confidence are no samples.
_NOT_AS_SAMPLES = frozenset(
    {Field.NAME, Field.EMAIL, Field.PHONE, Field.WORDS, Field.KEEP_APART, Field.CONTACT}
    | {Field.RACE_ETHNICITY, Field.FAITH, Field.GENDER, Field.OTHER_IDENTITY, Field.ANYTHING_ELSE}
)


def _register_lines(sheet: Sheet) -> list[dict[str, str]]:
    """The lines of an institution register, by its headings."""
    header = [heading.strip().casefold() for heading in sheet.header]
    if "name" not in header:
        raise Refused(
            "A register of institutions needs a column called name. Please look at its first row."
        )
    return [dict(zip(header, row.cells, strict=True)) for row in sheet.rows if not row.is_blank]
