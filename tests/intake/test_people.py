"""One row read into a person: the words kept, the codes beside them, a problem for the rest."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mentorship.cli
from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.people import Dimension, Field, Matters, Mentor, Side
from mentorship.intake.columns import recognise
from mentorship.intake.people import (
    ReadSheet,
    mentee_from_answers,
    mentor_from_answers,
    read_people,
)
from mentorship.intake.sheets import Sheet, SheetRow, read_sheet
from mentorship.intake.text import fold, one_line

DEMO = Path(mentorship.cli.__path__[0]) / "demo"
MENTEE_FIELDS = [field for side, field in REGISTRY if side is Side.MENTEE]
MENTOR_FIELDS = [field for side, field in REGISTRY if side is Side.MENTOR]
ANY_ANSWER = st.text(max_size=40) | st.sampled_from(
    [
        "Yes, I agree",
        "=1+1",
        "\u202e\u0000\ud7ff",
        "🏳️‍🌈",
        "n/a",
        "a@b",
        "1-2",
        "PGY-3",
        "٣",
        "ﬃ" * 9,
    ]
)


def read(sheet: Sheet, side: Side) -> ReadSheet:
    return read_people(sheet, recognise(sheet, side))


def demo(side: Side) -> ReadSheet:
    return read(read_sheet(DEMO / f"{side}s.csv", name=f"{side}s"), side)


def test_a_mentee_is_read_field_by_field_and_her_words_stay() -> None:
    answers = {
        Field.EMAIL: " HODAN@EXAMPLE.ORG",
        Field.NAME: "WARSAME, Hodan",
        Field.WORKPLACE: "Alder General\nand Calder University",
        Field.SPECIALTY: "gensurg / undecided",
        Field.STAGE: "PGY-3, soon PGY-4",
        Field.FAITH: "Muslim",
        Field.MATTERS_FAITH: "Must - I would rather wait",
        Field.MATTERS_RACE: "",
        Field.TOPICS: "Racism at work;my knees",
        Field.LANGUAGES: "English;Somali",
        Field.PLACE: "Tempe",
        Field.CONTACT: "text first: +1 602 555 0133",
        Field.WORDS_SHARED: "yes",
        Field.AGREEMENT: "Yes, I agree",
    }

    read_person = mentee_from_answers("mentee:7", 7, answers)
    mentee = read_person.person

    assert mentee.answers == answers
    assert (mentee.email, mentee.name) == ("hodan@example.org", "Hodan Warsame")
    assert mentee.workplace == "Alder General; and Calder University"
    assert (mentee.specialties, mentee.stage) == (("gs",), "res")
    assert mentee.matters == {Dimension.FAITH: Matters.MUST}
    assert mentee.topics == {"racism"}
    assert mentee.time_zone == "America/Phoenix"
    assert mentee.phone == "+1 602 555 0133"
    assert mentee.words_shared is True
    assert mentee.agreed is True
    (problem,) = read_person.problems
    assert (problem.row, problem.column) == (7, "What she would like to talk about")


def test_a_question_that_was_not_asked_is_not_a_blank_answer() -> None:
    asked = mentee_from_answers("a", None, {Field.EMAIL: "a@example.org", Field.AGREEMENT: ""})
    not_asked = mentee_from_answers("a", None, {Field.EMAIL: "a@example.org"})

    assert asked.person.agreed is False
    assert not_asked.person.agreed is None
    assert not not_asked.person.has_column(Field.AGREEMENT)


def test_a_language_that_nobody_knows_is_not_taken_for_every_language() -> None:
    read_person = mentee_from_answers("a", 2, {Field.LANGUAGES: "Xyzzyish"})

    assert read_person.person.languages == {"Xyzzyish"}
    assert [problem.column for problem in read_person.problems] == ["Languages"]


def test_a_mentor_without_a_column_for_places_counts_with_one() -> None:
    def places(answers: dict[Field, str]) -> int | None:
        person = mentor_from_answers("m", 2, {Field.EMAIL: "m@example.org", **answers}).person
        assert isinstance(person, Mentor)
        return person.capacity

    assert places({}) == 1
    assert places({Field.CAPACITY: ""}) is None
    assert places({Field.CAPACITY: "0"}) == 0


def test_a_missing_address_names_the_row_and_what_to_do() -> None:
    with_phone = mentor_from_answers(
        "mentor:27", 27, {Field.EMAIL: "", Field.PHONE: "+1 602 555 0122"}
    )
    without = mentor_from_answers("mentor:28", 28, {Field.EMAIL: ""})

    assert [(p.row, p.problem) for p in with_phone.problems] == [
        (27, "There is no e-mail address.")
    ]
    assert "call and ask" in with_phone.problems[0].fix
    assert "another way" in without.problems[0].fix


def test_a_problem_never_repeats_what_somebody_wrote() -> None:
    secret = "zxqv secret words"
    fields = set(MENTEE_FIELDS) - {Field.NAME}

    read_person = mentee_from_answers("mentee:2", 2, dict.fromkeys(fields, secret))

    assert len(read_person.problems) > 8
    assert not [p for p in read_person.problems if "zxqv" in f"{p.problem} {p.fix} {p.column}"]


def test_a_problem_carries_the_heading_of_the_sheet() -> None:
    sheet = Sheet(
        "mentees",
        ("Email", "Your\nspecialty?"),
        (SheetRow(2, ("a@example.org", "basket weaving")),),
    )

    ((problem,),) = [person.problems for person in read(sheet, Side.MENTEE).people]

    assert problem.column == "Your specialty?"


def test_blank_rows_are_counted_and_repeated_headings_named() -> None:
    header = ("Email", "Name")
    rows = (
        SheetRow(2, ("a@example.org", "Ana")),
        SheetRow(3, ("", " ")),
        SheetRow(4, header),
        SheetRow(5, ("b@example.org", "Bea")),
    )

    read_rows = read(Sheet("mentees", header, rows), Side.MENTEE)

    assert [person.person.key for person in read_rows.people] == ["mentee:2", "mentee:5"]
    assert [problem.row for problem in read_rows.problems] == [4]
    assert any("skipped: 1." in note for note in read_rows.notes)
    assert any('no column for "keep apart"' in note for note in read_rows.notes)


def test_a_row_that_slipped_sideways_waits_for_a_person() -> None:
    row = SheetRow(2, ("a@example.org", "Ana"), surplus=("Ruiz",))

    (person,) = read(Sheet("mentees", ("Email", "Name"), (row,)), Side.MENTEE).people

    assert person.doubt
    assert person.problems[0].column == ""


@pytest.mark.parametrize("side", Side)
def test_nothing_that_was_written_on_the_sheets_is_lost(side: Side) -> None:
    sheet = read_sheet(DEMO / f"{side}s.csv", name=f"{side}s")
    columns = recognise(sheet, side)
    people = {person.person.row: person.person for person in read_people(sheet, columns).people}

    assert set(people) == {row.number for row in sheet.rows if not row.is_blank}
    for row in sheet.rows:
        for field, at in columns.by_field.items():
            assert people[row.number].answers[field] == row.cells[at]


@pytest.mark.parametrize("side", Side)
def test_almost_every_answer_of_the_demonstration_is_read(side: Side) -> None:
    people = [person.person for person in demo(side).people]

    for field, read_as in ((Field.SPECIALTY, "specialties"), (Field.STAGE, "stage")):
        given_answers = [person for person in people if fold(person.answers[field])]
        assert given_answers
        assert [p.row for p in given_answers if not getattr(p, read_as)] == []
    assert sum(not person.email for person in people) <= 1


@settings(deadline=None)
@given(answers=st.fixed_dictionaries(dict.fromkeys(MENTEE_FIELDS, ANY_ANSWER)))
def test_no_answers_of_a_mentee_make_the_reader_stumble(answers: dict[Field, str]) -> None:
    read_person = mentee_from_answers("mentee:2", 2, answers)

    assert read_person.person.answers == answers
    assert read_person == mentee_from_answers("mentee:2", 2, dict(answers))


@settings(deadline=None)
@given(answers=st.fixed_dictionaries(dict.fromkeys(MENTOR_FIELDS, ANY_ANSWER)))
def test_no_answers_of_a_mentor_make_the_reader_stumble(answers: dict[Field, str]) -> None:
    person = mentor_from_answers("mentor:2", 2, answers).person

    assert person.answers == answers
    assert isinstance(person, Mentor)
    assert person.capacity is None or person.capacity >= 0
    assert one_line(person.name) == person.name


def test_an_answer_longer_than_anybody_writes_waits_for_a_person_and_is_kept_whole() -> None:
    pasted = "How do I ask for a better rota? " * 40_000

    read = mentee_from_answers("mentee:2", 2, {Field.EMAIL: "a@example.org", Field.WORDS: pasted})

    assert read.doubt
    assert read.person.answers[Field.WORDS] == pasted
    assert 0 < len(read.person.words) < len(pasted)


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("=cmd|' /C calc'!A1", True),
        ('=HYPERLINK("x")', True),
        ("=) hello", False),
        ("a = b", False),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_named_and_kept(words: str, is_named: bool) -> None:
    read = mentee_from_answers("mentee:2", 2, {Field.EMAIL: "a@example.org", Field.WORDS: words})

    assert any("formula" in problem.problem for problem in read.problems) is is_named
    assert read.person.answers[Field.WORDS] == words
