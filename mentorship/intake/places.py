"""Which time zone a city, a state, an abbreviation or an offset stands for."""

import csv
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import available_timezones

from mentorship.intake.text import fold, one_line
from mentorship.intake.word_lists import word_list

_OFFSET = re.compile(r"\b(?:utc|gmt)\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?(?!\d)", re.I)
_MINUS = str.maketrans("−–—＋：", "---+:")
# Zones have whole hours, but for these.
_ODD_OFFSETS = {
    ("+", 3, 30): "Asia/Tehran",
    ("+", 4, 30): "Asia/Kabul",
    ("+", 5, 30): "Asia/Kolkata",
    ("+", 5, 45): "Asia/Kathmandu",
    ("+", 6, 30): "Asia/Yangon",
    ("+", 9, 30): "Australia/Darwin",
    ("-", 3, 30): "America/St_Johns",
    ("-", 9, 30): "Pacific/Marquesas",
}
_ZONE_NAME = re.compile(r"\b[A-Za-z]+/[A-Za-z_]+(?:/[A-Za-z_]+)?\b")
_FURTHEST_OFFSET = {"+": 14, "-": 12}
# Whoever writes nothing but the name of a time that never changes means one that does not change;
# beside a city the city decides.
_STANDARD_TIME = {"mst": "America/Phoenix", "mountain standard time": "America/Phoenix"}
_LONGEST_NAME_IN_WORDS = 4


@lru_cache(maxsize=8192)
def time_zone(place: str) -> str | None:
    """The IANA name of the time zone that the words mean, or None when they do not tell.

    Arizona keeps one time all year, so Phoenix, Tempe, Tucson and Mesa are America/Phoenix.
    """
    text = one_line(place)
    named = _ZONE_NAME.search(text)
    if named and named[0].casefold() in _iana_names():
        return _iana_names()[named[0].casefold()]
    offset = _OFFSET.search(text.translate(_MINUS))
    if offset:
        return _by_offset(offset[1], int(offset[2]), int(offset[3] or 0))
    return _by_words(fold(text).split())


def _by_offset(sign: str, hours: int, minutes: int) -> str | None:
    if minutes:
        return _ODD_OFFSETS.get((sign, hours, minutes))
    if hours > _FURTHEST_OFFSET[sign]:
        return None
    # The names of these zones count the other way round: Etc/GMT+7 is seven hours behind.
    return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "UTC"


def _by_words(words: list[str]) -> str | None:
    whole = " ".join(words)
    if whole in _STANDARD_TIME:
        return _STANDARD_TIME[whole]
    if whole in _known_places():
        return _known_places()[whole]
    words = [word for word in words if word not in word_list("place_filler")]
    for length in range(min(_LONGEST_NAME_IN_WORDS, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            name = " ".join(words[at : at + length])
            # "in" and "me" are words before they are states; alone they may be meant.
            if name in _known_places() and not (
                len(words) > 1 and name in word_list("state_codes_after_a_city")
            ):
                return _known_places()[name]
    return None


@cache
def _known_places() -> Mapping[str, str]:
    text = (files(__package__) / "places.csv").read_text(encoding="utf-8")
    return {
        name: row["zone"]
        for row in csv.DictReader(text.splitlines())
        for name in row["names"].split("|")
    }


@cache
def _iana_names() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones()}
