"""What a column heading asks for: the questions of our own forms, and words that others use.

The questions and the telling words stand in headings.json. Words are searched in the folded
heading (lower case, no accents, no punctuation).
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.people import MATTERS_FIELDS, Field, Side
from mentorship.intake.text import fold, one_line

# Below this a heading is not recognised at all: better unknown, and said so, than wrong.
SURE_ENOUGH = 0.5

_OUR_QUESTION = 1.0
_OUR_SCALE = 0.95
# What an explanation in brackets says counts for less than the question before it.
_IN_BRACKETS = 0.7
_SHORTEST_LIKENESS = 12
_LIKE_ENOUGH = 0.7
# A text this many times as long as a question cannot be alike enough.
_TOO_LONG = 3

_MATTERS = re.compile(r"\bmatters?\b|\bimportant\b|\bimporta\w*|\bshares?\b|\bunderstands?\b")
_BRACKET = re.compile(r"\[([^\[\]]*)\]\s*$")


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words that tell what a heading asks, and words that tell that it does not.

    side   the only form whose headings it reads; None for both
    """

    field: Field
    side: Side | None
    sure: float
    says: re.Pattern[str]
    but_not: re.Pattern[str] | None

    def is_for(self, side: Side) -> bool:
        return self.side in (None, side) and (side, self.field) in REGISTRY

    def holds(self, words: str) -> bool:
        if not self.says.search(words):
            return False
        return self.but_not is None or not self.but_not.search(words)


@lru_cache(maxsize=16_384)
def ratings(heading: str, side: Side) -> Mapping[Field, float]:
    """How surely a heading asks for each field of one side, 0 to 1; unlikely fields left out."""
    words = fold(heading)
    known = _known_questions(side).get(words)
    if known is not None:
        return {known: _OUR_QUESTION}
    matters = _matters_field(heading)
    if matters is not None:
        return {matters: _OUR_SCALE} if side is Side.MENTEE else {}
    return _rated_by_words(heading, side) or _rated_by_likeness(words, side)


def _rated_by_words(heading: str, side: Side) -> dict[Field, float]:
    question = fold(one_line(heading).split("(")[0])
    for weight, words in ((1.0, question), (_IN_BRACKETS, fold(heading))):
        rated: dict[Field, float] = {}
        for rule in _rules():
            if rule.is_for(side) and rule.holds(words):
                sure = round(rule.sure * weight, 2)
                rated[rule.field] = max(rated.get(rule.field, 0.0), sure)
        if rated:
            return rated
    return {}


def _rated_by_likeness(words: str, side: Side) -> dict[Field, float]:
    """Ratings by how much a heading looks like one of our own questions, reworded."""
    if len(words) < _SHORTEST_LIKENESS:
        return {}
    rated = {
        field: round(fuzz.token_sort_ratio(words, question) / 100 - 0.1, 2)
        for question, field in _known_questions(side).items()
        if len(words) <= _TOO_LONG * len(question)
    }
    return {field: sure for field, sure in rated.items() if sure >= _LIKE_ENOUGH}


def _matters_field(heading: str) -> Field | None:
    """The "how much does it matter" column of one dimension, when the heading is one."""
    bracket = _BRACKET.search(one_line(heading))
    if bracket is None or not _MATTERS.search(fold(heading)):
        return None
    words = fold(bracket[1])
    return next((of for of in MATTERS_FIELDS if _dimension_words()[of].search(words)), None)


@cache
def _known_questions(side: Side) -> Mapping[str, Field]:
    questions: Mapping[str, str] = _texts()["questions"][side.value]
    return {fold(question): Field(field) for field, question in questions.items()}


@cache
def questions_about(field: Field) -> frozenset[str]:
    """The questions of our own forms for one field, as bare words."""
    return frozenset(
        words for side in Side for words, of in _known_questions(side).items() if of is field
    )


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            field=Field(rule["field"]),
            side=Side(rule["side"]) if "side" in rule else None,
            sure=rule["sure"],
            says=_any_of(rule["says"]),
            but_not=_any_of(rule["but_not"]) if "but_not" in rule else None,
        )
        for rule in _texts()["rules"]
    )


@cache
def _dimension_words() -> Mapping[Field, re.Pattern[str]]:
    return {Field(field): _any_of(words) for field, words in _texts()["dimensions"].items()}


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(words))


@cache
def _texts() -> Any:  # the shape of headings.json, which the readers above give its types
    return json.loads((files(__package__) / "headings.json").read_text(encoding="utf-8"))
