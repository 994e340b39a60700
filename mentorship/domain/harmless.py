"""Tables for spreadsheets in which no cell is a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

Row = Sequence[str | int | None]

# A spreadsheet runs a cell that begins like this, in its ordinary or in its full width form.
_STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫")
# Where a program that splits at something else than a comma begins a new cell.
_BEGINS_A_CELL = re.compile("([;\t\n\v\f\x85\u2028\u2029])")
# Letters and marks that show nothing: Hangul fillers, the blank of Braille, a joiner.
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")


def harmless(cell: str | int | None) -> str:
    """The cell as text that every spreadsheet shows and none runs."""
    text = "" if cell is None else str(cell).replace("\0", "")
    # A lone CR ends a row in some programs, quoted or not.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, *rest = _BEGINS_A_CELL.split(text)
    later = "".join(f"'{part}" if _begins_a_formula(part) else part for part in rest)
    return f"'{first}{later}" if _may_run(text) else f"{first}{later}"


def _begins_a_formula(part: str) -> bool:
    return not _BEGINS_A_CELL.fullmatch(part) and _may_run(part)


def _may_run(text: str) -> bool:
    """True when a formula begins here, also behind blanks and what cannot be seen."""
    seen = text.lstrip("".join(filter(_is_unseen, set(text))))
    return text.startswith(_STARTS_A_FORMULA) or seen.startswith(_STARTS_A_FORMULA)


def _is_unseen(letter: str) -> bool:
    return letter in _BLANK_LETTERS or unicodedata.category(letter)[0] in "CZ"


def as_csv(header: Sequence[str], rows: Iterable[Row]) -> str:
    """A CSV table in which no cell is a formula, with every cell below the header in quotes."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([harmless(cell) for cell in header])
    table = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    table.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()
