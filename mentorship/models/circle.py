"""Circles that the team offers to people who wait, and who has taken a seat in one."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.domain.circles import CircleState, Repeats, Times
from mentorship.models.base import (
    Base,
    Encrypted,
    EncryptedJson,
    UtcDateTime,
    enum_column,
    new_handle,
)


class Circle(Base):
    """A few people who meet to talk; or one conversation, which is a circle for one.

    held_by   the name of whoever leads it, which everybody reads before she joins
    works_at  every place where that person works; none for somebody of the programme only
    join_at   where one joins; only those with a seat read it
    at        the hour, by the clock of `time_zone`
    only_for  whom a conversation is offered to; nobody else ever sees it
    over_at   when the team called it off
    """

    __tablename__ = "circle"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_handle)
    state: Mapped[CircleState] = mapped_column(enum_column(CircleState))
    title: Mapped[str] = mapped_column(Encrypted)
    words: Mapped[str] = mapped_column(Encrypted)
    held_by: Mapped[str] = mapped_column(Encrypted)
    works_at: Mapped[list[str]] = mapped_column(EncryptedJson)
    join_at: Mapped[str] = mapped_column(Encrypted)
    spoken: Mapped[str] = mapped_column(Encrypted)
    first_on: Mapped[date]
    at: Mapped[time]
    time_zone: Mapped[str]
    minutes: Mapped[int]
    repeats: Mapped[Repeats] = mapped_column(enum_column(Repeats))
    last_on: Mapped[date | None]
    seats: Mapped[int]
    cameras_optional: Mapped[bool]
    only_for: Mapped[str | None] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), index=True
    )
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def times(self) -> Times:
        """When it meets."""
        return Times(
            self.first_on, self.at, self.time_zone, self.minutes, self.repeats, self.last_on
        )


class CircleSeat(Base):
    """Somebody comes to a circle.

    called  what the others of it read of her; None, which it is at first, for nothing at all
    """

    __tablename__ = "circle_seat"

    circle_id: Mapped[str] = mapped_column(
        ForeignKey("circle.id", ondelete="CASCADE"), primary_key=True
    )
    profile_id: Mapped[str] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    called: Mapped[str | None] = mapped_column(Encrypted)
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
