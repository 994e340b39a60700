"""Tables for spreadsheets in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

Row = Sequence[str | int | None]

# A spreadsheet runs a cell that begins like this, in its ordinary or in its full width form.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str | int | None) -> str:
    """The cell as text that every spreadsheet shows and none runs."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def as_csv(header: Sequence[str], rows: Iterable[Row]) -> str:
    """A CSV table with a header, in which no cell is a formula."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(header)
    table.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()
