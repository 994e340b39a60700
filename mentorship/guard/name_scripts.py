"""Scripts that are read by rule rather than letter by letter: Hangul, India's scripts, Greek."""

import re
import unicodedata
from functools import cache

from mentorship.guard.name_words import korean_families

# Folding takes a Hangul syllable apart: a consonant, a vowel, perhaps a last consonant.
_SYLLABLE = re.compile(r"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")
_FIRST = (
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
    "p", "h",
)  # fmt: skip
_VOWEL = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
    "we", "wi", "yu", "eu", "ui", "i",
)  # fmt: skip
_LAST = (
    "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p",
    "t", "t", "ng", "t", "t", "k", "t", "p", "t",
)  # fmt: skip
_DOUBLE_FAMILIES = frozenset({"namgung", "hwangbo", "jegal", "seonu", "dokgo", "sagong"})

# The Unicode names of these scripts' letters say how they sound: BENGALI LETTER KA.
_OF_INDIA = (
    "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA",
    "MALAYALAM", "SINHALA",
)  # fmt: skip
_OPEN = {
    "A": "a", "AA": "a", "I": "i", "II": "i", "U": "u", "UU": "u", "E": "e", "EE": "e",
    "AI": "ai", "O": "o", "OO": "o", "AU": "au", "VOCALIC R": "ri", "SHORT E": "e",
}  # fmt: skip
_SIGNS = {"ANUSVARA": "n", "CANDRABINDU": "n", "TIPPI": "n", "BINDI": "n", "VISARGA": "h"}
_GREEK_PAIRS = (
    ("ου", "u"), ("αυ", "av"), ("ευ", "ev"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"),
    ("γγ", "ng"), ("γχ", "nch"), ("ει", "i"), ("οι", "i"), ("αι", "e"),
)  # fmt: skip


def syllables(word: str) -> list[str]:
    """The syllables of a folded Korean word; none when it is not written in Hangul."""
    found = _SYLLABLE.findall(word)
    return found if "".join(found) == word else []


def korean_name(word: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """((given, ways to write it), (family, ways to write it)) in Latin letters."""
    read = [_syllable(one) for one in syllables(word)]
    length = 2 if "".join(read[:2]) in _DOUBLE_FAMILIES and len(read) > 2 else 1
    family, given = "".join(read[:length]), "".join(read[length:])
    return (given, _ways(given)), (family, _ways(family) | korean_families().get(family, set()))


def _ways(reading: str) -> frozenset[str]:
    """People write one vowel as eo, u or o: Hyeon, Hyun, Hyon."""
    return frozenset(reading.replace("eu", "u").replace("eo", vowel) for vowel in ("eo", "u", "o"))


def _syllable(jamo: str) -> str:
    first, vowel, *last = list(jamo)
    read = _FIRST[ord(first) - 0x1100] + _VOWEL[ord(vowel) - 0x1161]
    return read + (_LAST[ord(last[0]) - 0x11A8] if last else "")


def is_hangul(word: str) -> bool:
    return bool(syllables(word))


@cache
def indian_letter(letter: str) -> str | None:
    """How a letter of India's scripts is said, without the vowel that goes unwritten."""
    script, _, what = unicodedata.name(letter, "").partition(" ")
    if script not in _OF_INDIA:
        return None
    if what.startswith("VOWEL SIGN "):
        return _OPEN.get(what.removeprefix("VOWEL SIGN "), "")
    if what.startswith("SIGN "):
        return _SIGNS.get(what.removeprefix("SIGN "), "")
    said = what.removeprefix("LETTER ")
    if said in _OPEN:
        return _OPEN[said]
    return "sh" if said == "SSA" else re.sub(r"(.)\1", r"\1", said.removesuffix("A")).lower()


def leaves_vowels_out(word: str) -> bool:
    """True for Ethiopic and India's scripts, where a bare consonant may carry a vowel."""
    return any("\u0900" <= letter <= "\u0dff" or "\u1200" <= letter <= "\u137f" for letter in word)


def greek_pairs_read(word: str) -> str:
    """The word with two Greek letters that are one sound written as that sound."""
    for pair, sound in _GREEK_PAIRS:
        word = word.replace(pair, sound)
    return word
