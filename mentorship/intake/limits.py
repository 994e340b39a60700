"""How large a sheet may be: beyond that it is no sheet of sign-ups, and would stop the machine."""

from collections.abc import Iterable

from mentorship.domain.errors import Refused

MOST_ROWS = 200_000
MOST_COLUMNS = 500
# A spreadsheet ends after so many rows, also those with nothing in them.
_MOST_BLANK_ROWS = 1_048_576
_MOST_LETTERS = 50_000_000

Cells = tuple[str, ...]


def rows_within_reason(rows: Iterable[Cells], *, name: str) -> list[Cells]:
    """The rows as far as the last one with words; gaps between them stay, as empty rows.

    Raises Refused as soon as there are too many, or too many cells in one.
    """
    kept: list[Cells] = []
    blank = letters = 0
    for cells in rows:
        if len(cells) > MOST_COLUMNS:
            raise _too_wide(name)
        if any(cells):
            kept += [()] * blank + [cells]
            blank, letters = 0, letters + sum(map(len, cells))
        else:
            blank += 1
        if len(kept) > MOST_ROWS or blank > _MOST_BLANK_ROWS or letters > _MOST_LETTERS:
            raise too_long(name)
    return kept


def too_long(name: str) -> Refused:
    """What is said of a sheet with too many rows, or with too many words."""
    return Refused(
        f"The {name} sheet has more than {MOST_ROWS:,} rows, or holds more words than a list of "
        "people can. Please export one round only."
    )


def _too_wide(name: str) -> Refused:
    return Refused(
        f"The {name} sheet has more than {MOST_COLUMNS} columns. Please export the questions of "
        "one form only."
    )
