"""The best set of pairs: our flow against scipy's dense linear_sum_assignment, same scores."""

import time

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from mentorship.matching.assignment import MILLION, assign

PLACES = 2
SHARE_FORBIDDEN = 0.07


def run() -> None:
    print("assignment of n mentees to n/2 mentors with 2 places each, 7 % of pairs forbidden")
    print(f"{'n':>6} {'ours s':>8} {'dense s':>8} {'ours/dense':>11}  same total")
    for size in (200, 500, 1000):
        _one(size)


def _one(size: int) -> None:
    random = np.random.default_rng(size)
    scores = np.round(random.random((size, size // 2)), 6)
    may_meet = random.random(scores.shape) >= SHARE_FORBIDDEN
    places = np.full(size // 2, PLACES)
    started = time.perf_counter()
    ours = assign(scores, may_meet, places, seed=0)
    between = time.perf_counter()
    dense = _dense_total(scores, may_meet)
    ended = time.perf_counter()
    seconds, peer = between - started, ended - between
    same = abs(ours.total / MILLION - dense) < 1e-6
    print(f"{size:>6} {seconds:>8.2f} {peer:>8.2f} {seconds / peer:>11.2f}  {same}")


def _dense_total(scores: NDArray[np.float64], may_meet: NDArray[np.bool_]) -> float:
    """The total of the best assignment, each mentor repeated once for every place."""
    # A forbidden pair costs more than all others together, so that coverage comes first.
    worth = np.repeat(np.where(may_meet, scores, -float(len(scores))), PLACES, axis=1)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    chosen = worth[rows, columns]
    return float(chosen[chosen >= 0].sum())
