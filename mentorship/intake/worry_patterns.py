"""Patterns of worrying words in every language that the programme reads, from worry_words_*.json.

A text is folded to bare words first. What a pattern of "harmless" finds is taken out before the
others look, so that "suicide prevention research" or "dying to know" hold nobody.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from mentorship.intake.text import fold

LANGUAGES = ("en", "es", "fr", "ar", "so")
# Kinds of pattern that share one list of what is harmless.
_FAMILY = {
    "wrong_form_mentee": "wrong_form",
    "wrong_form_mentor": "wrong_form",
    "distress_weak": "distress",
    "patient_mr": "patient_details",
}
# What a harmless stretch becomes: a break that no pattern reaches across.
_TAKEN_OUT = " | "


@cache
def _lists(language: str) -> Mapping[str, Any]:
    text = (files(__package__) / f"worry_words_{language}.json").read_text(encoding="utf-8")
    lists: Mapping[str, Any] = json.loads(text)
    return lists


@cache
def _pattern(kind: str) -> re.Pattern[str] | None:
    return _united([p for language in LANGUAGES for p in _lists(language).get(kind, ())])


@cache
def _harmless(kind: str) -> re.Pattern[str] | None:
    return _united([p for lang in LANGUAGES for p in _lists(lang)["harmless"].get(kind, ())])


@cache
def _each(kind: str) -> tuple[re.Pattern[str], ...]:
    found = [_united([p]) for language in LANGUAGES for p in _lists(language).get(kind, ())]
    return tuple(pattern for pattern in found if pattern is not None)


def _united(patterns: list[str]) -> re.Pattern[str] | None:
    """One pattern of all; a word in the middle of another is not found."""
    if not patterns:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(map(_folded, patterns)) + ")")


def _folded(pattern: str) -> str:
    spread = unicodedata.normalize("NFKD", pattern)
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


@lru_cache(maxsize=4096)
def is_found(kind: str, text: str) -> bool:
    """True when a text holds words of this kind outside of what is harmless."""
    pattern = _pattern(kind)
    return pattern is not None and bool(pattern.search(without_harmless(kind, text)))


def how_many(kind: str, text: str) -> int:
    """How many different signs of this kind a text holds outside of what is harmless."""
    words = without_harmless(kind, text)
    return sum(bool(pattern.search(words)) for pattern in _each(kind))


@lru_cache(maxsize=4096)
def without_harmless(kind: str, text: str) -> str:
    """The bare words of a text, with a break where something harmless stood."""
    harmless, words = _harmless(_FAMILY.get(kind, kind)), fold(text)
    return harmless.sub(_TAKEN_OUT, words) if harmless is not None else words
