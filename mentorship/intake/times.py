"""When somebody signed up: time stamps in the styles that forms and spreadsheets write."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from mentorship.intake.text import fold, one_line

# Abbreviations as form exports write them; a stamp without a zone counts as UTC, which keeps the
# order of stamps within one sheet and that is all they are used for.
_ZONES = {
    **dict.fromkeys(("utc", "gmt", "z", "wet"), 0.0),
    "est": -5.0,
    "edt": -4.0,
    "cst": -6.0,
    "cdt": -5.0,
    "mst": -7.0,
    "mdt": -6.0,
    "pst": -8.0,
    "pdt": -7.0,
    "akst": -9.0,
    "akdt": -8.0,
    "hst": -10.0,
    "bst": 1.0,
    "cet": 1.0,
    "cest": 2.0,
    "eet": 2.0,
    "eest": 3.0,
    "eat": 3.0,
    "ist": 5.5,
    "gst": 4.0,
    "jst": 9.0,
    "aest": 10.0,
    "aedt": 11.0,
    "nst": -3.5,
    "ast": -4.0,
    "adt": -3.0,
}
_MONTHS = (
    ("jan", "ene", "janv"),
    ("feb", "fev", "fevr"),
    ("mar", "mars"),
    ("apr", "abr", "avr"),
    ("may", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "ago", "aout"),
    ("sep", "sept"),
    ("oct", "okt"),
    ("nov",),
    ("dec", "dic", "dez"),
)
_CLOCK = r"(?:[T ,]*(?:at )?(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?\s?m\.?)?)?"
_ZONE = r"\s*((?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,5})?\)?$"
_YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _CLOCK + _ZONE, re.I)
_YEAR_LAST = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})" + _CLOCK + _ZONE, re.I)
_WORD_FIRST = re.compile(
    r"^(?:\w+, )?([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})" + _CLOCK + _ZONE, re.I
)
_WORD_SECOND = re.compile(
    r"^(?:\w+, )?(\d{1,2})\.?[ -](?:de )?([^\W\d]+)\.?,?[ -](?:de )?(\d{4})" + _CLOCK + _ZONE, re.I
)
_SERIAL = re.compile(r"^\d{5}(\.\d+)?$")
_SERIAL_START = datetime(1899, 12, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Day:
    year: int
    month: int
    day: int


def read_time(cell: str, *, day_first: bool = False) -> datetime | None:
    """The moment in UTC that a time stamp means, or None when it cannot be told.

    day_first   how to read 3/4/2026, which means two things; see `is_day_first`
    """
    text = one_line(cell)
    if _SERIAL.match(text):
        return _SERIAL_START + timedelta(days=float(text))
    for pattern, reader in (
        (_YEAR_FIRST, _year_first),
        (_WORD_FIRST, _word_first),
        (_WORD_SECOND, _word_second),
    ):
        match = pattern.match(text)
        if match:
            return _moment(reader(match), match.groups()[3:])
    match = _YEAR_LAST.match(text)
    return None if match is None else _moment(_year_last(match, day_first), match.groups()[4:])


def is_day_first(cells: Iterable[str]) -> bool:
    """True when stamps such as 25/3/2026 show that this sheet writes the day before the month."""
    first = second = False
    for cell in cells:
        match = _YEAR_LAST.match(one_line(cell))
        if match:
            first = first or int(match[1]) > 12 or match[2] == "."
            second = second or int(match[3]) > 12
    return first and not second


def _year_first(match: re.Match[str]) -> _Day:
    return _Day(int(match[1]), int(match[2]), int(match[3]))


def _word_first(match: re.Match[str]) -> _Day:
    return _Day(int(match[3]), _month(match[1]), int(match[2]))


def _word_second(match: re.Match[str]) -> _Day:
    return _Day(int(match[3]), _month(match[2]), int(match[1]))


def _year_last(match: re.Match[str], day_first: bool) -> _Day:
    one, other = int(match[1]), int(match[3])
    year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
    if one > 12 or match[2] == "." or (day_first and other <= 12):
        return _Day(year, other, one)
    return _Day(year, one, other)


def _month(word: str) -> int:
    """The number of a month by its name, or 0."""
    start = fold(word)
    for number, names in enumerate(_MONTHS, start=1):
        if any(start == name or (len(name) > 2 and start.startswith(name)) for name in names):
            return number
    return 0


def _moment(day: _Day, clock: tuple[str | None, ...]) -> datetime | None:
    hour, minute, second = (int(part or 0) for part in clock[:3])
    half = (clock[3] or "").casefold()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    try:
        zone = timezone(timedelta(hours=_offset(clock[4])))
        local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str | None) -> float:
    """Hours ahead of UTC."""
    name = (zone or "").casefold()
    if name in _ZONES:
        return _ZONES[name]
    match = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", name)
    if match is None:
        return 0.0
    hours = int(match[2]) + int(match[3] or 0) / 60
    return hours if match[1] == "+" else -hours
