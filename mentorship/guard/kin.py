"""Somebody close who is named: "mi tía Herminia", "my sister Hamdi", and a cousin in Arabic."""

import re
from dataclasses import dataclass
from functools import lru_cache

from mentorship.guard.phrases import alternatives, words_in
from mentorship.guard.spelling import plain, words_of

# "Walaashay Xamdi" is "my sister Hamdi", "مديري السابق" is "my former manager".
_KIN_IN_SOMALI = re.compile(
    r"\b(?:walaa(?:l|sh)\w*|abtig\w*|adeer\w*|eedd\w*|habaryar\w*|hooya\w*|aabbah\w*|ninkayg\w*"
    r"|xaaskayg\w*|seedig\w*|sodoh\w*|inaabti\w*|gabadhayd\w*|wiilkayg\w*)\b",
    re.IGNORECASE,
)
_NEVER_IN_A_NAME = re.compile(r"\b(?:السابقة?|القديمة?|السابقين)\b")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_KIN = words_in("kin_words")
_CALLED = words_in("kin_called")
_KIN_IN_ARABIC = re.compile(rf"\b(?:{alternatives('kin_words_arabic')})\b")
# "Who" and "but" behind a kinship, and what somebody is: no name.
_BETWEEN = re.compile(r"[،,;:.]")
_MOST_ARABIC_WORDS = 4
_ARABIC = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Kin:
    """Relatives whom a clause names: in full, or by the given name alone."""

    named: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()


_NOBODY = Kin()


def in_known_words(text: str) -> str:
    """The text with words before and after a name that are no part of it in any language."""
    return _NEVER_IN_A_NAME.sub(" ; ", _KIN_IN_SOMALI.sub(" my sister ", text))


@lru_cache(maxsize=8192)
def kin_in(clause: str) -> Kin:
    """The relatives whom a clause names."""
    if _ARABIC.search(clause) and (found := _in_arabic(clause)) != _NOBODY:
        return found
    spoken = in_known_words(clause)
    words = list(_WORD.finditer(spoken))
    given: set[str] = set()
    for at, word in enumerate(words):
        if _is_kin(word[0]):
            name = _name_behind(spoken, words, at + 1)
            given |= {name} if name else set()
    return Kin(given=frozenset(given))


def _is_kin(word: str) -> bool:
    return plain(word).rpartition("-")[2] in _KIN


def _name_behind(text: str, words: list[re.Match[str]], at: int) -> str:
    """The one capital word behind a kinship; empty for none and for a name of two words."""
    while at < len(words) and plain(words[at][0]) in _CALLED:
        at += 1
    if at >= len(words) or not words[at][0][0].isupper():
        return ""
    gap = text[words[at - 1].end() : words[at].start()]
    goes_on = at + 1 < len(words) and words[at + 1][0][0].isupper()
    joined = goes_on and not text[words[at].end() : words[at + 1].start()].strip(" (")
    return "" if joined or gap.strip(" ,:(") else re.sub(r"['’]s$", "", words[at][0])


def _in_arabic(clause: str) -> Kin:
    """Capitals do not mark a name here: it stands just before the kinship, or just behind it."""
    words = " ".join(words_of(_BETWEEN.split(clause)[0]))
    kinship = _KIN_IN_ARABIC.search(words)
    if not kinship:
        return _NOBODY
    before, behind = words[: kinship.start()].split(), words[kinship.end() :].split()
    if 1 < len(before) < _MOST_ARABIC_WORDS:
        return Kin(named=frozenset({" ".join(before)}))
    if len(behind) == len(("name", "surname")):
        return Kin(named=frozenset({" ".join(behind)}), given=frozenset(behind[:1]))
    return Kin(given=frozenset((before or behind)[:1]))
