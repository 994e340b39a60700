"""A proposed pair on its way to an introduction, and every step it took."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.domain.lifecycle import LIVE_STATES, Actor, MatchEvent, MatchState
from mentorship.domain.people import Side
from mentorship.models.base import (
    Base,
    Encrypted,
    EncryptedJson,
    UtcDateTime,
    enum_column,
    new_handle,
)

_IS_LIVE = text("state IN ({})".format(", ".join(f"'{state}'" for state in LIVE_STATES)))


class Match(Base):
    """One mentee and one mentor. `state` is assigned by services/match_moves.py only.

    explanation  the sentences of matching/reasons/ by reader: staff, to_mentee, to_mentor,
                 cautions; `parts`, facet → share of the score; and `rests_on`, sentence →
                 the fields it was made from. Shown through services/explanations.py
    mentor_line  what the mentor wrote to her with the yes, in one line, for the introduction
    version      two coordinators who decide at once do not overwrite each other
    """

    __tablename__ = "match"
    __table_args__ = (
        # One live match per mentee and round: she is never promised to two.
        Index(
            "uq_match_live_mentee",
            "round_id",
            "mentee_id",
            unique=True,
            sqlite_where=_IS_LIVE,
            postgresql_where=_IS_LIVE,
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_handle)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    mentee_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), index=True)
    mentor_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), index=True)
    state: Mapped[MatchState] = mapped_column(enum_column(MatchState), index=True)
    score: Mapped[float]
    rank_for_mentee: Mapped[int]
    explanation: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mentor_line: Mapped[str | None] = mapped_column(Encrypted)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by the mapper


class MatchMove(Base):
    """Who moved a match, when, from where to where, and why if anybody said so."""

    __tablename__ = "match_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[str] = mapped_column(ForeignKey("match.id", ondelete="CASCADE"), index=True)
    event: Mapped[MatchEvent] = mapped_column(enum_column(MatchEvent))
    from_state: Mapped[MatchState] = mapped_column(enum_column(MatchState))
    to_state: Mapped[MatchState] = mapped_column(enum_column(MatchState))
    actor: Mapped[Actor] = mapped_column(enum_column(Actor))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    moved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    why: Mapped[str | None] = mapped_column(Encrypted)


class KeptApart(Base):
    """Two people of whom one said that they know each other: they never meet, whatever changes."""

    __tablename__ = "kept_apart"

    mentee_id: Mapped[str] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True
    )
    mentor_id: Mapped[str] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    said_by: Mapped[Side] = mapped_column(enum_column(Side), primary_key=True)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
