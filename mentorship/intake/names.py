"""A person's name as she would be addressed: no titles, no credentials, readable letters."""

import re
import unicodedata
from functools import lru_cache

from mentorship.intake.text import fold, one_line
from mentorship.intake.word_lists import word_list

_FORMULA = re.compile(r'^=\s*HYPERLINK\s*\(.*[,;]\s*"([^"]*)"\s*\)\s*$', re.I)
_LOST_LETTER = re.compile(r"[^\W\d_]\?[^\W\d_]|^\?[^\W\d_]|\?\?|\ufffd")
_NOTE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_NOTE_WORDS = re.compile(
    r"\b(new|old|surname|maiden|married|formerly|former|previously|now|nee|ne|she|he|they|her|him"
    r"|them|ella|elle|name|preferred|legal|pronounced|goes by|on leave|retired|test)\b"
)
_PRONOUNS = re.compile(r"\s+(she|he|they|ella|elle)\s*/\s*\w+(\s*/\s*\w+)?\s*$", re.I)


@lru_cache(maxsize=65536)
def read_name(cell: str) -> str:
    """The name to use: "OKAFOR, Chidinma, MD" and "dr chidinma okafor" are Chidinma Okafor."""
    text = one_line(cell)
    shown = _FORMULA.match(text)
    if shown is None and is_formula(text):
        return text
    text = _PRONOUNS.sub("", _NOTE.sub(_kept_note, shown[1] if shown else text))
    parts = [part.strip() for part in re.split(r"[,،，]", text)]
    parts = [part for part in map(_without_titles, parts) if part]
    # The first part is a name even when it spells a degree: MA, Jing is Jing Ma.
    parts = parts[:1] + [part for part in parts[1:] if not _is_credentials(part)]
    if not parts:
        return text.strip(" ,")
    parts = [_readable(_without_credentials_at_the_end(part)) for part in parts]
    if len(parts) == 2 and fold(parts[1]) not in word_list("suffixes"):
        parts = [parts[1], parts[0]]
    return " ".join(part for part in parts if part) or text


# "=)" is a face.
_RUNS = re.compile(r"=\s*[\w@+(\"'-]")


def is_formula(cell: str) -> bool:
    """True when a spreadsheet would run the cell instead of showing it."""
    return bool(_RUNS.match(one_line(cell)))


def has_lost_letters(cell: str) -> bool:
    """True for Zo? and D?Aubigné: a program that did not know a letter put a mark in its place."""
    return bool(_LOST_LETTER.search(one_line(cell)))


def _kept_note(note: re.Match[str]) -> str:
    """A remark in brackets goes; a nickname or the name in its own script stays."""
    return "" if _NOTE_WORDS.search(fold(note[1])) or not fold(note[1]) else note[0]


def _bare(word: str) -> str:
    return fold(word.replace(".", "").replace("-", "")).replace(" ", "")


def _is_credentials(part: str) -> bool:
    words = [_bare(word) for word in re.split(r"[\s/&]+", part)]
    words = [word for word in words if word and word not in ("candidate", "student", "and")]
    return all(word in word_list("credentials") - word_list("suffixes") for word in words)


def _without_titles(part: str) -> str:
    words = part.split()
    while len(words) > 1 and _bare(words[0]) in word_list("titles"):
        words = words[1:]
    if words and words[0].casefold().startswith(("dr.", "prof.")) and len(words[0]) > 5:
        words[0] = words[0].split(".", 1)[1]
    return " ".join(words)


def _without_credentials_at_the_end(part: str) -> str:
    """The part without "MD PhD" behind it. One short word stays when it may be the surname."""
    words = part.split()
    # In a name typed all large, DO may be a surname and MD a degree.
    shouted = part.isupper()
    while len(words) > 1 and _looks_earned(words[-1], shouted=shouted, left=len(words)):
        words = words[:-1]
    return " ".join(words)


def _looks_earned(word: str, *, shouted: bool, left: int) -> bool:
    bare = _bare(word)
    if bare not in word_list("credentials") or bare in word_list("suffixes"):
        return False
    if shouted or bare in word_list("credentials_or_words"):
        return left > 2 and bare not in word_list("credentials_or_surnames")
    capitals = sum(letter.isupper() for letter in word)
    return capitals >= 2 or len(bare) >= 4


def _readable(part: str) -> str:
    """The part with capitals where a name has them, when it was typed all small or all large."""
    letters = [letter for letter in part if unicodedata.category(letter) in ("Lu", "Ll")]
    if len(letters) < 2 or not (part.islower() or (part.isupper() and len(letters) > 2)):
        return part
    *before, last = part.split()
    return " ".join([*map(_capital_or_particle, before), _capital(last)])


def _capital_or_particle(word: str) -> str:
    """A capital, except for the small words inside a name: Luz de la Cruz."""
    small = word.casefold()
    return small if small in word_list("particles") else _capital(word)


def _capital(word: str) -> str:
    pieces = re.split(r"([-'’])", word.lower())
    return "".join(piece[:1].upper() + piece[1:] for piece in pieces)
