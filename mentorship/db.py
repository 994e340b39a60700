"""The database: one handle, and how SQLite is asked to behave."""

from contextvars import ContextVar
from sqlite3 import Connection as SqliteConnection
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event

from mentorship.models.base import Base

db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)
migrate = Migrate(render_as_batch=True)

# True while a GET or HEAD is answered. The web sets it; everything else may write.
only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)

_SQLITE_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "busy_timeout = 10000",
)
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class WroteWhileReading(Exception):
    """A page that only shows something tried to change the database."""


def attach(app: Flask) -> None:
    """The app has its database and its migrations; the engine behaves as this house needs."""
    db.init_app(app)
    migrate.init_app(app, db, directory=app.config["MIGRATIONS_FOLDER"])
    with app.app_context():
        _listen(db.engine)


def _listen(engine: Engine) -> None:
    event.listen(engine, "before_cursor_execute", _refuse_writing_while_reading)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _set_up_sqlite(connection: SqliteConnection, _record: object) -> None:
    # The driver's own transactions start too late and upgrade badly; we begin ours by hand.
    connection.isolation_level = None
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # Whoever may write takes the lock at once: upgrading a read lock later fails without waiting.
    connection.exec_driver_sql("BEGIN" if only_reads.get() else "BEGIN IMMEDIATE")


def _refuse_writing_while_reading(
    _connection: Connection, _cursor: Any, statement: str, *_rest: Any
) -> None:
    # Mail scanners and browsers open links on their own: looking must never change anything.
    if only_reads.get() and statement.lstrip().upper().startswith(_WRITES):
        raise WroteWhileReading
