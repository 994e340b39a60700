"""Days and hours as each language writes them; digits are the ones that everybody reads."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from mentorship.domain.sentences import Day, DayShape, the_day

# What a letter stands for: unicode.org/reports/tr35/tr35-dates.html.
_PATTERNS: Mapping[DayShape, Mapping[str, str]] = {
    DayShape.DATE: {
        "es": "d 'de' MMMM 'de' y",
        "fr": "d MMMM y",
        "ar": "d MMMM y",
        "so": "d MMMM y",
    },
    DayShape.IN_THE_WEEK: {
        "es": "EEEE, d 'de' MMMM",
        "fr": "EEEE d MMMM",
        "ar": "EEEE، d MMMM",
        "so": "EEEE, d MMMM",
    },
    DayShape.WEEKDAY: dict.fromkeys(("es", "fr", "ar", "so"), "EEEE"),
    DayShape.MONTH: dict.fromkeys(("es", "fr", "ar", "so"), "LLLL"),
}
# The first of a month is counted in another way than the days after it.
_FIRST_DAY = {"fr": ("d MMMM", "d'er' MMMM")}


def day_there(moment: datetime, zone: str) -> date:
    """The day of the calendar on which this moment falls by the clock of `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def hour_there(moment: datetime, zone: str) -> str:
    """As in "09:14", by the clock of `zone`."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def write_day(day: Day, code: str) -> str:
    """The day in words of this language."""
    pattern = _PATTERNS[day.shape].get(code)
    if pattern is None:
        return str(the_day(day.on, day.shape))
    if day.on.day == 1 and code in _FIRST_DAY:
        pattern = pattern.replace(*_FIRST_DAY[code])
    return format_date(day.on, pattern, locale=code)
