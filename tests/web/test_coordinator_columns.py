"""What each column means: shown with examples, put right, and remembered for the next sheet."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from support.desk import Desk, a_sheet
from support.page import Page
from support.road import HER_NAME, HER_WORDS
from support.sheets import (
    A_MENTOR_ROW,
    HER_ROW,
    HER_SHEET,
    a_guest,
    as_csv,
    brought_in,
    looked_through,
    registrations,
)

from mentorship.domain.people import Field, Side
from mentorship.models.profile import Profile
from mentorship.models.round import HeadingChoice, SheetImport
from mentorship.services.rounds import create_round, participants

PLAIN = ("Email Address", "Name", "Home base")
HER_LINE = ("oda@example.org", "Oda Finch", "Tucson")


def columns_page(desk: Desk, content: bytes, *, kind: str = "mentees") -> Page:
    path = looked_through(desk, kind, content).response.request.path
    return desk.browser.get(f"{path}/columns")


def choose(page: Page, heading: str, number: int = 0) -> str:
    """The name of the choice whose label begins like this."""
    found = [
        label.get("for", "")
        for label in page.tree.iter("label")
        if "".join(label.itertext()).strip().startswith(heading)
    ]
    return found[number]


def put_right(desk: Desk, choices: dict[str, str], *, expect: int = 303) -> Page:
    """Sends the page with these choices: heading → field."""
    page = desk.browser.page
    named = {choose(page, heading): field for heading, field in choices.items()}
    return desk.browser.send(named, action="/columns", expect=expect)


def answers(desk: Desk) -> dict[str, str]:
    ((_, her),) = participants(desk.session, desk.round)
    return dict(her.answers)


def test_the_dry_run_shows_how_each_column_was_understood(desk: Desk) -> None:
    page = looked_through(desk, "mentees", a_sheet(Side.MENTEE, HER_ROW, more="Shoe size"))

    rows = [" ".join("".join(row.itertext()).split()) for row in page.tree.iter("tr")]
    specialty = next(row for row in rows if row.startswith("What is your field or specialty?"))
    assert specialty == "What is your field or specialty? Field LikelyGeneral surgery"
    assert any(row.startswith("Email Address E-mail address") for row in rows)
    assert any(row.startswith("Shoe size Not used Not recognisedNot shown") for row in rows)
    assert any(link.endswith("/columns") for link in page.links())


@pytest.mark.parametrize("secret", [HER_NAME, HER_WORDS, "Quillfeathers", "quetzal"])
def test_no_example_holds_what_the_team_may_not_read(desk: Desk, secret: str) -> None:
    columns_page(desk, HER_SHEET)

    assert secret not in str(desk.session.scalars(select(SheetImport)).one().findings)


def test_no_mentor_is_named_as_an_example(desk: Desk) -> None:
    page = columns_page(desk, a_sheet(Side.MENTOR, A_MENTOR_ROW), kind="mentors")

    assert A_MENTOR_ROW["name"] not in page.html
    assert A_MENTOR_ROW["words"] not in page.html


def test_a_long_answer_in_a_column_that_is_a_guess_is_no_example(desk: Desk) -> None:
    told = "There is somebody here who reads everything that I send."
    page = columns_page(
        desk, as_csv(("Email", "Name", "Your field, or what you do"), ("o@example.org", "O", told))
    )

    assert told not in page.html


def test_a_column_is_put_right_and_brought_in_that_way(desk: Desk) -> None:
    columns_page(desk, as_csv(PLAIN, HER_LINE))

    put_right(desk, {"Home base": "place"})
    page = desk.browser.follow()
    desk.browser.post(page.response.request.path)

    assert "The sheet was read again with these columns." in page.text
    assert answers(desk)[Field.PLACE] == "Tucson"


def test_what_was_said_is_remembered_in_the_next_round_too(desk: Desk) -> None:
    columns_page(desk, as_csv(PLAIN, HER_LINE))
    put_right(desk, {"Home base": "place"})
    desk.round = create_round(
        desk.session, name="Autumn", closes_on=None, time_zone="UTC", now=desk.now
    )
    desk.session.commit()
    desk.url = f"/desk/{desk.round.id}"

    page = looked_through(desk, "mentees", as_csv(("Name", "HOME BASE:", "Email"), ("A", "B", "c")))

    assert "HOME BASE: City or time zone As the team said" in page.text


def test_a_column_that_is_left_out_stays_out(desk: Desk) -> None:
    columns_page(desk, HER_SHEET)

    put_right(desk, {"Faith or belief": ""})
    path = desk.browser.follow().response.request.path
    desk.browser.post(path)

    assert Field.FAITH not in answers(desk)


def test_nothing_chosen_is_nothing_changed(desk: Desk) -> None:
    columns_page(desk, HER_SHEET)

    desk.browser.send(action="/columns")

    assert "The columns stay as they were understood." in desk.browser.follow().text
    assert desk.session.scalar(select(func.count()).select_from(HeadingChoice)) == 0


def test_two_columns_cannot_hold_one_answer(desk: Desk) -> None:
    columns_page(desk, as_csv((*PLAIN, "Other base"), (*HER_LINE, "Tempe")))

    page = put_right(desk, {"Home base": "place", "Other base": "place"}, expect=422)

    assert "“Home base” and “Other base” cannot hold the same answer." in page.text
    assert desk.session.scalar(select(func.count()).select_from(HeadingChoice)) == 0


def test_a_name_may_stand_in_two_columns(desk: Desk) -> None:
    headings = ("Email", "Called", "Of the house of", "Where do you work?")
    columns_page(desk, as_csv(headings, ("o@example.org", "Oda", "Finch", "Alder")))

    put_right(desk, {"Called": "name", "Of the house of": "name"})
    desk.browser.post(desk.browser.follow().response.request.path)

    assert answers(desk)[Field.NAME] == "Oda Finch"


def test_a_sheet_without_anybody_is_refused_and_the_choices_are_kept(desk: Desk) -> None:
    columns_page(desk, as_csv(PLAIN, HER_LINE))
    before = desk.session.scalars(select(SheetImport)).one().findings

    page = put_right(desk, {"Email": "", "Name": "", "Home base": "place"}, expect=422)

    assert "has neither a column for e-mail addresses nor one for names" in page.text
    chosen = {
        choice.get("value") for choice in page.tree.iter("option") if "selected" in choice.attrib
    }
    assert chosen == {"", "place"}
    desk.session.expire_all()
    assert desk.session.scalars(select(SheetImport)).one().findings == before
    assert desk.session.scalar(select(func.count()).select_from(HeadingChoice)) == 0


def test_what_no_form_of_ours_would_send_is_asked_about(desk: Desk) -> None:
    columns_page(desk, as_csv(PLAIN, HER_LINE))

    page = put_right(desk, {"Home base": "capacity"}, expect=422)

    assert "Could you look at this again?" in page.text


def test_a_memory_that_makes_a_sheet_unreadable_is_not_used(desk: Desk) -> None:
    columns_page(desk, as_csv((*PLAIN, "Real mail"), (*HER_LINE, "oda@example.net")))
    put_right(desk, {"Email Address": "", "Name": "", "Real mail": "email"})

    page = looked_through(desk, "mentees", as_csv(PLAIN, HER_LINE))

    assert "makes this one unreadable, so it was not used" in page.text
    assert "New1" in page.text


def test_two_columns_of_the_same_heading_are_told_apart(desk: Desk) -> None:
    page = columns_page(
        desk, as_csv(("Email", "Name", "Other", "Other"), ("o@example.org", "O", "x", "Tempe"))
    )
    assert "Other (2)" in page.text

    put_right(desk, {"Other (2)": "place"})
    desk.browser.post(desk.browser.follow().response.request.path)

    assert answers(desk)[Field.PLACE] == "Tempe"


def test_a_column_without_a_heading_goes_by_its_letter_and_is_not_remembered(desk: Desk) -> None:
    content = as_csv(("Email", "Name", "", "Field"), ("o@example.org", "O", "Tempe", "Surgery"))
    columns_page(desk, content)

    put_right(desk, {"Column C, without a heading": "place"})
    desk.browser.post(desk.browser.follow().response.request.path)

    assert answers(desk)[Field.PLACE] == "Tempe"
    assert desk.session.scalar(select(func.count()).select_from(HeadingChoice)) == 0


@pytest.mark.parametrize(
    "heading",
    [
        "<script>alert(1)</script>",
        "\u202e\u202eevil",
        "ما هو مجالك",
        "why " * 500,
        "{{ 7*7 }}",
        "🙂",
    ],
    ids=["html", "bidi", "arabic", "long", "braces", "emoji"],
)
def test_a_hostile_heading_is_only_text(desk: Desk, heading: str) -> None:
    page = columns_page(desk, as_csv(("Email", "Name", heading), ("o@example.org", "O", "x")))

    assert "<script>alert" not in page.html
    assert "\u202e" not in page.html
    longest = max(len("".join(label.itertext())) for label in page.tree.iter("label"))
    assert longest < 200
    put_right(desk, {page.tree.findall(".//label")[0].find("bdi").text: "place"})
    assert desk.browser.follow().h1 == "Mentees: nothing is brought in yet"


def test_a_sheet_of_very_many_columns_can_be_looked_at(desk: Desk) -> None:
    more = tuple(f"Question {number}" for number in range(260))
    page = columns_page(
        desk, as_csv(("Email", "Name", *more), ("o@example.org", "O", *("x" for _ in more)))
    )

    assert len(list(page.tree.iter("select"))) == 200
    assert "62 more columns stay as they were understood" in page.text
    put_right(desk, {"Question 7": "place"})


def test_the_columns_of_a_sheet_that_is_in_stay_as_they_are(desk: Desk) -> None:
    path = brought_in(desk, "mentees", HER_SHEET)

    for answer in (desk.browser.get, desk.browser.post):
        answer(f"{path}/columns", expect=303)
        assert "its columns stay as they are" in desk.browser.follow().text


def test_somebody_who_was_quicker_is_not_overruled(desk: Desk) -> None:
    columns_page(desk, as_csv(PLAIN, HER_LINE))
    open_page = desk.browser.page
    sheet = desk.session.scalars(select(SheetImport)).one()
    desk.browser.post(f"{desk.url}/bring-in/{sheet.id}/put-away")
    desk.browser.page = open_page

    put_right(desk, {"Home base": "place"})

    assert "its columns stay as they are" in desk.browser.follow().text
    desk.session.expire_all()
    assert not sheet.corrections


def test_the_columns_of_another_rounds_sheet_are_not_found(desk: Desk) -> None:
    import_id = looked_through(desk, "mentees", HER_SHEET).response.request.path.rpartition("/")[2]
    other = create_round(
        desk.session,
        name="Autumn",
        closes_on=None,
        time_zone="UTC",
        now=desk.now + timedelta(days=1),
    )
    desk.session.commit()

    desk.browser.get(f"/desk/{other.id}/bring-in/{import_id}/columns", expect=404)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("institutions", b"name,city\nAlder North,Phoenix\n"),
        ("registrations", registrations(a_guest("Oda Finch", "oda@example.org"))),
    ],
)
def test_only_sign_up_sheets_have_columns_to_put_right(
    desk: Desk, kind: str, content: bytes
) -> None:
    page = looked_through(desk, kind, content)

    assert not [link for link in page.links() if link.endswith("/columns")]
    desk.browser.get(f"{page.response.request.path}/columns", expect=404)
    assert desk.session.scalar(select(func.count()).select_from(Profile)) == 0


def test_a_sheet_whose_safety_nobody_understood_does_not_come_in(desk: Desk) -> None:
    columns_page(desk, as_csv(PLAIN, HER_LINE))
    sheet = desk.session.scalars(select(SheetImport)).one()

    desk.browser.post(f"{desk.url}/bring-in/{sheet.id}")

    assert "Put the columns right first" in desk.browser.follow().text
    assert not desk.session.scalars(select(Profile)).all()
