"""Every column of every table: how it is kept, and a row that fills all of them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Enum, Float, Integer, Table, Time
from sqlalchemy.orm import Session

from mentorship.models.base import Base, Digest, EncryptedBytes, EncryptedJson, Sealed, UtcDateTime
from mentorship.models.keys import keyed_digest

# Columns that are neither encrypted nor digests nor ids, states, moments or yes and no: each was
# looked at by a person, and says nothing about anybody. Keep this list short.
PLAIN: Mapping[str, str] = {
    "account.password": "an argon2id hash, salted with our own key",
    "account.fs_uniquifier": "random; replaced with every password",
    "account.tf_primary_method": "the name of a method: authenticator",
    "account.totp_counter": "a step of the clock",
    "attempts.count": "a count",
    "audit_checkpoint.seal": "a keyed digest",
    "audit_checkpoint.signature": "a keyed digest",
    "audit_entry.actor": "a keyed handle",
    "audit_entry.detail": "codes of our own: names of fields, counts",
    "audit_entry.reason_digest": "a keyed digest, or nothing",
    "audit_entry.seal": "a keyed digest",
    "audit_entry.subject": "a random id",
    "audit_entry.verb": "a word of a closed list",
    "audit_head.number": "a count",
    "audit_head.seal": "a keyed digest",
    "circle.minutes": "how long a circle meets",
    "circle.seats": "a count",
    "circle.time_zone": "by whose clock a circle meets, chosen by the team",
    "draft.page": "the key of a page, a word of ours",
    "heading_choice.field": "the code of a field",
    "letter.attempts": "a count",
    "letter.claim": "random",
    "letter.dedupe_key": "a kind and random ids",
    "letter.message_id": "random",
    "letter.trouble": "a code of SMTP or the class of a failure, never the server's words",
    "match.rank_for_mentee": "a rank",
    "match.score": "one number of many answers, which none of them can be read from",
    "match.version": "a count",
    "matching_run.step": "a step of a closed list, for the progress bar",
    "matching_run.steps_done": "a count",
    "matching_run.steps_total": "a count",
    "participation.number": "the next free number",
    "participation.sheet_row": "a row of the sheet",
    "imported_row.sheet_row": "a row of the sheet",
    "passkey.sign_count": "a count",
    "round.policy": "weights and switches of a programme",
    "round.seed": "random",
    "round.time_zone": "where the programme is at home",
    "round.version": "a count",
    "round_check.asked": "a count",
    "round_check.checked": "a count",
    "team_decision.change": "a count",
}
_SAY_NOTHING = (UtcDateTime, Boolean, Enum, Date, Time)
_NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def tables() -> list[Table]:
    return Base.metadata.sorted_tables


def columns() -> Iterator[tuple[str, Column[Any]]]:
    """Every column by its name, `table.column`."""
    for table in tables():
        for column in table.columns:
            yield f"{table.name}.{column.name}", column


def says_nothing(column: Column[Any]) -> bool:
    """An id, a reference, a moment, a state of a closed list, or yes and no."""
    is_id = bool(column.primary_key) and _is_made_here(column)
    return is_id or bool(column.foreign_keys) or isinstance(column.type, _SAY_NOTHING)


def _is_made_here(column: Column[Any]) -> bool:
    """A number, or a random handle; a text that somebody gives is neither."""
    is_safe = isinstance(column.type, Sealed | Digest)
    return not is_safe and (isinstance(column.type, Integer) or column.default is not None)


def is_kept_safe(column: Column[Any]) -> bool:
    return isinstance(column.type, Sealed | Digest)


def canary(name: str) -> str:
    """An unmistakable word for one column, with a letter that every encoding writes its own way."""
    return f"Quillfeather-{name.replace('.', '-').replace('_', '-')}-Nightjär"


def fill(session: Session, *, rows: int = 1, first: int = 0) -> dict[str, str]:
    """Every column of every table holds its canary, where it can hold words; name → canary."""
    planted: dict[str, str] = {}
    for number in range(first, first + rows):
        for table in tables():
            values = {column.name: _value(column, number, planted) for column in table.columns}
            session.execute(table.insert().values(values))
    return planted


def _value(column: Column[Any], number: int, planted: dict[str, str]) -> Any:
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return _value(key.column, number, planted)
    name = f"{column.table.name}.{column.name}"
    if isinstance(column.type, Sealed):
        planted[name] = canary(name)
        return _sealed(column, canary(name))
    if isinstance(column.type, Digest):
        planted[name] = canary(name)
        return keyed_digest(name, f"{canary(name)}{number}")
    return _plain(column, number)


def _sealed(column: Column[Any], words: str) -> Any:
    if isinstance(column.type, EncryptedJson):
        return {words: [words, {"said": words}]}
    return words.encode() if isinstance(column.type, EncryptedBytes) else words


def _plain(column: Column[Any], number: int) -> Any:
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class or column.type.enums))
    for kind, value in _ORDINARY:
        if isinstance(column.type, kind):
            return 1000 + number if value is int else value
    text = f"plain-{number:026d}"
    # SQLite takes any length; PostgreSQL holds a column to its own.
    return text[-(getattr(column.type, "length", None) or len(text)) :]


_ORDINARY: tuple[tuple[type, Any], ...] = (
    (UtcDateTime, _NOW),
    (Date, date(2026, 3, 2)),
    (Time, time(18, 30)),
    (Boolean, False),
    (Integer, int),
    (Float, 0.5),
    (JSON, {}),
)
