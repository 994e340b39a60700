"""Sheets on the desk: looked through first, then brought in whole or put away."""

import io
from collections.abc import Mapping

import pytest
from sqlalchemy import func, select
from support.desk import TOLD, Desk, a_sheet
from support.page import Page
from support.road import MENTEE_ANSWERS, MENTOR_ANSWERS

from mentorship.domain.lifecycle import RoundState
from mentorship.domain.people import Side
from mentorship.models.profile import Profile
from mentorship.models.round import ImportState, SheetImport, SheetKind

HER_ROW = {field.value: words for field, words in MENTEE_ANSWERS.items()} | TOLD
A_MENTOR_ROW = {field.value: words for field, words in MENTOR_ANSWERS.items()}


def upload(desk: Desk, files: Mapping[str, bytes], *, expect: int = 303) -> Page:
    desk.browser.get(f"{desk.url}/bring-in")
    sent = {name: (io.BytesIO(content), f"{name}.csv") for name, content in files.items()}
    return desk.browser.send(sent, action="/bring-in", expect=expect)


def people_in(desk: Desk) -> int:
    return desk.session.scalar(select(func.count()).select_from(Profile)) or 0


def test_a_sheet_is_looked_through_before_anybody_is_in(desk: Desk) -> None:
    upload(desk, {"mentees": a_sheet(Side.MENTEE, HER_ROW, more="Shoe size")})
    page = desk.browser.follow()

    assert page.h1 == "Mentees: nothing is brought in yet"
    assert "New1 Updated0 Unchanged0" in page.text
    assert "not recognised and will not be used: Shoe size" in page.text
    assert people_in(desk) == 0


def test_bringing_in_says_how_many_and_goes_back_to_the_round(desk: Desk) -> None:
    upload(desk, {"mentees": a_sheet(Side.MENTEE, HER_ROW)})
    page = desk.browser.follow()
    assert "Bring in 1 person" in page.text

    desk.browser.post(page.response.request.path)

    page = desk.browser.follow()
    assert "1 person was brought in." in page.text
    assert people_in(desk) == 1


def test_two_sheets_at_once_are_looked_at_one_after_the_other(desk: Desk) -> None:
    upload(
        desk,
        {"mentees": a_sheet(Side.MENTEE, HER_ROW), "mentors": a_sheet(Side.MENTOR, A_MENTOR_ROW)},
    )
    first = desk.browser.follow()
    desk.browser.post(first.response.request.path)
    second = desk.browser.follow()
    desk.browser.post(second.response.request.path)

    assert (first.h1, second.h1) == (
        "Mentees: nothing is brought in yet",
        "Mentors: nothing is brought in yet",
    )
    assert desk.browser.follow().h1 == desk.round.name
    assert people_in(desk) == 2


def test_the_same_sheet_again_changes_nothing_and_says_so(desk: Desk) -> None:
    sheet = a_sheet(Side.MENTEE, HER_ROW)
    upload(desk, {"mentees": sheet})
    desk.browser.post(desk.browser.follow().response.request.path)

    upload(desk, {"mentees": sheet})
    page = desk.browser.follow()

    assert "Nothing on this sheet is new" in page.text
    assert "Bring in 1 person" not in page.text


def test_what_changed_is_said_by_its_label_without_the_words(desk: Desk) -> None:
    upload(desk, {"mentees": a_sheet(Side.MENTEE, HER_ROW)})
    desk.browser.post(desk.browser.follow().response.request.path)

    upload(desk, {"mentees": a_sheet(Side.MENTEE, HER_ROW | {"words": "Something new to ask"})})
    page = desk.browser.follow()

    assert "Her question, in her own words" in page.text
    assert "Something new to ask" not in page.html


def test_a_sheet_that_was_put_away_brings_nobody_in(desk: Desk) -> None:
    upload(desk, {"mentees": a_sheet(Side.MENTEE, HER_ROW)})
    page = desk.browser.follow()
    desk.browser.send(action="/put-away")
    desk.browser.follow()
    desk.browser.post(page.response.request.path)

    assert "taken care of before" in desk.browser.follow().text
    assert people_in(desk) == 0


def test_a_sheet_that_is_in_cannot_be_put_away(desk: Desk) -> None:
    upload(desk, {"mentees": a_sheet(Side.MENTEE, HER_ROW)})
    path = desk.browser.follow().response.request.path
    desk.browser.post(path)

    desk.browser.post(f"{path}/put-away")

    assert "cannot be put away any more" in desk.browser.follow().text


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"mentees": b""}, "empty"),
        ({"mentees": b"\x00\x01\x02\x03 nothing like a sheet"}, "."),
        ({"mentees": a_sheet(Side.MENTOR, A_MENTOR_ROW)}, "the wrong way round"),
        ({"mentors": a_sheet(Side.MENTEE, HER_ROW)}, "the wrong way round"),
        ({"institutions": b"place,town\nAlder,Phoenix\n"}, "needs a column called name"),
    ],
    ids=["empty", "no sheet", "swapped", "swapped back", "no register"],
)
def test_a_file_that_cannot_be_used_gets_one_sentence_beside_its_field(
    desk: Desk, files: Mapping[str, bytes], sentence: str
) -> None:
    page = upload(desk, files, expect=422)

    (field,) = files
    beside = [e for e in page.tree.iter() if e.get("id") == f"{field}-error"]
    assert sentence in "".join(beside[0].itertext())
    assert desk.session.scalars(select(SheetImport)).all() == []


def test_a_good_sheet_is_kept_when_the_one_beside_it_is_not(desk: Desk) -> None:
    page = upload(desk, {"mentees": a_sheet(Side.MENTEE, HER_ROW), "mentors": b""}, expect=422)

    assert "Looked through, not brought in" in page.text
    kept = desk.session.scalars(select(SheetImport)).one()
    assert (kept.kind, kept.state) == (SheetKind.MENTEES, ImportState.DRY_RUN)


def test_sending_nothing_is_asked_about(desk: Desk) -> None:
    page = upload(desk, {}, expect=422)

    assert "Please choose a file first, or paste the rows below." in page.text


def test_rows_can_be_pasted(desk: Desk) -> None:
    desk.browser.get(f"{desk.url}/bring-in")
    rows = a_sheet(Side.MENTOR, A_MENTOR_ROW).decode().replace(",", "\t").replace('"', "")
    desk.browser.send({"pasted_kind": "mentors", "pasted": rows})

    assert desk.browser.follow().h1 == "Mentors: nothing is brought in yet"


def test_a_large_conference_can_be_pasted(desk: Desk) -> None:
    desk.browser.get(f"{desk.url}/bring-in")
    page = desk.browser.send({"pasted": "one heading\n" + "a row\n" * 100_000}, expect=422)

    assert "Could you look at this again?" in page.text


def test_pasted_rows_that_cannot_be_read_are_not_lost(desk: Desk) -> None:
    desk.browser.get(f"{desk.url}/bring-in")
    page = desk.browser.send({"pasted": "just one line"}, expect=422)

    assert "just one line" in page.html


def test_a_register_of_institutions_is_brought_in(desk: Desk) -> None:
    upload(desk, {"institutions": b"name,city\nAlder North,Phoenix\nAlder South,Tucson\n"})
    page = desk.browser.follow()
    desk.browser.post(page.response.request.path)

    assert "Bring in 2 institutions" in page.text
    assert "2 institutions stand in the register." in desk.browser.follow().text


def test_a_file_sent_to_another_page_is_not_read(desk: Desk) -> None:
    desk.browser.post(f"{desk.url}/move/close", {"file": (io.BytesIO(b"x"), "x.csv")}, expect=415)

    desk.session.expire_all()
    assert desk.round.state is RoundState.OPEN


def test_a_sheet_of_another_round_is_not_found(desk: Desk) -> None:
    upload(desk, {"mentees": a_sheet(Side.MENTEE, HER_ROW)})
    import_id = desk.browser.follow().response.request.path.rpartition("/")[2]

    desk.browser.get(f"/desk/another/bring-in/{import_id}", expect=404)


def test_a_round_that_is_being_matched_says_who_can_still_come(desk: Desk) -> None:
    desk.some_pairs(0)

    page = desk.browser.get(f"{desk.url}/bring-in")

    assert "New people can no longer join this round." in page.text
