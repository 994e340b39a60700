"""Rows of a sheet, or the answers of our own pages, read into mentees and mentors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from mentorship.domain.people import Field, Mentee, Mentor, Side, in_force
from mentorship.domain.questions import Problem
from mentorship.intake.addresses import read_phone
from mentorship.intake.answers import Reading
from mentorship.intake.cells import read_yes
from mentorship.intake.columns import Columns
from mentorship.intake.matters import matters
from mentorship.intake.reading import in_common, may_show, places, ticks
from mentorship.intake.sheets import Sheet, SheetRow
from mentorship.intake.text import fold
from mentorship.intake.times import is_day_first
from mentorship.intake.workbooks import SHEET_ERRORS

# Columns without which a rule cannot be applied, and what that means.
_RULES_OF: Mapping[Side, Mapping[Field, str]] = {
    Side.MENTEE: {
        Field.EMAIL: "nobody on it can be written to",
        Field.WORKPLACE: "nobody can be kept apart by employer",
        Field.KEEP_APART: "nobody could say whom to keep away from",
        Field.LANGUAGES: "languages are not compared",
        Field.AGREEMENT: "nobody is asked for the agreement",
    },
    Side.MENTOR: {
        Field.EMAIL: "nobody on it can be written to",
        Field.WORKPLACE: "nobody can be kept apart by employer",
        Field.ROLES: "power over a mentee cannot be seen from it",
        Field.KEEP_APART: "nobody could say whom to keep apart from",
        Field.LANGUAGES: "languages are not compared",
        Field.CAPACITY: "each mentor counts with one place",
        Field.AGREEMENT: "nobody is asked for the agreement",
    },
}

_TOO_LONG = (
    "An answer is much longer than anybody writes, and only its beginning was read. Please look "
    "at the row."
)


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """A person, and what could not be read as written.

    doubt   why somebody has to look at the row before it counts; empty when there is no reason
    """

    person: Mentee | Mentor
    problems: tuple[Problem, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """Everybody on one sheet, and what there is to say about the sheet as a whole."""

    people: tuple[ReadPerson, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def read_people(sheet: Sheet, columns: Columns) -> ReadSheet:
    """Everybody on the sheet, in its order. Blank rows are skipped and counted in a note."""
    read_row = read_mentee if columns.side is Side.MENTEE else read_mentor
    day_first = _is_day_first(sheet, columns)
    header = [fold(heading) for heading in sheet.header]
    people: list[ReadPerson] = []
    problems = list(columns.problems)
    for row in sheet.rows:
        if row.is_blank:
            continue
        if _repeats(row, header):
            problems.append(_repeated_header(columns.side, row))
        else:
            people.append(read_row(row, columns, day_first=day_first))
            problems += _failed_cells(row, columns)
    return ReadSheet(tuple(people), tuple(problems), _notes(sheet, columns))


def read_mentee(row: SheetRow, columns: Columns, *, day_first: bool = False) -> ReadPerson:
    """The mentee in one row of a sheet; her key names the row."""
    read = mentee_from_answers(
        f"mentee:{row.number}",
        row.number,
        columns.answers(row),
        headings=columns.headings,
        day_first=day_first,
    )
    return _with_surplus(read, row)


def read_mentor(row: SheetRow, columns: Columns, *, day_first: bool = False) -> ReadPerson:
    """The mentor in one row of a sheet; the key names the row."""
    read = mentor_from_answers(
        f"mentor:{row.number}",
        row.number,
        columns.answers(row),
        headings=columns.headings,
        day_first=day_first,
    )
    return _with_surplus(read, row)


def mentee_from_answers(
    key: str,
    row: int | None,
    answers: Mapping[Field, str],
    *,
    headings: Mapping[Field, str] | None = None,
    day_first: bool = False,
    told: Mapping[Field, str] = MappingProxyType({}),
) -> ReadPerson:
    """The mentee who gave these answers, on a sheet or on our own pages.

    answers   one entry for every question that was asked, "" where it was left blank; ticks
              joined with ";"
    headings  what the questions are called in problems; our own labels when left out
    told      what she told the team instead of some of them; see `Person`
    """
    reading = Reading(Side.MENTEE, row, in_force(answers, told), headings or {}, day_first)
    contact = reading.text(Field.CONTACT)
    ticked = in_common(reading)
    person = Mentee(
        key=key,
        row=row,
        answers=dict(answers),
        told=dict(told),
        **ticked,
        department=reading.line(Field.DEPARTMENT),
        phone=read_phone(contact),
        matters=matters(reading, ticked),
        goals=ticks(reading, Field.GOALS),
        contact=contact,
        words_shared=bool(read_yes(reading.cell(Field.WORDS_SHARED))),
    )
    return ReadPerson(person, tuple(reading.problems), _TOO_LONG if reading.is_cut else "")


def mentor_from_answers(
    key: str,
    row: int | None,
    answers: Mapping[Field, str],
    *,
    headings: Mapping[Field, str] | None = None,
    day_first: bool = False,
    told: Mapping[Field, str] = MappingProxyType({}),
) -> ReadPerson:
    """The mentor who gave these answers; see `mentee_from_answers`."""
    reading = Reading(Side.MENTOR, row, in_force(answers, told), headings or {}, day_first)
    person = Mentor(
        key=key,
        row=row,
        answers=dict(answers),
        told=dict(told),
        **in_common(reading),
        phone=reading.line(Field.PHONE),
        roles=reading.text(Field.ROLES),
        capacity=places(reading),
        may_show=may_show(reading),
        preference=reading.text(Field.PREFERENCE),
    )
    return ReadPerson(person, tuple(reading.problems), _TOO_LONG if reading.is_cut else "")


def read_again(read: ReadPerson, answers: Mapping[Field, str]) -> Mentee | Mentor:
    """The same row with other answers, as when two sign-ups of one person are put together."""
    person = read.person
    reader = mentee_from_answers if person.side is Side.MENTEE else mentor_from_answers
    again = reader(person.key, person.row, answers, told=person.told).person
    return replace(
        again,
        stated_at=person.stated_at,
        consents=person.consents,
        has_account=person.has_account,
    )


def _is_day_first(sheet: Sheet, columns: Columns) -> bool:
    at = columns.by_field.get(Field.STATED_AT)
    return at is not None and is_day_first(row.cells[at] for row in sheet.rows)


def _with_surplus(read: ReadPerson, row: SheetRow) -> ReadPerson:
    """A row that is longer than the headings has probably slipped: a person looks first."""
    if not row.surplus:
        return read
    problem = Problem(
        read.person.side,
        row.number,
        "",
        "This row has more cells than there are headings, so its answers may have slipped into "
        "other columns.",
        "Put the answers under their headings in the sheet. Until then the row waits.",
    )
    doubt = "The cells of this row may stand under the wrong headings. Please look at the sheet."
    doubt = " ".join(filter(None, (read.doubt, doubt)))
    return replace(read, problems=(problem, *read.problems), doubt=doubt)


def _failed_cells(row: SheetRow, columns: Columns) -> list[Problem]:
    """A problem for each answer in whose place a spreadsheet shows that it failed."""
    if SHEET_ERRORS.isdisjoint(row.cells):
        return []
    return [
        Problem(
            columns.side,
            row.number,
            columns.headings[of],
            "The spreadsheet shows an error here instead of what was written.",
            "Open the sheet, write the answer as plain text and export it again.",
            of,
        )
        for of, at in columns.by_field.items()
        if row.cells[at] in SHEET_ERRORS
    ]


def _repeats(row: SheetRow, header: Sequence[str]) -> bool:
    """True for a row that is the folded headings again, as when two exports were pasted."""
    return all(fold(cell) == heading for cell, heading in zip(row.cells, header, strict=True))


def _repeated_header(side: Side, row: SheetRow) -> Problem:
    return Problem(
        side,
        row.number,
        "",
        "This row repeats the headings; it is nobody.",
        "It was left out. Nothing needs to be done.",
    )


def _notes(sheet: Sheet, columns: Columns) -> tuple[str, ...]:
    notes = list(sheet.notes)
    blank = sum(row.is_blank for row in sheet.rows)
    if blank:
        notes.append(f"Blank rows in the {sheet.name} sheet, which were skipped: {blank}.")
    if columns.unknown:
        headings = "; ".join(f'"{heading}"' for heading in columns.unknown)
        notes.append(f"Columns of the {sheet.name} sheet that were not read: {headings}.")
    for of, meaning in _RULES_OF[columns.side].items():
        if of not in columns.by_field:
            asked = of.value.replace("_", " ")
            notes.append(f'The {sheet.name} sheet has no column for "{asked}": {meaning}.')
    return tuple(notes)
