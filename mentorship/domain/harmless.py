"""Tables for spreadsheets in which no cell is a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

Row = Sequence[str | int | None]

# A spreadsheet runs a cell that begins like this, in its ordinary or in its full width form.
_STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫")


def harmless(cell: str | int | None) -> str:
    """The cell as text that every spreadsheet shows and none runs."""
    text = "" if cell is None else str(cell).replace("\0", "")
    return f"'{text}" if _may_run(text) else text


def _may_run(text: str) -> bool:
    """True when a formula begins here, also behind blanks and what cannot be seen."""
    seen = text.lstrip("".join(filter(_is_unseen, set(text))))
    return text.startswith(_STARTS_A_FORMULA) or seen.startswith(_STARTS_A_FORMULA)


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "CZ"


def as_csv(header: Sequence[str], rows: Iterable[Row]) -> str:
    """A CSV table with a header, in which no cell is a formula."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerows([harmless(cell) for cell in row] for row in (header, *rows))
    return text.getvalue()
