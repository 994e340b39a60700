"""Turning the keys: every encrypted value written anew with the newest key, in small steps."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    LargeBinary,
    Row,
    Select,
    Table,
    and_,
    literal,
    select,
    text,
    tuple_,
    type_coerce,
    update,
)

from mentorship.domain.errors import Refused
from mentorship.models.base import Base, Sealed
from mentorship.models.keys import (
    KeyRing,
    KeysDoNotFit,
    drop_old_keys,
    put_new_key_first,
    read_keys,
)

_ROWS_AT_A_TIME = 50
_FOREIGN = (
    "The keys file does not belong to this database. What fitted was renewed, no key is gone."
)
Columns = Sequence[Column[Any]]


def encrypted_columns() -> Mapping[Table, Columns]:
    """Table → its encrypted columns; a table without any is absent."""
    tables = Base.metadata.sorted_tables
    found = {table: [c for c in table.columns if isinstance(c.type, Sealed)] for table in tables}
    return {table: columns for table, columns in found.items() if columns}


def turn(engine: Engine, path: Path, *, at_a_time: int = _ROWS_AT_A_TIME) -> int:
    """A new key stands first, unless one waits there already, and everything is written with it.

    Older keys stay in the file: see `finish_turning`. Gives how many values were written anew.
    """
    if len(read_keys(path).keys) == 1:
        put_new_key_first(path)
    try:
        return sum(renew(engine, read_keys(path), at_a_time=at_a_time))
    except KeysDoNotFit:
        raise Refused(_FOREIGN) from None


def renew(engine: Engine, ring: KeyRing, *, at_a_time: int = _ROWS_AT_A_TIME) -> Iterator[int]:
    """Every value is written with the newest key; yields how many were, after each transaction.

    What was renewed is recognised by its key, so whoever is stopped at any point just begins anew.
    Raises KeysDoNotFit when a value was written with none of the keys.
    """
    for table, columns in encrypted_columns().items():
        last: Row[Any] | None = None
        while True:
            with engine.begin() as connection:
                rows = _next_rows(connection, table, columns, last, at_a_time)
                renewed = sum(_renew_row(connection, table, columns, row, ring) for row in rows)
            if not rows:
                break
            last = rows[-1]
            yield renewed


def count_old(connection: Connection, ring: KeyRing) -> int:
    """How many values need another key than the newest."""
    count = 0
    for table, columns in encrypted_columns().items():
        rows = connection.execute(_sealed(table, columns).execution_options(yield_per=500))
        count += sum(
            value is not None and not ring.is_newest(value, purpose)
            for row in rows
            for value, purpose in zip(_values(row, columns), _purposes(columns), strict=True)
        )
    return count


def finish_turning(engine: Engine, path: Path) -> None:
    """The old keys are gone from the file. Raises Refused while a value still needs one of them."""
    ring = read_keys(path)
    if len(ring.keys) == 1:
        raise Refused("There is one key only, so there is no old one to remove.")
    with engine.begin() as connection:
        # Nobody writes with an old key between the count and the removal.
        _let_nobody_write(connection)
        count = count_old(connection, ring)
        if count:
            raise Refused(
                f"The old keys are still needed by {count} values: "
                "run `mentorship keys rotate` once more, then finish again."
            )
        drop_old_keys(path)


def _let_nobody_write(connection: Connection) -> None:
    # On SQLite a transaction that may write has begun alone.
    if connection.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in encrypted_columns())
        connection.execute(text(f"LOCK TABLE {names} IN SHARE MODE"))


def _next_rows(
    connection: Connection,
    table: Table,
    columns: Columns,
    last: Row[Any] | None,
    at_a_time: int,
) -> Sequence[Row[Any]]:
    keys = list(table.primary_key.columns)
    wanted = _sealed(table, columns).order_by(*keys).limit(at_a_time).with_for_update()
    if last is not None:
        seen = (literal(value, key.type) for key, value in zip(keys, last, strict=False))
        wanted = wanted.where(tuple_(*keys) > tuple_(*seen))
    return connection.execute(wanted).all()


def _sealed(table: Table, columns: Columns) -> Select[Any]:
    """The ids of the rows, then their values as they are stored."""
    stored = (type_coerce(column, LargeBinary).label(column.name) for column in columns)
    return select(*table.primary_key.columns, *stored)


def _renew_row(
    connection: Connection, table: Table, columns: Columns, row: Row[Any], ring: KeyRing
) -> int:
    new = {
        column.name: type_coerce(ring.encrypt(ring.decrypt(value, purpose), purpose), LargeBinary)
        for column, value, purpose in zip(
            columns, _values(row, columns), _purposes(columns), strict=True
        )
        if value is not None and not ring.is_newest(value, purpose)
    }
    if new:
        keys = zip(table.primary_key.columns, row, strict=False)
        this = and_(*(key == value for key, value in keys))
        connection.execute(update(table).where(this).values(new))
    return len(new)


def _values(row: Row[Any], columns: Columns) -> Sequence[bytes | None]:
    return row[-len(columns) :]


def _purposes(columns: Columns) -> Sequence[str]:
    return [column.type.purpose for column in columns if isinstance(column.type, Sealed)]
