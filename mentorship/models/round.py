"""A round of the programme: who takes part, what was brought in, what was computed."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, validates

from mentorship.domain.lifecycle import Actor, RoundEvent, RoundState
from mentorship.domain.people import Side
from mentorship.models.base import (
    Base,
    Digest,
    Encrypted,
    EncryptedBytes,
    EncryptedJson,
    UtcDateTime,
    enum_column,
    new_handle,
)
from mentorship.models.keys import keyed_digest


def heading_digest(heading: str) -> str:
    return keyed_digest("heading", heading)


def institution_digest(name: str) -> str:
    return keyed_digest("institution", name)


class Round(Base):
    """One turn of matching. `state` is assigned by services/rounds.py only.

    opens_on  from when one can sign up, where the team has said so; the door itself it opens
    hear_by   by which day everybody who takes part has heard from the team, either way
    """

    __tablename__ = "round"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_handle)
    name: Mapped[str] = mapped_column(Encrypted)
    state: Mapped[RoundState] = mapped_column(enum_column(RoundState))
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    hear_by: Mapped[date | None]
    time_zone: Mapped[str]
    seed: Mapped[int]
    policy: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by the mapper


class RoundMove(Base):
    """Who moved a round, when, from where to where."""

    __tablename__ = "round_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    event: Mapped[RoundEvent] = mapped_column(enum_column(RoundEvent))
    from_state: Mapped[RoundState] = mapped_column(enum_column(RoundState))
    to_state: Mapped[RoundState] = mapped_column(enum_column(RoundState))
    actor: Mapped[Actor] = mapped_column(enum_column(Actor))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    moved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Participation(Base):
    """Somebody takes part in a round.

    number       what the team calls this person on screen: the row of the sheet, or the next free
                 number; it says nothing about who it is
    merged_into  the latest sign-up of the same person, where she signed up more than once
    is_out       True for a sign-up that the last look did not count: merged, nobody's, or taken
                 out of the round
    left_at      since when she takes part no more, by her own word; her answers stay hers
    wishes_talk_at  since when she would like one single conversation while she waits
    just_ask_at  since when she says for this round "just ask, I trust you"; else she is shown first
    """

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("round_id", "profile_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    profile_id: Mapped[str] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), index=True
    )
    side: Mapped[Side] = mapped_column(enum_column(Side))
    number: Mapped[int]
    sheet_row: Mapped[int | None]
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    merged_into: Mapped[str | None] = mapped_column(
        ForeignKey("profile.id", ondelete="SET NULL"), index=True
    )
    is_out: Mapped[bool] = mapped_column(default=False, server_default=false())
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wishes_talk_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    just_ask_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SheetKind(StrEnum):
    MENTEES = "mentees"
    MENTORS = "mentors"
    INSTITUTIONS = "institutions"
    REGISTRATIONS = "registrations"


class ImportState(StrEnum):
    DRY_RUN = "dry_run"
    BROUGHT_IN = "brought_in"
    DISCARDED = "discarded"
    UNDONE = "undone"


class SheetImport(Base):
    """One sheet that a coordinator uploaded, as it was, and what bringing it in means.

    findings     new, updated and unreadable rows in words; see services/imports.py
    corrections  the name of a column → the field that a coordinator chose for it, "" to leave
                 the column out; see services/heading_choices.py
    """

    __tablename__ = "sheet_import"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_handle)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    kind: Mapped[SheetKind] = mapped_column(enum_column(SheetKind))
    state: Mapped[ImportState] = mapped_column(enum_column(ImportState))
    file_name: Mapped[str] = mapped_column(Encrypted)
    # A list of sheets needs no decrypted files.
    content: Mapped[bytes] = mapped_column(EncryptedBytes, deferred=True)
    findings: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    brought_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    corrections: Mapped[dict[str, str] | None] = mapped_column(EncryptedJson)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wiped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RowOutcome(StrEnum):
    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"


class ImportedRow(Base):
    """What bringing in a sheet did to one profile, so that it can be undone as a whole.

    joined     True when this import made the person take part in the round
    changes    field → [words before, words after]; empty for a profile that was new
    sheet_row  where she stands on this sheet, for whoever has it
    """

    __tablename__ = "imported_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[str] = mapped_column(
        ForeignKey("sheet_import.id", ondelete="CASCADE"), index=True
    )
    profile_id: Mapped[str] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), index=True
    )
    outcome: Mapped[RowOutcome] = mapped_column(enum_column(RowOutcome))
    joined: Mapped[bool]
    changes: Mapped[dict[str, list[str]]] = mapped_column(EncryptedJson)
    sheet_row: Mapped[int | None]


class HeadingChoice(Base):
    """What a coordinator said that a heading means; the next sheet with it is read the same way.

    heading      the heading as it is compared; see intake/columns.py. A sheet without headings has
                 a person in this place, so it is encrypted
    heading_key  finds the heading
    field        the answer it holds, or None for a column that is left out
    """

    __tablename__ = "heading_choice"
    __table_args__ = (UniqueConstraint("side", "heading_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[Side] = mapped_column(enum_column(Side))
    heading: Mapped[str] = mapped_column(Encrypted)
    heading_key: Mapped[str] = mapped_column(Digest(64))
    field: Mapped[str | None]
    chosen_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    chosen_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @validates("heading")
    def _keep_key(self, _column: str, heading: str) -> str:
        self.heading_key = heading_digest(heading)
        return heading


class Institution(Base):
    """One line of the register that coordinators keep, on top of the one that ships.

    Its spellings are what people wrote about themselves, so it is encrypted; name_key finds it.
    """

    __tablename__ = "institution"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Encrypted)
    name_key: Mapped[str] = mapped_column(Digest(64), unique=True)
    line: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @validates("name")
    def _keep_key(self, _column: str, name: str) -> str:
        self.name_key = institution_digest(name)
        return name


class RunState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class MatchingRun(Base):
    """One computation of proposals: asked for on the web, carried out by the worker.

    step, steps_done, steps_total  where it stands, for the progress bar
    report                         what came out beside the pairs: who waits and why, questions
    failure                        a sentence fit to show, when it could not finish
    """

    __tablename__ = "matching_run"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_handle)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    state: Mapped[RunState] = mapped_column(enum_column(RunState))
    step: Mapped[str]
    steps_done: Mapped[int]
    steps_total: Mapped[int]
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    report: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    failure: Mapped[str] = mapped_column(Encrypted)
