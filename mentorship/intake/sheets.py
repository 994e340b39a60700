"""A sign-up sheet as the spreadsheet shows it: headings and rows of text, whatever the file was."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from mentorship.domain.errors import Refused
from mentorship.intake.delimited import read_delimited
from mentorship.intake.header_row import header_at
from mentorship.intake.text import one_line
from mentorship.intake.workbooks import read_workbook

MOST_BYTES = 25 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A protected workbook wears the same old envelope as an .xls, with this stream inside.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_OTHER_FILES = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"{\\rtf", "a text document"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)


# A table in brackets on its own line, a name with an equals sign, or braces around names.
_SETTINGS = re.compile(
    rb"(?:\s*#[^\n]*\n)*(?:\[\[?[\w.\-]+\]\]?\s*\r?\n|[\w.\-]+ *= *[\"'\[{\d]|[\[{]\s*[{\"])"
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet.

    number   the row number that the spreadsheet shows; the header is counted, blank lines too
    cells    one text for each heading, "" where there is none
    surplus  what stands to the right of the last heading; the row has probably slipped sideways
    """

    number: int
    cells: tuple[str, ...]
    surplus: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not any(one_line(cell) for cell in (*self.cells, *self.surplus))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, read. `notes` are sentences about how it was read, such as its character set."""

    name: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()


def read_sheet(source: str | Path | bytes, *, name: str) -> Sheet:
    """The sheet in a CSV or XLSX file. What is no such sheet is refused in one sentence.

    source  a path, or the bytes of an upload
    name    what the coordinator calls it, such as "mentees"; it stands in the sentences
    """
    raw = source if isinstance(source, bytes) else _read_file(Path(source), name=name)
    if len(raw) > MOST_BYTES:
        raise _too_large(name)
    _refuse_other_files(raw, name=name)
    if raw.startswith((_ZIP, _EMPTY_ZIP)):
        records, notes = read_workbook(raw, name=name)
    else:
        records, notes = read_delimited(raw, name=name)
    return _sheet(records, name=name, notes=notes)


def _read_file(path: Path, *, name: str) -> bytes:
    if path.is_dir():
        raise Refused(f"The {name} sheet is a folder. Please name the file inside it.")
    if not path.is_file():
        raise Refused(f"The {name} sheet was not found. Please check the name of the file.")
    try:
        if os.stat(path).st_size > MOST_BYTES:
            raise _too_large(name)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except PermissionError:
        raise Refused(f"The {name} sheet may not be opened with your permissions.") from None


def _too_large(name: str) -> Refused:
    return Refused(
        f"The {name} sheet is larger than {MOST_BYTES // 1024 // 1024} MB. "
        "Please export only the sign-ups of this round, without pictures, and try again."
    )


def _refuse_other_files(raw: bytes, *, name: str) -> None:
    if not raw.strip():
        raise Refused(f"The {name} sheet is empty. Please export it again.")
    if raw.startswith(_OLE):
        raise _old_envelope(raw, name)
    for mark, kind in _OTHER_FILES:
        if raw.startswith(mark):
            raise Refused(
                f"The {name} file is {kind}, not a sheet. Please export the sign-ups as CSV or "
                "XLSX."
            )
    start = raw[:1024].lstrip(b"\xef\xbb\xbf \r\n\t")
    if _SETTINGS.match(start):
        raise Refused(
            f"The {name} file holds settings or records for a program (TOML or JSON), not a sheet. "
            "Please export the sign-ups as CSV or XLSX."
        )
    if start.startswith(b"<"):
        raise Refused(
            f"The {name} file is a web page, not a sheet. Please download the sign-ups as CSV or "
            "XLSX instead of saving the page."
        )


def _old_envelope(raw: bytes, name: str) -> Refused:
    if _ENCRYPTED in raw:
        return Refused(
            f"The {name} sheet is protected with a password. Please open it, remove the password, "
            "save it and try again."
        )
    return Refused(
        f"The {name} sheet is in an old format that cannot be read here. Please open it and save "
        "it as XLSX or CSV."
    )


def _sheet(records: list[tuple[str, ...]], *, name: str, notes: tuple[str, ...]) -> Sheet:
    """The records as header and rows; what stands above the header is named in a note."""
    start = header_at(records)
    if start is None:
        raise Refused(f"The {name} sheet is empty. Please export it again.")
    above = sum(map(_has_words, records[:start]))
    if above:
        notes += (
            f"The questions of the {name} sheet stand in row {start + 1}; nothing was read from "
            "the rows above them.",
        )
    header = _without_blank_end(records[start])
    rows = tuple(
        _row(number, cells, width=len(header))
        for number, cells in enumerate(records[start + 1 :], start=start + 2)
    )
    rows = _without_blank_rows_at_the_end(rows)
    if not rows:
        raise Refused(f"The {name} sheet has headings but nobody in it yet.")
    return Sheet(name=name, header=header, rows=rows, notes=notes)


def _row(number: int, cells: tuple[str, ...], *, width: int) -> SheetRow:
    inside = cells[:width] + ("",) * (width - len(cells))
    return SheetRow(number=number, cells=inside, surplus=_without_blank_end(cells[width:]))


def _has_words(cells: tuple[str, ...]) -> bool:
    return any(one_line(cell) for cell in cells)


def _without_blank_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not one_line(cells[end - 1]):
        end -= 1
    return cells[:end]


def _without_blank_rows_at_the_end(rows: tuple[SheetRow, ...]) -> tuple[SheetRow, ...]:
    end = len(rows)
    while end and rows[end - 1].is_blank:
        end -= 1
    return rows[:end]
