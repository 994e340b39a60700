"""Turns the keys of a folder and is killed on the way, once for each point that could matter.

A point is every moment just before a file is opened, renamed or removed, a statement is sent, or
a transaction is committed. Run as a program of its own, because it kills its own children:

    python killed_turning.py FOLDER         with the database in FOLDER
    python killed_turning.py FOLDER URL     with a database elsewhere

After each death every value is read, and what still needs an old key is counted and printed.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Engine, LargeBinary, create_engine, event, select, type_coerce

from mentorship.models.keys import KeyRing, read_keys
from mentorship.models.turning import count_old, encrypted_columns, finish_turning, turn

ROWS_AT_A_TIME = 2
_FILE_EVENTS = ("open", "os.rename", "os.remove")
# The first points are the keys file's: each from the beginning, in a copy of its own. Of the many
# that follow some are tried, each where the one before it was killed.
_FROM_THE_BEGINNING, _THEN_EVERY, _ON_A_SERVER_EVERY = 12, 3, 12
# What a statement looks like to a database is the same for every copy, and takes time to find out.
_COMPILED: dict[object, object] = {}


class Points:
    """Counts the points that were passed; at the one that is meant, nobody passes."""

    def __init__(self, deadly: int) -> None:
        self.deadly, self.passed = deadly, 0

    def one(self, *_about: object) -> None:
        self.passed += 1
        if self.passed == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    def file(self, keys: Path) -> Callable[[str, tuple[object, ...]], None]:
        def look(kind: str, about: tuple[object, ...]) -> None:
            if kind in _FILE_EVENTS and str(about[0]).startswith(str(keys.parent)):
                self.one()

        return look


def database(where: Path | str) -> Engine:
    """A folder's own database, or the one at an address."""
    if isinstance(where, str):
        return create_engine(where, execution_options={"compiled_cache": _COMPILED})
    engine = create_engine(
        f"sqlite:///{where / 'mentorship.sqlite'}", execution_options={"compiled_cache": _COMPILED}
    )
    # A process is killed here, not the machine: waiting for the disk would only take time.
    event.listen(engine, "connect", lambda one, _: one.execute("PRAGMA synchronous = OFF"))
    return engine


def everything(engine: Engine, ring: KeyRing) -> list[str]:
    """Every encrypted value in the clear. Raises KeysDoNotFit when one cannot be read."""
    said = []
    with engine.connect() as connection:
        for table, sealed in encrypted_columns().items():
            stored = (type_coerce(column, LargeBinary) for column in sealed)
            rows = connection.execute(select(*stored).order_by(*table.primary_key)).all()
            said += [
                ring.decrypt(value, f"{table.name}.{column.name}")
                for row in rows
                for column, value in zip(sealed, row, strict=True)
            ]
    return said


def deaths_of_turning(folder: Path, url: str = "") -> list[int]:
    """After each death, how many values were left to do: FOLDER/whole was turned, as said above."""
    done = subprocess.run(
        [sys.executable, __file__, str(folder), *([url] if url else [])],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    return [int(line) for line in done.stdout.split()]


def _killed_at(point: int, where: Path | str, keys: Path) -> bool:
    """True when a child was killed at this point; False when there are not so many."""
    child = os.fork()
    if child == 0:
        engine, points = database(where), Points(point)
        sys.addaudithook(points.file(keys))
        event.listen(engine, "before_cursor_execute", points.one)
        event.listen(engine, "commit", points.one)
        turn(engine, keys, at_a_time=ROWS_AT_A_TIME)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _left(where: Path | str, keys: Path, before: list[str]) -> int:
    """How many values still need an old key; all of them can be read."""
    engine, ring = database(where), read_keys(keys)
    assert everything(engine, ring) == before
    with engine.connect() as connection:
        count = count_old(connection, ring)
    engine.dispose()
    return count


def _goes_on(where: Path | str, keys: Path, before: list[str]) -> None:
    """What was left is done, and the old key is gone."""
    engine = database(where)
    turn(engine, keys)
    finish_turning(engine, keys)
    engine.dispose()
    assert _left(where, keys, before) == 0
    assert [one.name for one in keys.parent.iterdir() if one.name.startswith("keys")] == ["keys"]


def deaths(folder: Path, url: str = "") -> Iterator[int]:
    """After each death: how many values were left to do."""
    whole = folder / "whole"
    engine = database(url or whole)
    before = everything(engine, read_keys(whole / "keys"))
    engine.dispose()
    first = 1 if url else _FROM_THE_BEGINNING + 1
    for point in range(1, first):
        copy = shutil.copytree(whole, folder / str(point))
        assert _killed_at(point, copy, copy / "keys")
        yield _left(copy, copy / "keys", before)
        _goes_on(copy, copy / "keys", before)
    copy = shutil.copytree(whole, folder / "on")
    where, point = url or copy, first
    while _killed_at(point, where, copy / "keys"):
        yield _left(where, copy / "keys", before)
        point += _ON_A_SERVER_EVERY if url else _THEN_EVERY
    _goes_on(where, copy / "keys", before)


if __name__ == "__main__":
    for left in deaths(Path(sys.argv[1]), *sys.argv[2:]):
        print(left, flush=True)
