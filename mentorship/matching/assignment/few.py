"""The few largest of many, row by row, equals in an order that differs from row to row."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.assignment.passes import rank_within


@dataclass(frozen=True, slots=True)
class Few:
    """chosen: numbers of the chosen items; left: (rows,) the largest value that was not chosen."""

    chosen: Integers
    left: Floats


@dataclass(frozen=True, slots=True)
class Turn:
    """An order among equals that starts at another column for each mentee.

    Where all scores are the same, n mentees with k candidates each still cover all mentors.
    """

    mentees: int
    mentors: int
    seed: int

    def of(self, mentees: Integers, columns: Integers) -> Integers:
        """How far these columns stand from where these mentees begin."""
        start = mentees * self.mentors // max(1, self.mentees) + self.seed
        return np.asarray((columns - start) % self.mentors)


def best_of_rows(
    rows: Integers, values: Floats, *, wanted: int, count: int, turned: Callable[[], Integers]
) -> Few:
    """As many of each row's items as wanted, the largest.

    count   how many rows there are
    turned  gives (items,) which of two equal items comes first
    """
    have = np.bincount(rows, minlength=count)
    width = int(have.max(initial=0))
    if width <= wanted:
        return Few(np.arange(rows.size), np.full(count, -np.inf))
    table = np.full((count, width), -np.inf)
    # Whole numbers of two bytes are put in order without a comparison.
    table[np.arange(width) < have[:, None]] = values[
        np.argsort(rows.astype(np.int16), kind="stable")
    ]
    table.sort(axis=1)
    least, left = table[:, width - wanted], table[:, width - wanted - 1]
    if (left == least).any(where=left > -np.inf):
        order = np.lexsort((turned(), -values, rows))
        return Few(order[rank_within(rows[order]) < wanted], left)
    return Few(np.flatnonzero(values >= least[rows]), left)


def best_of_row(values: Floats, *, wanted: int, turned: Integers) -> tuple[Integers, float]:
    """The columns of the largest finite values, and the largest that is left out."""
    open_to = np.flatnonzero(values > -np.inf)
    if open_to.size <= wanted:
        return open_to, -np.inf
    of_open = values[open_to]
    limit, left = -np.partition(-of_open, (wanted - 1, wanted))[[wanted - 1, wanted]]
    better, equal = open_to[of_open > limit], open_to[of_open == limit]
    equal = equal[np.argsort(turned[equal], kind="stable")]
    return np.concatenate([better, equal[: wanted - better.size]]), float(left)
