"""The first look at all pairs, rules and sorting inside, against the bare product of its shape.

python -m benchmarks.candidate_pass            the table
python -m benchmarks.candidate_pass look 20000  one measurement, as JSON
"""

import json
import sys
from functools import partial
from typing import Any

import numpy as np

from benchmarks.measured import best_of, in_its_own_process, measured
from benchmarks.problems import a_round
from mentorship.matching.assignment.opening import opening
from mentorship.matching.assignment.problem import Problem, Rules
from mentorship.matching.assignment.scored import scored_by

MODULE = "benchmarks.candidate_pass"
SIZES = (5_000, 10_000, 20_000)
TIMES = 3
BLOCK = 1024


def run() -> None:
    print("\neverybody's best permitted mentors, and each mentor's best mentees, in one pass")
    print(f"{'n':>7} {'pass s':>8} {'bare s':>8} {'ratio':>6}")
    for size in SIZES:
        ours, bare = (
            best_of(TIMES, partial(in_its_own_process, MODULE, what, size))
            for what in ("look", "bare")
        )
        ratio = ours["seconds"] / bare["seconds"]
        print(f"{size:>7} {ours['seconds']:>8.2f} {bare['seconds']:>8.2f} {ratio:>6.2f}")


def look(size: int) -> dict[str, Any]:
    made = a_round(size, size // 2, seed=size)
    problem = Problem(
        scored=scored_by(made.mentees, made.mentors),
        rules=Rules(made.may_meet, made.places > 0),
        mentees=np.arange(size),
        places=made.places,
        level=np.zeros(size, dtype=np.int64),
        utility=None,
        seed=0,
        n_jobs=None,
    )
    found: dict[str, Any] = {}
    with measured(found):
        known = opening(problem)
    return found | {"pairs": int(known.pairs.mentees.size)}


def bare(size: int) -> dict[str, Any]:
    """Every score once, in blocks, and nothing done with it."""
    made = a_round(size, size // 2, seed=size)
    found: dict[str, Any] = {}
    block = np.empty((BLOCK, len(made.mentors)), dtype=np.float32)
    with measured(found):
        for start in range(0, size, BLOCK):
            rows = made.mentees[start : start + BLOCK]
            np.matmul(rows, made.mentors.T, out=block[: len(rows)])
    return found


if __name__ == "__main__":
    if len(sys.argv) == 1:
        run()
    else:
        measure = look if sys.argv[1] == "look" else bare
        print(json.dumps(measure(int(sys.argv[2]))))
