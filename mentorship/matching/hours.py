"""Free hours in real time: slots of the week, seen from two time zones, in winter and in summer.

Phoenix keeps one clock all year and most of its neighbours do not, so a pair that shares an hour
in January may not in July. Both weeks are laid out, and both count.
"""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np

from mentorship.domain.people import Person
from mentorship.matching.arrays import Floats

HOURS_OF_A_WEEK = 168
# Two Mondays, one on each side of every change of clocks; only the distance to UTC is read.
_WINTER, _SUMMER = date(2026, 1, 12), date(2026, 7, 13)
_WORKDAYS, _WEEKEND, _EVERY_DAY = range(5), range(5, 7), range(7)
# slot → days and the local hours that begin in it. Days off after a call change every week, so
# they lie nowhere.
_LOCAL_HOURS = {
    "wk_early": (_WORKDAYS, range(6, 8)),
    "wk_day": (_WORKDAYS, range(9, 17)),
    "wk_lunch": (_WORKDAYS, range(12, 13)),
    "wk_eve": (_WORKDAYS, range(18, 21)),
    "late": (_EVERY_DAY, range(21, 23)),
    "we": (_WEEKEND, range(9, 21)),
    "school": (_WORKDAYS, range(9, 15)),
}


def knows_hours(person: Person) -> bool:
    """True when this person's free hours can be placed on a clock."""
    return person.time_zone is not None and bool(person.slots & _LOCAL_HOURS.keys())


def free_hours(person: Person) -> Floats:
    """(336,) the free share of each UTC hour, in a winter week and then in a summer week."""
    if person.time_zone is None:
        return np.zeros(2 * HOURS_OF_A_WEEK)
    return _weeks(person.time_zone, person.slots & frozenset(_LOCAL_HOURS))


@cache
def _weeks(time_zone: str, slots: frozenset[str]) -> Floats:
    local = np.zeros(HOURS_OF_A_WEEK)
    for slot in slots:
        days, hours = _LOCAL_HOURS[slot]
        local[[day * 24 + hour for day in days for hour in hours]] = 1.0
    weeks = [_shifted(local, -_offset(time_zone, day)) for day in (_WINTER, _SUMMER)]
    both = np.concatenate(weeks)
    both.setflags(write=False)
    return both


def _shifted(week: Floats, hours: float) -> Floats:
    """The week moved by hours; a zone at half past splits each hour over two."""
    whole = int(np.floor(hours))
    part = hours - whole
    return np.asarray((1 - part) * np.roll(week, whole) + part * np.roll(week, whole + 1))


@cache
def _offset(time_zone: str, day: date) -> float:
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    distance = noon.astimezone(ZoneInfo(time_zone)).utcoffset()
    assert distance is not None, "an aware datetime always has an offset"  # noqa: S101
    return distance.total_seconds() / 3600


def shared_hours(one: Person, other: Person) -> float | None:
    """Hours a week that both are free, in the poorer season; None when that cannot be known."""
    if not (knows_hours(one) and knows_hours(other)):
        return None
    common = np.minimum(free_hours(one), free_hours(other)).reshape(2, HOURS_OF_A_WEEK)
    return float(common.sum(axis=1).min())


def zone_difference(one: Person, other: Person) -> float | None:
    """Hours between their clocks, in the season when it is greater; None when one is unknown."""
    if one.time_zone is None or other.time_zone is None:
        return None
    return max(
        _distance(_offset(one.time_zone, day) - _offset(other.time_zone, day))
        for day in (_WINTER, _SUMMER)
    )


def _distance(hours: float) -> float:
    """Around the globe the shorter way: +13 is 11 hours away."""
    return min(abs(hours) % 24, 24 - abs(hours) % 24)
