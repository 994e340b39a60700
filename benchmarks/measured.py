"""One measurement in a process of its own: seconds and peak memory of the part that counts."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
# Tells Linux to forget the highest resident size so far.
_FORGET_PEAK = "5"
MEGA = 1024


def in_its_own_process(module: str, *words: object) -> dict[str, Any]:
    """What `python -m module words` printed last, as JSON.

    A process of its own starts with a clean memory and leaves none to the next measurement.
    """
    command = [sys.executable, "-m", module, *map(str, words)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


@contextmanager
def measured(into: dict[str, Any]) -> Iterator[None]:
    """`seconds` by the wall and `megabytes` at the peak, beyond what was in memory before."""
    _CLEAR.write_text(_FORGET_PEAK)
    before = _kilobytes("VmRSS")
    began = time.perf_counter()
    yield
    into["seconds"] = time.perf_counter() - began
    into["megabytes"] = (_kilobytes("VmHWM") - before) / MEGA


def best_of(times: int, measure: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The fastest of several: what the machine can do when nothing else is in its way."""
    return min((measure() for _ in range(times)), key=lambda found: float(found["seconds"]))


def _kilobytes(name: str) -> int:
    for line in _STATUS.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise LookupError(f"this system does not tell {name}")
