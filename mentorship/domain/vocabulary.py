"""The closed lists that answers are read into: codes, with labels for both sides.

The data stands in vocabulary.json beside this file. A code never changes once used; labels may.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from mentorship.domain.people import Dimension
from mentorship.domain.sentences import sentence


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a closed list. Whatever people read is a sentence that can be translated.

    label         what a mentee reads and ticks
    mentor_label  what a mentor reads and ticks; the same unless the list has mirror phrases
    aliases       other ways that people write it, in several languages
    group         the heading under which a form shows it
    """

    code: str
    label: str
    mentor_label: str
    aliases: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Specialty(Term):
    """A field of work. `group` is its area; `branch` lies between area and leaf."""

    branch: str = ""

    @property
    def area(self) -> str:
        return self.group


@dataclass(frozen=True, slots=True)
class Stage(Term):
    """A career stage. `rung` (0 to 9) makes stages of different tracks comparable."""

    rung: int = 0

    @property
    def track(self) -> str:
        return self.group


@dataclass(frozen=True, slots=True)
class Topic(Term):
    """Something to talk about. Sensitivity 0 to 2: from 1 it never stands in a letter; at 2 a
    person looks at the pair before anybody is asked."""

    sensitivity: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All closed lists of the programme, each as code → term in the order a form shows them."""

    specialties: Mapping[str, Specialty]
    bridges: frozenset[frozenset[str]]
    stages: Mapping[str, Stage]
    values: Mapping[str, Term]
    topics: Mapping[str, Topic]
    goals: Mapping[str, Term]
    styles: Mapping[str, Term]
    formats: Mapping[str, Term]
    slots: Mapping[str, Term]
    race_ethnicity: tuple[str, ...]
    gender: tuple[str, ...]
    faith: tuple[str, ...]
    other_identity: tuple[str, ...]
    matters_dimensions: tuple[str, ...]
    matters_scale: tuple[str, ...]
    visibility: tuple[str, ...]
    languages: tuple[str, ...]


PREFER_NOT_TO_SAY = "Prefer not to say"
OWN_WORDS = "I describe myself in my own words"


# Which of the other parts of who somebody is belong to which dimension.
OTHER_IDENTITY_OF: Mapping[Dimension, frozenset[str]] = {
    Dimension.LGBTQ: frozenset({"LGBTQ+"}),
    Dimension.DISABILITY: frozenset({"Disabled or long-term ill", "Neurodivergent"}),
    Dimension.PARENT: frozenset({"Parent", "Caring for family", "Pregnant or planning"}),
    Dimension.IMMIGRANT: frozenset(
        {
            "Immigrant or refugee",
            "Trained in another country (IMG / internationally educated)",
            "On a visa",
        }
    ),
    Dimension.FIRST: frozenset(
        {
            "First in my family to go to college",
            "First doctor/scientist/engineer in my family",
        }
    ),
}


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the program."""
    raw = json.loads((files(__package__) / "vocabulary.json").read_text(encoding="utf-8"))
    lists = {
        name: tuple(map(sentence, raw[name]))
        for name in (
            "race_ethnicity",
            "gender",
            "faith",
            "other_identity",
            "matters_dimensions",
            "matters_scale",
            "visibility",
            "languages",
        )
    }
    return Vocabulary(
        specialties=_by_code(_specialty(entry) for entry in raw["specialties"]),
        bridges=frozenset(frozenset(pair) for pair in raw["bridges"]),
        stages=_by_code(_stage(entry) for entry in raw["stages"]),
        values=_by_code(_term(entry) for entry in raw["values"]),
        topics=_by_code(_topic(entry) for entry in raw["topics"]),
        goals=_by_code(_term(entry) for entry in raw["goals"]),
        styles=_by_code(_term(entry) for entry in raw["styles"]),
        formats=_by_code(_term(entry) for entry in raw["formats"]),
        slots=_by_code(_term(entry) for entry in raw["slots"]),
        **lists,
    )


def _by_code(terms: Any) -> Mapping[str, Any]:
    return MappingProxyType({term.code: term for term in terms})


def _common(entry: Mapping[str, Any]) -> dict[str, Any]:
    label = entry.get("label") or entry["mentee"]
    return {
        "code": entry["code"],
        "label": sentence(label),
        "mentor_label": sentence(entry.get("mentor", label)),
        "aliases": tuple(entry.get("aliases", ())),
    }


def _term(entry: Mapping[str, Any]) -> Term:
    return Term(**_common(entry))


def _specialty(entry: Mapping[str, Any]) -> Specialty:
    area = entry["area"]
    return Specialty(**_common(entry), group=sentence(area), branch=entry["branch"])


def _stage(entry: Mapping[str, Any]) -> Stage:
    return Stage(**_common(entry), group=entry["track"], rung=entry["rung"])


def _topic(entry: Mapping[str, Any]) -> Topic:
    group = entry["group"]
    return Topic(**_common(entry), group=sentence(group), sensitivity=entry["sensitivity"])
