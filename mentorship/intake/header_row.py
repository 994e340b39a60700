"""Which row of a sheet holds the questions: a title, a band or an empty row may stand above it."""

import re
from collections.abc import Iterator, Sequence

from mentorship.domain.people import Field, Side
from mentorship.intake.headings import ratings
from mentorship.intake.text import one_line

# Above the questions stand a title, a date of export, a band of sections; hardly more than this.
_LOOKED_AT = 12
_ENOUGH = 3
# The longest question of our own forms has 161 letters; beyond this, somebody answers.
_LONGEST_HEADING = 400
# So many letters of a row are looked at, and of all rows below it: several times what a form asks.
_MOST_LETTERS = 20_000
_ADDRESS = re.compile(r"\w@\w+\.\w")


def header_at(records: Sequence[Sequence[str]]) -> int | None:
    """The place of the row with the questions; None when every row is blank.

    The first row with words, unless a row below it reads as questions and it does not.
    """
    first = next((at for at, cells in enumerate(records) if any(map(one_line, cells))), None)
    if first is None or known_headings(records[first]) >= _ENOUGH:
        return first
    letters = 0
    for at in range(first + 1, min(first + 1 + _LOOKED_AT, len(records))):
        letters += sum(map(len, records[at]))
        if letters > _MOST_LETTERS:
            break
        if _asks(records[at]):
            return at
    return first


def _asks(cells: Sequence[str]) -> bool:
    """True for a row that asks for an address or a name among others, and answers nothing."""
    if any(_ADDRESS.search(cell) for cell in cells) or known_headings(cells) < _ENOUGH:
        return False
    return any(
        {Field.EMAIL, Field.NAME} & ratings(one_line(cell), side).keys()
        for cell in cells
        for side in Side
    )


def known_headings(cells: Sequence[str]) -> int:
    """How many of the cells read as questions of one of the forms."""
    return sum(any(ratings(cell, side) for side in Side) for cell in _short(cells))


def _short(cells: Sequence[str]) -> Iterator[str]:
    """The cells that may be questions. A row that goes on and on is not read to its end."""
    letters = 0
    for cell in cells:
        if len(cell) > _LONGEST_HEADING:
            continue
        letters += len(cell)
        if letters > _MOST_LETTERS:
            return
        yield one_line(cell)
