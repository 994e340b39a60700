"""Sheets on the desk: looked through first, then brought in whole or put away."""

import csv
import io
from collections.abc import Mapping

import pytest
from sqlalchemy import func, select
from support.desk import Desk, a_sheet
from support.sheets import A_MENTOR_ROW, HER_ROW, HER_SHEET, as_csv, looked_through, upload

from mentorship.domain.lifecycle import RoundState
from mentorship.domain.people import Side
from mentorship.models.audit import AuditEntry
from mentorship.models.profile import Profile
from mentorship.models.round import ImportState, SheetImport, SheetKind
from mentorship.services.audit import actor_of


def people_in(desk: Desk) -> int:
    return desk.session.scalar(select(func.count()).select_from(Profile)) or 0


def test_a_sheet_is_looked_through_before_anybody_is_in(desk: Desk) -> None:
    upload(desk, {"mentees": a_sheet(Side.MENTEE, HER_ROW, more="Shoe size")})
    page = desk.browser.follow()

    assert page.h1 == "Mentees: nothing is brought in yet"
    assert "New1 Updated0 Unchanged0" in page.text
    assert "1 column was not recognised for sure Shoe size: not used" in page.text
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


def test_a_long_list_is_cut_short_and_can_be_downloaded(desk: Desk) -> None:
    rows = [
        HER_ROW | {"email": f"her{number}@example.org", "name": f"Oda {number}", "stage": "=1+1"}
        for number in range(230)
    ]
    page = looked_through(desk, "mentees", a_sheet(Side.MENTEE, *rows))

    assert "Row 230" not in page.text
    assert "more. The file above has all of them." in page.text
    desk.browser.send(action="problems.csv")
    answer = desk.browser.raw("GET", f"{page.response.request.path}/problems.csv")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == "attachment; filename=rows.csv"
    assert answer.headers["Cache-Control"] == "no-store"
    table = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
    assert table[0] == ["Row", "Column", "What happened", "What to do"]
    assert {int(line[0]) for line in table[1:]} >= set(range(2, 232))


def test_no_cell_of_the_download_is_a_formula_and_none_is_anybodys_words(desk: Desk) -> None:
    heading = '=HYPERLINK("x") What topics would you like to talk about?'
    content = as_csv(
        ("Email", "Name", "Field", heading), ("o@example.org", "Oda", "Surgery", "Quetzals")
    )
    path = looked_through(desk, "mentees", content).response.request.path

    desk.browser.send(action="problems.csv")
    text = desk.browser.raw("GET", f"{path}/problems.csv").get_data(as_text=True)

    cells = [cell for line in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in line]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert "Quetzals" not in text


def test_the_download_of_another_rounds_sheet_is_not_found(desk: Desk) -> None:
    import_id = looked_through(desk, "mentees", HER_SHEET).response.request.path.rpartition("/")[2]

    desk.browser.get(f"/desk/another/bring-in/{import_id}/problems.csv", expect=404)
    desk.browser.post(f"/desk/another/bring-in/{import_id}/problems.csv", expect=404)


def test_whoever_takes_the_download_is_on_record_first(desk: Desk) -> None:
    page = looked_through(desk, "mentees", HER_SHEET)
    path = f"{page.response.request.path}/problems.csv"
    assert desk.browser.raw("GET", path).status_code == 303
    assert desk.session.scalars(select(AuditEntry.verb)).all() == []

    desk.browser.post(path)

    (entry,) = desk.session.scalars(select(AuditEntry))
    assert (entry.verb, entry.actor) == ("download", actor_of(desk.road.coordinator))
    assert entry.subject in path
    assert desk.browser.raw("GET", path).mimetype == "text/csv"


@pytest.mark.parametrize("kind", [{}, {"pasted_kind": "somebody"}])
def test_rows_about_nobody_are_asked_about_in_our_words(
    desk: Desk, kind: Mapping[str, str]
) -> None:
    sent = {"pasted": "Email Address,Full name\na@example.org,Ann Ode", **kind}

    page = desk.browser.post(f"{desk.url}/bring-in", sent, expect=422)

    assert "Please choose who these rows are about." in page.text
    assert "valid choice" not in page.text
