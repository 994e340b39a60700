"""A test's database in less time: no power cut has to be outlived, nothing is compiled twice."""

from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

# What a statement is in SQL hangs on the dialect alone; each engine would keep its own otherwise.
_DIALECTS: dict[tuple[str, str], Dialect] = {}
_STATEMENTS: LRUCache[object, object] = LRUCache(2000)


def made_swift(engine: Engine) -> Engine:
    """It works as before, without waiting for the disk, and knows what other engines compiled."""
    if engine.name == "sqlite":
        event.listen(engine, "connect", _without_waiting_for_the_disk)
    if (engine.name, engine.driver) not in _DIALECTS:
        with engine.connect():  # from the first connection on a dialect knows its server
            _DIALECTS[engine.name, engine.driver] = engine.dialect
    engine.dialect = _DIALECTS[engine.name, engine.driver]
    engine.update_execution_options(compiled_cache=_STATEMENTS)
    return engine


def _without_waiting_for_the_disk(connection: SqliteConnection, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
