"""A sheet taken back on the desk: what that would mean, said first; then done as a whole."""

from datetime import timedelta

from sqlalchemy import func, select
from support.desk import TOLD, Desk, a_sheet
from support.sheets import A_MENTOR_ROW, HER_ROW, HER_SHEET, brought_in, looked_through

from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Side
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import SheetImport
from mentorship.services import matches
from mentorship.services.import_undo import forget_old_sheets
from mentorship.services.rounds import move_round, participants

MOVED = HER_ROW | {"workplace": "Lakeview Hospital"}
ELSEWHERE = HER_ROW | {"email": "una@example.org", "name": "Una Wren"}


def people_in(desk: Desk) -> int:
    desk.session.rollback()
    return desk.session.scalar(select(func.count()).select_from(Profile)) or 0


def long_ago(desk: Desk) -> None:
    """The sheet came in 31 days before now."""
    sheet = desk.session.scalars(select(SheetImport)).one()
    sheet.brought_in_at = desk.now - timedelta(days=31)
    desk.session.commit()


def undo(desk: Desk, path: str) -> str:
    """Asks what it would mean, does it, and gives what the next page says."""
    desk.browser.get(f"{path}/undo")
    desk.browser.send(action="/undo")
    return desk.browser.follow().text


def test_what_undoing_means_is_said_before_it_is_done(desk: Desk) -> None:
    path = brought_in(desk, "mentees", a_sheet(Side.MENTEE, HER_ROW, ELSEWHERE))

    page = desk.browser.get(f"{path}/undo")

    assert page.h1 == "Undo this sheet?"
    assert "2 people came new with this sheet and will be forgotten, with all answers." in page.text
    assert people_in(desk) == 2


def test_a_sheet_is_undone_and_the_list_says_so(desk: Desk) -> None:
    path = brought_in(desk, "mentees", HER_SHEET)
    assert "can be undone until 1 April" in desk.browser.get(f"{desk.url}/bring-in").text

    said = undo(desk, path)

    assert "The sheet is undone: the round is as it was before it came in." in said
    assert "Undone" in said
    assert "can be undone until" not in said
    assert people_in(desk) == 0


def test_an_undone_sheet_says_what_became_of_it(desk: Desk) -> None:
    path = brought_in(desk, "mentees", HER_SHEET)
    undo(desk, path)

    page = desk.browser.get(path)

    assert page.h1 == "Mentees: undone"
    assert "It was undone on 2 March, 02:00." in page.text
    assert not [form for form in page.forms() if "undo" in form.get("action", "")]
    sheet = desk.session.scalars(select(SheetImport)).one()
    assert (sheet.content, sheet.findings) == (b"", {})


def test_everybody_whom_it_concerns_is_counted(desk: Desk) -> None:
    brought_in(desk, "mentees", a_sheet(Side.MENTEE, HER_ROW, ELSEWHERE))
    goodbye = ELSEWHERE | {"words": "Please withdraw my application."}
    newcomer = HER_ROW | {"email": "bo@example.org", "name": "Bo Heron"}
    path = brought_in(desk, "mentees", a_sheet(Side.MENTEE, MOVED, goodbye, newcomer))

    text = desk.browser.get(f"{path}/undo").text

    assert "1 person came new with this sheet and will be forgotten" in text
    assert "1 person known from before will have the answers from before this sheet." in text
    assert "1 person who asked on this sheet to be out will take part again." in text


def test_a_later_sheet_about_the_same_people_goes_first(desk: Desk) -> None:
    first = brought_in(desk, "mentees", HER_SHEET)
    second = brought_in(desk, "mentees", a_sheet(Side.MENTEE, MOVED))

    page = desk.browser.get(f"{first}/undo")
    assert page.h1 == "This sheet stays as it is"
    assert "Undo that one first" in page.text
    assert not [form for form in page.forms() if "undo" in form.get("action", "")]
    desk.browser.post(f"{first}/undo")
    assert "Undo that one first" in desk.browser.follow().text

    undo(desk, second)
    assert "The sheet is undone" in undo(desk, first)
    assert people_in(desk) == 0


def test_after_thirty_days_it_is_too_late(desk: Desk) -> None:
    path = brought_in(desk, "mentees", HER_SHEET)
    long_ago(desk)

    page = desk.browser.get(path)
    assert "It cannot be undone any more." in page.text
    assert not [link for link in page.links() if link.endswith("/undo")]
    desk.browser.post(f"{path}/undo")
    assert "that is possible for thirty days" in desk.browser.follow().text
    assert people_in(desk) == 1


def test_nobody_vanishes_who_has_been_asked_about_a_pair(desk: Desk) -> None:
    path = brought_in(desk, "mentees", HER_SHEET)
    brought_in(desk, "mentors", a_sheet(Side.MENTOR, A_MENTOR_ROW))
    people = {profile.side: profile for _, profile in participants(desk.session, desk.round)}
    for event in (RoundEvent.CLOSE, RoundEvent.PROPOSE):
        move_round(desk.session, desk.round, event, by=desk.road.coordinator, now=desk.now)
    match = desk.road.propose(people[Side.MENTEE], people[Side.MENTOR])
    assert "1 proposed pair will go as well." in desk.browser.get(f"{path}/undo").text
    matches.confirm(desk.session, match, by=desk.road.coordinator, now=desk.now)
    matches.send_letters(desk.session, desk.round, by=desk.road.coordinator, now=desk.now)
    desk.session.commit()

    page = desk.browser.get(f"{path}/undo")

    assert "has been asked about a pair already" in page.text
    desk.browser.post(f"{path}/undo")
    desk.session.rollback()
    assert desk.session.scalar(select(func.count()).select_from(Match)) == 1


def test_the_second_of_two_who_undo_at_once_is_told(desk: Desk) -> None:
    path = brought_in(desk, "mentees", HER_SHEET)
    undo(desk, path)

    desk.browser.post(f"{path}/undo")

    assert "there is nothing to undo" in desk.browser.follow().text


def test_a_sheet_that_is_not_in_cannot_be_undone(desk: Desk) -> None:
    path = looked_through(desk, "mentees", HER_SHEET).response.request.path

    assert "there is nothing to undo" in desk.browser.get(f"{path}/undo").text


def test_a_register_is_undone_but_what_was_changed_since_stays(desk: Desk) -> None:
    path = brought_in(desk, "institutions", b"name,city\nQuillon,Tucson\nMarsh Harbor,Tempe\n")

    assert "2 institutions will stand in the register as before" in (
        desk.browser.get(f"{path}/undo").text
    )
    assert "The sheet is undone" in undo(desk, path)


def test_a_sheet_that_was_wiped_says_so(desk: Desk) -> None:
    path = brought_in(desk, "mentees", HER_SHEET)
    long_ago(desk)
    forget_old_sheets(desk.session, now=desk.now)
    desk.session.commit()

    page = desk.browser.get(path)

    assert page.h1 == "Mentees: brought in"
    assert "no longer kept, and it cannot be undone any more" in page.text


def test_a_sheet_that_was_put_away_says_so(desk: Desk) -> None:
    page = looked_through(desk, "mentees", HER_SHEET)
    desk.browser.send(action="/put-away")

    page = desk.browser.get(page.response.request.path)

    assert "It was put away. Nobody was brought in, and the file is no longer kept." in page.text


def test_a_sheet_that_is_in_still_says_what_was_found(desk: Desk) -> None:
    row = HER_ROW | TOLD | {"topics": "Something that is on no list"}
    path = brought_in(desk, "mentees", a_sheet(Side.MENTEE, row))

    page = desk.browser.get(path)

    assert "Brought in on 2 March, 02:00. It can be undone as a whole until 1 April" in page.text
    assert "Cells that were not read as they were written" in page.text
    assert "Bring in 1 person" not in page.text
