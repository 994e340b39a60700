"""What every table shares: its base class, and columns for time, choices and secrets."""

import json
import secrets
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Constraint, DateTime, Enum, LargeBinary, MetaData, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from mentorship.models.keys import ring


def _what_is_checked(constraint: Constraint, table: Table) -> str:
    """The given name of a check, or the column that it speaks of."""
    if isinstance(constraint.name, str):
        return constraint.name
    # A CHECK made by an Enum column has no name of its own, but it has its column.
    return str(next(iter(constraint.columns)).name)  # type: ignore[attr-defined]


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC. A value without a time zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite forgets the zone; what was written was UTC.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Encrypted(TypeDecorator[str]):
    """Text that only the key ring can read. It cannot be searched: see `keyed_digest`."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else ring().encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else ring().decrypt(value)


class EncryptedBytes(TypeDecorator[bytes]):
    """A file that only the key ring can read."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else ring().encrypt(b64encode(value).decode("ascii"))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else b64decode(ring().decrypt(value))


class EncryptedJson(TypeDecorator[Any]):
    """Lists, mappings, numbers and text, encrypted as one. Assign a new value to change it."""

    # Any: what JSON can hold has no narrower type; the model's Mapped[...] says which.
    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        return ring().encrypt(json.dumps(value, ensure_ascii=False, sort_keys=True))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(ring().decrypt(value))


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
            "constraint_name": _what_is_checked,
        }
    )
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012  SQLAlchemy's own name


def enum_column(choices: type[StrEnum], *, length: int = 40) -> Enum:
    """A column type for a closed list: stored as its text, checked by the database."""
    return Enum(
        choices,
        name=None,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
        length=length,
        validate_strings=True,
    )


def new_handle() -> str:
    """A random name for a row, fit for an address; it tells nothing and cannot be guessed."""
    return secrets.token_urlsafe(16)
