"""Which column answers which question: our own forms word for word, others by what they say."""

import csv
from pathlib import Path

import pytest

import mentorship.cli
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Side
from mentorship.intake.columns import Columns, guess_side, recognise, refuse_wrong_side
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
