"""The best set of pairs: ours against scipy's dense linear_sum_assignment, scoring included.

python -m benchmarks.assignment            the table
python -m benchmarks.assignment ours 2000  one measurement, as JSON
"""

import json
import sys
from functools import partial
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.measured import best_of, in_its_own_process, measured
from benchmarks.problems import Problem, a_round
from mentorship.matching.assignment import solve

MODULE = "benchmarks.assignment"
SIZES = (500, 2_000, 5_000, 10_000)
# Small ones are over in the twinkling of an eye, and the machine is never quite still.
TIMES = {500: 5, 2_000: 3}
PINNED_SHARE = 0.02
# Dearer than all else together, so that coverage comes first for the dense solver too.
FORBIDDEN = 1e6


def run() -> None:
    print("\nn mentees, n/2 mentors with 1 to 4 places, own institution forbidden, 2 % pinned")
    print(
        f"{'n':>7} {'ours s':>8} {'dense s':>8} {'faster':>7} {'ours MB':>8} {'dense MB':>9}",
        end="",
    )
    print(f" {'memory':>7}  same pairs and total, gap")
    for size in SIZES:
        ours, dense = (_best(who, size) for who in ("ours", "dense"))
        same = ours["paired"] == dense["paired"] and abs(ours["total"] - dense["total"]) < 1e-6
        print(
            f"{size:>7} {ours['seconds']:>8.2f} {dense['seconds']:>8.2f}"
            f" {dense['seconds'] / ours['seconds']:>7.1f} {ours['megabytes']:>8.0f}"
            f" {dense['megabytes']:>9.0f} 1/{dense['megabytes'] / ours['megabytes']:<5.1f}"
            f"  {same}, {ours['gap']:.1e}"
        )


def _best(who: str, size: int) -> dict[str, Any]:
    return best_of(TIMES.get(size, 1), partial(in_its_own_process, MODULE, who, size))


def _pins(problem: Problem) -> list[tuple[int, int]]:
    """The first mentees in a row with mentors of their own, whom they may meet."""
    count = int(PINNED_SHARE * len(problem.mentees))
    apart = problem.her_institution[:count] != problem.their_institution[:count]
    return [(int(i), int(i)) for i in np.flatnonzero(apart)]


def _ours(problem: Problem) -> dict[str, Any]:
    found: dict[str, Any] = {}
    pins = _pins(problem)
    with measured(found):
        solution = solve(
            problem.mentees, problem.mentors, problem.places, problem.may_meet, pins=pins
        )
    paired = int((solution.mentor_of >= 0).sum()) - len(pins)
    return found | {"paired": paired, "total": solution.total, "gap": solution.gap}


def _dense(problem: Problem) -> dict[str, Any]:
    """The leanest dense way: each place a column of its own, one matrix and no copy of it."""
    found: dict[str, Any] = {}
    pins = dict(_pins(problem))
    with measured(found):
        free = problem.places - np.bincount(list(pins.values()), minlength=problem.places.size)
        seats = np.repeat(np.arange(problem.places.size), free)
        asking = np.setdiff1d(np.arange(len(problem.mentees)), list(pins))
        offers = problem.mentors[seats].astype(np.float64)
        cost = problem.mentees[asking].astype(np.float64) @ -offers.T
        for row, mentee in enumerate(asking):
            cost[row, problem.their_institution[seats] == problem.her_institution[mentee]] = (
                FORBIDDEN
            )
        rows, columns = linear_sum_assignment(cost)
    chosen = cost[rows, columns]
    permitted = chosen[chosen < FORBIDDEN]
    return found | {"paired": permitted.size, "total": -float(permitted.sum())}


if __name__ == "__main__":
    if len(sys.argv) == 1:
        run()
    else:
        who, size = sys.argv[1], int(sys.argv[2])
        problem = a_round(size, size // 2, seed=size)
        print(json.dumps((_ours if who == "ours" else _dense)(problem)))
