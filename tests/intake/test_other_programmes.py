"""Files of other programmes, in the shapes that they have: read, or refused in one sentence.

Everything here is invented; only the shapes are other people's.
"""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from mentorship.domain.errors import Refused
from mentorship.domain.people import Mentor, Side
from mentorship.intake.columns import recognise
from mentorship.intake.people import ReadSheet, read_people
from mentorship.intake.sheets import Sheet, read_sheet

HEADER = ["ID", "Start time", "Completion time", "Email", "Name", "First Name", "Nickname"]
HEADER += ["Last Name", "Gender", "Work Email Address", "Job Title", "Position Level"]
MENTORS_ASK = "How many mentees are you willing to mentor?"
STAMP = datetime(2026, 9, 14, 10, 3, tzinfo=UTC).replace(tzinfo=None)


def a_line(number: int, first: str, last: str) -> list[object]:
    account = ["office@example.org", "OFFICE ACCOUNT"]
    address = f"{first.lower()}.{last.lower()}@example.org"
    return [number, STAMP, STAMP, *account, first, None, last, "Female", address, "Clerk", 3]


def a_book(*, mentors: str = "mentors", above: int = 0, extra: bool = True) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    theirs = book.create_sheet(mentors)
    for _ in range(above):
        theirs.append([None])
    theirs.append([*HEADER, MENTORS_ASK])
    theirs.append([*a_line(1, "Abena", "Quaye"), 2])
    theirs.append([*a_line(2, "Bela", "Rusk"), 1])
    hers = book.create_sheet("mentees")
    hers.append(HEADER)
    hers.append(a_line(7, "Zora", "Pell"))
    hers.append(a_line(8, "Yara", "Quill"))
    if extra:
        book.create_sheet("favor").append(["id", "favor"])
    hidden = book.create_sheet("_56F9DC97")
    hidden.append(["Form1"])
    hidden.sheet_state = "veryHidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(raw: bytes, side: Side) -> tuple[Sheet, ReadSheet]:
    sheet = read_sheet(raw, name=f"{side}s")
    return sheet, read_people(sheet, recognise(sheet, side))


@pytest.mark.parametrize(
    "raw",
    [
        a_book(),
        a_book(mentors="mentor"),
        a_book(mentors="wrong_mentors_tab_name"),
        a_book(above=1),
        a_book(extra=False),
    ],
    ids=["as meant", "one of them", "another name", "a row down", "a sheet less"],
)
def test_a_workbook_with_both_lists_gives_each_side_its_own(raw: bytes) -> None:
    sheet, hers = read(raw, Side.MENTEE)
    _, theirs = read(raw, Side.MENTOR)

    (mentee, _), (mentor, _) = hers.people, theirs.people
    assert (mentee.person.name, mentee.person.email) == ("Zora Pell", "zora.pell@example.org")
    assert (mentor.person.name, mentor.person.email) == ("Abena Quaye", "abena.quaye@example.org")
    assert isinstance(mentor.person, Mentor)
    assert mentor.person.capacity == 2
    assert 'the sheet "mentees" was read' in sheet.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        '[[mentees]]\nfirst_name = "Zora"\nskills = ["Management"]\n',
        'favor = "a"\nother = "b"\n',
        "# round of spring\n[programme]\nseed = 3\n",
        '{"mentees": [{"name": "Zora"}]}',
        '[{"name": "Zora"}]',
    ],
)
def test_settings_and_records_of_a_program_are_refused_as_such(text: str) -> None:
    with pytest.raises(Refused, match="settings or records for a program"):
        read_sheet(text.encode(), name="mentees")


def test_a_sheet_is_not_taken_for_settings() -> None:
    sheet = read_sheet(
        b"[About you] Email Address,Full name,a = b\nz@example.org,Zora,x\n", name="mentees"
    )

    assert len(sheet.rows) == 1
