"""A sheet that a coordinator sent, read: its columns, its people, and who asks to be out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Mentee, Mentor, Side
from mentorship.domain.questions import Cohort
from mentorship.intake.cohort import gather
from mentorship.intake.columns import (
    Columns,
    recognise,
    refuse_wrong_side,
    remembered_corrections,
)
from mentorship.intake.people import ReadPerson, read_people
from mentorship.intake.registrations import Registration, read_registrations
from mentorship.intake.sheets import Sheet, read_sheet
from mentorship.intake.worries import worries_of
from mentorship.intake.worry_kinds import WorryKind
from mentorship.models.round import SheetKind
from mentorship.services.heading_choices import Corrections

SIDES: Mapping[SheetKind, Side] = {
    SheetKind.MENTEES: Side.MENTEE,
    SheetKind.MENTORS: Side.MENTOR,
}
_NOT_AS_REMEMBERED = (
    "What was said about columns of earlier sheets makes this one unreadable, so it was not used. "
    "Please look at how each column was understood."
)

Line = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SignUps:
    """The people of one sheet.

    people   whom bringing it in concerns, duplicates merged: those who stand, those who are held,
             and rows that look like nobody's, so that a person can say that one is somebody
    leaving  those who ask to be taken out
    """

    columns: Columns
    cohort: Cohort
    people: tuple[Mentee | Mentor, ...]
    leaving: tuple[Mentee | Mentor, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """One sheet, read as its kind asks for; only that part is filled.

    corrections  what people said about its columns
    notes        sentences about the sheet as a whole
    """

    sheet: Sheet
    corrections: Corrections
    notes: tuple[str, ...] = ()
    sign_ups: SignUps | None = None
    registrations: tuple[Registration, ...] = ()
    lines: tuple[Line, ...] = ()


def read_contents(content: bytes, *, kind: SheetKind, corrections: Corrections) -> Contents:
    """The sheet with these columns; no database is asked. Raises Refused when it is no such."""
    return _contents(read_sheet(content, name=kind), kind, corrections)


def read_as_remembered(
    content: bytes, *, kind: SheetKind, remembered: Mapping[str, Field | None]
) -> Contents:
    """The sheet with what is remembered about its headings, as long as it can be read that way."""
    sheet, side = read_sheet(content, name=kind), SIDES.get(kind)
    corrections = remembered_corrections(sheet, side, remembered) if side else {}
    try:
        return _contents(sheet, kind, corrections)
    except Refused:
        if not corrections:
            raise
        return _contents(sheet, kind, {}, notes=(_NOT_AS_REMEMBERED,))


def _contents(
    sheet: Sheet, kind: SheetKind, corrections: Corrections, *, notes: tuple[str, ...] = ()
) -> Contents:
    match kind:
        case SheetKind.INSTITUTIONS:
            return Contents(sheet, {}, notes=sheet.notes, lines=_register_lines(sheet))
        case SheetKind.REGISTRATIONS:
            registrations = read_registrations(sheet)
            return Contents(sheet, {}, notes=sheet.notes, registrations=registrations)
    found = read_sign_ups(sheet, SIDES[kind], corrections)
    said = (*notes, *found.cohort.notes)
    return Contents(sheet, corrections, notes=said, sign_ups=found)


def read_sign_ups(sheet: Sheet, side: Side, corrections: Corrections) -> SignUps:
    """The people of a sheet of one side. Raises Refused when it is the other side's."""
    refuse_wrong_side(sheet, side)
    columns = recognise(sheet, side, corrections=corrections)
    # The page lists every column anyway, so no note has to name those that were not read.
    read = read_people(sheet, replace(columns, unknown=()))
    nobody: tuple[ReadPerson, ...] = ()
    mentees, mentors = (read.people, nobody) if side is Side.MENTEE else (nobody, read.people)
    cohort = gather(mentees, mentors, problems=read.problems, notes=read.notes)
    leaving = [one.person for one in read.people if _asks_to_be_out(one.person, cohort)]
    left_out = [one.person for one in read.people if _is_left_out(one.person, cohort)]
    standing = (*cohort.mentees, *cohort.mentors, *cohort.held_people.values())
    asked_to_be_out = {person.key for person in leaving}
    people = (*standing, *(one for one in left_out if one.key not in asked_to_be_out))
    return SignUps(columns, cohort, tuple(sorted(people, key=_row)), tuple(leaving))


def _is_left_out(person: Mentee | Mentor, cohort: Cohort) -> bool:
    return person.key in cohort.gone and person.key not in cohort.merged_into


def _asks_to_be_out(person: Mentee | Mentor, cohort: Cohort) -> bool:
    return person.key in cohort.gone and any(
        worry.kind is WorryKind.WITHDRAWAL for worry in worries_of(person)
    )


def _row(person: Mentee | Mentor) -> int:
    return person.row or 0


def _register_lines(sheet: Sheet) -> tuple[Line, ...]:
    """The lines of an institution register, by its headings."""
    header = [heading.strip().casefold() for heading in sheet.header]
    if "name" not in header:
        raise Refused(
            "A register of institutions needs a column called name. Please look at its first row."
        )
    return tuple(
        dict(zip(header, row.cells, strict=True)) for row in sheet.rows if not row.is_blank
    )
