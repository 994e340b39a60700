"""Plants each fault of faults.toml in a copy of the tree: one that no test notices survives."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import cache_from_source
from pathlib import Path
from queue import SimpleQueue

TREE = Path(__file__).parents[2]
FAULTS = Path(__file__).with_name("faults.toml")
_SECONDS_AT_MOST = 900
_TESTS_FAILED = 1
_WHICH_FAILED = re.compile(r"^FAILED (\S+)", re.MULTILINE)
_WHERE = "import mentorship; print(mentorship.__file__)"


class Kind(StrEnum):
    """What would be lost if nobody noticed."""

    BLINDNESS = "blindness"
    DISCLOSURE = "disclosure"
    ACCESS = "access"
    CANARIES = "canaries"
    AUDIT = "audit"
    ERASURE = "erasure"
    LETTERS = "letters"
    KEYS = "keys"
    CONFIG = "config"


class Fate(StrEnum):
    """What became of a fault."""

    KILLED = "killed"
    SURVIVED = "SURVIVED"
    BROKEN = "BROKEN"  # nothing could run: that proves no test
    HUNG = "HUNG"
    DOES_NOT_FIT = "DOES NOT FIT"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that somebody forgot: these words of a file stand there no more.

    tests  what has to turn red, as pytest names it
    """

    name: str
    kind: Kind
    file: str
    find: str
    replace: str
    tests: tuple[str, ...]

    def fits(self, tree: Path) -> bool:
        """True when the words stand in the file exactly once, and would change."""
        path = tree / self.file
        once = path.is_file() and path.read_text(encoding="utf-8").count(self.find) == 1
        return once and self.find != self.replace


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one fault, and which test saw it first."""

    fault: Fault
    fate: Fate
    seconds: float
    seen_by: str = ""


def read_faults(path: Path = FAULTS) -> list[Fault]:
    """The list as it is committed."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["fault"]
    return [
        Fault(**{**row, "kind": Kind(row["kind"]), "tests": tuple(row["tests"])}) for row in rows
    ]


def copy_tree(into: Path) -> Path:
    """Everything that git keeps or would keep, as it stands now, in a folder of its own."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=TREE, check=True, capture_output=True).stdout
    for name in filter(None, names.decode().split("\0")):
        if (TREE / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(TREE / name, into / name)
    return into


def _environment(copy: Path) -> dict[str, str]:
    # The package is installed from the tree itself: what stands first on the path is imported.
    return {**os.environ, "PYTHONPATH": str(copy)}


def imports_itself(copy: Path) -> bool:
    """True when the tests of a copy import the copy and not what is installed."""
    asked = [sys.executable, "-c", _WHERE]
    said = subprocess.run(
        asked, cwd=copy, env=_environment(copy), check=True, capture_output=True, text=True
    )
    return Path(said.stdout.strip()).is_relative_to(copy)


@contextmanager
def planted(fault: Fault, copy: Path) -> Iterator[None]:
    """Inside, the copy has the fault."""
    path = copy / fault.file
    sound = path.read_text(encoding="utf-8")
    _write(path, sound.replace(fault.find, fault.replace))
    try:
        yield
    finally:
        _write(path, sound)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    # Bytecode is told from its source by second and length: another change may have the same.
    Path(cache_from_source(str(path))).unlink(missing_ok=True)


def run_tests(copy: Path, tests: Sequence[str]) -> tuple[int, str]:
    """How pytest ended in this copy, and the first test that failed by itself."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    ended = subprocess.run(
        command,
        cwd=copy,
        env=_environment(copy),
        check=False,
        capture_output=True,
        text=True,
        timeout=_SECONDS_AT_MOST,
    )
    failed = _WHICH_FAILED.search(ended.stdout)
    return ended.returncode, failed.group(1) if failed else ""


def plant(fault: Fault, copy: Path) -> Outcome:
    """What becomes of this fault. It is killed by a test that fails, not by one that cannot run."""
    began = time.monotonic()
    if not fault.fits(copy):
        return Outcome(fault, Fate.DOES_NOT_FIT, 0.0)
    try:
        with planted(fault, copy):
            code, failed = run_tests(copy, fault.tests)
    except subprocess.TimeoutExpired:
        return Outcome(fault, Fate.HUNG, time.monotonic() - began)
    fate = Fate.SURVIVED if code == 0 else Fate.BROKEN
    fate = Fate.KILLED if code == _TESTS_FAILED and failed else fate
    return Outcome(fault, fate, time.monotonic() - began, failed)


def plant_all(faults: Sequence[Fault], copies: Sequence[Path]) -> Iterator[Outcome]:
    """What becomes of each, in order; each copy has one fault at a time."""
    free: SimpleQueue[Path] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def in_a_free_copy(fault: Fault) -> Outcome:
        copy = free.get()
        try:
            return plant(fault, copy)
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as pool:
        yield from pool.map(in_a_free_copy, faults)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every fault was noticed, 1 when one was not, 2 when nothing could be planted."""
    chosen = _options().parse_args(arguments)
    faults = [
        fault
        for fault in read_faults()
        if chosen.only in (None, fault.name) and chosen.kind in (None, fault.kind)
    ]
    if not faults:
        print("No fault of the list has that name or kind.")
        return 2
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        copies = [copy_tree(Path(folder, str(number))) for number in range(chosen.j)]
        return _plant_in(copies, faults)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="NAME", help="this fault alone")
    parser.add_argument("--kind", choices=[*Kind], help="the faults of one kind")
    parser.add_argument("-j", type=int, default=1, metavar="COPIES", help="as many at a time")
    return parser


def _plant_in(copies: Sequence[Path], faults: Sequence[Fault]) -> int:
    if not all(map(imports_itself, copies)):
        print("The tests would run against the installed package instead of the copy.")
        return 2
    tests = list(dict.fromkeys(test for fault in faults for test in fault.tests))
    code, failed = run_tests(copies[0], tests)
    if code != 0:
        print(f"Nothing was planted: the tests have to be green first. {failed}")
        return 2
    outcomes = []
    for outcome in plant_all(faults, copies):
        outcomes.append(outcome)
        print(_as_line(outcome), flush=True)
    killed = sum(outcome.fate is Fate.KILLED for outcome in outcomes)
    print(f"{killed} of {len(outcomes)} planted faults were noticed.")
    return 0 if killed == len(outcomes) else 1


def _as_line(outcome: Outcome) -> str:
    fault = outcome.fault
    seen = f"\n{'':35}{outcome.seen_by}" if outcome.seen_by else ""
    return f"{outcome.fate:<13}{outcome.seconds:6.1f} s  {fault.kind:<12} {fault.name}{seen}"


if __name__ == "__main__":
    sys.exit(main())
