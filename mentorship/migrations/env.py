"""Runs migrations on the database of the app."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection, Engine, Enum, MetaData
from sqlalchemy.types import TypeDecorator


def plain_types(kind: str, value: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Migrations name SQLAlchemy's own types only: ours may move, an old step must still run."""
    if kind == "type" and isinstance(value, TypeDecorator):
        return f"sa.{value.impl_instance!r}"
    if kind == "type" and isinstance(value, Enum):
        # Without a name, so that each check is named after its column.
        words = ", ".join(repr(word) for word in value.enums)
        return f"sa.Enum({words}, native_enum=False, create_constraint=True, length={value.length})"
    return False


def run() -> None:
    """The database is at the step that was asked for."""
    database = current_app.extensions["migrate"].db
    engine: Engine = database.engine
    with engine.connect() as connection:
        foreign_keys(connection, on=False)
        migrate(connection, database.metadata)
        check_foreign_keys(connection)
        foreign_keys(connection, on=True)


def migrate(connection: Connection, metadata: MetaData) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=plain_types,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def foreign_keys(connection: Connection, *, on: bool) -> None:
    """On SQLite a table is changed by copying it: with foreign keys on, its children would go."""
    if connection.dialect.name == "sqlite":
        # On the driver's own connection, because within a transaction the pragma does nothing.
        connection.connection.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        connection.rollback()
        if orphans:
            raise RuntimeError(f"{len(orphans)} rows lost what they belong to.")


run()
