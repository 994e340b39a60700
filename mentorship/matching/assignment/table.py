"""A utility, known at scores that occur: it is never asked about a score that nobody has."""

from dataclasses import dataclass

import numpy as np

from mentorship.matching.arrays import Floats

KNOTS = 1 << 16


@dataclass(frozen=True, slots=True)
class Table:
    """scores and worth (knots,), both rising."""

    scores: Floats
    worth: Floats

    def beaten_above(self, worth: Floats) -> Floats:
        """A score at or below which no utility is greater than this one."""
        at = np.searchsorted(self.worth, worth, side="right")
        return np.asarray(np.append(-np.inf, self.scores)[at])

    def at_most(self, scores: Floats) -> Floats:
        """A utility that no score up to this one exceeds; inf beyond the highest known score."""
        at = np.searchsorted(self.scores, scores, side="left")
        return np.where(scores == -np.inf, -np.inf, np.append(self.worth, np.inf)[at])


def table(scores: Floats, worth: Floats) -> Table:
    """What is known from these pairs' scores and utilities, evenly thinned to a handy size."""
    known, first = np.unique(scores, return_index=True)
    step = max(1, known.size // KNOTS)
    chosen = np.unique(np.append(np.arange(0, known.size, step), max(0, known.size - 1)))
    chosen = chosen[chosen < known.size]
    # Rounding may leave a utility a hair below its neighbour's; the table rises all the same.
    rising = np.maximum.accumulate(worth[first]) if known.size else worth[:0]
    return Table(known[chosen], rising[chosen])
