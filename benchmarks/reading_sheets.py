"""Reading 20,000 sign-ups from one file: processor time and memory of each step.

Run as a module it is the process that is measured: `python -m benchmarks.reading_sheets 20000
ordinary steps`.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import combinations

from benchmarks.sign_ups import people, sheet
from mentorship.domain.people import Side
from mentorship.intake.cohort import gather
from mentorship.intake.columns import recognise
from mentorship.intake.comparing import compare
from mentorship.intake.duplicates import find_same, judge
from mentorship.intake.people import read_people
from mentorship.intake.sheets import read_sheet
from mentorship.intake.traits import traits_of
from mentorship.intake.worries import worries_of

ROWS = 20_000
_NAIVE = 500

Step = tuple[str, float, float]


def run() -> None:
    print(f"\nreading {ROWS:,} rows of one file, of which 3 in 100 are second sign-ups")
    print(f"{'answers':<9} {'step':<26} {'CPU s':>8} {'peak MB':>8}")
    for kind, whole in (("ordinary", "steps"), ("mixed", "steps"), ("ordinary", "gather")):
        words = [sys.executable, "-m", __name__, str(ROWS), kind, whole]
        subprocess.run(words, check=True)
    _against_all_pairs()


def _against_all_pairs() -> None:
    """Every pair compared, on a few rows, and what that comes to on all of them."""
    few = people(_NAIVE, Side.MENTEE, seed=_NAIVE)
    started = time.process_time()
    found = find_same(few)
    between = time.process_time()
    traits = [traits_of(person) for person in few]
    naive = sum(judge(compare(a, b)) is not None for a, b in combinations(traits, 2))
    ended = time.process_time()
    ours, peer = between - started, ended - between
    print(f"same person?, {_NAIVE} rows: {ours:.2f} s for {len(found)} pairs by keys,", end=" ")
    print(f"{peer:.2f} s for {naive} by comparing all, {ours / peer:.3f} of it;", end=" ")
    print(f"all of {ROWS:,} rows would take {peer * (ROWS / _NAIVE) ** 2 / 3600:.1f} hours")


def _steps(rows: bytes) -> Iterator[Step]:
    started = time.process_time()
    table = read_sheet(rows, name="mentees")
    yield _since("sheet", started)
    started = time.process_time()
    read = [one.person for one in read_people(table, recognise(table, Side.MENTEE)).people]
    yield _since("people", started)
    started = time.process_time()
    found = find_same(read)
    yield _since(f"same person? ({len(found)} pairs)", started)
    started = time.process_time()
    worrying = sum(bool(worries_of(person)) for person in read)
    yield _since(f"worries ({worrying} rows)", started)


def _whole(rows: bytes) -> Iterator[Step]:
    started = time.process_time()
    table = read_sheet(rows, name="mentees")
    cohort = gather(read_people(table, recognise(table, Side.MENTEE)).people, ())
    yield _since(f"whole, {len(cohort.mentees)} stay", started)


def _since(step: str, started: float) -> Step:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return step, time.process_time() - started, megabytes


if __name__ == "__main__":
    _rows, _kind, _what = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    _made = sheet(_rows, seed=_rows, mixed=_kind == "mixed")
    for _step, _seconds, _memory in (_steps if _what == "steps" else _whole)(_made):
        print(f"{_kind:<9} {_step:<26} {_seconds:>8.1f} {_memory:>8.0f}", flush=True)
