"""Telling a closed organisation column, whose values are names by themselves, from an open one."""

from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.guard.cells import is_withheld
from mentorship.guard.institutions import Register

# A closed list repeats itself: at least this many people to each value, in at least this many rows.
_PEOPLE_PER_VALUE = 3
_FEWEST_ROWS = 6
# From here on, of 100, two values are so alike that one may be a slip of the pen.
_ALIKE = 85


def closed_names(people: Iterable[Mentee | Mentor], *, register: Register) -> tuple[str, ...]:
    """The workplaces that are known as themselves, because their column is a closed list.

    Both sheets are looked at by themselves: one programme may type where the other one picks.
    """
    people = list(people)
    names: set[str] = set()
    for side in Side:
        cells = [p.workplace.strip() for p in people if p.side is side and p.workplace.strip()]
        names |= set(_values_of_closed(cells))
    return tuple(sorted(name for name in names if not register.resolve(name).known))


def _values_of_closed(cells: list[str]) -> Iterable[str]:
    counts = Counter(cell.casefold() for cell in cells if not is_withheld(cell))
    rows = sum(counts.values())
    if rows < _FEWEST_ROWS or rows < _PEOPLE_PER_VALUE * len(counts):
        return ()
    return {cell for cell in cells if counts[cell.casefold()] > 1 or _stands_alone(cell, counts)}


def _stands_alone(cell: str, counts: Mapping[str, int]) -> bool:
    """True for a value given once that is not another value misspelt."""
    value = cell.casefold()
    others = (other for other in counts if other != value)
    return all(fuzz.ratio(value, other) < _ALIKE for other in others)
