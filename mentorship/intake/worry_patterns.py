"""Patterns of worrying words in every language that the programme reads, from worry_words_*.json.

A text is folded to bare words first. What a pattern of "harmless" finds is taken out before the
others look, so that "suicide prevention research" or "dying to know" hold nobody.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from mentorship.intake.text import fold
from mentorship.intake.worry_heads import Headed

LANGUAGES = ("en", "es", "fr", "ar", "so")
# Kinds of pattern that share one list of what is harmless.
_FAMILY = {
    "wrong_form_mentee": "wrong_form",
    "wrong_form_mentor": "wrong_form",
    "distress_weak": "distress",
    "patient_mr": "patient_details",
    "wrong_form_plain": "wrong_form",
    "spam_word": "spam",
    "test_row_plain": "test_row",
    "withdrawal_weak": "withdrawal",
}
# Who laughs about it says so without a word; the patterns read it as one.
_LAUGHING = re.compile("[\U0001f602\U0001f605\U0001f606\U0001f923]+")
_LAUGHED = " haha "
# What a harmless stretch becomes: a break that no pattern reaches across.
_TAKEN_OUT = " | "


@cache
def _lists(language: str) -> Mapping[str, Any]:
    text = (files(__package__) / f"worry_words_{language}.json").read_text(encoding="utf-8")
    lists: Mapping[str, Any] = json.loads(text)
    return lists


def wordings(kind: str) -> list[str]:
    """The patterns of one kind in all languages, as they are searched in bare words."""
    return [_folded(p) for language in LANGUAGES for p in _lists(language).get(kind, ())]


@cache
def _pattern(kind: str) -> Headed:
    return _headed(wordings(kind))


@cache
def _may_be_harmless(kind: str) -> Headed:
    return _headed([p for lang in LANGUAGES for p in _lists(lang)["harmless"].get(kind, ())])


def _headed(patterns: list[str]) -> Headed:
    """Each pattern apart, searched only in texts in which something begins as it does."""
    return Headed([_compiled([p]) for p in patterns], [_folded(p) for p in patterns])


@cache
def _harmless(kind: str) -> re.Pattern[str] | None:
    return _united([p for lang in LANGUAGES for p in _lists(lang)["harmless"].get(kind, ())])


@cache
def _each(kind: str) -> tuple[re.Pattern[str], ...]:
    found = [_united([p]) for language in LANGUAGES for p in _lists(language).get(kind, ())]
    return tuple(pattern for pattern in found if pattern is not None)


def _united(patterns: list[str]) -> re.Pattern[str] | None:
    """One pattern of all; a word in the middle of another is not found."""
    return _compiled(patterns) if patterns else None


def _compiled(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(_folded, patterns)) + ")")


def _folded(pattern: str) -> str:
    spread = unicodedata.normalize("NFKD", pattern)
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


@lru_cache(maxsize=32768)
def is_found(kind: str, text: str) -> bool:
    """True when a text holds words of this kind outside of what is harmless."""
    return _pattern(kind).any_in(without_harmless(kind, text))


def how_many(kind: str, text: str) -> int:
    """How many different signs of this kind a text holds outside of what is harmless."""
    words = without_harmless(kind, text)
    return sum(bool(pattern.search(words)) for pattern in _each(kind))


def signs_apart(kinds: Iterable[str], text: str) -> int:
    """How many signs of these kinds a text holds in words of their own, outside of the harmless."""
    ends_of_starts = [
        (found.end(), found.start())
        for kind in kinds
        for pattern in _each(kind)
        if (found := pattern.search(without_harmless(kind, text)))
    ]
    count, reached = 0, 0
    for end, start in sorted(ends_of_starts):
        if start >= reached:
            count, reached = count + 1, end
    return count


@lru_cache(maxsize=32768)
def without_harmless(kind: str, text: str) -> str:
    """The bare words of a text, with a break where something harmless stood."""
    family, words = _FAMILY.get(kind, kind), fold(_LAUGHING.sub(_LAUGHED, text))
    if not _may_be_harmless(family).any_in(words):
        return words
    harmless = _harmless(family)
    return harmless.sub(_TAKEN_OUT, words) if harmless is not None else words
