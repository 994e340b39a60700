"""Files of every kind: a sheet is read with true row numbers, the rest is refused kindly."""

import csv
import io
import os
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.domain.errors import Refused
from mentorship.intake.sheets import MOST_BYTES, Sheet, read_sheet

HEADER = ["Email Address", "Full name and credentials", "Your city or time zone"]
PEOPLE = [
    ["ana@example.org", "Ana Muñoz, MD", "Phoenix, AZ"],
    ["chidinma@example.org", "Chidinma Okafor", "Córdoba; Argentina"],
    ["renee@example.org", 'Renée "Ren" Tolliver', "Montréal\nor Toronto"],
]


def a_csv(separator: str = ",", encoding: str = "utf-8", line_end: str = "\r\n") -> bytes:
    text = io.StringIO(newline="")
    # With this old line end, the writer would leave a line break in a cell without quotes.
    quoting = csv.QUOTE_ALL if line_end == "\r" else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=separator, lineterminator=line_end, quoting=quoting)
    writer.writerows([HEADER, *PEOPLE])
    return text.getvalue().encode(encoding)


def a_workbook(*rows: list[object], hidden_first: bool = False) -> bytes:
    book = openpyxl.Workbook()
    if hidden_first:
        book.active.append(["Notes of the coordinator"])
        book.active.sheet_state = "hidden"
    sheet = book.create_sheet("Form responses 1") if hidden_first else book.active
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cells(sheet: Sheet) -> list[list[str]]:
    return [list(row.cells) for row in sheet.rows]


def refusal(raw: bytes | Path) -> str:
    with pytest.raises(Refused) as refused:
        read_sheet(raw, name="mentees")
    return refused.value.sentence


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_every_common_export_is_read_alike(separator: str, line_end: str, encoding: str) -> None:
    sheet = read_sheet(a_csv(separator, encoding, line_end), name="mentees")

    assert list(sheet.header) == HEADER
    assert cells(sheet) == PEOPLE


def test_letters_that_had_to_be_judged_are_said_so() -> None:
    assert read_sheet(a_csv(), name="mentees").notes == ()
    (note,) = read_sheet(a_csv(encoding="cp1252"), name="mentees").notes
    assert "not saved as UTF-8" in note


def test_two_exports_pasted_together_keep_both_their_accents() -> None:
    raw = a_csv() + "jose@example.org,José Peña,León\r\n".encode() + "x,Zoë,".encode("cp1252")

    sheet = read_sheet(raw, name="mentees")

    assert [row.cells[1] for row in sheet.rows[-2:]] == ["José Peña", "Zoë"]


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    raw = b'\r\n\r\nEmail,Name\r\na@example.org,"two\r\nlines"\r\n\r\nb@example.org,Bea\r\n\r\n'

    sheet = read_sheet(raw, name="mentees")

    assert [(row.number, row.is_blank) for row in sheet.rows] == [(4, False), (5, True), (6, False)]


def test_a_row_longer_than_the_headings_keeps_its_surplus() -> None:
    sheet = read_sheet(b"Email,Name\na@example.org,Ana,slipped,\nb@example.org\n", name="mentees")

    assert [row.surplus for row in sheet.rows] == [("slipped",), ()]
    assert sheet.rows[1].cells == ("b@example.org", "")


def test_a_workbook_is_read_from_its_first_visible_sheet() -> None:
    sheet = read_sheet(a_workbook(HEADER, *PEOPLE, hidden_first=True), name="mentors")

    assert list(sheet.header) == HEADER
    assert cells(sheet) == PEOPLE


def test_numbers_and_dates_of_a_workbook_are_read_as_they_are_shown() -> None:
    raw = a_workbook(
        ["Email", "Places", "Phone", "Agreed", "Timestamp", "Day"],
        [
            "a@example.org",
            2.0,
            16025550122,
            True,
            datetime(2026, 10, 1, 3, 4, 5),  # noqa: DTZ001 - a spreadsheet knows no zones
            date(2026, 1, 2),
        ],
    )

    (row,) = read_sheet(raw, name="mentors").rows

    assert row.cells == (
        "a@example.org",
        "2",
        "16025550122",
        "TRUE",
        "2026-10-01 03:04:05",
        "2026-01-02 00:00:00",
    )


def test_a_cell_that_looks_like_a_formula_is_kept_as_it_is() -> None:
    link = '=HYPERLINK("http://example.com","Mei")'

    assert cells(
        read_sheet(a_workbook(["Email", "Name"], ["m@example.org", link]), name="mentees")
    )[0] == ["m@example.org", link]
    assert (
        read_sheet(b"Email,Name\nm@example.org,=1+1\n", name="mentees").rows[0].cells[1] == "=1+1"
    )


def test_gaps_between_rows_of_a_workbook_count() -> None:
    raw = a_workbook([], HEADER, PEOPLE[0], [], PEOPLE[1])

    sheet = read_sheet(raw, name="mentees")

    assert [row.number for row in sheet.rows if not row.is_blank] == [3, 5]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b" \r\n \r\n", "empty"),
        (b"Email,Name\r\n", "nobody in it yet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"Email,Name\n" + bytes(3000), "readable text"),
        (b"just a sentence and nothing else", "No heading"),
        (b'Email,Name\na@example.org,"open\n' + b"x,y\n" * 9, "quotation mark"),
    ],
)
def test_what_is_no_sheet_is_refused_in_one_sentence(raw: bytes, says: str) -> None:
    sentence = refusal(raw)

    assert says in sentence
    assert sentence.endswith(".")
    assert "mentees" in sentence


def test_other_zip_files_are_refused_by_what_they_are() -> None:
    def a_zip(*names: str) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        return file.getvalue()

    assert "a text document" in refusal(a_zip("word/document.xml"))
    assert "an OpenDocument file" in refusal(a_zip("content.xml"))
    assert "a zip archive" in refusal(a_zip("holiday.txt"))
    assert "damaged" in refusal(a_zip("xl/workbook.xml"))


def test_a_small_file_that_unpacks_without_end_is_not_opened() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(201 * 1024 * 1024))

    assert "unpacks to far more" in refusal(file.getvalue())


def test_a_file_that_is_far_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        os.truncate(file.fileno(), 2 * MOST_BYTES)

    assert "larger than 25 MB" in refusal(large)


def test_a_folder_and_a_missing_file_are_named_as_such(tmp_path: Path) -> None:
    assert "a folder" in refusal(tmp_path)
    assert "not found" in refusal(tmp_path / "nobody.csv")


def test_a_workbook_of_headings_only_has_nobody_in_it() -> None:
    assert "nobody in it yet" in refusal(a_workbook(HEADER))


@given(st.binary(max_size=400))
def test_no_bytes_make_it_stumble(raw: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"Email,Name\r\n", b"\xff\xfe", b"\xef\xbb\xbf"):
        with suppress(Refused):
            sheet = read_sheet(start + raw, name="mentees")
            assert all(len(row.cells) == len(sheet.header) for row in sheet.rows)


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), min_size=1, max_size=8))
def test_what_is_written_as_csv_comes_back(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["Email", "Name"], *rows])
    try:
        sheet = read_sheet(text.getvalue().encode("utf-8", "replace"), name="mentees")
    except Refused:
        return

    for row in sheet.rows:
        given_row = rows[row.number - 2]
        for cell, was in zip(row.cells, given_row, strict=True):
            assert [c for c in cell if c.isalnum()] == [
                c for c in was.encode("utf-8", "replace").decode() if c.isalnum()
            ]
