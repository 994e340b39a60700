"""Imports point inward: what setup.cfg says of the rooms is true."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_imports_point_inward() -> None:
    # In a process of its own: the linter silences every logger of the process that it runs in.
    linter = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run(
        [linter, "--config", "setup.cfg", "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stdout + said.stderr
