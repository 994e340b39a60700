"""The door at which somebody lives: house, street and town, in whatever order they are written."""

import re
from collections.abc import Iterable, Sequence

from mentorship.guard.phrases import words_in
from mentorship.guard.spelling import words_of

# A house and its street, with one more word of the address: two of a name may be two families.
DOOR = "door "

_STREETS = words_in("streets")
# "Rue des Lilas" has its name behind the word for the way, "Elm Street" before it.
_LEADING = words_in("leading_streets")
_EITHER = words_in("either_streets")
_INNER_DOORS = words_in("inner_doors")
_FILLERS = words_in("doors") | words_in("street_fillers")
_IN_ONE_WORD = re.compile(
    r"(\w{3,}?)(strasse|straat|str|gasse|weg|platz|allee|ufer|damm|gatan|vej)"
)
_CALLE = re.compile(r"\bC/", re.IGNORECASE)
_INNER_SIGN = re.compile(r"#\s*(?=\w)")
_LONGEST_NAME = 3


def doors_of(place: str) -> Iterable[str]:
    """A house number with its street and each other word of the address, which may be the town."""
    if not any(letter.isdigit() for letter in place):
        return
    written = _CALLE.sub("calle ", place)
    # "#4B" is a flat, and in some countries the house itself.
    found = [*_doors(_INNER_SIGN.sub(" flat ", written))] if "#" in written else []
    yield from found or _doors(written)


def _doors(place: str) -> Iterable[str]:
    words = _without_inner_doors(words_of(place))
    for at, word in enumerate(words):
        street, first, last = _street(words, at, word)
        if not street:
            continue
        towns = {one for one in (*words[:first], *words[last + 1 :]) if _may_be_town(one)}
        for house in _houses(words, first, last):
            number = house.rstrip("abcdefgh")  # 19B is a flat of 19
            yield from (f"{DOOR}{number} {street} {town}" for town in sorted(towns))


def _without_inner_doors(words: Sequence[str]) -> list[str]:
    """The words without "flat 3", "apt 4b", "unit 9"."""
    return [
        word
        for at, word in enumerate(words)
        if word not in _INNER_DOORS
        and not (at and words[at - 1] in _INNER_DOORS and (_is_number(word) or len(word) == 1))
    ]


def _street(words: Sequence[str], at: int, word: str) -> tuple[str, int, int]:
    """The telling word of the street at this word, and where the street begins and ends."""
    if one := _IN_ONE_WORD.fullmatch(word):
        return one[1], at, at
    if word not in _STREETS:
        return "", at, at
    leads = word in _LEADING or (word in _EITHER and (not at or _is_number(words[at - 1])))
    if leads and (behind := _name(words, range(at + 1, len(words)))):
        return words[behind[0]], at, behind[0]
    before = _name(words, range(at - 1, -1, -1))
    return (words[before[0]], before[0], at) if before else ("", at, at)


def _name(words: Sequence[str], places: Iterable[int]) -> list[int]:
    """Where the words of a street's name stand, the nearest first; a number ends it."""
    found: list[int] = []
    for at in places:
        if _is_number(words[at]) or len(found) == _LONGEST_NAME:
            break
        if words[at] not in _FILLERS and words[at] not in _STREETS:
            found.append(at)
    return found


def _houses(words: Sequence[str], first: int, last: int) -> Iterable[str]:
    """The numbers just before a street, or the first one behind it."""
    behind = next((word for word in words[last + 1 : last + 3] if _is_number(word)), "")
    near = [word for word in words[max(0, first - _LONGEST_NAME) : first] if word not in _FILLERS]
    numbers = [word for word in near if _is_number(word)]
    return numbers or ([behind] if behind else [])


def _is_number(word: str) -> bool:
    return word[:1].isdigit()


def _may_be_town(word: str) -> bool:
    return len(word) > 2 and not _is_number(word) and word not in _STREETS | _FILLERS
