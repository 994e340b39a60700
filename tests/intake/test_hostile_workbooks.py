"""A workbook that makes its reader fetch, swell or count without end is not opened."""

import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from mentorship.domain.errors import Refused
from mentorship.intake.sheets import read_sheet
from mentorship.intake.workbooks import MOST_PARTS

SHEET = "xl/worksheets/sheet1.xml"
NAME = "Ann Ode"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
TOLD_WHAT_TO_PUT_IN = {
    "one word for another": ('<!DOCTYPE l [<!ENTITY a "Eve">]>', "&a;"),
    "a billion laughs": (f'<!DOCTYPE l [<!ENTITY a0 "ha">{LAUGHS}]>', "&a9;"),
    "a long word two thousand times": (
        f'<!DOCTYPE l [<!ENTITY a "{"x" * 40_000}">]>',
        "&a;" * 2_000,
    ),
    "a file of the machine": ('<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]>', "&a;"),
    "a page of somebody's": ('<!DOCTYPE l SYSTEM "https://evil.example.net/x.dtd">', NAME),
    "something in its own list": (
        "<!DOCTYPE l [<!ENTITY % a \"<!ENTITY b SYSTEM 'file:///etc/hostname'>\">%a;]>",
        NAME,
    ),
    "nothing yet": ("<!DOCTYPE worksheet>", NAME),
    "after a long silence": (f"<!--{' ' * 5_000}--><!DOCTYPE l>", NAME),
}


def a_book() -> bytes:
    book, saved = openpyxl.Workbook(), io.BytesIO()
    for row in (("Email Address", "Full name"), ("a@example.org", NAME)):
        book.worksheets[0].append(row)
    book.save(saved)
    return saved.getvalue()


def saying(before: str, instead: str, *, part: str = SHEET, encoding: str = "utf-8") -> bytes:
    """The workbook with this before the first element of one part, and this for her name."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(a_book())) as book,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in book.namelist():
            text = book.read(name).decode()
            if name == part:
                body = text.partition("?>")[2] if text.startswith("<?xml") else text
                opening = f'<?xml version="1.0" encoding="{encoding}"?>'
                text = opening + before + body.replace(NAME, instead)
            after.writestr(name, text.encode(encoding if name == part else "utf-8"))
    return changed.getvalue()


def with_more(count: int) -> bytes:
    """The workbook with so many parts in all, the rest of them small pictures."""
    raw = io.BytesIO(a_book())
    with zipfile.ZipFile(raw, "a") as book:
        for number in range(count - len(book.namelist())):
            book.writestr(f"xl/media/{number}.png", b"\x89PNG")
    return raw.getvalue()


def names_in(raw: bytes) -> list[str]:
    return [row.cells[1] for row in read_sheet(raw, name="mentees").rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_an_ordinary_workbook_is_read_whatever_its_letters_lie_in(encoding: str) -> None:
    assert names_in(saying("<!-- a remark -->", "Eve", encoding=encoding)) == ["Eve"]


@pytest.mark.parametrize("kind", TOLD_WHAT_TO_PUT_IN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_what_tells_its_reader_to_put_something_in_is_not_opened(kind: str, encoding: str) -> None:
    raw = saying(*TOLD_WHAT_TO_PUT_IN[kind], encoding=encoding)
    began = time.process_time()

    with pytest.raises(Refused, match="tells its reader to put something in"):
        read_sheet(raw, name="mentees")

    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "docProps/core.xml"]
)
def test_it_is_found_in_whichever_part_it_stands(part: str) -> None:
    with pytest.raises(Refused, match="tells its reader to put something in"):
        read_sheet(saying("<!DOCTYPE l>", NAME, part=part), name="mentees")


def test_letters_that_only_one_reader_knows_open_nothing() -> None:
    """In this one the opening is read in one way, and all that follows in another."""
    with pytest.raises(Refused, match="damaged"):
        read_sheet(saying(*TOLD_WHAT_TO_PUT_IN["a billion laughs"], encoding="cp037"), name="x")


def test_as_many_parts_as_a_workbook_may_have_are_read_and_not_one_more() -> None:
    assert names_in(with_more(MOST_PARTS)) == [NAME]
    for count in (MOST_PARTS + 1, 5_000):
        with pytest.raises(Refused, match="unpacks to far more"):
            read_sheet(with_more(count), name="mentees")


@pytest.mark.parametrize("name", ["mentees.csv", "mentees.xlsx", "mentees.txt", "mentees"])
def test_what_a_file_is_called_does_not_change_how_it_is_read(tmp_path: Path, name: str) -> None:
    """Nobody runs or serves it again, and people rename what they download."""
    for raw in (a_book(), f"Email Address,Full name\na@example.org,{NAME}\n".encode()):
        (tmp_path / name).write_bytes(raw)

        found = read_sheet(tmp_path / name, name="mentees")

        assert [row.cells for row in found.rows] == [("a@example.org", NAME)]
