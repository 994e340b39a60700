"""The database: one handle, and how SQLite is asked to behave."""

from contextvars import ContextVar
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url

from mentorship.models.base import Base
from mentorship.models.private_files import make_private_file, make_private_folder

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
        if (file := sqlite_file(str(db.engine.url))) is not None:
            # What SQLite makes by itself the whole machine could read; -wal and -shm follow it.
            make_private_folder(file.parent)
            make_private_file(file)


def sqlite_file(url: str) -> Path | None:
    """The file that holds the database; None for PostgreSQL and for a database in memory."""
    address = make_url(url)
    is_file = address.get_backend_name() == "sqlite" and address.database not in (None, ":memory:")
    return Path(str(address.database)) if is_file and "uri" not in address.query else None


def checkpoint(engine: Engine) -> bool:
    """What was erased is gone from SQLite's -wal file too. False while a reader holds it open."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        # On the driver's own connection: within a transaction nothing is written back.
        answer = connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _written, _moved = answer.fetchone()
    return not busy


def scrub(engine: Engine) -> bool:
    """What was deleted is overwritten, as far as the database can do it. False: try once more.

    PostgreSQL gives the space free; what lay there stays encrypted until it is written over.
    """
    if engine.dialect.name == "sqlite":
        return checkpoint(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")
    return True


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
    connection.exec_driver_sql("BEGIN" if _only_reads(connection) else "BEGIN IMMEDIATE")


def _only_reads(connection: Connection) -> bool:
    return only_reads.get() or bool(connection.get_execution_options().get("only_reads"))


def _refuse_writing_while_reading(
    connection: Connection, _cursor: Any, statement: str, *_rest: Any
) -> None:
    # Mail scanners and browsers open links on their own: looking must never change anything.
    if _only_reads(connection) and statement.lstrip().upper().startswith(_WRITES):
        raise WroteWhileReading
