"""How the name of a place is folded, so that its spellings become comparable."""

import json
import re
import unicodedata
from collections.abc import Mapping
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

_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_NOT_WORD = re.compile(r"[^\w]+|_")


def plain(text: str) -> str:
    """The text in small letters without accents, apostrophes or invisible marks."""
    if text.isascii():
        return _APOSTROPHES.sub("", text.lower())
    spread = unicodedata.normalize("NFKD", text).casefold()
    kept = (c for c in spread if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return _APOSTROPHES.sub("", "".join(kept))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded, none left out."""
    return tuple(_NOT_WORD.sub(" ", plain(text).replace("&", " and ")).split())


def folded(text: str) -> tuple[str, ...]:
    """The words that name a place, abbreviations spelled out, small words left out."""
    words = words_of(text)
    spelled = (
        "university" if word == "u" and len(words) > 1 else _SAME_WORD.get(word, word)
        for word in words
        if word not in _FILLERS
    )
    return tuple(spelled)


def core(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that tell this place from others of its kind."""
    return tuple(word for word in words if word not in GENERIC)


def initials(name: str) -> frozenset[str]:
    """The acronyms that a reader would form from a name: with and without its small words."""
    short = "".join(word[0] for word in folded(name))
    long = "".join(word[0] for word in words_of(name))
    return frozenset(letters for letters in (short, long) if len(letters) > 2)
