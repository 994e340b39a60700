"""Tasks for the solver, and slow answers that are plainly right to hold it against."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

NOBODY = -1
NAN = float("nan")


@dataclass(frozen=True)
class Task:
    """What the solver is asked; the scores are ready, (mentees, mentors)."""

    scores: Floats
    may_meet: Mask
    places: Integers
    pins: tuple[tuple[int, int], ...] = ()
    priority: Floats | None = None
    floor: str | None = None
    utility: Callable[[Floats], Floats] | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """The same as arguments of `solve`."""
        rest = ("places", "may_meet", "pins", "priority", "floor", "utility")
        vectors = {"mentee_vectors": self.scores, "mentor_vectors": np.eye(len(self.places))}
        return vectors | {name: getattr(self, name) for name in rest}

    @property
    def worth(self) -> Floats:
        """What the total adds up, (mentees, mentors)."""
        return self.utility(self.scores) if self.utility else self.scores

    @property
    def free(self) -> Integers:
        """Places that no pin has taken, (mentors,)."""
        taken = np.array([mentor for _, mentor in self.pins], dtype=np.int64)
        return self.places - np.bincount(taken, minlength=len(self.places))

    @property
    def unpinned(self) -> Mask:
        """(mentees,)"""
        pinned = [mentee for mentee, _ in self.pins]
        return ~np.isin(np.arange(len(self.scores)), pinned)

    @property
    def levels(self) -> list[Integers]:
        """The unpinned mentees of each priority, those who go first at the front."""
        priority = np.zeros(len(self.scores)) if self.priority is None else self.priority
        rows = np.flatnonzero(self.unpinned)
        return [rows[priority[rows] == level] for level in np.unique(priority)[::-1]]


class Outcome(NamedTuple):
    """One set of pairs as the objective sees it, without the pins, in order of importance."""

    coverage: int
    served: tuple[int, ...]  # how many of each priority, those who go first at the front
    floor: float  # NaN when there is no pair
    total: float


def outcome(task: Task, mentor_of: Integers) -> Outcome:
    """What the objective says of these pairs, which are found to be lawful."""
    rows = np.flatnonzero(mentor_of != NOBODY)
    assert task.may_meet[rows, mentor_of[rows]].all(), "a forbidden pair"
    assert all(mentor_of[mentee] == mentor for mentee, mentor in task.pins), "a pin is lost"
    taken = np.bincount(mentor_of[rows], minlength=len(task.places))
    assert (taken <= task.places).all(), "more mentees than places"
    rows = rows[task.unpinned[rows]]
    return Outcome(
        coverage=len(rows),
        served=tuple(int((mentor_of[level] != NOBODY).sum()) for level in task.levels),
        floor=float(task.scores[rows, mentor_of[rows]].min()) if len(rows) else NAN,
        total=float(task.worth[rows, mentor_of[rows]].sum()),
    )


@cache
def _every_choice(mentees: int, mentors: int) -> Integers:
    every = list(product(range(NOBODY, mentors), repeat=mentees))
    return np.array(every, dtype=np.int64).reshape(len(every), mentees)


def _lawful_choices(task: Task) -> Integers:
    mentees, mentors = task.scores.shape
    choices = _every_choice(mentees, mentors)
    fine = np.ones(len(choices), dtype=bool)
    for mentor in range(mentors):
        fine &= (choices == mentor).sum(axis=1) <= task.places[mentor]
    for mentee in range(mentees):
        # The last column stands for nobody, index -1.
        fine &= np.append(task.may_meet[mentee], True)[choices[:, mentee]]
    for mentee, mentor in task.pins:
        fine &= choices[:, mentee] == mentor
    return choices[fine]


def brute_force(task: Task) -> Outcome:
    """The best of every lawful set of pairs; the floor is NaN when nobody asked for it."""
    choices = _lawful_choices(task)
    rows = np.flatnonzero(task.unpinned)

    def of_pairs(values: Floats, nobody: float) -> Floats:
        return np.pad(values, ((0, 0), (0, 1)), constant_values=nobody)[rows, choices[:, rows]]

    served = choices != NOBODY
    ranking = [served.sum(axis=1)]
    ranking += [served[:, level].sum(axis=1) for level in task.levels]
    if task.floor == "best":
        ranking.append(of_pairs(task.scores, np.inf).min(axis=1, initial=np.inf))
    ranking.append(of_pairs(task.worth, 0.0).sum(axis=1))
    keep = np.arange(len(choices))
    for values in ranking:
        keep = keep[values[keep] == values[keep].max()]
    best = outcome(task, choices[keep[0]])
    return best if task.floor == "best" else best._replace(floor=NAN)


def _seated(allowed: Mask, free: Integers) -> int:
    """How many of these mentees can be seated at once."""
    seats = np.repeat(allowed, free, axis=1)
    if not seats.any():
        return 0
    found = maximum_bipartite_matching(csr_array(seats), perm_type="column")
    return int((found != NOBODY).sum())


def served_by_level(task: Task, allowed: Mask) -> tuple[int, ...]:
    """How many of each priority the best served set holds.

    Sets of mentees that can be seated together are the independent sets of a matroid, so putting
    the first levels first costs no coverage: as many of them are served as if they came alone.
    """
    together = np.cumsum([0, *map(len, task.levels)])
    everybody = np.concatenate([*task.levels, np.array([], dtype=np.int64)])
    ranks = [_seated(allowed[everybody[:many]], task.free) for many in together]
    return tuple(int(more) for more in np.diff(ranks))


def best_floor(task: Task, served: tuple[int, ...]) -> float:
    """The greatest score that all pairs can reach while as many are served; NaN without pairs."""
    if not sum(served):
        return NAN
    values = np.unique(task.scores[task.may_meet & task.unpinned[:, None]])
    low, high = 0, len(values) - 1
    while low < high:
        middle = (low + high + 1) // 2
        enough = served_by_level(task, task.may_meet & (task.scores >= values[middle])) == served
        low, high = (middle, high) if enough else (low, middle - 1)
    return float(values[low])


def _best_total(task: Task, allowed: Mask, served: tuple[int, ...]) -> float:
    """The greatest total when exactly so many of each level are served.

    Everybody sits down: on a mentor's place, or on one of the waiting chairs of her own level, of
    which there are exactly as many as her level has people too many. No penalty is needed.
    """
    columns = [np.repeat(np.where(allowed, -task.worth, np.inf), task.free, axis=1)]
    for level, count in zip(task.levels, served, strict=True):
        chairs = np.full((len(task.scores), len(level) - count), np.inf)
        chairs[level] = 0.0
        columns.append(chairs)
    costs = np.hstack(columns)[task.unpinned]
    rows, seats = linear_sum_assignment(costs)
    assert len(rows) == len(costs)
    return float(-costs[rows, seats].sum())


def _allowed(task: Task, floor: float) -> Mask:
    """NaN stands for a floor that nobody asked for, or of no pairs at all."""
    return task.may_meet if np.isnan(floor) else task.may_meet & (task.scores >= floor)


def dense_optimum(task: Task) -> Outcome:
    """The optimum by scipy's dense assignment, every place a column of its own."""
    served = served_by_level(task, task.may_meet)
    floor = best_floor(task, served) if task.floor == "best" else NAN
    total = _best_total(task, _allowed(task, floor), served)
    return Outcome(sum(served), served, floor, total)


def ceiling(task: Task, prices: Floats, best: Outcome) -> float:
    """What no set of pairs with this coverage, priority and floor exceeds, at any prices >= 0.

    Whoever is served pays the price of her place and keeps the rest, at most her greatest rest.
    A mentor without a free place is no mentor here, whatever a place would cost.
    """
    allowed = _allowed(task, best.floor) & (task.free > 0)
    rests = np.where(allowed, task.worth - prices, -np.inf).max(axis=1, initial=-np.inf)
    kept = [
        np.sort(rests[level])[len(level) - count :].sum()
        for level, count in zip(task.levels, best.served, strict=True)
    ]
    return float(task.free @ prices + sum(kept))


def by_hand(task: Task) -> Integers:
    """The best pair first, then the best of those left, and so on; ties by row."""
    mentor_of = np.full(len(task.scores), NOBODY)
    free = task.free.copy()
    for mentee, mentor in task.pins:
        mentor_of[mentee] = mentor
    for pair in np.argsort(-task.scores, axis=None, kind="stable"):
        mentee, mentor = divmod(int(pair), task.scores.shape[1])
        if mentor_of[mentee] == NOBODY and free[mentor] and task.may_meet[mentee, mentor]:
            mentor_of[mentee] = mentor
            free[mentor] -= 1
    return mentor_of


class Solved(Protocol):
    """What the solver answers."""

    mentor_of: Integers
    total: float
    bound: float
    gap: float
    prices: Floats
    floor: float


def examine(task: Task, solution: Solved, best: Outcome, *, gap: float = 1e-6) -> None:
    """Nothing that the contract says of a solution is untrue of this one."""
    found = outcome(task, solution.mentor_of)
    unit = max(1.0, abs(found.total))
    # Sums of float64 in another order differ by no more than this.
    rounding = 1e-9 * (1 + best.coverage) * np.abs(task.worth[task.may_meet]).max(initial=0.0)
    assert (found.coverage, found.served) == (best.coverage, best.served)
    assert task.floor is None or np.array_equal(found.floor, best.floor, equal_nan=True)
    assert best.total - gap * unit - rounding <= found.total <= best.total + rounding
    assert abs(solution.total - found.total) <= rounding
    assert solution.bound >= best.total - rounding, "the bound is no bound"
    difference = (solution.bound - solution.total) / max(1.0, abs(solution.total))
    assert abs(solution.gap - difference) <= 1e-15
    assert solution.gap <= gap
    assert np.array_equal(solution.floor, found.floor, equal_nan=True)
    assert solution.prices.shape == task.places.shape
    assert (solution.prices >= 0).all()
    proven = ceiling(task, solution.prices, best)
    assert proven <= found.total + 2 * gap * unit + rounding, "the prices prove less"
