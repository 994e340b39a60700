"""Rows that somebody made to break us, or that went through five programs: nobody is lost."""

import csv
import io
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Mentor, Side
from mentorship.intake.columns import recognise
from mentorship.intake.people import (
    ReadSheet,
    mentee_from_answers,
    mentor_from_answers,
    read_people,
)
from mentorship.intake.sheets import Sheet, SheetRow, read_sheet

MENTEES = (
    "Timestamp",
    "Email Address",
    "What name would you like us to use? (This is what your mentor will see.)",
    "Where do you work, study or train?",
    "What is your field or specialty?",
    "Where are you in your career right now?",
    "What would you like to talk about? Tick as many as you like.",
    "Which languages are you comfortable talking in?",
    "Your city or time zone",
    "I have read the community agreement and I want to take part in this round.",
)
MENTORS = (
    *MENTEES[:2],
    "Full name and credentials",
    *MENTEES[3:],
    "How many mentees can you take?",
)
HEADERS = {Side.MENTEE: MENTEES, Side.MENTOR: MENTORS}

ZALGO = "H̸̡̪̯ͨ͊̽̅̾o̷̲̖̖d̶̢a̵n̴" * 20
NASTY = st.sampled_from(
    [
        "\u200bhodan\u200b@example\u200b.org",
        "\u202egro.elpmaxe@nadoh",
        ZALGO,
        "hоdаn@exаmple.org",
        "👩🏽‍⚕️🏳️‍🌈",
        "a\x00b@example.org",
        "ho\ufeffdan",
        "ｈｏｄａｎ＠ｅｘａｍｐｌｅ．ｏｒｇ",
        "٢",
        "٠٩/١٤/٢٠٢٦",
        "+١ ٦٠٢ ٥٥٥ ٠١٣٣",
        unicodedata.normalize("NFD", "Noemí Ibáñez"),
        "N" * 5000,
        '=cmd|"/c calc"!A1',
        '"; DROP TABLE people;--',
        "<script>alert(1)</script>",
        "\ud7ff\ufffe\uffff",
        "%s%s%n",
        "\r\n\r\n",
        "a;b,c\td|e",
        "9" * 400,
        "1e999",
        "²",
        "𝟐",
        "Ⅳ",
        "½",
    ]
)
CELL = NASTY | st.text(max_size=30) | st.text(alphabet="0123456789-/:. @", max_size=20)


def a_sheet(side: Side, rows: list[tuple[str, ...]]) -> Sheet:
    return Sheet(
        name=f"{side}s",
        header=HEADERS[side],
        rows=tuple(SheetRow(number, cells) for number, cells in enumerate(rows, start=2)),
    )


def people_or_refusal(raw: bytes) -> ReadSheet | str:
    try:
        sheet = read_sheet(raw, name="mentees")
        return read_people(sheet, recognise(sheet, Side.MENTEE))
    except Refused as refused:
        return str(refused)


@pytest.mark.parametrize("side", Side)
@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_row_comes_out_as_a_person_or_is_accounted_for(
    side: Side, data: st.DataObject
) -> None:
    row = st.tuples(*(CELL for _ in HEADERS[side]))
    sheet = a_sheet(side, data.draw(st.lists(row, min_size=1, max_size=4)))

    found = read_people(sheet, recognise(sheet, side))

    read = {one.person.row for one in found.people}
    told = {problem.row for problem in found.problems}
    assert read | told | {row.number for row in sheet.rows if row.is_blank} == {
        row.number for row in sheet.rows
    }


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(cells=st.tuples(*(CELL for _ in MENTEES)))
def test_no_word_is_lost_beside_the_codes(cells: tuple[str, ...]) -> None:
    sheet = a_sheet(Side.MENTEE, [cells])
    columns = recognise(sheet, Side.MENTEE)

    for one in read_people(sheet, columns).people:
        assert {one.person.answers[of] for of in columns.by_field} == set(cells)


@settings(deadline=None, max_examples=150)
@given(raw=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_sheet_or_a_refusal(raw: bytes) -> None:
    outcome = people_or_refusal(raw)

    assert isinstance(outcome, ReadSheet) or outcome.endswith(".")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.tuples(*(CELL for _ in MENTEES)), min_size=1, max_size=3))
def test_whatever_stands_in_the_cells_the_sheet_keeps_its_rows(rows: list[tuple[str, ...]]) -> None:
    file = io.StringIO()
    ordinary = ("", "z@example.org", "Zahra Last", *[""] * 7)
    csv.writer(file).writerows([MENTEES, *rows, ordinary])

    outcome = people_or_refusal(file.getvalue().encode("utf-8", "replace"))

    if isinstance(outcome, ReadSheet):
        assert outcome.people[-1].person.name == "Zahra Last"
    else:
        assert "readable text" in outcome


def email_of(cell: str) -> tuple[str, bool]:
    read = mentee_from_answers("a", 2, {Field.EMAIL: cell})
    return read.person.email, bool(read.problems)


@pytest.mark.parametrize(
    "cell",
    [
        "\u200bhodan\u200b@example.org\u200b",
        "hodan@exam\u00adple.org",
        "\u202ahodan@example.org\u202c",
        "ho\ufeffdan@example.org",
        "ho\x00dan@example.org",
        "ｈｏｄａｎ＠ｅｘａｍｐｌｅ．ｏｒｇ",
        "\u2068HODAN@EXAMPLE.ORG\u2069",
    ],
)
def test_an_address_is_read_through_what_nobody_sees(cell: str) -> None:
    assert email_of(cell) == ("hodan@example.org", False)


def test_an_address_with_letters_of_two_scripts_is_somebody_elses_and_is_checked() -> None:
    latin_with_cyrillic = "h\u043edan@ex\u0430mple.org"

    assert email_of(latin_with_cyrillic) == (latin_with_cyrillic, True)


def test_names_of_two_unicode_forms_are_one_name() -> None:
    composed, taken_apart = "Noemí Ibáñez", unicodedata.normalize("NFD", "Noemí Ibáñez")

    assert composed != taken_apart
    assert {
        mentee_from_answers("a", 2, {Field.NAME: name}).person.name
        for name in (composed, taken_apart)
    } == {composed}


@pytest.mark.parametrize("cell", ["٢", "２", "۲", "2", " 2\u200f", "２ mentees", "𝟐"])
def test_digits_of_every_script_are_numbers(cell: str) -> None:
    mentor = mentor_from_answers("m", 2, {Field.CAPACITY: cell}).person

    assert isinstance(mentor, Mentor)
    assert mentor.capacity == 2


def test_a_phone_number_and_a_date_in_arabic_digits_are_read() -> None:
    read = mentee_from_answers(
        "a", 2, {Field.CONTACT: "text +١ ٦٠٢ ٥٥٥ ٠١٣٣", Field.STATED_AT: "٢٠٢٦-٠٩-١٤"}
    )

    assert read.person.phone == "+١ ٦٠٢ ٥٥٥ ٠١٣٣"
    assert read.person.stated_at is not None
    assert read.person.stated_at.date().isoformat() == "2026-09-14"


def test_a_name_of_emoji_or_of_too_many_marks_is_still_somebody() -> None:
    names = ["👩🏽‍⚕️", ZALGO, "Ó" * 4000]

    read = [mentee_from_answers("a", 2, {Field.NAME: name}).person for name in names]

    assert all(person.name for person in read)
    assert [person.answers[Field.NAME] for person in read] == names


@pytest.mark.parametrize("of", [Field.TOPICS, Field.SPECIALTY, Field.STAGE, Field.LANGUAGES])
def test_a_cell_of_a_million_letters_is_read_in_a_moment(of: Field) -> None:
    cell = "burnout, and " * 80_000

    read = mentee_from_answers("a", 2, {of: cell})

    assert read.person.answers[of] == cell
