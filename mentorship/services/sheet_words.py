"""What stands in a file that somebody sent, found however the file spells it."""

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterator

from mentorship.domain.errors import Refused
from mentorship.intake.addresses import read_address
from mentorship.intake.sheets import read_sheet
from mentorship.intake.text import one_line
from mentorship.intake.workbooks import BROKEN, MOST_UNPACKED_BYTES

_MARKUP = re.compile(r"<[^>]*>")


def mentions(content: bytes, signs: Collection[str], *, kind: str) -> bool:
    """True when one of these addresses or names stands in the file, or when nobody can say.

    kind  what the sheet is called; of a workbook, it tells which sheet has the sign-ups
    """
    wanted = [plain(sign) for sign in signs if plain(sign)]
    try:
        if any(sign in text for text in _texts(content) for sign in wanted):
            return True
        read = read_sheet(content, name=kind)
    except (*BROKEN, OSError, Refused):
        return True
    cells = {cell for row in read.rows for cell in (*row.cells, *row.surplus)}
    return any(says(cell, sign) for cell in cells for sign in wanted)


def says(cell: str, sign: str) -> bool:
    """True when this plain address or name stands in the cell, also as people type it."""
    return sign in plain(cell) or plain(read_address(cell).email) == sign


def plain(text: str) -> str:
    """One spelling of letters that look the same, in small letters, on one line."""
    return unicodedata.normalize("NFKC", one_line(text)).casefold()


def _texts(content: bytes) -> Iterator[str]:
    """Every part of the file as text: other sheets than the one with the sign-ups, comments."""
    if not content.startswith(b"PK"):
        yield from _decoded(content)
        return
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        if sum(part.file_size for part in book.infolist()) > MOST_UNPACKED_BYTES:
            raise zipfile.BadZipFile
        for part in book.infolist():
            for text in _decoded(book.read(part)):
                yield html.unescape(text)
                # A cell of which some letters are bold is written in pieces.
                yield html.unescape(_MARKUP.sub("", text))


def _decoded(part: bytes) -> Iterator[str]:
    charsets = ["utf-8"] if part.isascii() else ["utf-8", "cp1252"]
    # The @ of an address is two bytes there, and one of them is nothing.
    charsets += ["utf-16-le", "utf-16-be"] if b"\0" in part else []
    for charset in charsets:
        text = part.decode(charset, errors="ignore")
        yield unicodedata.normalize("NFKC", text).casefold()
