"""What a first place with a mentor would be worth who has none, or none left."""

from dataclasses import dataclass

import numpy as np

from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.assignment.flow import Seats
from mentorship.matching.assignment.passes import groups, over_all
from mentorship.matching.assignment.problem import NOBODY, Problem


def with_closed(problem: Problem, seats: Seats, prices: Floats, *, surplus: Floats) -> Floats:
    """The prices, and for mentors without a place the price at which nobody would ask for one.

    surplus  (mentees,) what each has under the prices
    """
    closed = np.flatnonzero(~problem.rules.open_to)
    if closed.size == 0:
        return prices
    asking = np.flatnonzero(seats.group != NOBODY)
    offers = over_all(_Offers(problem, closed, surplus), asking, n_jobs=problem.n_jobs)
    prices = prices.copy()
    prices[closed] = np.max(offers, axis=0)
    return prices


@dataclass(frozen=True, slots=True)
class _Offers:
    """(closed mentors,) the most that one of a block of mentees would give for a place."""

    problem: Problem
    closed: Integers
    surplus: Floats

    def __call__(self, mentees: Integers) -> Floats:
        return np.asarray(np.max([self._of_group(group) for group in groups(mentees)], axis=0))

    def _of_group(self, mentees: Integers) -> Floats:
        problem = self.problem
        scores = problem.scored.fine(mentees, self.closed)
        if problem.utility is None:
            # To ask the rules is dear, and hardly anybody would give anything.
            asking = (scores > self.surplus[mentees, None]).any(axis=1)
            mentees, scores = mentees[asking], scores[asking]
        if mentees.size == 0:
            return np.zeros(self.closed.size)
        allowed = problem.rules.whole_block(mentees)[:, self.closed] & (scores >= problem.least)
        offers = np.zeros(scores.shape)
        offers[allowed] = problem.worth(scores[allowed])
        offers -= self.surplus[mentees, None]
        return np.asarray(np.where(allowed, offers, 0.0).max(axis=0, initial=0.0))
