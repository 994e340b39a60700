"""`mentorship match` on the demonstration's cohort, start to end, as a process of its own."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

DEMO = Path(__file__).parents[1] / "mentorship" / "cli" / "demo"
RUNS = 3


def run() -> None:
    command = _seconds(
        "-m",
        "mentorship.cli",
        "match",
        str(DEMO / "mentees.csv"),
        str(DEMO / "mentors.csv"),
        f"--institutions={DEMO / 'institutions.csv'}",
    )
    loading = _seconds("-c", "import sklearn.feature_extraction.text, ortools.graph.python")
    print("\nmentorship match, 120 mentees and 70 mentors, median of 3")
    print(f"{command:.1f} s, {command / loading:.1f} times loading scikit-learn and OR-Tools alone")


def _seconds(*words: str) -> float:
    """The median wall time of a Python process with these arguments."""
    taken = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            out = [f"--out={folder}/out"] if "match" in words else []
            started = time.perf_counter()
            subprocess.run([sys.executable, *words, *out], check=True, stdout=subprocess.DEVNULL)
            taken.append(time.perf_counter() - started)
    return sorted(taken)[RUNS // 2]
