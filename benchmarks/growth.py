"""How time and memory grow from 1,000 to 100,000 mentees, with the exponents of the fitted lines.

python -m benchmarks.growth             the table, and docs/images/growth.svg
python -m benchmarks.growth 20000       one size, as JSON
python -m benchmarks.growth bare 20000  the product of the same vectors and nothing else
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.candidate_pass import bare
from benchmarks.log_log import Line, drawn
from benchmarks.measured import in_its_own_process, measured
from benchmarks.problems import a_round
from mentorship.matching.assignment import solve

MODULE = "benchmarks.growth"
THOUSANDS = (1, 2, 5, 10, 20, 50, 100)
# A proof this tight is enough for the largest; everything else is solved to the last place.
LARGEST_GAP = 1e-4
PLOT = Path(__file__).parents[1] / "docs" / "images" / "growth.svg"


def run() -> None:
    print("\nn mentees, n/2 mentors: everything, scoring and proof included; bare: one product")
    print(f"{'n':>8} {'seconds':>9} {'MB':>7} {'bare s':>8} {'times bare':>11} {'gap':>9} rounds")
    found = []
    for size in (1000 * thousands for thousands in THOUSANDS):
        ours = in_its_own_process(MODULE, size)
        bare = in_its_own_process(MODULE, "bare", size)["seconds"]
        found.append(ours)
        print(
            f"{size:>8} {ours['seconds']:>9.2f} {ours['megabytes']:>7.0f} {bare:>8.2f}"
            f" {ours['seconds'] / bare:>11.1f} {ours['gap']:>9.1e} {ours['rounds']:>6}"
        )
    _plot(found)


def _plot(found: list[dict[str, Any]]) -> None:
    sizes = np.array([1000.0 * thousands for thousands in THOUSANDS])
    lines = [
        Line(label, sizes, np.array([one[what] for one in found]), unit)
        for label, what, unit in (("time", "seconds", "s"), ("memory", "megabytes", "MB"))
    ]
    PLOT.parent.mkdir(exist_ok=True)
    PLOT.write_text(drawn(lines, title="Mentees, with half as many mentors"), encoding="utf-8")
    for line in lines:
        print(f"{line.label} grows as n^{line.exponent:.2f}")


def _ours(size: int) -> dict[str, Any]:
    problem = a_round(size, size // 2, seed=size)
    found: dict[str, Any] = {}
    gap = LARGEST_GAP if size == 1000 * THOUSANDS[-1] else 1e-6
    with measured(found):
        solution = solve(
            problem.mentees, problem.mentors, problem.places, problem.may_meet, gap=gap
        )
    return found | {"gap": solution.gap, "rounds": solution.rounds}


if __name__ == "__main__":
    if len(sys.argv) == 1:
        run()
    else:
        measure = bare if sys.argv[1] == "bare" else _ours
        print(json.dumps(measure(int(sys.argv[-1]))))
