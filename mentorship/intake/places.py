"""Which time zone a city, a state, an abbreviation or an offset stands for."""

import csv
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import available_timezones

from mentorship.intake.text import fold, one_line
from mentorship.intake.word_lists import word_list

_OFFSET = re.compile(r"^(?:utc|gmt)\s*([+-])\s*(\d{1,2})(?::?00)?$", re.I)
_ZONE_NAME = re.compile(r"\b[A-Za-z]+/[A-Za-z_]+(?:/[A-Za-z_]+)?\b")
_FURTHEST_OFFSET = 12
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
    offset = _OFFSET.match(text)
    if offset and int(offset[2]) <= _FURTHEST_OFFSET:
        # The names of these zones count the other way round: Etc/GMT+7 is seven hours behind.
        sign = "-" if offset[1] == "+" else "+"
        return f"Etc/GMT{sign}{int(offset[2])}" if int(offset[2]) else "UTC"
    return _by_words(fold(text).split())


def _by_words(words: list[str]) -> str | None:
    whole = " ".join(words)
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
