"""Days as a person says them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_NEARBY = {0: "today", 1: "yesterday"}


def day_in_words(day: date) -> str:
    """As in "12 January 2027"."""
    return f"{day.day} {day:%B %Y}"


def when_in_words(moment: datetime, *, now: datetime, zone: str) -> str:
    """As in "on Tuesday", by the calendar of `zone`; a date once a week has passed."""
    then, today = (at.astimezone(ZoneInfo(zone)).date() for at in (moment, now))
    days = (today - then).days
    if days in _NEARBY:
        return _NEARBY[days]
    return f"on {then:%A}" if days < 7 else f"on {day_in_words(then)}"
