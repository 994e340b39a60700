"""Circles: a few people who meet to talk, and the rule by which the next time is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from mentorship.domain.calendar_file import moment_there

# So many days after the last time of a circle everything about it goes.
DAYS_AFTERWARDS = 30
# A day in spring may skip the hour; two in a row never do.
_TRIES = 2


class CircleState(StrEnum):
    """What the team lets happen with a circle."""

    OPEN = "open"
    CLOSED = "closed"  # it goes on, and nobody new can join
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class TellsOfACircle:
    """One row about somebody who comes to a circle: what, and who reads it."""

    what: str
    level: int
    team: str
    others: str
    kept: str


_WHILE_IT_LASTS = "until she leaves it; at the latest 30 days after it was over or called off"
TOLD_IN_A_CIRCLE: tuple[TellsOfACircle, ...] = (
    TellsOfACircle("That she comes", 2, "a code and a number", "never", _WHILE_IT_LASTS),
    TellsOfACircle(
        "A name for the others",
        2,
        "never",
        "those with a seat, when she wrote one",
        _WHILE_IT_LASTS,
    ),
    TellsOfACircle(
        "That she would like one single conversation", 2, "on the list", "never", "with the round"
    ),
    TellsOfACircle(
        "That the guard keeps a conversation from her", 3, "never", "never", "with the conversation"
    ),
)


class Repeats(StrEnum):
    """How often a circle meets."""

    ONCE = "once"
    WEEKLY = "weekly"
    EVERY_TWO_WEEKS = "every_two_weeks"
    EVERY_FOUR_WEEKS = "every_four_weeks"


_EVERY: Mapping[Repeats, timedelta] = {
    Repeats.WEEKLY: timedelta(weeks=1),
    Repeats.EVERY_TWO_WEEKS: timedelta(weeks=2),
    Repeats.EVERY_FOUR_WEEKS: timedelta(weeks=4),
}


@dataclass(frozen=True, slots=True)
class Times:
    """When a circle meets, by the clock of one place, whatever becomes of summer time there.

    first_on  the first day
    at        the hour, by the clock of `zone`
    minutes   how long it takes
    last_on   no time after this day; None while no end is planned
    """

    first_on: date
    at: time
    zone: str
    minutes: int
    repeats: Repeats
    last_on: date | None = None

    def next_one(self, *, now: datetime) -> datetime | None:
        """The moment of the next time, or of the one that is going on; None once it is over."""
        since = now - timedelta(minutes=self.minutes)
        day = self._first_day_from(since.astimezone(ZoneInfo(self.zone)).date())
        for _try in range(_TRIES + 1):
            if day is None:
                return None
            moment = moment_there(day, self.at, zone=self.zone)
            if moment is not None and moment > since:
                return moment
            day = self._day_after(day)
        return None

    def next_ones(self, most: int, *, now: datetime) -> list[datetime]:
        """The next moments, at most so many."""
        found: list[datetime] = []
        while len(found) < most:
            since = found[-1] + timedelta(minutes=self.minutes) if found else now
            moment = self.next_one(now=since)
            if moment is None:
                break
            found.append(moment)
        return found

    def is_over(self, *, now: datetime) -> bool:
        return self.next_one(now=now) is None

    def last_moment(self) -> datetime | None:
        """When the last time begins, at the latest; None while no end is planned."""
        day = self.first_on if self.repeats is Repeats.ONCE else self.last_on
        return None if day is None else datetime.combine(day, self.at, ZoneInfo(self.zone))

    def _first_day_from(self, day: date) -> date | None:
        """The first day of the row that is this one or later."""
        if day <= self.first_on or self.repeats is Repeats.ONCE:
            return self._unless_past(self.first_on)
        every = _EVERY[self.repeats]
        turns = -(-(day - self.first_on) // every)
        return self._unless_past(self.first_on + turns * every)

    def _day_after(self, day: date) -> date | None:
        every = _EVERY.get(self.repeats)
        return None if every is None else self._unless_past(day + every)

    def _unless_past(self, day: date) -> date | None:
        return None if self.last_on is not None and day > self.last_on else day
