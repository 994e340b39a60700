"""Of all equally good sets of pairs, the one in which most people keep the mentor they have.

The last objective, after everything else. Utilities are counted in whole steps, as fine as the
flow solver bears, and one step outweighs everybody's staying together: two sets are equally good
when no pair makes a difference of a step (at 500 mentees and 250 mentors a billionth of the range).
"""

import numpy as np
from ortools.graph.python import min_cost_flow

from mentorship.matching.arrays import Floats, Integers, Mask
from mentorship.matching.assignment import NOBODY
from mentorship.matching.what_if.situation import Stand

# The solver's potentials reach 3 × nodes × scaled costs, and costs are scaled by the nodes.
POTENTIALS = 1 << 61
ROUNDING = 1e-7


def most_stays(stand: Stand, *, now: Integers) -> Integers:
    """(mentees,) as good as the pairs of this stand, and as near to `now` as that allows.

    now  (mentees,) the pairs before
    Where priority decides who is seated, exactly the people of the stand are seated.
    """
    best = stand.mentor_of
    if (best == now).all():
        return best
    worth = stand.situation.worth
    steps = _in_steps(worth)
    mentees = np.flatnonzero(_who_moves(stand))
    stays = np.zeros(worth.shape, dtype=np.int64)
    kept = np.flatnonzero(now != NOBODY)
    stays[kept, now[kept]] = 1
    found = best.copy()
    found[mentees] = _flow(
        (steps * (best.size + 1) + stays)[mentees],
        (_as_good(stand) & _worth_its_price(stand, worth))[mentees],
        places=stand.situation.open_places,
    )
    return found if _value(steps, found) >= _value(steps, best) else best


def _who_moves(stand: Stand) -> Mask:
    """(mentees,) whose mentor is open; those who wait by priority keep waiting."""
    ranked = stand.situation.priority is not None
    open_ = stand.mentor_of != NOBODY if ranked else np.ones(stand.mentor_of.size, dtype=bool)
    open_[[mentee for mentee, _ in stand.situation.pins]] = False
    return np.asarray(open_)


def _as_good(stand: Stand) -> Mask:
    """(mentees, mentors) allowed, and not below the worst-off pair where that counts."""
    permitted = stand.situation.movable()
    if stand.situation.floor is None:
        return permitted
    scores, seats = stand.situation.scores, stand.free_mentor_of
    seated = np.flatnonzero(seats != NOBODY)
    return np.asarray(permitted & (scores >= scores[seated, seats[seated]].min(initial=np.inf)))


def _worth_its_price(stand: Stand, worth: Floats) -> Mask:
    """(mentees, mentors) the pairs that can stand in a best set at all: complementary slackness.

    What the proof leaves open and what rounding blurs is let in; too many only cost time.
    """
    left_open = stand.solution.bound - stand.solution.total
    surplus = np.where(_as_good(stand), worth - stand.solution.prices, -np.inf)
    best = surplus.max(axis=1, initial=-np.inf, keepdims=True)
    near = np.asarray(surplus >= best - left_open - ROUNDING)
    seated = np.flatnonzero(stand.mentor_of != NOBODY)
    near[seated, stand.mentor_of[seated]] = True
    return near


def _in_steps(worth: Floats) -> Integers:
    """(mentees, mentors) whole numbers in the order of the utilities, from zero."""
    mentees, mentors = worth.shape
    finest = POTENTIALS // (3 * (mentees + mentors + 4) ** 2 * (mentees + 2))
    low, high = worth.min(initial=np.inf), worth.max(initial=-np.inf)
    steps = finest / (high - low) if high > low else 1.0
    return np.asarray(np.rint((worth - low) * steps), dtype=np.int64)


def _value(worth: Integers, mentor_of: Integers) -> tuple[int, int]:
    """How many are paired, and the total in steps."""
    paired = np.flatnonzero(mentor_of != NOBODY)
    return paired.size, int(worth[paired, mentor_of[paired]].sum())


def _flow(worth: Integers, permitted: Mask, *, places: Integers) -> Integers:
    """(mentees,) the mentor of each in the largest flow of the greatest worth."""
    mentees, mentors = permitted.shape
    rows, columns = np.nonzero(permitted)
    found = np.full(mentees, NOBODY, dtype=np.int64)
    flow = min_cost_flow.SimpleMinCostFlow()
    sink = mentees + mentors
    source = sink + 1
    asks, offers = np.arange(mentees), mentees + np.arange(mentors)
    ones, none = np.ones(rows.size, dtype=np.int64), np.zeros(sink, dtype=np.int64)
    pairs = flow.add_arcs_with_capacity_and_unit_cost(
        asks[rows], offers[columns], ones, -worth[rows, columns]
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([np.full(mentees, source), offers]),
        np.concatenate([asks, np.full(mentors, sink)]),
        np.concatenate([np.ones(mentees, dtype=np.int64), places]),
        none,
    )
    flow.set_node_supply(source, mentees)
    flow.set_node_supply(sink, -mentees)
    status = flow.solve_max_flow_with_min_cost()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the flow solver ended with {status.name}")
    chosen = np.asarray(flow.flows(pairs)) > 0
    found[rows[chosen]] = columns[chosen]
    return found
