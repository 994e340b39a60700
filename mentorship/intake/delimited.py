"""Text files with separators: which character set, which separator, which rows."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, islice

from mentorship.domain.errors import Refused
from mentorship.intake.charsets import decode_bytes
from mentorship.intake.header_row import header_at, known_headings
from mentorship.intake.limits import MOST_COLUMNS, rows_within_reason
from mentorship.intake.text import without_unreadable

SEPARATORS = (",", ";", "\t", "|")

# A cell may be as long as a file: what is too much is said of the file.
_LONGEST_CELL = 64 * 1024 * 1024
_LOOKED_AT = 30
_TOLD_SEPARATOR = re.compile(r'"?sep=.?"?[ ,;\t]*\r?[\r\n]', re.IGNORECASE)


def read_delimited(raw: bytes, *, name: str) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Every record of the file, blank lines included, and notes about how it was read."""
    text, notes = decode(raw, name=name)
    told = _TOLD_SEPARATOR.match(text)
    if told:
        # For spreadsheets only; they do not show this line and do not count it.
        text = text[told.end() :]
    separator = _separator(text)
    if separator is None:
        raise _no_known_heading(name)
    return _records(text, separator=separator, name=name), notes


def decode(raw: bytes, *, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of the file, and a note when its character set had to be judged by its letters."""
    decoded = decode_bytes(raw)
    if decoded is None:
        raise _no_text(name)
    notes = []
    if decoded.judged:
        notes.append(
            f"The {name} sheet was not saved as UTF-8, so its letters were judged by how they "
            "look. If a name with accents looks wrong, export the sheet again as UTF-8."
        )
    if decoded.mended:
        notes.append(
            f"Another program had garbled letters of the {name} sheet, and they were mended. "
            "Please look whether names with accents are right."
        )
    return _checked(decoded.text, name=name), tuple(notes)


def _checked(text: str, *, name: str) -> str:
    """The text without its stray control characters; a text that is full of them is none."""
    text = text.removeprefix("\ufeff")
    clean = without_unreadable(text)
    if (len(text) - len(clean) + clean.count("\ufffd")) * 50 > len(text):
        raise _no_text(name)
    return clean


def _separator(text: str) -> str | None:
    """The separator under which the headings make sense and the rows have their length."""
    rated = [(_sense(text, separator), separator) for separator in SEPARATORS]
    (known, _, width), best = max(rated, key=lambda one: one[0])
    return best if known or width > 1 else None


def _sense(text: str, separator: str) -> tuple[int, float, int]:
    records = _first_records(text, separator)
    at = header_at(records)
    header = [] if at is None else records[at]
    rows = [cells for cells in records[(at or 0) + 1 :] if cells]
    regular = sum(len(cells) == len(header) for cells in rows) / max(1, len(rows))
    return known_headings(header), regular, len(header)


def _first_records(text: str, separator: str) -> list[list[str]]:
    reader = _reader(text, separator)
    records: list[list[str]] = []
    with suppress(csv.Error):
        records.extend(record[:MOST_COLUMNS] for record in islice(reader, _LOOKED_AT))
    return records


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _records(text: str, *, separator: str, name: str) -> list[tuple[str, ...]]:
    numbers = count(1)
    numbered = zip(_reader(text, separator), numbers, strict=False)
    try:
        rows = (_without_blank_end(cells) for cells, _ in numbered)
        records = rows_within_reason(rows, name=name)
    except csv.Error:
        raise _open_quote(name, next(numbers)) from None
    if records and _swallowed_rows(records[-1], text):
        raise _open_quote(name, len(records))
    return records


def _without_blank_end(cells: list[str]) -> tuple[str, ...]:
    # Some spreadsheets write a separator for each of their sixteen thousand columns.
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return tuple(cells[:end])


def _swallowed_rows(last: tuple[str, ...], text: str) -> bool:
    """True when the last cell opened a quotation mark that nothing closes."""
    if not last or last[-1].count("\n") < 1:
        return False
    tail = text.rstrip("\r\n")
    return not tail.endswith('"') and tail.endswith(last[-1].rstrip("\r\n"))


def _open_quote(name: str, row: int) -> Refused:
    return Refused(
        f"In the {name} sheet, a quotation mark that opens near row {row} is never closed, so the "
        "rows after it cannot be told apart. Please export the sheet again."
    )


def _no_text(name: str) -> Refused:
    return Refused(
        f"The {name} file does not hold readable text. Please export the sign-ups as CSV or XLSX."
    )


def _no_known_heading(name: str) -> Refused:
    return Refused(
        f"No heading of the {name} sheet was recognised. Please check that it is the sign-up sheet "
        "and that its first row holds the questions."
    )
