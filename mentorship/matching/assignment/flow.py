"""Flows from mentees to mentors' places: the largest, and among the largest the best.

    source → (group →) mentee → mentor → sink

Whole numbers throughout. Source: Ahuja, Magnanti, Orlin 1993, Network Flows, chapters 7 and 10.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow, min_cost_flow

from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.assignment.pairs import Pairs
from mentorship.matching.assignment.problem import NOBODY, Problem

Nodes: TypeAlias = NDArray[np.int32]
SOURCE, SINK, PEOPLE = 0, 1, 2
# The solver's potentials reach 3 × nodes × scaled costs, and costs are scaled by the nodes.
POTENTIALS = 1 << 61
FINEST, COARSEST = 1 << 50, 10**6


@dataclass(frozen=True, slots=True)
class Seats:
    """How many of whom are served.

    group   (mentees,) NOBODY for those who stay out, 0 for those who are all served, and from 1
            on for those of whom only some are
    counts  (groups,) how many of each group are served
    """

    group: Integers
    counts: Integers

    @property
    def served(self) -> int:
        return int(self.counts.sum())


def every(mentees: Integers, *, of: int) -> Seats:
    """Room for all of these mentees, for those who ask how many can be served."""
    group = np.full(of, NOBODY, dtype=np.int64)
    group[mentees] = 0
    return Seats(group, np.array([mentees.size], dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Network:
    """Arcs by tail, head and capacity: to the mentees, to the groups, the pairs, the places.

    asks   the mentees who take part, in the order of their arcs
    order  which of the pairs take part, in the order of their arcs
    first  the number of the first pair's arc
    """

    asks: Integers
    order: Integers
    first: int
    tails: Nodes
    heads: Nodes
    capacities: Integers


def network(problem: Problem, pairs: Pairs, seats: Seats) -> Network:
    """The network of these pairs and groups, everybody numbered and heard in an order by chance.

    Among sets that are equally good the seed decides, and not who stands first.
    """
    mentees, mentors = problem.size
    chance = np.random.default_rng(problem.seed)
    asking = PEOPLE + chance.permutation(mentees).astype(np.int32)
    offering = PEOPLE + mentees + chance.permutation(mentors).astype(np.int32)
    grouping = PEOPLE + mentees + mentors + np.arange(seats.counts.size, dtype=np.int32)
    order = np.flatnonzero(seats.group[pairs.mentees] != NOBODY)
    nodes = PEOPLE + mentees + mentors + seats.counts.size
    heard = asking[pairs.mentees[order]] * np.int64(nodes) + offering[pairs.mentors[order]]
    order = order[np.argsort(heard)]
    del heard
    asks = np.flatnonzero(seats.group != NOBODY)
    asks = asks[np.argsort(asking[asks])]
    partial = np.arange(1, seats.counts.size)
    sources = np.where(seats.group[asks] == 0, SOURCE, grouping[seats.group[asks]])
    tails = [sources, np.full(partial.size, SOURCE), asking[pairs.mentees[order]], offering]
    heads = [asking[asks], grouping[partial], offering[pairs.mentors[order]]]
    capacities = np.ones(asks.size + partial.size + order.size + mentors, dtype=np.int64)
    capacities[asks.size : asks.size + partial.size] = seats.counts[partial]
    capacities[capacities.size - mentors :] = problem.places
    return Network(
        asks,
        order,
        asks.size + partial.size,
        np.concatenate(tails).astype(np.int32, copy=False),
        np.concatenate([*heads, np.full(mentors, SINK)]).astype(np.int32, copy=False),
        capacities,
    )


def most(problem: Problem, pairs: Pairs, seats: Seats) -> Integers:
    """(mentees,) the mentor of each, as many of each group as may be and not more."""
    net = network(problem, pairs, seats)
    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(net.tails, net.heads, net.capacities)
    order, first = net.order, net.first
    del net
    _optimal(flow, flow.solve(SOURCE, SINK))
    return _mentor_of(pairs, order[_flows(flow, first, order.size) > 0], of=problem.size[0])


def most_by_rank(problem: Problem, pairs: Pairs, rank: Integers) -> Integers:
    """(mentees,) the mentor of each: as many as may be, and of all such sets the first by rank.

    rank  (mentees,) higher goes first

    The sets that can be served together are the independent sets of a matroid, so the best basis
    depends on the order of the ranks alone, and is the best at every level. Source: Edmonds 1971.
    """
    net = network(problem, pairs, every(problem.mentees, of=rank.size))
    costs = np.zeros(net.tails.size, dtype=np.int64)
    costs[: net.asks.size] = -rank[net.asks]
    return _cheapest(problem, pairs, net, costs, supply=net.asks.size)


def best_total(problem: Problem, pairs: Pairs, seats: Seats, *, costs: Integers) -> Integers:
    """(mentees,) the mentor of each: exactly the seats' counts, at the least sum of costs.

    costs  (pairs,) of all these pairs; those of mentees who stay out are left aside
    """
    net = network(problem, pairs, seats)
    of_arcs = np.zeros(net.tails.size, dtype=np.int64)
    of_arcs[net.first : net.first + net.order.size] = costs[net.order]
    return _cheapest(problem, pairs, net, of_arcs, supply=seats.served)


def _cheapest(
    problem: Problem, pairs: Pairs, net: Network, costs: Integers, *, supply: int
) -> Integers:
    """(mentees,) the mentor of each in the cheapest of the largest flows of at most this supply."""
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(net.tails, net.heads, net.capacities, costs)
    flow.set_node_supply(SOURCE, supply)
    flow.set_node_supply(SINK, -supply)
    _optimal(flow, flow.solve_max_flow_with_min_cost())
    chosen = net.order[_flows(flow, net.first, net.order.size) > 0]
    return _mentor_of(pairs, chosen, of=problem.size[0])


def _flows(
    flow: max_flow.SimpleMaxFlow | min_cost_flow.SimpleMinCostFlow, first: int, count: int
) -> Integers:
    """(pairs,) what flows along each pair's arc."""
    return np.asarray(flow.flows(np.arange(first, first + count, dtype=np.int32)))


def _mentor_of(pairs: Pairs, chosen: Integers, *, of: int) -> Integers:
    """(mentees,) the mentor of each in these chosen pairs."""
    found = np.full(of, NOBODY, dtype=np.int64)
    found[pairs.mentees[chosen]] = pairs.mentors[chosen]
    return found


def _optimal(
    flow: max_flow.SimpleMaxFlow | min_cost_flow.SimpleMinCostFlow,
    status: max_flow.SimpleMaxFlow.Status | min_cost_flow.SimpleMinCostFlow.Status,
) -> None:
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the flow solver ended with {status.name}")


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole numbers that stand for utilities: (utility - zero) × scale, rounded.

    As fine as the solver bears for this many nodes; a millionth of the range at the coarsest.
    """

    zero: float
    scale: float

    def whole(self, worth: Floats) -> Integers:
        return np.rint((worth - self.zero) * self.scale).astype(np.int64)

    def worth(self, whole: Floats | Integers) -> Floats:
        """How much utility so many steps are."""
        return np.asarray(whole / self.scale, dtype=np.float64)


def grid(worth: Floats, *, nodes: int) -> Grid:
    """The finest grid for these utilities."""
    low, high = float(worth.min(initial=np.inf)), float(worth.max(initial=-np.inf))
    if not high > low:
        return Grid(low if np.isfinite(low) else 0.0, 1.0)
    steps = max(COARSEST, min(FINEST, POTENTIALS // (3 * (nodes + 4) ** 2)))
    return Grid(low, steps / (high - low))
