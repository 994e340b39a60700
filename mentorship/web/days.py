"""Days and hours as a person says them, in the language and by the clock of whoever reads.

In a template: `{{ moment | day }}` is "12 January 2027", `| weekday` "Tuesday 12 January",
`| month` "January" and `| day_and_time` "Tuesday 12 January, 14:05". In a module a day stands in
a sentence as `on_day(moment)`.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask, g, has_request_context
from flask_login import current_user

from mentorship.domain.sentences import Day, DayShape, Sentence, the_day
from mentorship.domain.sentences import sentence as _
from mentorship.language.days import day_there, hour_there
from mentorship.services.looks import clock_of
from mentorship.web.pages import database, person

_NEARBY = {0: _("today"), 1: _("yesterday")}
_NO_ZONE = "UTC"


def write_days(app: Flask) -> None:
    """Templates write days and hours with these filters."""
    app.jinja_env.filters |= {
        "day": on_day,
        "weekday": lambda at: on_day(at, DayShape.IN_THE_WEEK),
        "month": lambda at: on_day(at, DayShape.MONTH),
        "day_and_time": day_and_time,
    }


def own_clock() -> str:
    """By which clock whoever is signed in reads: her own, or else that of her latest round."""
    if "clock" not in g:
        g.clock = clock_of(database(), person())
    clock: str = g.clock
    return clock


def clock() -> str:
    """The same for every page, and nothing is looked up for it: UTC where nothing is known."""
    if not has_request_context():
        return _NO_ZONE
    if current_user.is_authenticated and current_user.time_zone:
        return str(current_user.time_zone)
    return str(g.get("clock", _NO_ZONE))


def clock_in_words(zone: str) -> str:
    """As in "America/New York"."""
    return zone.replace("_", " ")


def on_day(at: date, shape: DayShape = DayShape.DATE, *, zone: str = "") -> Day:
    """As in "12 January 2027"; for a moment, by the clock of `zone`, or the reader's."""
    return the_day(day_there(at, zone or clock()) if isinstance(at, datetime) else at, shape)


def day_in_words(day: date) -> Day:
    """As in "12 January 2027"."""
    return on_day(day)


def day_and_time(at: datetime, *, zone: str = "") -> Sentence:
    """As in "Tuesday 12 January, 14:05", by the clock of `zone`, or the reader's."""
    zone = zone or clock()
    day = on_day(at, DayShape.IN_THE_WEEK, zone=zone)
    return _("%(day)s, %(time)s", day=day, time=hour_there(at, zone))


def when_in_words(moment: datetime, *, now: datetime, zone: str) -> Sentence:
    """As in "on Tuesday", by the calendar of `zone`; a date once a week has passed."""
    then = day_there(moment, zone)
    days = (day_there(now, zone) - then).days
    if days in _NEARBY:
        return _NEARBY[days]
    if days < 7:
        return _("on %(weekday)s", weekday=the_day(then, DayShape.WEEKDAY))
    return _("on %(day)s", day=the_day(then))


def hour_of(at: datetime, *, zone: str) -> Sentence:
    """The day and the hour. The minute would tell a colleague's evening, and nothing to her."""
    there = at.astimezone(ZoneInfo(zone))
    return _(
        "%(day)s, between %(start)s and %(end)s",
        day=the_day(there.date()),
        start=f"{there:%H}:00",
        end=f"{there:%H}:59",
    )
