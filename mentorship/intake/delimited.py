"""Text files with separators: which character set, which separator, which rows."""

import codecs
import csv
import io
import re
from collections.abc import Iterable
from itertools import islice

from charset_normalizer import from_bytes

from mentorship.domain.errors import Refused
from mentorship.domain.people import Side
from mentorship.intake.headings import ratings
from mentorship.intake.text import one_line, without_unreadable

SEPARATORS = (",", ";", "\t", "|")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters and signs that people in our sheets really use; a wrong reading shows others instead.
_LIKELY = frozenset("áàâäãåçéèêëíìîïñóòôöõúùûüýÿæœøßÁÀÂÄÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜŠšŽž’‘“”–—…¿¡€°·•\xa0")
_APOSTROPHES = "‘’"
_BEYOND_ASCII = re.compile(r"([\x00-\x7f]?)([^\x00-\x7f])(?=([\x00-\x7f]?))")
_LETTERS_JUDGED = 5000
_WESTERN = ("cp1252", "mac_roman")
_SURE_OF_LETTERS = 0.2
_LONGEST_CELL = 1_000_000
_LOOKED_AT = 30


def read_delimited(raw: bytes, *, name: str) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Every record of the file, blank lines included, and notes about how it was read."""
    text, notes = decode(raw, name=name)
    separator = _separator(text)
    if separator is None:
        raise _no_known_heading(name)
    return _records(text, separator=separator, name=name), notes


def decode(raw: bytes, *, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of the file, and a note when its character set had to be judged by its letters."""
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    encoding = encoding or _unmarked_utf16(raw)
    if encoding is not None:
        return _checked(raw.decode(encoding, errors="replace"), name=name), ()
    try:
        return _checked(raw.decode("utf-8"), name=name), ()
    except UnicodeDecodeError:
        return _judged(raw, name=name)


def _unmarked_utf16(raw: bytes) -> str | None:
    """UTF-16 without its mark shows as a zero in every other byte of Latin headings."""
    start = raw[:400]
    if len(start) < 8 or len(raw) % 2:
        return None
    if start[1::2].count(0) > len(start) * 0.4:
        return "utf-16-le"
    if start[0::2].count(0) > len(start) * 0.4:
        return "utf-16-be"
    return None


def _judged(raw: bytes, *, name: str) -> tuple[str, tuple[str, ...]]:
    text = _mostly_utf8(raw) or _best_western(raw) or _best_other(raw)
    if text is None:
        raise _no_text(name)
    note = (
        f"The {name} sheet was not saved as UTF-8, so its letters were judged by how they look. "
        "If a name with accents looks wrong, export the sheet again as UTF-8."
    )
    return _checked(text, name=name), (note,)


def _mostly_utf8(raw: bytes) -> str | None:
    """UTF-8 with a few stray bytes in it, as when two exports were pasted together."""
    codecs.register_error("as_windows", _as_windows)
    text = raw.decode("utf-8", errors="as_windows")
    strays = raw.decode("utf-8", errors="ignore")
    right = sum(1 for letter in strays if ord(letter) > 127)
    return text if right > len(text) - len(strays) else None


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", errors="replace"), error.end


def _best_western(raw: bytes) -> str | None:
    likely = {encoding: _likelihood(raw, encoding) for encoding in _WESTERN}
    best = max(_WESTERN, key=lambda encoding: likely[encoding])
    return raw.decode(best, errors="replace") if likely[best] > _SURE_OF_LETTERS else None


def _likelihood(raw: bytes, encoding: str) -> float:
    """How much the letters beyond ASCII look like people's words, from -1 to 1."""
    text = raw.decode(encoding, errors="replace")
    found = list(islice(_BEYOND_ASCII.finditer(text), _LETTERS_JUDGED))
    return sum(map(_looks_right, found)) / max(1, len(found))


def _looks_right(found: re.Match[str]) -> int:
    """1 for a letter or sign where people use it: no capital and no dash inside a small word."""
    before, letter, after = found.groups()
    if letter not in _LIKELY:
        return -1
    if letter.isalpha():
        return -1 if letter.isupper() and before.islower() else 1
    return -1 if before.isalpha() and after.isalpha() and letter not in _APOSTROPHES else 1


def _best_other(raw: bytes) -> str | None:
    best = from_bytes(raw[:200_000]).best()
    return None if best is None else raw.decode(best.encoding, errors="replace")


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
    header = next((cells for cells in records if any(map(one_line, cells))), [])
    rows = [cells for cells in records if cells and cells is not header]
    regular = sum(len(cells) == len(header) for cells in rows) / max(1, len(rows))
    return _known_headings(header), regular, len(header)


def _known_headings(header: Iterable[str]) -> int:
    return sum(any(ratings(heading, side) for side in Side) for heading in header)


def _first_records(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    records = []
    try:
        for record in reader:
            records.append(record)
            if len(records) == _LOOKED_AT:
                break
    except csv.Error:
        return records
    return records


def _records(text: str, *, separator: str, name: str) -> list[tuple[str, ...]]:
    csv.field_size_limit(_LONGEST_CELL)
    records: list[tuple[str, ...]] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        records.extend(tuple(record) for record in reader)
    except csv.Error:
        raise _open_quote(name, len(records) + 1) from None
    if records and _swallowed_rows(records[-1], text):
        raise _open_quote(name, len(records))
    return records


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
