"""The record of what the team looked at and changed: a chain of seals, appended to, never edited.

Its tables guard themselves: see `APPEND_ONLY`, which a migration has to carry out as well.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, String, Table, event
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.models.base import Base, Encrypted, UtcDateTime
from mentorship.models.keys import keyed_digest


class Verb(StrEnum):
    """Everything that the record can say was done. A word that stands here never changes."""

    # Words told in confidence
    REVEAL = "reveal"
    READ_FOR_ITEM = "read_for_item"  # the work list asked for it
    REFUSED_REVEAL = "refused_reveal"
    # Sheets
    CORRECT_COLUMNS = "correct_columns"
    BRING_IN = "bring_in"
    UNDO_IMPORT = "undo_import"
    DOWNLOAD = "download"
    # Decisions
    DECIDE = "decide"
    TAKE_BACK = "take_back"
    # The team
    ADD_COORDINATOR = "add_coordinator"
    TELL_WORKPLACE = "tell_workplace"
    # Circles
    OFFER_CIRCLE = "offer_circle"
    CHANGE_CIRCLE = "change_circle"
    CALL_OFF_CIRCLE = "call_off_circle"
    # Whoever looks after the server
    END_VISITS = "end_visits"
    # Mentors who came by themselves
    KNOW_MENTOR = "know_mentor"
    TURN_MENTOR_AWAY = "turn_mentor_away"
    LEAVE_MENTOR_OPEN = "leave_mentor_open"
    # What people did themselves
    CLAIM = "claim"
    ERASE = "erase"
    SHE_KNOWS_THE_MENTOR = "she_knows_the_mentor"
    MENTOR_KNOWS_HER = "mentor_knows_her"
    OWN_DOWNLOAD = "own_download"
    # What is kept of somebody
    WIPE = "wipe"
    WHAT_WE_HOLD = "what_we_hold"
    # The record itself
    READ_AUDIT = "read_audit"
    CUT_AUDIT = "cut_audit"
    FORGET_REASONS = "forget_reasons"


class AuditHead(Base):
    """The newest entry, in one row. Whoever appends holds this row until her transaction ends."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    seal: Mapped[str] = mapped_column(String(64))


class AuditCheckpoint(Base):
    """Where the record was cut: the last entry that is gone, with its seal, signed."""

    __tablename__ = "audit_checkpoint"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal: Mapped[str] = mapped_column(String(64))
    cut_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signature: Mapped[str] = mapped_column(String(64))


class AuditEntry(Base):
    """Something was done: codes and ids, never a value.

    number         counts from 1 without a gap
    actor          the handle of the account that did it, which outlives the account and does not
                   tell whose it was; "" where nobody was signed in. See services/audit.py
    subject        the id of the profile, round or import that it was done to
    detail         codes of our own, such as the names of fields
    reason         why, in the team's own words; the only column that may change: it is encrypted
                   anew when keys are turned, and wiped when the person it is about is forgotten
    reason_digest  what the reason has to be; "" for an entry without one
    seal           see `seal`
    """

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    actor: Mapped[str] = mapped_column(String(32), index=True)
    verb: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(32), index=True)
    detail: Mapped[str]
    reason: Mapped[str | None] = mapped_column(Encrypted)
    reason_digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    seal: Mapped[str] = mapped_column(String(64))


def seal(previous: str, facts: Sequence[object]) -> str:
    """What binds an entry to everything before it. The key lies outside of the database.

    facts  number, actor, verb, subject, detail, the digest of the reason, the moment. The reason
           counts by the keyed digest of its words, not as it lies encrypted: so turning the keys
           breaks nothing, and a reason can be wiped while the chain still holds.
    """
    # Whatever somebody wrote into a column has to be comparable, even what never fits there.
    return keyed_digest("audit", json.dumps([previous, *facts], default=repr))


def reason_digest(number: int, reason: str | None) -> str:
    """What the chain says of a reason; "" for none. Equal reasons have different digests."""
    return "" if reason is None else keyed_digest("audit reason", f"{number}:{reason}")


def moment(at: datetime) -> str:
    """A moment as it is sealed."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


_SEALED = "number, actor, verb, subject, detail, reason_digest, at, seal"
_SAYS_NO = "'The record is appended to, never edited.'"
_NO = f"BEGIN SELECT RAISE(ABORT, {_SAYS_NO}); END"
_NEWEST = "(SELECT coalesce(max(number), 0) FROM {})"
_FIRST_HEAD = "INSERT INTO audit_head (id, number, seal) VALUES (1, 0, '')"


def _postgresql(name: str, when: str, *, refuses_if: str = "true", gives: str = "NEW") -> list[str]:
    """A trigger function and its trigger. PostgreSQL's WHEN cannot look into other rows."""
    body = f"IF {refuses_if} THEN RAISE EXCEPTION {_SAYS_NO}; END IF; RETURN {gives};"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN {body} END $$",
        f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()",
    ]


# By dialect, the statements that make the three tables append-only, once they stand: a migration
# that makes or copies one of them has to carry these out.
APPEND_ONLY: Mapping[str, tuple[str, ...]] = {
    "sqlite": (
        _FIRST_HEAD,
        f"CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE OF {_SEALED} ON audit_entry "
        + _NO,
        "CREATE TRIGGER audit_entry_gets_no_reason BEFORE UPDATE OF reason ON audit_entry "
        f"WHEN OLD.reason IS NULL {_NO}",
        "CREATE TRIGGER audit_entry_is_not_deleted BEFORE DELETE ON audit_entry "
        f"WHEN OLD.number > {_NEWEST.format('audit_checkpoint')} {_NO}",
        # INSERT OR REPLACE would delete without asking the trigger above.
        "CREATE TRIGGER audit_entry_is_not_replaced BEFORE INSERT ON audit_entry "
        f"WHEN NEW.number <= {_NEWEST.format('audit_entry')} {_NO}",
        "CREATE TRIGGER audit_checkpoint_is_not_changed BEFORE UPDATE ON audit_checkpoint " + _NO,
        "CREATE TRIGGER audit_checkpoint_is_not_deleted BEFORE DELETE ON audit_checkpoint " + _NO,
        "CREATE TRIGGER audit_checkpoint_is_not_replaced BEFORE INSERT ON audit_checkpoint "
        f"WHEN NEW.number <= {_NEWEST.format('audit_checkpoint')} {_NO}",
        "CREATE TRIGGER audit_head_is_not_deleted BEFORE DELETE ON audit_head " + _NO,
        "CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head "
        f"WHEN NEW.number <> OLD.number + 1 {_NO}",
    ),
    "postgresql": (
        _FIRST_HEAD,
        *_postgresql(
            "audit_entry_is_not_changed",
            f"BEFORE UPDATE OF {_SEALED} ON audit_entry FOR EACH ROW",
        ),
        *_postgresql(
            "audit_entry_gets_no_reason",
            "BEFORE UPDATE OF reason ON audit_entry FOR EACH ROW",
            refuses_if="OLD.reason IS NULL",
        ),
        *_postgresql(
            "audit_entry_is_not_deleted",
            "BEFORE DELETE ON audit_entry FOR EACH ROW",
            refuses_if=f"OLD.number > {_NEWEST.format('audit_checkpoint')}",
            gives="OLD",
        ),
        *_postgresql(
            "audit_checkpoint_stays",
            "BEFORE UPDATE OR DELETE ON audit_checkpoint FOR EACH ROW",
        ),
        *_postgresql("audit_head_is_not_deleted", "BEFORE DELETE ON audit_head FOR EACH ROW"),
        *_postgresql(
            "audit_head_moves_on",
            "BEFORE UPDATE ON audit_head FOR EACH ROW",
            refuses_if="NEW.number <> OLD.number + 1",
        ),
        *(
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_checkpoint_stays()"
            for table in ("audit_entry", "audit_checkpoint", "audit_head")
        ),
    ),
}


def _guard(_table: Table, connection: Connection, **_more: object) -> None:
    for statement in APPEND_ONLY[connection.dialect.name]:
        connection.exec_driver_sql(statement)


_entries = Base.metadata.tables["audit_entry"]
for _earlier in ("audit_head", "audit_checkpoint"):
    _entries.add_is_dependent_on(Base.metadata.tables[_earlier])
event.listen(_entries, "after_create", _guard)
