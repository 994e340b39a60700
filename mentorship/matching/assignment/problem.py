"""What the solver is asked and what it answers, as numbers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self, TypeAlias

import numpy as np

from mentorship.matching.arrays import Floats, Integers, Mask
from mentorship.matching.assignment.scored import Scored, run_of

NOBODY = -1
Utility: TypeAlias = Callable[[Floats], Floats]
MayMeet: TypeAlias = Mask | Callable[[Integers], Mask]


@dataclass(frozen=True, slots=True)
class Solution:
    """Who meets whom, how good that is, and how good it could have been at most.

    mentor_of  (mentees,) the mentor's index, or -1 for nobody; pins included
    total      sum of the utilities of all pairs that are not pinned
    bound      no set with the same coverage (and priority, and floor) has a greater total
    gap        (bound - total) / max(1, |total|); 0 is a proven optimum
    prices     (mentors,) zero or more, in units of utility: what a place with this mentor keeps
               from others, coverage staying as it is. The bound follows from them by weak duality
    floor      the worst score of a pair that is not pinned; NaN when there is none
    rounds     how often all permitted pairs were priced
    """

    mentor_of: Integers
    total: float
    bound: float
    gap: float
    prices: Floats
    floor: float
    rounds: int


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may meet whom: a matrix, or a function from mentees to their block of it.

    open_to  (mentors,) who has a place that no pin has taken
    """

    may_meet: MayMeet
    open_to: Mask

    def block(self, mentees: Integers) -> Mask:
        """(these mentees, mentors) who may be paired; a mentor without a place is nobody's."""
        allowed = self.whole_block(mentees)
        return allowed if self.open_to.all() else allowed & self.open_to

    def whole_block(self, mentees: Integers) -> Mask:
        """(these mentees, mentors) who may be paired, places or not."""
        if not callable(self.may_meet):
            return self.may_meet[run_of(mentees)]
        allowed = np.asarray(self.may_meet(mentees))
        if allowed.dtype != np.bool_ or allowed.shape != (mentees.size, self.open_to.size):
            raise ValueError("may_meet gives True or False, (mentees asked about, mentors)")
        return allowed


@dataclass(frozen=True, slots=True)
class Problem:
    """One question to the solver, checked, with the pins taken out.

    mentees  (asking,) indices of those who are not pinned, in rising order
    places   (mentors,) what the pins have left
    level    (mentees,) 0 for the lowest priority, and so on upwards
    least    only pairs with at least this score
    """

    scored: Scored
    rules: Rules
    mentees: Integers
    places: Integers
    level: Integers
    utility: Utility | None
    seed: int
    n_jobs: int | None
    least: float = -np.inf

    @property
    def size(self) -> tuple[int, int]:
        """How many mentees and mentors, pinned or not."""
        return int(self.level.size), int(self.places.size)

    def worth(self, scores: Floats) -> Floats:
        """The utility of these scores."""
        if self.utility is None:
            return scores
        worth = np.asarray(self.utility(scores), dtype=np.float64)
        if worth.shape != scores.shape or not np.isfinite(worth).all():
            raise ValueError("utility gives one finite number for each score")
        return worth

    def at_least(self, least: float) -> Self:
        """The same question, for pairs with at least this score alone."""
        return replace(self, least=least)
