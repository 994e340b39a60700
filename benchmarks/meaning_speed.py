"""How fast, and in how much memory, short texts become meanings.

python -m benchmarks.meaning_speed
"""

import csv
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from mentorship.matching.meaning.encoder import encoder_in_use, meanings

CASES = Path(__file__).with_name("meaning_cases.csv")
SHORT_TEXTS, OTHER_TEXTS = 10_000, 300
_FEWEST, _MOST = 8, 16


def short_texts(how_many: int, *, english: bool) -> Sequence[str]:
    """Different texts of eight to sixteen words, cut from the offers of the labelled cases."""
    with CASES.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    told = [row["offer"] for row in rows if (row["offer_language"] == "en") is english]
    words = " ".join(told).split()
    chosen = np.random.default_rng(0)
    starts = chosen.integers(0, len(words) - _MOST, how_many)
    lengths = chosen.integers(_FEWEST, _MOST + 1, how_many)
    return [
        " ".join(words[start : start + length])
        for start, length in zip(starts, lengths, strict=True)
    ]


def _peak_kilobytes() -> int:
    """Of this process alone; what `resource` tells begins with the peak of its parent."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def time_them(name: str, texts: Sequence[str]) -> None:
    began, busy = time.perf_counter(), time.process_time()
    meanings(texts)
    took, busy = time.perf_counter() - began, time.process_time() - busy
    peak = _peak_kilobytes() / 1024
    print(
        f"{len(texts):6d} short texts, {name}: {len(texts) / took:4.0f} a second in {took:.1f} s, "
        f"{len(texts) / busy:.0f} in a second of one processor; peak memory {peak:.0f} MB"
    )


def run() -> None:
    print(f"read by {encoder_in_use()}")
    time_them("English", short_texts(SHORT_TEXTS, english=True))
    time_them("other languages", short_texts(OTHER_TEXTS, english=False))


if __name__ == "__main__":
    run()
