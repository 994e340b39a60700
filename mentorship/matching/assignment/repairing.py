"""Price and repair: the best of the known pairs, priced against all others, until none is missing.

Each round is a flow and its prices. Under these, a pair that is not known can only matter if its
mentee's cap lies above what she has; her row is then looked at once more. The sum of prices and
surpluses bounds every other set, by weak duality, whatever the prices: a proof at every moment.
"""

import math
import sys
from dataclasses import dataclass

import numpy as np

from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.assignment.closed import with_closed
from mentorship.matching.assignment.flow import Seats, best_total, every, grid
from mentorship.matching.assignment.looking import Known, Terms, look
from mentorship.matching.assignment.pairs import Pairs, together
from mentorship.matching.assignment.passes import rank_within
from mentorship.matching.assignment.prices import Prices, least_prices
from mentorship.matching.assignment.problem import NOBODY, Problem, Solution
from mentorship.matching.assignment.scored import DOUBLE
from mentorship.matching.assignment.table import table

# Differences below this share of the largest utility or price are rounding, not preference.
ROUNDING = 1 << 12
# With no more permitted pairs than this, the last millionth is a matter of a moment.
EXACT_UP_TO, EXACT_IF_ASKED = 1 << 26, 1e-6


@dataclass(frozen=True, slots=True)
class _Round:
    """The best of the known pairs, and the prices that say so.

    needed  (mentees,) the greatest surplus among her known pairs, or what it takes to be served;
            -inf for those who stay out
    """

    mentor_of: Integers
    total: float
    prices: Prices
    needed: Floats


@dataclass(slots=True)
class _Best:
    """The lowest bound so far, and the prices and surpluses that it follows from."""

    bound: float
    prices: Floats
    surplus: Floats

    def hear(self, bound: float, prices: Floats, surplus: Floats) -> None:
        """Nothing greater is possible than the lowest bound that was ever heard."""
        if bound < self.bound:
            self.bound, self.prices, self.surplus = bound, prices, surplus


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Seats for everybody who may meet anybody, and the best total with them."""

    seats: Seats
    mentor_of: Integers


def served_at_once(problem: Problem, pairs: Pairs) -> AtOnce | None:
    """The best of these pairs in a single flow, where it serves everybody who may meet anybody.

    Nobody is left out then, so that nothing is left to prove of coverage and priority.
    """
    servable = np.unique(pairs.mentees)
    if not 0 < servable.size <= int(problem.places.sum()):
        return None
    seats = every(servable, of=problem.size[0])
    mentor_of = _best_of(problem, pairs, seats)
    return AtOnce(seats, mentor_of) if (mentor_of[servable] != NOBODY).all() else None


def repaired(
    problem: Problem, seats: Seats, known: Known, *, gap: float, first: AtOnce | None = None
) -> Solution:
    """The best total for these seats, as near as asked to the bound that is found with it.

    known  pairs that fill the seats, and caps on all others where nothing costs
    first  the best of these pairs, where it is known already
    """
    best = _Best(np.inf, np.zeros(problem.size[1]), np.zeros(problem.size[0]))
    before = best.prices
    rounds = 0
    while True:
        mentor_of = (
            first.mentor_of if first and not rounds else _best_of(problem, known.pairs, seats)
        )
        now = _priced(problem, seats, known.pairs, mentor_of)
        rounds += 1
        caps = known.caps + _greatest_fall(problem, before, now.prices.of_mentors)
        before = now.prices.of_mentors
        surplus = np.maximum(now.needed, caps)
        best.hear(_bound(problem, seats, now, surplus), before, surplus)
        spare = _spare(problem, now.total, best.bound, gap=gap)
        rounding = _rounding(problem, known.pairs, before)
        asking = _asking(seats, now, caps, rounding=rounding, spare=spare / 2)
        if best.bound - now.total <= spare or not asking.size:
            break
        known, surplus = _looked(problem, asking, now, Known(known.pairs, caps))
        better = surplus > now.needed + rounding
        surplus = np.maximum(surplus, known.caps)
        best.hear(_bound(problem, seats, now, surplus), before, surplus)
        if best.bound - now.total <= spare or not better.any():
            break
    best.prices = with_closed(problem, seats, best.prices, surplus=best.surplus)
    return _solution(known.pairs, now, best, rounds=rounds)


def _solution(pairs: Pairs, now: _Round, best: _Best, *, rounds: int) -> Solution:
    bound = max(best.bound, now.total)
    share = (bound - now.total) / max(1.0, abs(now.total))
    worst = float(pairs.scores[pairs.of(now.mentor_of)].min())
    return Solution(now.mentor_of, now.total, bound, share, best.prices, worst, rounds)


def _best_of(problem: Problem, pairs: Pairs, seats: Seats) -> Integers:
    """(mentees,) the mentor of each in the best of these pairs."""
    worth = problem.worth(pairs.scores)
    whole = grid(worth, nodes=sum(problem.size)).whole(worth)
    return best_total(problem, pairs, seats, costs=-whole)


def _priced(problem: Problem, seats: Seats, pairs: Pairs, mentor_of: Integers) -> _Round:
    worth = problem.worth(pairs.scores)
    on = grid(worth, nodes=sum(problem.size))
    whole = on.whole(worth)
    prices = least_prices(pairs, mentor_of, seats, whole=whole, on=on, mentors=problem.size[1])
    to_beat = np.append(prices.to_beat, -np.inf)[seats.group]
    needed = np.maximum(to_beat, _surplus(problem, pairs, prices.of_mentors))
    return _Round(mentor_of, float(worth[pairs.of(mentor_of)].sum()), prices, needed)


def _surplus(problem: Problem, pairs: Pairs, prices: Floats) -> Floats:
    """(mentees,) the greatest utility minus price among these pairs."""
    surplus = np.full(problem.size[0], -np.inf)
    np.maximum.at(surplus, pairs.mentees, problem.worth(pairs.scores) - prices[pairs.mentors])
    return surplus


def _greatest_fall(problem: Problem, before: Floats, after: Floats) -> float:
    """By how much any surplus can have risen at most, because a price has fallen."""
    return float((before - after)[problem.rules.open_to].max())


def _rounding(problem: Problem, pairs: Pairs, prices: Floats) -> float:
    largest = np.abs(problem.worth(pairs.scores)).max(initial=0.0) + prices.max(initial=0.0)
    return float(ROUNDING * DOUBLE * largest)


def _looked(problem: Problem, mentees: Integers, now: _Round, known: Known) -> tuple[Known, Floats]:
    """What is known after another look at these mentees, and the surpluses that they could have."""
    prices, pairs = now.prices.of_mentors, known.pairs
    curve = None if problem.utility is None else table(pairs.scores, problem.worth(pairs.scores))
    seen = look(problem, mentees, Terms(prices, now.needed, curve))
    caps = known.caps.copy()
    caps[mentees] = seen.caps[mentees]
    surplus = np.maximum(now.needed, _surplus(problem, seen.pairs, prices))
    return Known(together([pairs, seen.pairs], mentors=problem.size[1]), caps), surplus


def _bound(problem: Problem, seats: Seats, now: _Round, surplus: Floats) -> float:
    """Prices of all places, and the greatest surpluses of as many as are served in each group."""
    order = np.lexsort((-surplus, seats.group))
    order = order[seats.group[order] != NOBODY]
    best = rank_within(seats.group[order]) < seats.counts[seats.group[order]]
    return float((problem.places * now.prices.of_mentors).sum() + surplus[order[best]].sum())


def _asking(seats: Seats, now: _Round, caps: Floats, *, rounding: float, spare: float) -> Integers:
    """Whose caps are too high, leaving aside those who all together are no more than to spare."""
    mentees = np.flatnonzero((seats.group != NOBODY) & (caps > now.needed + rounding))
    above = caps[mentees] - now.needed[mentees]
    order = np.argsort(above, kind="stable")
    return np.sort(mentees[order[np.cumsum(above[order]) > spare]])


def _spare(problem: Problem, total: float, bound: float, *, gap: float) -> float:
    """How far the bound may lie above the total: as asked, for small numbers too.

    Where it costs next to nothing, nothing at all.
    """
    if gap <= EXACT_IF_ASKED and math.prod(problem.size) <= EXACT_UP_TO:
        return 0.0
    return gap * min(max(1.0, abs(total)), max(abs(total), min(abs(bound), sys.float_info.max)))
