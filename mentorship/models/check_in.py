"""How it goes for two people who were introduced: what each of them was asked, and said."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.domain.check_ins import CheckInAnswer, Moment
from mentorship.models.base import Base, Encrypted, UtcDateTime, enum_column, new_handle

_IS_NOT_TOLD = text(f"moment != '{Moment.TOLD}'")


class CheckIn(Base):
    """One line about a pair by one of the two, whom it belongs to. The other one never sees it.

    profile_id   who was asked, or said it
    due_at       when the question was due, or when it was said
    asked_at     since when the page asks; None for what nobody asked
    answered_at  when it was answered; of a pause, when it ended
    answer       what was said with one tap
    words        what was told to the team, where moment is TOLD; None where it was not written down
    alone        True when nobody of the team could read it at the time
    """

    __tablename__ = "check_in"
    __table_args__ = (
        # Each question is asked once; whoever has something to tell may tell it again.
        Index(
            "uq_check_in_moment",
            "match_id",
            "profile_id",
            "moment",
            unique=True,
            sqlite_where=_IS_NOT_TOLD,
            postgresql_where=_IS_NOT_TOLD,
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_handle)
    match_id: Mapped[str] = mapped_column(ForeignKey("match.id", ondelete="CASCADE"), index=True)
    profile_id: Mapped[str] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), index=True
    )
    moment: Mapped[Moment] = mapped_column(enum_column(Moment))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[CheckInAnswer | None] = mapped_column(enum_column(CheckInAnswer))
    words: Mapped[str | None] = mapped_column(Encrypted)
    alone: Mapped[bool] = mapped_column(default=False)
