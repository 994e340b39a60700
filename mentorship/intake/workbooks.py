"""XLSX workbooks: the visible sheet with the sign-ups, each cell as the text that it shows."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import zip_longest
from typing import IO
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from mentorship.domain.errors import Refused
from mentorship.intake.header_row import header_at, known_headings
from mentorship.intake.limits import MOST_COLUMNS, MOST_ROWS, rows_within_reason, too_long
from mentorship.intake.text import fold, without_unreadable

MOST_UNPACKED_BYTES = 64 * 1024 * 1024
# What people export has fewer than two hundred: sheets, their comments, pictures.
MOST_PARTS = 1_000
# Every cell, filled or only coloured, is one or two of them, and reading each takes microseconds.
_MOST_ELEMENTS = 500_000
_AT_ONCE = 1024 * 1024
# So little that nothing before the first element has become large by then.
_AT_FIRST = 1024
_ENOUGH_ASKED = 3
# What a spreadsheet shows where it could not work something out.
SHEET_ERRORS = frozenset(
    {"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "#ERROR!", "#SPILL!"}
    | {f"Err:{number}" for number in range(501, 541)}
)

# What a damaged workbook can make the reader trip over. Each of them means the same to the
# coordinator: this file is broken.
BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    zlib.error,
    EOFError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


def read_workbook(raw: bytes, *, name: str) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Every row of the sheet that holds the sign-ups, gaps included, and notes about the choice."""
    _check_contents(raw, name=name)
    try:
        sheets = _visible_sheets(raw, name=name)
    except BROKEN:
        raise _broken(name) from None
    title = _chosen(sheets, name=name)
    others = [other for other, rows in sheets.items() if other != title and rows]
    if not others:
        return sheets[title], ()
    listed = ", ".join(f'"{other}"' for other in others)
    note = f'Of the {name} workbook, the sheet "{title}" was read, and not {listed}.'
    return sheets[title], (note,)


def _chosen(sheets: Mapping[str, list[tuple[str, ...]]], *, name: str) -> str:
    """The sheet called like the list that is wanted, or the one with most of our questions."""

    def fits(title: str) -> tuple[int, bool, bool]:
        start = header_at(sheets[title])
        asked = 0 if start is None else known_headings(sheets[title][start])
        called = name.removesuffix("s") in fold(title).replace("s ", " ").split()
        called = called or name in fold(title).split()
        return (_ENOUGH_ASKED if asked >= _ENOUGH_ASKED else 0), called, start is not None

    return max(sheets, key=fits)


def _check_contents(raw: bytes, *, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise _broken(name) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise _too_much(name)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(
            f"The {name} workbook is protected with a password. Please remove the password, save "
            "it and try again."
        )
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise _no_workbook(names, name)
    if _elements(raw, name=name) > _MOST_ELEMENTS:
        raise _too_much(name)
    if _declares(raw, name=name):
        raise Refused(
            f"The {name} workbook tells its reader to put something in that no spreadsheet needs, "
            "so it was not opened. Please export the sign-ups as CSV."
        )


def _elements(raw: bytes, *, name: str) -> int:
    """How many elements the parts of the workbook hold, as far as they have to be counted."""
    found = 0
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for part in archive.namelist():
                with archive.open(part) as file:
                    while (piece := file.read(_AT_ONCE)) and found <= _MOST_ELEMENTS:
                        found += piece.count(b"<") - piece.count(b"</")
    except BROKEN:
        raise _broken(name) from None
    return found


def _declares(raw: bytes, *, name: str) -> bool:
    """Whether a part says what its own abbreviations stand for: other files, or words without end.

    Asked of every part whatever its name, because a workbook itself says which parts are sheets.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for part in archive.namelist():
                with archive.open(part) as file:
                    if _begins_with_a_type(file):
                        return True
    except BROKEN:
        raise _broken(name) from None
    return False


def _begins_with_a_type(file: IO[bytes]) -> bool:
    """Read by the parser itself: the same words can be written in many encodings."""
    met: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_declared: met.append(True)
    parser.StartElementHandler = lambda *_element: met.append(False)
    try:
        while not met and (piece := file.read(_AT_FIRST)):
            parser.Parse(piece)
    except expat.ExpatError:
        return True in met  # a picture, or nothing that any reader gets further with
    return True in met


def _too_much(name: str) -> Refused:
    return Refused(
        f"The {name} workbook unpacks to far more than a sign-up sheet can hold, so it was not "
        "opened. Please export the sign-ups as CSV."
    )


def _no_workbook(names: set[str], name: str) -> Refused:
    if any(part.startswith("word/") for part in names):
        kind = "a text document"
    elif any(part.startswith("ppt/") for part in names):
        kind = "a presentation"
    elif "content.xml" in names:
        kind = "an OpenDocument file"
    elif any(part.startswith("Index/") for part in names):
        kind = "a Numbers file"
    elif "xl/workbook.bin" in names:
        kind = "a binary workbook"
    else:
        kind = "a zip archive"
    return Refused(f"The {name} file is {kind}. Please save the sign-ups as XLSX or CSV.")


def _broken(name: str) -> Refused:
    return Refused(
        f"The {name} workbook is damaged and cannot be opened. Please save it again as XLSX or CSV."
    )


def _visible_sheets(raw: bytes, *, name: str) -> dict[str, list[tuple[str, ...]]]:
    """Each visible sheet's rows as it shows them. A formula without a saved result stays."""
    sheets = _read(raw, name=name, results=False)
    formulas = any(cell.startswith("=") for rows in sheets.values() for row in rows for cell in row)
    if not formulas:
        return sheets
    results = _read(raw, name=name, results=True)
    return {title: _with_results(rows, results[title]) for title, rows in sheets.items()}


def _with_results(
    rows: list[tuple[str, ...]], results: list[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    return [
        tuple(
            formula if not result or result in SHEET_ERRORS else result
            for formula, result in zip_longest(cells, shown[: len(cells)], fillvalue="")
        )
        for cells, shown in zip_longest(rows, results[: len(rows)], fillvalue=())
    ]


def _read(raw: bytes, *, name: str, results: bool) -> dict[str, list[tuple[str, ...]]]:
    """results  True for what formulas came to, False for the formulas themselves"""
    with warnings.catch_warnings():
        # The reader warns about features it leaves out (styles, validation), none of them text.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=results)
        try:
            found = {
                sheet.title: _rows(sheet, name=name)
                for sheet in book.worksheets
                if isinstance(sheet, ReadOnlyWorksheet) and sheet.sheet_state == "visible"
            }
        finally:
            book.close()
    if not found:
        raise Refused(f"Every sheet of the {name} workbook is hidden. Please unhide the sign-ups.")
    return found


def _rows(sheet: ReadOnlyWorksheet, *, name: str) -> list[tuple[str, ...]]:
    # Some programs write a wrong size into the sheet; without it, every row is really read.
    sheet.reset_dimensions()
    # The stubs borrow this method from another class and so refuse its own.
    rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)  # type: ignore[misc]
    return rows_within_reason(_texts(rows, name=name), name=name)


def _texts(rows: Iterable[tuple[object, ...]], *, name: str) -> Iterator[tuple[str, ...]]:
    """Each row as texts; one without words is empty. Raises Refused when too many are written."""
    gap: tuple[object, ...] | None = None
    written = 0
    for cells in rows:
        # Between two rows far apart the reader gives the same empty row, up to a million times.
        if cells is gap:
            yield ()
            continue
        gap, written = cells, written + 1
        if written > MOST_ROWS:
            raise too_long(name)
        yield () if cells.count(None) == len(cells) else tuple(map(_text, cells))


def _text(value: object) -> str:
    """What the cell shows, as far as the file tells: whole numbers whole, dates as ISO dates."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return without_unreadable(str(value))
