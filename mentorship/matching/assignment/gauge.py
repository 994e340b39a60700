"""How the numbers of a tile are read: as surpluses, or as scores whose utility is looked up."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.assignment.problem import Problem
from mentorship.matching.assignment.scored import Columns, Real, Scored
from mentorship.matching.assignment.table import Table


class Gauge(Protocol):
    """Reads tiles. `slack` is how much smaller than the truth a row's numbers can be."""

    @property
    def scored(self) -> Scored:
        """Where the tiles come from."""

    def ranked(self, tile: Real, slack: Floats, columns: Columns) -> Real:
        """(rows, columns) numbers that stand in the order of the surpluses."""

    def limits(self, ranked: Real, slack: Floats) -> tuple[Real, Floats]:
        """(rows,) what a tile has to beat, and the cap on the surplus of whatever does not."""

    def most(self, numbers: Real, slack: Floats, columns: Integers) -> Floats:
        """(items,) the greatest surplus that these numbers of a tile can stand for."""


@dataclass(frozen=True, slots=True)
class Plain:
    """The score is the utility, and the prices are taken off within the tile."""

    scored: Scored

    def ranked(self, tile: Real, _slack: Floats, _columns: Columns) -> Real:
        return tile

    def limits(self, ranked: Real, slack: Floats) -> tuple[Real, Floats]:
        return ranked, (ranked + slack) / self.scored.unit

    def most(self, numbers: Real, slack: Floats, _columns: Integers) -> Floats:
        return np.asarray((numbers + slack) / self.scored.unit)


@dataclass(frozen=True, slots=True)
class Curved:
    """The utility of a score is looked up, and the price is taken off afterwards.

    least  scores below this one do not matter
    """

    scored: Scored
    table: Table
    prices: Floats
    least: float

    def ranked(self, tile: Real, slack: Floats, columns: Columns) -> Real:
        highest = (tile + slack[:, None]) / self.scored.unit
        return np.asarray(self.table.at_most(highest) - self.prices[columns])

    def limits(self, ranked: Real, slack: Floats) -> tuple[Real, Floats]:
        capped = np.asarray(ranked, dtype=np.float64)
        # Prices are never below zero, so a score whose utility is no more than the limit is out.
        beaten = np.maximum(self.table.beaten_above(capped), np.nextafter(self.least, -np.inf))
        return beaten * self.scored.unit - slack, capped

    def most(self, numbers: Real, slack: Floats, columns: Integers) -> Floats:
        highest = (numbers + slack) / self.scored.unit
        return np.asarray(self.table.at_most(highest) - self.prices[columns])


def gauge(problem: Problem, prices: Floats | None, table: Table | None) -> Gauge:
    """How to read the tiles of this problem: without prices, by the scores alone."""
    if prices is None:
        return Plain(problem.scored)
    if table is None:
        return Plain(problem.scored.priced(prices))
    return Curved(problem.scored, table, prices, problem.least)
