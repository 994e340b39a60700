"""How near two parts of names are, and the keys over which near parts find each other."""

from collections.abc import Mapping
from enum import IntEnum
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from mentorship.guard.name_reading import Part, is_known
from mentorship.guard.name_words import name_groups, name_words

# A surname of at least this many letters that is on no list of common ones counts as rare.
_RARE_LENGTH = 6
# Shorter parts differ by one letter without being slips: Mina and Dina, Omar and Amar.
_SHORTEST_SLIP = 5
_VOWELS = frozenset("aeiouy")


class Nearness(IntEnum):
    """How near two parts of names are."""

    NONE = 0
    INITIAL = 1
    TYPO = 2
    CLOSE = 3
    EQUAL = 4


@lru_cache(maxsize=131072)
def part_keys(part: Part) -> frozenset[str]:
    """Keys of one part of a name: its sounds, its consonants and its nicknames."""
    sounds = {f"sound:{said}" for said in part.sounds}
    nicks = {f"nick:{number}" for word in part.spellings for number in _nicknames().get(word, ())}
    return frozenset(sounds | nicks | {f"bones:{part.skeleton}"})


def is_rare(part: Part) -> bool:
    """True for a surname that few people in one programme will share."""
    common = name_words("common_surnames") | name_words("fathers") | name_words("dual_names")
    return len(part.text) >= _RARE_LENGTH and not part.spellings & common


@cache
def _nicknames() -> Mapping[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(name_groups("nicknames")):
        for word in group:
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


@lru_cache(maxsize=262144)
def near(a: Part, b: Part) -> Nearness:
    if a.is_initial or b.is_initial:
        return _initial(a, b)
    if a.spellings & b.spellings:
        return Nearness.EQUAL
    if a.sounds & b.sounds or _share_nickname(a, b) or _share_skeleton(a, b):
        return Nearness.CLOSE
    return Nearness.TYPO if _is_slip(a.text, b.text) else Nearness.NONE


def _initial(a: Part, b: Part) -> Nearness:
    if a.text == b.text:
        return Nearness.INITIAL
    letters = [{word[0] for word in part.spellings | part.sounds} for part in (a, b)]
    return Nearness.INITIAL if letters[0] & letters[1] else Nearness.NONE


def _share_nickname(a: Part, b: Part) -> bool:
    known = _nicknames()
    numbers = [{n for word in part.spellings for n in known.get(word, ())} for part in (a, b)]
    return bool(numbers[0] & numbers[1])


def _share_skeleton(a: Part, b: Part) -> bool:
    return (a.vowelless or b.vowelless) and a.skeleton == b.skeleton and len(a.skeleton) > 1


def _ends_otherwise(a: str, b: str) -> bool:
    return a[:-2] == b[:-2] and a[-1] != b[-1] and bool(set(a[-2:] + b[-2:]) & _VOWELS)


def _is_slip(a: str, b: str) -> bool:
    """True when one differs from the other as a slip of the pen does.

    A different ending is no slip: Mario and Maria, Daniel and Daniela are brother and sister.
    """
    short, long = sorted((a, b), key=len)
    if len(short) < _SHORTEST_SLIP or short[0] != long[0] or (is_known(a) and is_known(b)):
        return False
    if long.startswith(short) or _ends_otherwise(a, b):
        return False
    if OSA.distance(a, b, score_cutoff=1) == 1:
        return len(a) != len(b) or sorted(a) == sorted(b) or len(a) > 6
    return len(short) >= 10 and OSA.distance(a, b, score_cutoff=2) == 2


def is_fathers(part: Part) -> bool:
    return bool(part.spellings & name_words("fathers"))
