"""Letters of people's names: any script brought to Latin, and spellings to how they sound."""

import re
import unicodedata
from functools import cache, lru_cache

from mentorship.guard.name_scripts import greek_pairs_read, indian_letter
from mentorship.guard.name_words import (
    chinese_readings,
    compound_chinese_surnames,
    letter_readings,
)

_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
)
# Apostrophes, the Arabic ʿayn and hamza as transliterators write them, and the tatweel.
_SILENT = re.compile("['’‘ʼʻ`´ʿʾˈʹʺ\u0640]")

# One row of eight syllables for every consonant of the Ethiopic block.
_ETHIOPIC_ROWS = {
    0x1200: "h", 0x1208: "l", 0x1210: "h", 0x1218: "m", 0x1220: "s", 0x1228: "r", 0x1230: "s",
    0x1238: "sh", 0x1240: "k", 0x1260: "b", 0x1268: "v", 0x1270: "t", 0x1278: "ch", 0x1280: "h",
    0x1290: "n", 0x1298: "ny", 0x12A0: "", 0x12A8: "k", 0x12C8: "w", 0x12D0: "", 0x12D8: "z",
    0x12E0: "zh", 0x12E8: "y", 0x12F0: "d", 0x1300: "j", 0x1308: "g", 0x1320: "t", 0x1328: "ch",
    0x1330: "p", 0x1338: "ts", 0x1340: "ts", 0x1348: "f", 0x1350: "p",
}  # fmt: skip
_ETHIOPIC_VOWELS = ("e", "u", "i", "a", "e", "", "o", "wa")
# How a spelling is usually said, over English, French, Spanish, German and Arabic habits.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"oo", "u"),
        (r"ee(?!$)", "i"),
        (r"qu(?=[ei])", "k"),
        (r"(.)\1+", r"\1"),
        (r"^mac(?=[^aeiouhk])", "mc"),
        (r"tsch|sch|tch|cz", "ch"),
        (r"ph", "f"),
        (r"kh|gh(?!t)", "k"),
        (r"ck|q", "k"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"dj", "j"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"ou|oo|ue", "u"),
        (r"ow|aw", "au"),
        (r"oe", "o"),
        (r"ae|ay|ey|ei|ai", "e"),
        (r"ie|ee|iy|y", "i"),
        (r"w|ff$", "v"),
        (r"ks", "x"),
        (r"(?<=[aeiou])h$", ""),
        (r"(.)\1+", r"\1"),
    )
)
_TOO_SHORT_TO_FOLD = 3
_LONG_ENOUGH_FOR_CH = 6
_SOMALI_MARKS = re.compile(r"x|aa|ii|uu|c(?=[aeiou])|(?<=[aeiou])c(?=[^hk])")
_SOMALI_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"x", "h"),
        (r"^c(?=[aeiou])", ""),
        (r"c(?![hk])", ""),
        (r"(.)\1+", r"\1"),
        (r"h$", ""),
    )
)
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouwy0]")
# Stands for ʿayn and hamza, which Latin spellings leave out.
_GUTTURAL = "0"


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The text in small letters without accents, apostrophes or invisible marks; any script."""
    spread = unicodedata.normalize("NFKD", text).casefold()
    kept = (c for c in spread if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return _SILENT.sub("", "".join(kept).translate(_WHOLE_LETTERS))


@cache
def _letter(letter: str) -> str:
    if letter in letter_readings():
        return letter_readings()[letter]
    of_india = indian_letter(letter)
    if of_india is not None:
        return of_india
    code = ord(letter)
    consonant = _ETHIOPIC_ROWS.get(code - code % 8)
    if consonant is None or not 0x1200 <= code <= 0x1357:
        return letter
    vowel = _ETHIOPIC_VOWELS[code % 8]
    # The carriers of a bare vowel say "a" in their first order.
    return consonant + ("a" if not consonant and code % 8 == 0 else vowel)


def is_chinese(word: str) -> bool:
    """True when the word is written in Han characters."""
    return bool(word) and all("\u4e00" <= letter <= "\u9fff" for letter in word)


def chinese_name(word: str) -> tuple[str, ...]:
    """(given, family) of a name in characters, as pinyin; what has no reading stays as it is."""
    length = 2 if word[:2] in compound_chinese_surnames() and len(word) > 2 else 1
    family, given = _pinyin(word[:length]), _pinyin(word[length:])
    return tuple(part for part in (given, family) if part)


def _pinyin(characters: str) -> str:
    return "".join(chinese_readings().get(character, character) for character in characters)


@lru_cache(maxsize=65536)
def latin(word: str) -> str:
    """A folded word in Latin letters."""
    if word.isascii():
        return word
    return "".join(map(_letter, greek_pairs_read(word))).replace(_GUTTURAL, "")


def is_consonantal(word: str) -> bool:
    """True when the word is in a script that leaves short vowels unwritten."""
    return any("\u0590" <= letter <= "\u077f" for letter in word)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """How a Latin spelling is usually said, so that common spellings of one name fall together.

    Words of up to three letters keep their vowels: Mai, Mei and May are three names.
    """
    if len(word) <= _TOO_SHORT_TO_FOLD:
        return word
    for pattern, said in _SOUNDS:
        word = pattern.sub(said, word)
    # French and Arabic write one sound as "ch" and "sh"; in short names they tell people apart.
    return word.replace("ch", "sh") if len(word) >= _LONG_ENOUGH_FOR_CH else word


@lru_cache(maxsize=65536)
def somali_sounds(word: str) -> frozenset[str]:
    """How Somali spelling says the word (x = ḥ, c = ʿayn), or nothing when it does not look so.

    A final o is said as a by some and kept by others: Faadumo, Faduma.
    """
    if not _SOMALI_MARKS.search(word):
        return frozenset()
    had_ayn = word.startswith("ci")
    for pattern, said in _SOMALI_SOUNDS:
        word = pattern.sub(said, word)
    # Cilmi is Elmi, Ciise is Isse: behind an ʿayn nobody hears which vowel is meant.
    opened = f"e{word[1:]}" if had_ayn and word.startswith("i") else word
    return frozenset({sound(word), sound(opened), sound(re.sub("o$", "a", word))})


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """The consonants of a folded word, with a mark for a vowel at either end."""
    if is_consonantal(word):
        return _arabic_consonants(word)
    said = sound(latin(word))
    # A doubled letter may stand for two with a vowel between them, which some leave out.
    inner = _TWICE.sub(r"\1", _VOWELS.sub("", said))
    opens = said[:1] in "aeiou" and not word.startswith("y")
    return ("a" if opens else "") + inner + ("A" if said[-1:] == "a" else "")


def _arabic_consonants(word: str) -> str:
    spelled = "".join(_letter(letter) for letter in word)
    opens = spelled[:1] in ("a", _GUTTURAL)
    closes = word[-1] in "اىةهה"
    inner = sound(_VOWELS.sub("", spelled[:-1] if closes else spelled))
    return ("a" if opens else "") + inner + ("A" if closes else "")
