"""The days of a round that people read: when one can sign up, and by when everybody hears."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import RoundState
from mentorship.models.round import Participation, Round


@dataclass(frozen=True, slots=True)
class RoundDays:
    """What the team has said about the days of one round; None where it has said nothing."""

    opens_on: date | None = None
    closes_on: date | None = None
    hear_by: date | None = None


@dataclass(frozen=True, slots=True)
class NextWord:
    """The day by which somebody hears from the team, and whether it has gone by."""

    day: date
    is_past: bool


def days_of(round_: Round) -> RoundDays:
    """What stands there now."""
    return RoundDays(round_.opens_on, round_.closes_on, round_.hear_by)


def set_days(session: Session, round_: Round, days: RoundDays) -> None:
    """The round has these days, and whoever takes part reads them."""
    round_.opens_on, round_.closes_on = days.opens_on, days.closes_on
    round_.hear_by = days.hear_by
    session.flush()


def next_word(round_: Round | None, *, now: datetime) -> NextWord | None:
    """By when whoever takes part in this round hears; None where no day was named."""
    if round_ is None or round_.hear_by is None:
        return None
    return NextWord(round_.hear_by, is_past=_today(round_, now) > round_.hear_by)


def hears_by_a_day(session: Session, profile_id: str) -> bool:
    """True when the page of this person names a day by which she hears from us."""
    named = (
        select(Round.id)
        .join(Participation, Participation.round_id == Round.id)
        .where(
            Participation.profile_id == profile_id,
            Round.hear_by.is_not(None),
            Round.state.not_in((RoundState.FINISHED, RoundState.CANCELLED)),
        )
    )
    return session.scalar(named.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Doors:
    """The rounds whose sign-ups are not over, newest first.

    opening  the round that takes sign-ups now: the newest of those that are open
    coming   those that are still drafts
    """

    opening: Round | None
    coming: tuple[Round, ...]


NO_DOORS = Doors(None, ())


def doors(session: Session) -> Doors:
    """What is open, and what is to come."""
    found = session.scalars(
        select(Round)
        .where(Round.state.in_((RoundState.DRAFT, RoundState.OPEN)))
        .order_by(Round.created_at.desc(), Round.id)
    ).all()
    opening = next((one for one in found if one.state is RoundState.OPEN), None)
    return Doors(opening, tuple(one for one in found if one.state is RoundState.DRAFT))


def next_opening(found: Doors, *, now: datetime) -> date | None:
    """The day on which sign-ups open next, as far as the team has named one that is still to come.

    A day that went by without the round being opened is not told: nobody knows the next one.
    """
    named = ((round_.opens_on, _today(round_, now)) for round_ in found.coming)
    return min((day for day, today in named if day and day >= today), default=None)


def _today(round_: Round, now: datetime) -> date:
    return now.astimezone(ZoneInfo(round_.time_zone)).date()
