"""What a run gives back: pairs with their reasons, who waits and why, and how the run went."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from mentorship.domain.questions import Question
from mentorship.matching.scores import Part


class KeptApart(Protocol):
    """Who must never meet, and who waits for a decision, as the guard found it."""

    @property
    def blocked_pairs(self) -> Mapping[tuple[str, str], object]: ...

    @property
    def held(self) -> Mapping[str, str]: ...

    @property
    def questions(self) -> tuple[Question, ...]: ...


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why these two, in whole sentences for each reader, from the numbers of the score.

    staff      for the coordinator; the weakest point of the pair stands last
    to_mentee  for her, about the mentor: only what the mentor opened
    to_mentor  for the mentor, about her: only what she opened
    cautions   what the coordinator looks at before deciding
    practical  what the two would have to settle between them, such as a time to talk
    """

    staff: tuple[str, ...]
    to_mentee: tuple[str, ...]
    to_mentor: tuple[str, ...]
    cautions: tuple[str, ...]
    practical: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedPair:
    """One mentee with one mentor, both by key.

    score  0 to 1, whole millionths
    rank   1 when she has no better permitted mentor with places; equal scores share a rank
    parts  facet → weight and closeness; the points add up to the score
    """

    mentee: str
    mentor: str
    score: float
    rank: int
    parts: Mapping[str, Part]
    explanation: Explanation


class Cause(StrEnum):
    """Why somebody waits. Says the class and nothing about anybody else."""

    HELD = "held"
    NO_PLACES = "no places"
    MUST = "must"
    LANGUAGE = "language"
    STAGE = "stage"
    APART = "apart"
    SET_ASIDE = "set aside"
    SEVERAL = "several"
    RAN_OUT = "places ran out"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mentee without a pair: why, and what can be done about it."""

    mentee: str
    cause: Cause
    reason: str
    what_next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """How a run went, enough to check it and to run it again.

    objective  the sum of the scores of all pairs, each in whole millionths
    bound      no permitted set of as many pairs has a greater sum
    gap        (bound - objective) / max(1, objective); 0 is a proven optimum
    seconds    by stage
    """

    counts: Mapping[str, int]
    status: str
    objective: float
    bound: float
    gap: float
    seconds: Mapping[str, float]
    versions: Mapping[str, str]
    seed: int
    policy: Mapping[str, Any]
    utility: str = "sum of the scores of all pairs, after as many pairs as possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Everything that one run proposes. Nothing in it has been decided yet.

    mentors_without  key of each mentor who gets nobody → why, in words
    questions        all that a person has to decide: of the cohort, of the guard, of the matching
    """

    pairs: tuple[ProposedPair, ...]
    waiting: tuple[Waiting, ...]
    mentors_without: Mapping[str, str]
    questions: tuple[Question, ...]
    report: RunReport


@dataclass(frozen=True, slots=True)
class Start:
    """What a run starts from, beside the people.

    seed     decides between equally good sets of pairs
    pinned   mentee key → mentor key: pairs that people decided; they stay, and their places count
    avoided  (mentee key, mentor key) of pairs that people set aside: never proposed again
    """

    seed: int = 0
    pinned: Mapping[str, str] = field(default_factory=dict)
    avoided: frozenset[tuple[str, str]] = frozenset()
