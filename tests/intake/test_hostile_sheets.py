"""Small files that used to keep the machine busy for minutes are answered within seconds."""

import io
import time
import zipfile
from contextlib import suppress

import openpyxl
import pytest

from mentorship.domain.errors import Refused
from mentorship.intake.sheets import read_sheet

PEOPLE = b"Email Address,Full name\na@example.org,Ann Ode\n"
AT_THE_END = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
WIDE = ",".join(f"w{n} x{n} y{n}" for n in range(20_000)).encode()
LONG_ROWS = "".join(
    ",".join(f"q{row} " + " ".join(f"w{n}x{word}" for word in range(12)) for n in range(490)) + "\n"
    for row in range(14)
).encode()


def a_workbook(rows: str) -> bytes:
    book, changed = openpyxl.Workbook(), io.BytesIO()
    for row in (("Email Address", "Full name"), ("a@example.org", "Ann Ode")):
        book.worksheets[0].append(row)
    saved = io.BytesIO()
    book.save(saved)
    with (
        zipfile.ZipFile(saved) as before,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = before.read(name).decode()
            after.writestr(name, part.replace("</sheetData>", f"{rows}</sheetData>"))
    return changed.getvalue()


FILES = {
    "one cell in the last corner": lambda: a_workbook(AT_THE_END),
    "a formula beside it": lambda: a_workbook(
        f'<row r="3"><c r="A3"><f>1</f></c></row>{AT_THE_END}'
    ),
    "a million coloured cells": lambda: a_workbook("<row>" + '<c s="1"/>' * 1_000_000 + "</row>"),
    "a million empty rows": lambda: a_workbook("<row/>" * 1_000_000),
    "a quotation mark that stays open": lambda: b'"' + PEOPLE + b"a@example.org,Ann\n" * 33_000,
    "one heading without end": lambda: b"word " * 120_000 + b"\n" + PEOPLE,
    "twenty thousand headings": lambda: WIDE + b"\n" + PEOPLE,
    "rows of long headings": lambda: LONG_ROWS,
}


@pytest.mark.parametrize("name", FILES)
def test_no_small_file_keeps_the_machine_busy(name: str) -> None:
    raw = FILES[name]()
    began = time.process_time()

    with suppress(Refused):
        read_sheet(raw, name="mentees")

    assert time.process_time() - began < 3


def test_a_cell_in_the_last_corner_loses_nobody() -> None:
    sheet = read_sheet(a_workbook(AT_THE_END), name="mentees")

    assert [row.cells for row in sheet.rows] == [("a@example.org", "Ann Ode")]
