"""The best set of pairs for the whole cohort, and the proof that there is no better one.

Most mentees first, then the greatest total. Solved as a flow of maximal size and minimal cost;
the proof comes from prices of places that are computed afterwards and independently of the
solver. Source: Ahuja, Magnanti, Orlin 1993, Network Flows, chapters 9 and 12.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from mentorship.matching.arrays import Floats, Integers, Mask

# Utilities are whole numbers for the solver: a millionth is finer than any score is meant.
MILLION = 1_000_000
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who meets whom, and how good it could have been at most.

    mentor_of  (mentees,) the mentor's index, or NOBODY
    total      sum of the utilities of all pairs, in millionths
    bound      no set of as many pairs has a greater total, in millionths
    prices     (mentors,) what one more place with this mentor is worth at least, in millionths,
               one more pair included
    status     what the solver said
    """

    mentor_of: Integers
    total: int
    bound: int
    prices: Integers
    status: str

    @property
    def gap(self) -> float:
        """How much better another solution could be, as a share; 0 is a proven optimum."""
        return (self.bound - self.total) / max(MILLION, abs(self.total))

    @property
    def paired(self) -> int:
        return int((self.mentor_of != NOBODY).sum())


def in_millionths(utilities: Floats) -> Integers:
    """The nearest whole number of millionths."""
    return np.rint(utilities * MILLION).astype(np.int64)


def assign(utilities: Floats, may_meet: Mask, places: Integers, *, seed: int = 0) -> Assignment:
    """Pair as many mentees as possible, and of all such sets take one with the greatest total.

    utilities  (mentees, mentors), higher is better, any finite numbers
    may_meet   same shape; a False is never overridden, whatever the utility
    places     (mentors,), how many mentees each can take, zero or more
    seed       decides between sets that are equally good

    A mentee for whom nobody is permitted stays unpaired: that is a result, not an error.
    Equal input always gives equal output. Raises ValueError when the input makes no sense.
    """
    _check(utilities, may_meet, places)
    chance = np.random.default_rng(seed)
    rows = chance.permutation(utilities.shape[0])
    columns = chance.permutation(utilities.shape[1])
    worth = in_millionths(utilities)
    shuffled = np.ix_(rows, columns)
    found, status = _flow(worth[shuffled], may_meet[shuffled], places[columns])
    mentor_of = np.full(utilities.shape[0], NOBODY, dtype=np.int64)
    seated = found != NOBODY
    mentor_of[rows[seated]] = columns[found[seated]]
    return _proven(worth, may_meet & (places > 0), places, mentor_of=mentor_of, status=status)


def _check(utilities: Floats, may_meet: Mask, places: Integers) -> None:
    if utilities.ndim != 2 or utilities.shape != may_meet.shape:
        raise ValueError("utilities and may_meet are both (mentees, mentors)")
    if places.shape != (utilities.shape[1],):
        raise ValueError("places is (mentors,)")
    if (places < 0).any():
        raise ValueError("nobody has fewer than zero places")
    if not np.isfinite(utilities).all():
        raise ValueError("every utility is a finite number")


def _flow(worth: Integers, may_meet: Mask, places: Integers) -> tuple[Integers, str]:
    """(mentees,) the mentor of each, from the largest flow of the least cost."""
    mentees, mentors = worth.shape
    rows, columns = np.nonzero(may_meet & (places > 0))
    found = np.full(mentees, NOBODY, dtype=np.int64)
    if rows.size == 0:
        return found, "NOTHING_PERMITTED"
    source, sink = 0, 1 + mentees + mentors
    flow = min_cost_flow.SimpleMinCostFlow()
    asks, offers = np.arange(mentees) + 1, np.arange(mentors) + 1 + mentees
    _arcs(flow, np.full(mentees, source), asks)
    pairs = flow.add_arcs_with_capacity_and_unit_cost(
        asks[rows], offers[columns], np.ones(rows.size, dtype=np.int64), -worth[rows, columns]
    )
    _arcs(flow, offers, np.full(mentors, sink), capacities=places)
    flow.set_node_supply(source, mentees)
    flow.set_node_supply(sink, -mentees)
    status = flow.solve_max_flow_with_min_cost()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the flow solver ended with {status.name}")
    chosen = np.asarray(flow.flows(pairs)) > 0
    found[rows[chosen]] = columns[chosen]
    return found, str(status.name)


def _arcs(
    flow: min_cost_flow.SimpleMinCostFlow,
    tails: Integers,
    heads: Integers,
    *,
    capacities: Integers | None = None,
) -> None:
    """Arcs without cost; one person each where no capacity is named."""
    ones = np.ones(tails.size, dtype=np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(
        tails, heads, ones if capacities is None else capacities, 0 * ones
    )


def _proven(
    worth: Integers, may_meet: Mask, places: Integers, *, mentor_of: Integers, status: str
) -> Assignment:
    """The pairs with their total and a bound on every other set of as many pairs."""
    seated = np.flatnonzero(mentor_of != NOBODY)
    total = int(worth[seated, mentor_of[seated]].sum())
    # One pair more outweighs any total, so that coverage and total are one objective.
    one_pair = _more_than_any_total(worth, may_meet)
    with_pair = np.where(may_meet, worth + one_pair, np.int64(0))
    prices = least_prices(with_pair, may_meet, mentor_of=mentor_of)
    bound = dual_bound(with_pair, may_meet, prices=prices, places=places)
    return Assignment(mentor_of, total, bound - one_pair * seated.size, prices, status)


def _more_than_any_total(worth: Integers, may_meet: Mask) -> int:
    largest = int(np.abs(worth[may_meet]).max(initial=0))
    return 2 * largest * int(worth.shape[0]) + 1


def least_prices(worth: Integers, may_meet: Mask, *, mentor_of: Integers) -> Integers:
    """(mentors,) the least prices at which nobody would rather have another place.

    Labels are corrected along the ways in which one mentee could move from her mentor to another
    until nothing changes. If the pairs are not optimal it never would; the loop ends anyway, and
    the bound that follows from the prices stays a bound, only not a tight one.
    """
    mentors = worth.shape[1]
    prices = np.zeros(mentors, dtype=np.int64)
    if mentors == 0:
        return prices
    unseated = (mentor_of == NOBODY)[:, None] & may_meet
    prices = np.maximum(prices, np.where(unseated, worth, 0).max(axis=0, initial=0))
    moves = _best_moves(worth, may_meet, mentor_of=mentor_of)
    for _ in range(mentors + 1):
        corrected = np.maximum(prices, (prices[:, None] + moves).max(axis=0))
        if (corrected == prices).all():
            break
        prices = np.asarray(corrected)
    return prices


def _best_moves(worth: Integers, may_meet: Mask, *, mentor_of: Integers) -> Integers:
    """(mentors, mentors) the most that somebody seated with the first gains with the second."""
    mentors = worth.shape[1]
    never = np.iinfo(np.int64).min // 4
    moves = np.full((mentors, mentors), never, dtype=np.int64)
    for mentee in np.flatnonzero(mentor_of != NOBODY):
        now = mentor_of[mentee]
        gains = np.where(may_meet[mentee], worth[mentee] - worth[mentee, now], never)
        np.maximum(moves[now], gains, out=moves[now])
    return moves


def dual_bound(worth: Integers, may_meet: Mask, *, prices: Integers, places: Integers) -> int:
    """No set of pairs is worth more: weak duality, true for any prices of zero or more."""
    surplus = np.where(may_meet, worth - prices, 0).max(axis=1, initial=0)
    return int((places * prices).sum() + np.maximum(surplus, 0).sum())
