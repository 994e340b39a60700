"""The same result over two worker processes through joblib's Dask backend, and what it costs."""

import time

import numpy as np
from distributed import Client, LocalCluster
from joblib import parallel_config

from benchmarks.problems import Problem, a_round
from mentorship.matching.assignment import Solution, solve

SIZE = 10_000
WORKERS = 2


def run() -> None:
    problem = a_round(SIZE, SIZE // 2, seed=SIZE)
    alone, here = _timed(problem)
    with (
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster),
        parallel_config(backend="dask"),
    ):
        spread, there = _timed(problem)
    same = bool(np.array_equal(alone.mentor_of, spread.mentor_of)) and alone.total == spread.total
    print(
        f"\n{SIZE} mentees over {WORKERS} Dask workers on this machine: same result {same}, ",
        end="",
    )
    print(f"{there:.1f} s against {here:.1f} s in one process ({there / here - 1:+.0%})")


def _timed(problem: Problem) -> tuple[Solution, float]:
    began = time.perf_counter()
    solution = solve(
        problem.mentees, problem.mentors, problem.places, problem.may_meet, n_jobs=WORKERS
    )
    return solution, time.perf_counter() - began


if __name__ == "__main__":
    run()
