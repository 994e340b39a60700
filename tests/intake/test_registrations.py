"""The list of a ticket shop, read line by line: who comes, and who asked for what."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.domain.errors import Refused
from mentorship.intake.registration_columns import (
    Asked,
    looks_like_registrations,
    registration_columns,
)
from mentorship.intake.registrations import (
    Registration,
    Status,
    Wish,
    read_quantity,
    read_registrations,
    read_status,
    read_wish,
)
from mentorship.intake.sheets import Sheet, read_sheet

LIST = Path(__file__).parent.parent / "data" / "registrations.csv"


def the_list() -> Sheet:
    return read_sheet(LIST, name="registrations")


def a_sheet(*lines: str) -> Sheet:
    return read_sheet("\n".join(lines).encode(), name="registrations")


def by_row(registrations: tuple[Registration, ...]) -> dict[int, Registration]:
    return {one.row: one for one in registrations}


def test_every_line_is_read_and_no_word_is_lost() -> None:
    sheet = the_list()

    registrations = read_registrations(sheet)

    assert [one.row for one in registrations] == [row.number for row in sheet.rows]
    for one, row in zip(registrations, sheet.rows, strict=True):
        assert list(one.words.values()) == list(row.cells)


def test_a_line_says_who_comes_and_what_she_asked_for() -> None:
    one = by_row(read_registrations(the_list()))[2]

    assert (one.name, one.email, one.quantity) == ("Nasra Guleed", "nasra.guleed@example.org", 1)
    assert (one.status, one.wish) == (Status.COMING, Wish.FIND)
    assert (one.job_title, one.company, one.specialty) == (
        "PGY-3",
        "Alder General Hospital",
        "General surgery",
    )
    assert one.ordered_at is not None
    assert one.ordered_at.isoformat() == "2026-08-29T00:13:00+00:00"


def test_degrees_in_the_place_of_a_surname_and_addresses_of_nobody_are_left_out() -> None:
    lines = by_row(read_registrations(the_list()))

    assert lines[12].name == "Sunniva"
    assert (lines[13].name, lines[13].email) == ("Zeynep Arslan", "")


def test_a_booking_for_several_names_nobody() -> None:
    lines = by_row(read_registrations(the_list()))

    assert [row for row, one in lines.items() if one.is_group] == [5]


@pytest.mark.parametrize(
    ("cell", "wish"),
    [
        ("Find a mentor", Wish.FIND),
        ("find a mentor please", Wish.FIND),
        ("I'm looking for a mentor", Wish.FIND),
        ("I would love to have a mentor", Wish.FIND),
        ("Be matched with a mentor", Wish.FIND),
        ("mentee", Wish.FIND),
        ("encontrar una mentora", Wish.FIND),
        ("trouver un mentor", Wish.FIND),
        ("Be a mentor", Wish.BE),
        ("become a mentor!", Wish.BE),
        ("Volunteer as a mentor", Wish.BE),
        ("mentor someone", Wish.BE),
        ("ser mentora", Wish.BE),
        ("Both!", Wish.BOTH),
        ("either", Wish.BOTH),
        ("Find a mentor, Be a mentor", Wish.BOTH),
        ("I'd like to mentor and be mentored", Wish.BOTH),
        ("", Wish.NEITHER),
        ("No thanks", Wish.NEITHER),
        ("Not now", Wish.NEITHER),
        ("none of the above", Wish.NEITHER),
        ("n/a", Wish.NEITHER),
        ("maybe", Wish.UNREAD),
        ("not sure, perhaps find a mentor", Wish.UNREAD),
        ("I don't want to be a mentor", Wish.UNREAD),
        ("tell me more", Wish.UNREAD),
    ],
)
def test_what_an_answer_about_mentoring_asks_for(cell: str, wish: Wish) -> None:
    assert read_wish(cell) is wish


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("Attending", Status.COMING),
        ("Checked In", Status.COMING),
        ("Not Checked In", Status.COMING),
        ("", Status.COMING),
        ("Paid", Status.COMING),
        ("Refunded", Status.REFUNDED),
        ("Partially refunded", Status.REFUNDED),
        ("Cancelled", Status.CANCELLED),
        ("canceled by organizer", Status.CANCELLED),
        ("Transferred", Status.TRANSFERRED),
        ("Not Attending", Status.NOT_COMING),
        ("No-show", Status.NOT_COMING),
        ("On wait list", Status.UNREAD),
        ("Pending payment", Status.UNREAD),
        ("blue", Status.UNREAD),
    ],
)
def test_what_became_of_a_ticket(cell: str, status: Status) -> None:
    assert read_status(cell) is status


@pytest.mark.parametrize(
    ("cell", "quantity"),
    [("", 1), ("1", 1), ("1.0", 1), ("6", 6), ("６", 6), ("many", 0), ("-2", 0), ("999999", 0)],
)
def test_how_many_tickets_a_line_stands_for(cell: str, quantity: int) -> None:
    assert read_quantity(cell) == quantity


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_cell_is_too_odd_to_be_read(cell: str) -> None:
    assert read_wish(cell) in Wish
    assert read_status(cell) in Status
    assert read_quantity(cell) >= 0


def test_a_list_of_tickets_is_told_from_a_sign_up_sheet() -> None:
    sign_ups = a_sheet(
        "Timestamp,Email Address,What would you like to talk about?", "1/2/2026,a@example.org,Pay"
    )
    hand_made = a_sheet("Name,E-mail,Ticket,Status,Mentor?", "Amal,a@example.org,full,paid,yes")

    assert looks_like_registrations(the_list())
    assert looks_like_registrations(hand_made)
    assert not looks_like_registrations(sign_ups)


def test_the_guest_counts_before_the_buyer() -> None:
    sheet = a_sheet(
        "Order ID,Buyer Email,Attendee Email,Attendee Status,Want a mentor?",
        "1,desk@example.com,amal@example.org,Attending,find a mentor",
    )

    assert registration_columns(sheet)[Asked.EMAIL] == 2
    assert [one.email for one in read_registrations(sheet)] == ["amal@example.org"]


def test_two_columns_of_one_name_keep_both_their_words() -> None:
    sheet = a_sheet(
        "Name,Note,Note,Ticket,Status,Mentor?", "Amal,late,vegan,full,paid,find a mentor,surplus"
    )

    (one,) = read_registrations(sheet)

    assert one.words["Note"] == "late; vegan"
    assert one.words[""] == "surplus"


def test_a_list_without_names_or_without_the_question_is_refused() -> None:
    with pytest.raises(Refused, match="neither names nor e-mail"):
        read_registrations(a_sheet("Order #,Ticket,Mentoring?", "1,full,both"))
    with pytest.raises(Refused, match="asks about mentoring"):
        read_registrations(a_sheet("Order #,Email,Ticket", "1,a@example.org,full"))
