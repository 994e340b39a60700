"""How the name of a place is folded, so that its spellings become comparable."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

_LISTS = json.loads((files(__package__) / "place_words.json").read_text(encoding="utf-8"))
# Said in many ways, meaning one word. Expanding is safe because both sides are expanded alike.
_SAME_WORD: Mapping[str, str] = {
    word: one for one, words in _LISTS["same_word"].items() for word in words
}
# Words that carry no name: small words in several languages, legal forms, how a trust is called.
_FILLERS = frozenset[str](_LISTS["fillers"])
# Words that many places share: they say what kind of place it is, not which one.
GENERIC = frozenset[str](_LISTS["generic"])
# Words that begin many names: alone they point at nobody.
WEAK = frozenset[str](_LISTS["weak"])
# What may follow the name of a place without naming another one.
REMARKS = frozenset[str](_LISTS["remarks"])
# What a place of this kind is also called, beside its own words.
KIND_WORDS: Mapping[str, frozenset[str]] = {
    kind: frozenset(words) for kind, words in _LISTS["kind_words"].items()
}
# Answers of one word or two that name no place, and words of an answer that stays vague.
NO_ANSWER = frozenset[str](_LISTS["no_answer"])
VAGUE_START = frozenset[str](_LISTS["vague_start"])
VAGUE = frozenset[str](_LISTS["vague"])
# What is taught or treated at many places: "the School of Law" is no place by itself.
_SUBJECTS = frozenset[str](_LISTS["subjects"])

# "Universitet", "üniversitesi", "університет": the beginnings of one word in many languages.
_UNIVERSITY = ("univer", "uniwer", "универ", "універ")
_KINDS = frozenset[str](_LISTS["kinds"])
_SHARED = GENERIC | WEAK | _SUBJECTS

_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_NOT_WORD = re.compile(r"[^\w]+|_")
_NOT_WORD_IN_LINE = re.compile(r"[^\w\n]+|_")


class _Kept(dict[int, int | None]):
    """For every character that was met: itself, or nothing for an accent or an invisible mark."""

    def __missing__(self, code: int) -> int | None:
        mark = unicodedata.combining(chr(code)) or unicodedata.category(chr(code)) == "Cf"
        self[code] = None if mark else code
        return self[code]


_KEPT = _Kept()


def plain(text: str) -> str:
    """The text in small letters without accents, apostrophes or invisible marks."""
    if text.isascii():
        return _APOSTROPHES.sub("", text.lower())
    spread = unicodedata.normalize("NFKD", text).casefold()
    return _APOSTROPHES.sub("", spread.translate(_KEPT))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded, none left out."""
    return tuple(_NOT_WORD.sub(" ", plain(text).replace("&", " and ")).split())


def folded(text: str) -> tuple[str, ...]:
    """The words that name a place, abbreviations spelled out, small words left out."""
    return _spelled_out(words_of(text))


def folded_lines(lines: Sequence[str]) -> Sequence[tuple[str, ...]]:
    """What `folded` makes of each line, several times faster for thousands of them."""
    if not lines:
        return []
    text = plain("\n".join(lines)).replace("&", " and ")
    return [_spelled_out(line.split()) for line in _NOT_WORD_IN_LINE.sub(" ", text).split("\n")]


def _spelled_out(words: Sequence[str]) -> tuple[str, ...]:
    spelled = [_SAME_WORD.get(word, word) for word in words if word not in _FILLERS]
    if "u" in spelled and len(words) > 1:
        spelled = ["university" if word == "u" else word for word in spelled]
    return tuple(spelled)


def core(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that tell this place from others of its kind."""
    return tuple(word for word in words if word not in GENERIC)


def is_telling(words: Iterable[str]) -> bool:
    """True when a word among these is proper to a place: no kind, direction, saint or subject."""
    return any(
        len(word) > 2 and not word.isdigit() and word not in _SHARED and not is_kind(word)
        for word in words
    )


def is_kind(word: str) -> bool:
    """True for a folded word that says what kind of place something is, in many languages."""
    return word in GENERIC or word in _KINDS or word.startswith(_UNIVERSITY)


def is_distinctive(words: Sequence[str]) -> bool:
    """True for a kind of place together with a word that is proper to it."""
    return len(words) > 1 and any(map(is_kind, words)) and is_telling(words)


def initials(name: str) -> frozenset[str]:
    """The acronyms that a reader would form from a name: with and without its small words."""
    short = "".join(word[0] for word in folded(name))
    long = "".join(word[0] for word in words_of(name))
    return frozenset(letters for letters in (short, long) if len(letters) > 2)
