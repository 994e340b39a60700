"""What every table shares: its base class, and columns for time, choices and secrets."""

import json
import re
import secrets
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    Constraint,
    DateTime,
    Enum,
    LargeBinary,
    MetaData,
    String,
    Table,
    event,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from mentorship.models.keys import ring

T = TypeVar("T")
_IS_DIGEST = re.compile("[0-9a-f]{64}").fullmatch


def _what_is_checked(constraint: Constraint, table: Table) -> str:
    """The given name of a check, or the column that it speaks of."""
    if isinstance(constraint.name, str):
        return constraint.name
    # A CHECK made by an Enum column has no name of its own, but it has its column; the type of all
    # constraints does not say so.
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


class Sealed(TypeDecorator[T]):
    """What only the key ring can read. It cannot be searched: see `keyed_digest`.

    purpose  "table.column", set when the column joins its table: a value that is put into another
             column opens there for nobody. A column that is renamed keeps its old one by naming it.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str = "") -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: T | None, dialect: Dialect) -> bytes | None:
        return None if value is None else ring().encrypt(self.as_text(value), self.purpose)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> T | None:
        return None if value is None else self.from_text(ring().decrypt(value, self.purpose))

    def as_text(self, value: T) -> str:
        raise NotImplementedError

    def from_text(self, text: str) -> T:
        raise NotImplementedError


class Encrypted(Sealed[str]):
    """Text that only the key ring can read."""

    cache_ok = True

    def as_text(self, value: str) -> str:
        return value

    def from_text(self, text: str) -> str:
        return text


class EncryptedBytes(Sealed[bytes]):
    """A file that only the key ring can read."""

    cache_ok = True

    def as_text(self, value: bytes) -> str:
        return b64encode(value).decode("ascii")

    def from_text(self, text: str) -> bytes:
        return b64decode(text)


class EncryptedJson(Sealed[Any]):
    """Lists, mappings, numbers and text, encrypted as one. Assign a new value to change it."""

    # Any: what JSON can hold has no narrower type; the model's Mapped[...] says which.
    cache_ok = True

    def as_text(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def from_text(self, text: str) -> Any:
        return json.loads(text)


@event.listens_for(Column, "after_parent_attach")
def _name_the_purpose(column: Column[Any], table: Table) -> None:
    if isinstance(column.type, Sealed) and not column.type.purpose:
        column.type.purpose = f"{table.name}.{column.name}"


class Digest(TypeDecorator[str]):
    """A keyed digest in hexadecimal, to look up by. Anything else is refused, words above all."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is not None and not _IS_DIGEST(value):
            raise ValueError("A look-up column takes keyed digests only.")
        return value


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
    """A random name for a row, fit for an address; it tells nothing and cannot be guessed.

    It begins with a letter or a digit: a command would take a dash for the start of an option.
    """
    handle = secrets.token_urlsafe(16)
    return handle if handle[0].isalnum() else new_handle()
