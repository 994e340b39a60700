"""When two people who were introduced are asked how it goes, and what they can say."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

# How long the programme goes along with a pair: half a year. Afterwards the two are on their own.
DAYS_TOGETHER = 182
# How long the last question waits for an answer before the time is over without one.
DAYS_FOR_THE_LAST_ANSWER = 21
# What was told to the team goes so long after it was told, once somebody has dealt with it.
DAYS_OF_WORDS = 90


class Moment(StrEnum):
    """What one line about a pair is: a question at its time, or something said in between."""

    DAY_14 = "day_14"
    DAY_45 = "day_45"
    MIDDLE = "middle"
    END = "end"
    PAUSE = "pause"  # would rather not be asked for a while
    AFTERWARDS = "afterwards"  # the two have stopped: shall we look again?
    TOLD = "told"  # something feels wrong: for a person of the team


class CheckInAnswer(StrEnum):
    """What can be said with one tap."""

    TALKED = "talked"
    NOT_YET = "not_yet"
    WOULD_CHANGE = "would_change"
    LOOK_AGAIN = "look_again"
    LATER = "later"
    NO_MORE = "no_more"


_A = CheckInAnswer
HERS: tuple[CheckInAnswer, ...] = (_A.TALKED, _A.NOT_YET, _A.WOULD_CHANGE)
# A mentor who cannot go on says so elsewhere; here nobody asks for more.
A_MENTORS: tuple[CheckInAnswer, ...] = (_A.TALKED, _A.NOT_YET)
AFTER_THE_END: tuple[CheckInAnswer, ...] = (_A.LOOK_AGAIN, _A.LATER, _A.NO_MORE)

# Days after the introduction, in the order in which they come.
ASKED_AFTER: Mapping[Moment, int] = {
    Moment.DAY_14: 14,
    Moment.DAY_45: 45,
    Moment.MIDDLE: DAYS_TOGETHER // 2,
    Moment.END: DAYS_TOGETHER,
}
FIRST_ASKED_AFTER = timedelta(days=min(ASKED_AFTER.values()))
# A question that comes later than this is about another time.
_LAPSES_AFTER = timedelta(days=60)


def is_the_time_over(
    introduced_at: datetime, asked_last_at: datetime | None, *, now: datetime
) -> bool:
    """True when the last question has waited long enough; also where it was never put.

    asked_last_at  when it was put; None where nobody was asked, as in a pause
    """
    planned = introduced_at + timedelta(days=DAYS_TOGETHER)
    return (asked_last_at or planned) + timedelta(days=DAYS_FOR_THE_LAST_ANSWER) <= now


def latest_moment(introduced_at: datetime, *, now: datetime) -> tuple[Moment, datetime] | None:
    """The last moment that has come, and when it came; None before the first, and long after it.

    Those before it are over: whoever was not asked then is not asked twice at once.
    """
    came = [(one, introduced_at + timedelta(days=days)) for one, days in ASKED_AFTER.items()]
    come = [(one, at) for one, at in came if at <= now]
    return come[-1] if come and now - come[-1][1] < _LAPSES_AFTER else None
