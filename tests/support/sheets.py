"""Sheets on the desk in tests: written, sent, and brought in."""

import csv
import io
from collections.abc import Mapping, Sequence

from mentorship.domain.people import Side
from support.desk import TOLD, Desk, a_sheet
from support.page import Page
from support.road import MENTEE_ANSWERS, MENTOR_ANSWERS

HER_ROW = {field.value: words for field, words in MENTEE_ANSWERS.items()} | TOLD
A_MENTOR_ROW = {field.value: words for field, words in MENTOR_ANSWERS.items()}
HER_SHEET = a_sheet(Side.MENTEE, HER_ROW)

REGISTRATION_HEADINGS = (
    "Order #",
    "Order Date",
    "First Name",
    "Last Name",
    "Email",
    "Attendee Status",
    "Job Title",
    "Company / School",
    "Mentorship: would you like to...",
)


def as_csv(header: Sequence[str], *rows: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def a_guest(
    name: str,
    email: str,
    wish: str = "Find a mentor",
    *,
    status: str = "Attending",
    ordered: str = "Mar 02, 2026, 09:00 AM",
    company: str = "Alder General Hospital",
) -> tuple[str, ...]:
    """One line of a conference's registrations."""
    given, _, family = name.partition(" ")
    return ("9001", ordered, given, family, email, status, "Resident", company, wish)


def registrations(*guests: Sequence[str]) -> bytes:
    return as_csv(REGISTRATION_HEADINGS, *guests)


def upload(desk: Desk, files: Mapping[str, bytes], *, expect: int = 303) -> Page:
    """Sends these sheets; the page that comes back."""
    desk.browser.get(f"{desk.url}/bring-in")
    sent = {name: (io.BytesIO(content), f"{name}.csv") for name, content in files.items()}
    return desk.browser.send(sent, action="/bring-in", expect=expect)


def looked_through(desk: Desk, kind: str, content: bytes) -> Page:
    """The dry run of one sheet."""
    upload(desk, {kind: content})
    return desk.browser.follow()


def brought_in(desk: Desk, kind: str, content: bytes) -> str:
    """Brings one sheet in; the address of its page."""
    path = looked_through(desk, kind, content).response.request.path
    desk.browser.post(path)
    desk.browser.follow()
    return path
