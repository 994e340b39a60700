"""A file for anybody's calendar (iCalendar, RFC 5545) with entries that name nobody.

The entry stands in UTC, which every calendar turns into the clock of whoever looks at it: no rule
of summer time has to come along, and none can be wrong.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# In octets, without the line's end; a longer line goes on in the next one, after a blank.
_LONGEST_LINE = 75


def moment_there(day: date, hour: time, *, zone: str) -> datetime | None:
    """The moment at which clocks of that zone show this; None when they skip it in spring.

    In autumn, when they show it twice, the first of the two.
    """
    moment = datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)
    shown = moment.astimezone(ZoneInfo(zone))
    return moment if (shown.date(), shown.time().replace(fold=0)) == (day, hour) else None


def calendar_file(title: str, *, starts: datetime, minutes: int, uid: str, made: datetime) -> bytes:
    """The whole file. It has no organiser, no guests, no place, no words but the title.

    uid  by which a calendar knows the entry again; it has to come from chance
    """
    return calendar_of(title, [(uid, starts, minutes)], made=made)


def calendar_of(
    title: str, entries: Iterable[tuple[str, datetime, int]], *, made: datetime
) -> bytes:
    """The same with several entries, each its (uid, start, minutes) and all of one title."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Programs//A time to talk//EN",
        *(
            line
            for uid, starts, minutes in entries
            for line in _entry(title, uid, starts, timedelta(minutes=minutes), made=made)
        ),
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) for line in lines)


def _entry(
    title: str, uid: str, starts: datetime, lasts: timedelta, *, made: datetime
) -> Sequence[str]:
    return (
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_in_utc(made)}",
        f"DTSTART:{_in_utc(starts)}",
        f"DTEND:{_in_utc(starts + lasts)}",
        f"SUMMARY:{_as_text(title)}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    )


def _in_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _as_text(words: str) -> str:
    """With what has a meaning in such a file written so that it has none."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return "\\n".join(words.splitlines())


def _folded(line: str) -> bytes:
    """The line in pieces that are short enough, none of which ends within a letter."""
    pieces, piece = [], b""
    for letter in line:
        sign = letter.encode()
        if len(piece) + len(sign) > _LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += sign
    return b"\r\n".join((*pieces, piece)) + b"\r\n"
