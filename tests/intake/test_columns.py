"""Which column answers which question: our own forms word for word, others by what they say."""

import csv
from pathlib import Path

import pytest

import mentorship.cli
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Side
from mentorship.intake.columns import (
    Columns,
    column_names,
    guess_side,
    heading_key,
    memorable,
    recognise,
    refuse_wrong_side,
    remembered_corrections,
)
from mentorship.intake.sheets import Sheet, SheetRow, read_sheet

DEMO = Path(mentorship.cli.__path__[0]) / "demo"
NOT_ON_THE_FORM = {Field.WORDS_SHARED}


def a_sheet(*header: str, rows: tuple[tuple[str, ...], ...] = ()) -> Sheet:
    return Sheet(
        name="mentees",
        header=header,
        rows=tuple(SheetRow(number, cells) for number, cells in enumerate(rows, start=2)),
    )


def fields(columns: Columns) -> dict[Field, str]:
    return {field: columns.header[at] for field, at in columns.by_field.items()}


@pytest.mark.parametrize("side", Side)
def test_every_question_of_our_own_forms_is_known_word_for_word(side: Side) -> None:
    sheet = read_sheet(DEMO / f"{side}s.csv", name=f"{side}s")

    columns = recognise(sheet, side)

    assert columns.unknown == ()
    assert set(columns.missing) <= NOT_ON_THE_FORM
    assert all(guess.sure >= 0.95 for guess in columns.guesses)
    assert columns.problems == ()


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("What topics would you like to discuss?", Field.TOPICS),
        ("Which topics do you want help with?", Field.TOPICS),
        ("Where do you currently work or study?", Field.WORKPLACE),
        ("Employer", Field.WORKPLACE),
        ("Hospital / university", Field.WORKPLACE),
        ("Is there anybody we should never match you with?", Field.KEEP_APART),
        ("Anyone you would like us to keep you away from?", Field.KEEP_APART),
        ("Who must we not mention you to?", Field.KEEP_APART),
        ("People or places to avoid", Field.KEEP_APART),
        ("Specialty", Field.SPECIALTY),
        ("What's your field?", Field.SPECIALTY),
        ("Career stage", Field.STAGE),
        ("Your email", Field.EMAIL),
        ("E-Mail-Address", Field.EMAIL),
        ("Correo electrónico", Field.EMAIL),
        ("Adresse e-mail", Field.EMAIL),
        ("Nombre completo", Field.NAME),
        ("Preferred name", Field.NAME),
        ("Languages you speak", Field.LANGUAGES),
        ("Idiomas", Field.LANGUAGES),
        ("Langues parlées", Field.LANGUAGES),
        ("When are you available?", Field.SLOTS),
        ("Time zone", Field.PLACE),
        ("Ciudad", Field.PLACE),
        ("What are your core values at work?", Field.VALUES),
        ("Do you agree to the community agreement?", Field.AGREEMENT),
        ("Comments", Field.ANYTHING_ELSE),
        ("How did you find out about us?", Field.HEARD_FROM),
        ("How do you prefer to meet?", Field.FORMATS),
        ("What do you hope to get out of it?", Field.GOALS),
        (
            "How important is it that your mentor understands this? [Religion]",
            Field.MATTERS_FAITH,
        ),
    ],
)
def test_a_reworded_question_is_still_recognised(heading: str, field: Field) -> None:
    columns = recognise(
        a_sheet("Email address" if field is not Field.EMAIL else "Name", heading), Side.MENTEE
    )

    assert fields(columns).get(field) == heading


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Capacity", Field.CAPACITY),
        ("How many mentees would you like?", Field.CAPACITY),
        ("max_mentee_count", Field.CAPACITY),
        ("Job title", Field.ROLES),
        ("Mobile", Field.PHONE),
        ("What can you help with?", Field.TOPICS),
        ("Conflicts of interest", Field.KEEP_APART),
    ],
)
def test_a_mentor_column_is_recognised(heading: str, field: Field) -> None:
    columns = recognise(a_sheet("Email", heading), Side.MENTOR)

    assert fields(columns).get(field) == heading


def test_a_heading_that_says_nothing_known_is_left_unread_and_named() -> None:
    columns = recognise(a_sheet("Email", "Dietary or access needs", "Order #"), Side.MENTEE)

    assert columns.unknown == ("Dietary or access needs", "Order #")


def test_names_in_two_columns_are_joined() -> None:
    sheet = a_sheet("First Name", "Last Name", "Email", rows=(("Ana", "Ruiz", "a@example.org"),))

    columns = recognise(sheet, Side.MENTEE)

    assert columns.answers(sheet.rows[0])[Field.NAME] == "Ana Ruiz"


def test_an_event_list_is_read_for_either_side() -> None:
    header = (
        "Order #",
        "Order Date",
        "First Name",
        "Last Name",
        "Email",
        "Ticket Type",
        "Job Title",
        "Company / School",
        "What is your specialty or field?",
        "Mentorship: would you like to...",
    )

    sheet = a_sheet(*header, rows=(("",) * len(header),))

    assert guess_side(sheet) is None
    mentee = fields(recognise(sheet, Side.MENTEE))
    assert mentee[Field.WORKPLACE] == "Company / School"
    assert mentee[Field.STATED_AT] == "Order Date"
    assert mentee[Field.STAGE] == "Job Title"
    assert fields(recognise(sheet, Side.MENTOR))[Field.ROLES] == "Job Title"


def test_of_two_address_columns_the_one_with_different_people_is_read() -> None:
    sheet = a_sheet(
        "Email",
        "Your email address",
        "Name",
        rows=(
            ("form@example.org", "a@example.org", "A"),
            ("form@example.org", "b@example.org", "B"),
        ),
    )

    columns = recognise(sheet, Side.MENTEE)

    assert fields(columns)[Field.EMAIL] == "Your email address"
    (problem,) = columns.problems
    assert problem.column == "Email"
    assert "was not read" in problem.problem


def test_what_a_person_corrected_wins_over_every_guess() -> None:
    sheet = a_sheet("Email", "Specialty", "Remarks on work")

    columns = recognise(
        sheet, Side.MENTEE, corrections={"Specialty": None, "Remarks on work": Field.SPECIALTY}
    )

    assert fields(columns)[Field.SPECIALTY] == "Remarks on work"
    assert columns.unknown == ("Specialty",)


def test_a_guess_shows_three_different_cells_to_judge_it_by() -> None:
    rows = tuple((f"p{n}@example.org", "Phoenix" if n < 3 else f"City {n}") for n in range(9))

    columns = recognise(a_sheet("Email", "City", rows=rows), Side.MENTEE)

    assert columns.guesses[1].samples == ("Phoenix", "City 3", "City 4")
    assert columns.guesses[1].field is Field.PLACE


def test_a_sheet_that_names_nobody_is_refused() -> None:
    with pytest.raises(Refused, match="neither a column for e-mail addresses nor one for names"):
        recognise(a_sheet("Specialty", "Topics"), Side.MENTEE)
    with pytest.raises(Refused, match="hardly any of our questions"):
        recognise(a_sheet("name", "part_of", "city"), Side.MENTEE)


@pytest.mark.parametrize("side", Side)
def test_sheets_the_wrong_way_round_are_refused(side: Side) -> None:
    other = Side.MENTOR if side is Side.MENTEE else Side.MENTEE
    sheet = read_sheet(DEMO / f"{other}s.csv", name=f"{side}s")

    assert guess_side(sheet) is other
    with pytest.raises(Refused, match="wrong way round"):
        refuse_wrong_side(sheet, side)


def test_the_demonstration_headings_are_the_ones_on_file() -> None:
    with (DEMO / "mentees.csv").open(newline="", encoding="utf-8") as file:
        header = next(csv.reader(file))

    columns = recognise(read_sheet(DEMO / "mentees.csv", name="mentees"), Side.MENTEE)

    assert columns.header == tuple(header)
    assert columns.headings[Field.EMAIL] == "Email Address"


_ASKS = {"Email Address": "email", "Full name": "name"}


@pytest.mark.parametrize(
    ("heading", "side", "field"),
    [
        ("E-mail addr.", Side.MENTEE, Field.EMAIL),
        ("mail", Side.MENTEE, Field.EMAIL),
        ("hosp", Side.MENTEE, Field.WORKPLACE),
        ("Inst.", Side.MENTOR, Field.WORKPLACE),
        ("Uni", Side.MENTEE, Field.WORKPLACE),
        ("Lugar de trabajo", Side.MENTEE, Field.WORKPLACE),
        ("Lieu de travail", Side.MENTEE, Field.WORKPLACE),
        ("Hôpital", Side.MENTOR, Field.WORKPLACE),
        ("Field", Side.MENTEE, Field.SPECIALTY),
        ("Spec.", Side.MENTOR, Field.SPECIALTY),
        ("how many", Side.MENTOR, Field.CAPACITY),
        ("# of mentees", Side.MENTOR, Field.CAPACITY),
        ("Spots", Side.MENTOR, Field.CAPACITY),
        ("Conflicts", Side.MENTOR, Field.KEEP_APART),
        ("COI", Side.MENTOR, Field.KEEP_APART),
        ("not with", Side.MENTEE, Field.KEEP_APART),
        ("A quién evitar", Side.MENTEE, Field.KEEP_APART),
        ("Langs", Side.MENTEE, Field.LANGUAGES),
        ("TZ", Side.MENTEE, Field.PLACE),
        ("When free", Side.MENTEE, Field.SLOTS),
        ("Training yr", Side.MENTEE, Field.STAGE),
        ("Mentee", Side.MENTEE, Field.NAME),
        ("Name of mentor", Side.MENTOR, Field.NAME),
        ("Tel.", Side.MENTOR, Field.PHONE),
        ("Agreed", Side.MENTOR, Field.AGREEMENT),
        ("match with similar identity", Side.MENTEE, Field.SAME_IDENTITY),
        ("Would you like a mentor of the same background?", Side.MENTEE, Field.SAME_IDENTITY),
    ],
)
def test_a_hand_made_heading_is_understood(heading: str, side: Side, field: Field) -> None:
    others = [other for other in ("Email Address", "Full name") if field.value not in _ASKS[other]]

    columns = recognise(a_sheet(*others, heading), side)

    assert fields(columns)[field] == heading


@pytest.mark.parametrize(
    "heading", ["Mentor name", "Assigned mentor", "Score", "ID", "Dietary needs", "Email opt-in"]
)
def test_what_a_mentee_was_not_asked_is_not_read(heading: str) -> None:
    columns = recognise(a_sheet("Email Address", "Full name", heading), Side.MENTEE)

    assert columns.unknown == (heading,)


def test_a_person_can_swap_two_columns() -> None:
    sheet = a_sheet("Email Address", "Where you work", "Keep me away from")

    columns = recognise(
        sheet,
        Side.MENTEE,
        corrections={
            "Where you work": Field.KEEP_APART,
            "Keep me away from": Field.WORKPLACE,
        },
    )

    assert fields(columns)[Field.KEEP_APART] == "Where you work"
    assert fields(columns)[Field.WORKPLACE] == "Keep me away from"
    assert [guess.sure for guess in columns.guesses][1:] == [1.0, 1.0]


@pytest.mark.parametrize("heading", ["Last name", "Job title"])
def test_a_column_that_a_person_left_out_is_read_as_nothing_at_all(heading: str) -> None:
    sheet = a_sheet("Email Address", "First name", heading)
    assert recognise(sheet, Side.MENTEE).unknown == ()

    columns = recognise(sheet, Side.MENTEE, corrections={heading: None})

    assert columns.unknown == (heading,)
    assert columns.guesses[2].field is None


@pytest.mark.parametrize("heading", ["First name", "Nombre", "Surname", "Apellidos"])
def test_a_part_of_a_name_is_better_than_none(heading: str) -> None:
    columns = recognise(a_sheet("Email Address", heading), Side.MENTEE)

    assert fields(columns)[Field.NAME] == heading


def test_of_two_columns_for_one_question_the_first_counts_and_the_other_is_named() -> None:
    sheet = a_sheet("Email Address", "City", "Home")

    columns = recognise(sheet, Side.MENTEE, corrections={"City": Field.PLACE, "Home": Field.PLACE})

    assert fields(columns)[Field.PLACE] == "City"
    assert [problem.column for problem in columns.problems] == ["Home"]


def test_a_question_of_the_other_form_is_no_correction() -> None:
    with pytest.raises(Refused, match="mentees are not asked"):
        recognise(a_sheet("Email Address"), Side.MENTEE, corrections={"Email Address": Field.ROLES})


def test_a_choice_is_remembered_for_headings_of_the_same_words() -> None:
    assert heading_key(Side.MENTEE, "E-Mail  Addr.") == heading_key(Side.MENTEE, "e mail\naddr")
    assert heading_key(Side.MENTEE, "Field") != heading_key(Side.MENTOR, "Field")
    long, other = "why " * 900 + "a", "why " * 900 + "b"
    assert heading_key(Side.MENTEE, long) != heading_key(Side.MENTEE, other)
    assert len(heading_key(Side.MENTEE, long)) < 300


def test_what_was_decided_before_is_used_where_a_sheet_has_such_a_heading() -> None:
    remembered: dict[str, Field | None] = {
        heading_key(Side.MENTEE, "Home base"): Field.PLACE,
        heading_key(Side.MENTEE, "Hospital"): None,
        heading_key(Side.MENTOR, "Bio"): None,
        heading_key(Side.MENTEE, "Not in this sheet"): Field.GOALS,
    }
    sheet = a_sheet("Email Address", "HOME BASE", "Hospital:", "Bio", "")

    corrections = remembered_corrections(sheet, Side.MENTEE, remembered)

    assert corrections == {"HOME BASE": Field.PLACE, "Hospital:": None}
    assert recognise(sheet, Side.MENTEE, corrections=corrections).unknown == ("Hospital:",)


def test_a_sheet_whose_first_row_is_an_answer_is_refused_as_such() -> None:
    with pytest.raises(Refused, match="its first row already answers"):
        recognise(a_sheet("amal@example.org", "Amal", "General surgery"), Side.MENTEE)


def test_every_column_has_a_name_of_its_own() -> None:
    header = ("Email", "", "Other", "other:", "Other (2)", "🙂", "🙂", *("" for _ in range(21)))

    names = column_names(header)

    assert names[:5] == (
        "Email",
        "Column B, without a heading",
        "Other",
        "other: (2)",
        "Other (2) (2)",
    )
    assert names[-1] == "Column AB, without a heading"
    assert len(set(names)) == len(names)


def test_a_column_without_words_in_its_heading_is_not_remembered() -> None:
    assert memorable(("Email", "", "Other", "other:", "🙂")) == {"Email", "Other", "other: (2)"}


def test_two_columns_of_one_heading_are_corrected_apart() -> None:
    sheet = a_sheet("Email Address", "Other", "Other")

    columns = recognise(sheet, Side.MENTEE, corrections={"Other": None, "Other (2)": Field.PLACE})

    assert columns.by_field[Field.PLACE] == 2


def test_two_columns_that_somebody_calls_the_name_are_its_parts() -> None:
    sheet = a_sheet("Email Address", "Called", "Of the house of")
    said = {"Called": Field.NAME, "Of the house of": Field.NAME}

    columns = recognise(sheet, Side.MENTEE, corrections=said)

    assert (columns.by_field[Field.NAME], columns.surname, columns.problems) == (1, 2, ())
