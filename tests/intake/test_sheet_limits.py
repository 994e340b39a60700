"""A sheet that would stop the machine is refused at once; one that only looks large is read."""

import io
import time
import zipfile

import openpyxl
import pytest

from mentorship.domain.errors import Refused
from mentorship.intake.limits import MOST_ROWS
from mentorship.intake.sheets import read_sheet
from mentorship.intake.worry_signs import sentences

HEADINGS = b"Email Address,Full name\n"
SOMEBODY = b"a@example.org,Ann Ode\n"


def a_workbook(old: str, new: str) -> bytes:
    book, changed = openpyxl.Workbook(), io.BytesIO()
    for row in (("Email Address", "Full name"), ("a@example.org", "Ann Ode")):
        book.worksheets[0].append(row)
    saved = io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).decode().replace(old, new))
    return changed.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        a_workbook('<row r="2"', '<row r="99999999999"'),
        HEADINGS + b"\n" * 1_500_000 + SOMEBODY,
        HEADINGS + b"a,b\n" * (MOST_ROWS + 1),
        HEADINGS + b"a," * 600 + b"\n",
    ],
    ids=["a row far away", "blank lines", "rows", "columns"],
)
def test_what_has_no_end_is_refused(raw: bytes) -> None:
    began = time.process_time()

    with pytest.raises(Refused, match="has more than"):
        read_sheet(raw, name="mentees")

    assert time.process_time() - began < 20


def test_blank_cells_to_the_edge_and_blank_rows_to_the_end_are_not_counted() -> None:
    wide = HEADINGS.strip() + b"," * 16_382 + b"\n" + SOMEBODY.strip() + b"," * 16_382 + b"\n"

    sheet = read_sheet(wide + b"\n" * 1000, name="mentees")

    assert sheet.header == ("Email Address", "Full name")
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ("a@example.org", "Ann Ode"))]


def test_a_text_of_initials_alone_is_read_in_no_time() -> None:
    began = time.process_time()

    assert sentences("A. " * 20_000 + "Then I left. She stayed.")[1:] == ["She stayed."]
    assert time.process_time() - began < 5
