"""Answers read field by field, with a problem for whatever was not read as written."""

from datetime import datetime
from typing import TypedDict

from mentorship.domain.people import Field
from mentorship.domain.vocabulary import vocabulary
from mentorship.intake.addresses import read_address, read_phone
from mentorship.intake.answers import Reading
from mentorship.intake.capacity import read_places
from mentorship.intake.cells import (
    ASKED_FOR,
    read_may_show,
    read_ticks,
    read_yes,
    says_nothing,
)
from mentorship.intake.fields_of_work import read_fields
from mentorship.intake.headings import questions_about
from mentorship.intake.names import has_lost_letters, is_formula, read_name
from mentorship.intake.places import time_zone
from mentorship.intake.spoken import read_languages
from mentorship.intake.stages import read_stage
from mentorship.intake.text import fold
from mentorship.intake.times import read_time

_KEPT = "It is kept as written and not used for matching."
_NUMBERS_IN_WORDS = {2: "two", 5: "five"}


class InCommon(TypedDict):
    """What every person's record holds, whichever side she is on."""

    stated_at: datetime | None
    email: str
    name: str
    pronouns: str
    workplace: str
    specialties: tuple[str, ...]
    stage: str | None
    race_ethnicity: frozenset[str]
    faith: frozenset[str]
    gender: frozenset[str]
    other_identity: frozenset[str]
    values: frozenset[str]
    topics: frozenset[str]
    styles: frozenset[str]
    formats: frozenset[str]
    languages: frozenset[str]
    slots: frozenset[str]
    place: str
    time_zone: str | None
    words: str
    keep_apart: str
    anything_else: str
    agreed: bool | None


def in_common(reading: Reading) -> InCommon:
    """Everything that both forms ask, read."""
    _name_formulas(reading)
    specialties = _specialties(reading)
    return InCommon(
        stated_at=_stated_at(reading),
        email=_email(reading),
        name=_name(reading),
        pronouns=reading.line(Field.PRONOUNS),
        workplace=reading.joined_line(Field.WORKPLACE),
        specialties=specialties,
        stage=_stage(reading, specialties),
        race_ethnicity=ticks(reading, Field.RACE_ETHNICITY),
        faith=ticks(reading, Field.FAITH),
        gender=ticks(reading, Field.GENDER),
        other_identity=ticks(reading, Field.OTHER_IDENTITY),
        values=ticks(reading, Field.VALUES),
        topics=ticks(reading, Field.TOPICS),
        styles=ticks(reading, Field.STYLES),
        formats=ticks(reading, Field.FORMATS),
        languages=_languages(reading),
        slots=ticks(reading, Field.SLOTS),
        place=reading.line(Field.PLACE),
        time_zone=_time_zone(reading),
        words=reading.text(Field.WORDS),
        keep_apart=reading.text(Field.KEEP_APART),
        anything_else=reading.text(Field.ANYTHING_ELSE),
        agreed=_agreed(reading),
    )


def _name_formulas(reading: Reading) -> None:
    """Says of every cell but the name, which says so itself, that a spreadsheet would run it."""
    for of in reading.answers:
        if of is not Field.NAME and is_formula(reading.cell(of)):
            reading.report(
                of,
                "This cell begins like a formula.",
                fix="It is kept as text and is never run. Nothing needs to be done.",
            )


def ticks(reading: Reading, of: Field) -> frozenset[str]:
    """The codes ticked in one answer."""
    cell = reading.cell(of)
    if not fold(cell):
        return frozenset()
    ticked = read_ticks(of, cell)
    if ticked.leftover and not (not ticked.codes and says_nothing(cell)):
        reading.report(of, "A part of this answer is not on our list.", fix=_KEPT)
    if ticked.too_many:
        asked_for = _NUMBERS_IN_WORDS[ASKED_FOR[of]]
        reading.report(
            of,
            f"More than {asked_for} were ticked.",
            fix="All of them are used and weigh the same. Nothing needs to be done.",
        )
    return ticked.codes


def places(reading: Reading) -> int | None:
    """How many mentees the mentor surely offers to take; None while somebody has to ask."""
    if Field.CAPACITY not in reading.answers:
        return 1
    read = read_places(reading.cell(Field.CAPACITY))
    if read.doubt:
        reading.report(
            Field.CAPACITY, read.doubt, fix="Ask how many, and write the number into the sheet."
        )
    elif read.cautious:
        counted = {0: "no place", 1: "one place"}.get(read.places or 0, f"{read.places} places")
        reading.report(
            Field.CAPACITY,
            f"More than one number of places can be meant; {counted} counted, which was surely "
            "promised.",
            fix="If more places are meant, write their number into the sheet.",
        )
    return read.places


def may_show(reading: Reading) -> frozenset[str]:
    """What the mentor allows to be shown once both are introduced."""
    ticked = read_may_show(reading.cell(Field.MAY_SHOW))
    if ticked.too_many:
        reading.report(
            Field.MAY_SHOW,
            '"None of these" is ticked beside others.',
            fix="None is shown. Ask which was meant.",
        )
    elif ticked.leftover:
        reading.report(Field.MAY_SHOW, "A part of this answer is not on our list.", fix=_KEPT)
    return ticked.codes


def _email(reading: Reading) -> str:
    if Field.EMAIL not in reading.answers:
        return ""
    address = read_address(reading.cell(Field.EMAIL))
    if not address.problem:
        return address.email
    if address.email:
        fix = "Check the address before anything is sent."
    elif any(read_phone(reading.cell(of)) for of in (Field.PHONE, Field.CONTACT, Field.EMAIL)):
        fix = "A phone number is there; call and ask for the address."
    else:
        fix = "Find another way to reach this person, and write the address into the sheet."
    reading.report(Field.EMAIL, address.problem, fix=fix)
    return address.email


def _name(reading: Reading) -> str:
    cell = reading.cell(Field.NAME)
    name = read_name(cell)
    if is_formula(cell):
        reading.report(
            Field.NAME,
            "The cell holds a formula instead of a plain name.",
            fix="The words that it shows are used. Check the name; do not open a link in it.",
        )
    elif has_lost_letters(cell):
        reading.report(
            Field.NAME,
            "Letters of this name were lost when the sheet was saved.",
            fix="Ask how it is written, or export the sheet again as UTF-8.",
        )
    elif Field.NAME in reading.answers and not fold(name):
        reading.report(Field.NAME, "There is no name.", fix="Ask which name to use.")
    return name


def _stated_at(reading: Reading) -> datetime | None:
    cell = reading.cell(Field.STATED_AT)
    moment = read_time(cell, day_first=reading.day_first)
    if moment is None and fold(cell):
        reading.report(
            Field.STATED_AT,
            "This is no date and time that can be read.",
            fix="It matters only when somebody signed up twice; then it counts as the older one.",
        )
    return moment


def _specialties(reading: Reading) -> tuple[str, ...]:
    cell = reading.cell(Field.SPECIALTY)
    if not fold(cell):
        return ()
    read = read_fields(cell)
    if not read.codes:
        reading.report(
            Field.SPECIALTY,
            "This field of work is not known to us.",
            fix="It is kept as written, and the field neither helps nor hurts. Write the nearest "
            "field of our list into the sheet.",
        )
    elif read.leftover:
        known = " and ".join(vocabulary().specialties[code].label for code in read.codes)
        reading.report(
            Field.SPECIALTY,
            f"Only a part of this answer is a field that we know: {known}.",
            fix="The rest is kept as written. Correct it in the sheet if this is not meant.",
        )
    return read.codes


def _stage(reading: Reading, specialties: tuple[str, ...]) -> str | None:
    cell = reading.cell(Field.STAGE)
    area = vocabulary().specialties[specialties[0]].area if specialties else ""
    stage = read_stage(cell, area)
    if stage is None and fold(cell):
        reading.report(
            Field.STAGE,
            "This career stage is not known to us, or the year is missing.",
            fix="It is kept as written, and the stage neither helps nor hurts. Write the nearest "
            "stage of our list into the sheet.",
        )
    return stage


def _languages(reading: Reading) -> frozenset[str]:
    """The languages of an answer. Where none is known, the words themselves: somebody whose
    language we do not know waits for a person and is not taken to speak every language."""
    cell = reading.cell(Field.LANGUAGES)
    if not fold(cell):
        return frozenset()
    read = read_languages(cell)
    if read.leftover:
        reading.report(
            Field.LANGUAGES,
            "A part of this answer is no language that we know, or one that is only just spoken.",
            fix="It is kept as written. Write the name of the language as our list has it."
            if not read.codes
            else _KEPT,
        )
    return frozenset(read.codes or read.leftover)


def _time_zone(reading: Reading) -> str | None:
    cell = reading.cell(Field.PLACE)
    zone = time_zone(cell)
    if zone is None and fold(cell):
        reading.report(
            Field.PLACE,
            "The time zone of this place is not known.",
            fix="Times of day do not count for this row. Write a larger city nearby.",
        )
    return zone


def _agreed(reading: Reading) -> bool | None:
    """None when the sheet did not ask; an answer that is no clear yes is not an agreement."""
    if Field.AGREEMENT not in reading.answers:
        return None
    cell = reading.cell(Field.AGREEMENT)
    # A form with one box to tick writes the label of the box, whatever words it has.
    asked = (*questions_about(Field.AGREEMENT), fold(reading.headings.get(Field.AGREEMENT, "")))
    agreed = True if fold(cell) and fold(cell) in asked else read_yes(cell)
    if agreed is None:
        reading.report(
            Field.AGREEMENT,
            "This is neither a clear yes nor a clear no.",
            fix="It does not count as an agreement. Ask before anything is sent.",
        )
    return bool(agreed)
