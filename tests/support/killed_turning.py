"""Turns the keys of a folder and is killed on the way: once for each point that could matter.

A point is every moment just before a file is opened, renamed or removed, a statement is sent, or
a transaction is committed. Run as a program of its own, because it kills its own children:

    python killed_turning.py FOLDER     copies FOLDER/whole to FOLDER/1, FOLDER/2, ...
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, create_engine, event

from mentorship.models.turning import turn

ROWS_AT_A_TIME = 2
_FILE_EVENTS = ("open", "os.rename", "os.remove")
# The first points are the keys file's; of the many that follow some are tried.
_EVERY_ONE_UP_TO, _THEN_EVERY = 14, 7


class Points:
    """Counts the points that were passed; at the one that is meant, nobody passes."""

    def __init__(self, deadly: int) -> None:
        self.deadly, self.passed = deadly, 0

    def one(self, *_about: object) -> None:
        self.passed += 1
        if self.passed == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    def file(self, folder: Path) -> Callable[[str, tuple[object, ...]], None]:
        def look(kind: str, about: tuple[object, ...]) -> None:
            if kind in _FILE_EVENTS and str(about[0]).startswith(str(folder)):
                self.one()

        return look


def database(folder: Path) -> Engine:
    engine = create_engine(f"sqlite:///{folder / 'mentorship.sqlite'}")
    # A process is killed here, not the machine: waiting for the disk would only take time.
    event.listen(engine, "connect", lambda one, _: one.execute("PRAGMA synchronous = OFF"))
    return engine


def turned(folder: Path, points: Points) -> int:
    """How many points there were, once the keys were turned."""
    engine = database(folder)
    sys.addaudithook(points.file(folder))
    event.listen(engine, "before_cursor_execute", points.one)
    event.listen(engine, "commit", points.one)
    turn(engine, folder / "keys", at_a_time=ROWS_AT_A_TIME)
    return points.passed


def killed_at(folder: Path, point: int) -> bool:
    """True when a child was killed at this point; False when there are not so many."""
    shutil.copytree(folder / "whole", folder / str(point))
    child = os.fork()
    if child == 0:
        turned(folder / str(point), Points(point))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def main(folder: Path) -> None:
    point = 1
    while killed_at(folder, point):
        point += 1 if point < _EVERY_ONE_UP_TO else _THEN_EVERY
    shutil.rmtree(folder / str(point))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
