"""The whole road against PyPI mentor-match and PyPI matching, on mentor-match's kind of problem.

Each person has a grade, an organisation and a profession; nobody meets a colleague; the mentor is
one or two grades ahead; one mentee for each mentor. Points are those of mentor-match's own web
application. Ours turns the rules into vectors, chooses, and proves that nothing is better.
mentor-match looks at the points alone and may leave somebody out for them; ours serves first, and
is shown by total too.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorship.matching.assignment import solve

SIZES = (50, 100, 200, 400, 500)
GRADES, ORGANISATIONS, PROFESSIONS = 11, 20, 15
# Nearly everybody has somebody one or two grades ahead, so that the totals can be compared.
LOWER_GRADES, HIGHER_GRADES = (0, 9), (1, 11)
POINTS = {"two_grades": 12, "one_grade": 9, "profession": 10}
PEERS = Path(sys.prefix) / "peers"
TIMES = 5

Codes = NDArray[np.int64]


def run() -> None:
    print("\nn mentees and n mentors by grade, organisation and profession, one place each")
    print(f"{'n':>5} {'':<14}{'seconds':>9} {'slower':>8} {'served':>7} {'points':>8}")
    for size in SIZES:
        _one(size)


def _one(size: int) -> None:
    mentees = _people(size, grades=LOWER_GRADES, seed=size)
    mentors = _people(size, grades=HIGHER_GRADES, seed=size + 1)
    points, may_meet = _points(mentees, mentors)
    seconds = 0.0
    for name, is_served_first in (("ours", True), ("ours, by total", False)):
        taken, mentor_of = min(
            _ours(mentees, mentors, is_served_first=is_served_first) for _ in range(TIMES)
        )
        seconds = seconds or taken
        _line(size, name, taken, seconds, points, dict(enumerate(mentor_of)))
    for name, asked in (
        ("mentor-match", _for_mentor_match(mentees, mentors)),
        ("matching", _for_matching(points, may_meet)),
    ):
        found = _peer(name, asked)
        pairs = {_row(her): _row(at) for her, at in found["mentor_of"].items() if at is not None}
        _line(size, name, found["seconds"], seconds, points, pairs)


def _row(name: str) -> int:
    return int(name.partition(".")[0])


def _line(
    size: int,
    name: str,
    seconds: float,
    ours: float,
    points: NDArray[np.int64],
    mentor_of: Mapping[int, int],
) -> None:
    pairs = [(her, mentor) for her, mentor in mentor_of.items() if mentor >= 0]
    total = sum(int(points[pair]) for pair in pairs)
    print(f"{size:>5} {name:<14}{seconds:>9.4f} {seconds / ours:>8.0f} {len(pairs):>7} {total:>8}")


def _people(size: int, *, grades: tuple[int, int], seed: int) -> dict[str, Codes]:
    random = np.random.default_rng(seed)
    return {
        "grade": random.integers(*grades, size),
        "organisation": random.integers(0, ORGANISATIONS, size),
        "profession": random.integers(0, PROFESSIONS, size),
    }


def _points(mentees: Mapping[str, Codes], mentors: Mapping[str, Codes]) -> tuple[Any, Any]:
    """Points and permission of every pair, by the rules themselves: what all three are held to."""
    ahead = mentors["grade"] - mentees["grade"][:, None]
    points = np.where(ahead == 2, POINTS["two_grades"], 0)
    points += np.where(ahead == 1, POINTS["one_grade"], 0)
    points += POINTS["profession"] * (mentors["profession"] == mentees["profession"][:, None])
    may_meet = mentors["organisation"] != mentees["organisation"][:, None]
    return points, may_meet & ((ahead == 1) | (ahead == 2))


def _ours(
    mentees: Mapping[str, Codes], mentors: Mapping[str, Codes], *, is_served_first: bool
) -> tuple[float, list[int]]:
    """Seconds and pairs; proven, or it fails.

    is_served_first  as many as possible and then points, as we do it; or points alone, as
                     mentor-match does it, for which having nobody is one more choice of 0 points
    """
    began = time.perf_counter()
    grades, professions = np.eye(GRADES + 2), np.eye(PROFESSIONS)
    one, two = grades[mentees["grade"] + 1], grades[mentees["grade"] + 2]
    asked = np.hstack(
        (
            POINTS["one_grade"] * one + POINTS["two_grades"] * two,
            POINTS["profession"] * professions[mentees["profession"]],
        )
    )
    offered = np.hstack((grades[mentors["grade"]], professions[mentors["profession"]]))
    rules = (one + two) @ grades[mentors["grade"]].T > 0
    rules &= mentors["organisation"] != mentees["organisation"][:, None]
    places = np.ones(len(offered), dtype=np.int64)
    if not is_served_first:
        offered = np.vstack((offered, np.zeros(offered.shape[1])))
        rules = np.hstack((rules, np.ones((len(asked), 1), dtype=bool)))
        places = np.append(places, len(asked))
    solution = solve(asked, offered, places, rules)
    seconds = time.perf_counter() - began
    assert solution.gap < 1e-6, "the bound is the proof"
    nobody = len(mentors["grade"])
    return seconds, [-1 if at == nobody else at for at in solution.mentor_of.tolist()]


def _for_mentor_match(mentees: Mapping[str, Codes], mentors: Mapping[str, Codes]) -> dict[str, Any]:
    return {
        "points": POINTS,
        "mentees": _records(mentees, side="mentee"),
        "mentors": _records(mentors, side="mentor"),
    }


def _records(people: Mapping[str, Codes], *, side: str) -> list[dict[str, Any]]:
    names = list(people)
    rows = zip(*(people[name].tolist() for name in names), strict=True)
    return [
        # It takes two people with one address for one person.
        dict(zip(names, row, strict=True)) | {"email": f"{at}.{side}@example.org"}
        for at, row in enumerate(rows)
    ]


def _for_matching(points: Any, may_meet: Any) -> dict[str, Any]:
    """Everybody ranks whom she or he may meet, by the same points; the earlier row wins a tie."""
    return {
        "mentees": _ranked(points, may_meet),
        "mentors": _ranked(points.T, may_meet.T),
        "places": {str(at): 1 for at in range(points.shape[1])},
    }


def _ranked(points: Any, may_meet: Any) -> dict[str, list[str]]:
    order = np.argsort(-points, axis=1, kind="stable")
    return {
        str(row): [str(at) for at in ranked if may_meet[row, at]]
        for row, ranked in enumerate(order.tolist())
    }


def _peer(name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What the peer found, in a process in which it alone is called `matching`."""
    script = Path(__file__).with_name(f"peer_{name.replace('-', '_')}.py")
    ran = subprocess.run(
        [sys.executable, str(script)],
        input=json.dumps(asked),
        env={**os.environ, "PYTHONPATH": str(PEERS / name)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    run()
