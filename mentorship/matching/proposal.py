"""What a run gives back: pairs with their reasons, who waits and why, and how the run went."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from mentorship.domain.questions import Problem, Question
from mentorship.guard.reasons import Verdict
from mentorship.matching.fairness.account import Account
from mentorship.matching.numbers import Numbers
from mentorship.matching.reasons.choosing import Candidate
from mentorship.matching.scores import Part


class KeptApart(Protocol):
    """Who must never meet, and who waits for a decision, as the guard found it."""

    @property
    def blocked_pairs(self) -> Mapping[tuple[str, str], Verdict]: ...

    @property
    def held(self) -> Mapping[str, str]: ...

    @property
    def questions(self) -> tuple[Question, ...]: ...


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why these two, in whole sentences for each reader, from the numbers of the score.

    staff       for the coordinator; the weakest point of the pair stands last
    to_mentee   for her, about the mentor: only what the mentor opened
    to_mentor   for the mentor, about her: only what she opened
    cautions    what the coordinator looks at before deciding
    practical   what the two would have to settle between them, such as a time to talk
    facts       for the coordinator: all that the two share, whether or not it sets them apart
    candidates  reader → what those sentences were chosen from, so that they can be chosen anew
                when something is closed to her; "weakest" holds what could be the weakest point
    """

    staff: tuple[str, ...]
    to_mentee: tuple[str, ...]
    to_mentor: tuple[str, ...]
    cautions: tuple[str, ...]
    practical: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    candidates: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProposedPair:
    """One mentee with one mentor, both by key.

    score        0 to 1, the sum of the parts' points
    rank         1 when she has no better permitted mentor with places; scores that are equal to
                 six decimals share a rank
    parts        facet → weight and closeness
    of_her_best  the score as a share of the best that she could get at all
    usual        facet → her median closeness over everybody who was open to her
    """

    mentee: str
    mentor: str
    score: float
    rank: int
    parts: Mapping[str, Part]
    explanation: Explanation
    of_her_best: float = 1.0
    usual: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Other:
    """A mentor whom one mentee could have instead, for the team.

    has_place        somebody could be added there without anybody moving
    others_who_move  mentees who would get another mentor, or none, for it
    change           of what was made as great as possible, hers included
    keeps_coverage   as many mentees have a mentor as now
    """

    mentor: str
    score: float
    has_place: bool
    others_who_move: int
    change: float
    keeps_coverage: bool


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

    utility        what was made as great as possible, in words
    objective      the sum of that utility over all pairs
    bound          no permitted set of pairs that ranks as high in all that comes before has more
    gap            (bound - objective) / max(1, |objective|); 0 is a proven optimum
    total_score    the sum of the plain scores of all pairs
    floor          the least that any pair counts before the sum; None without pairs
    rounds         how often prices and pairs were computed in turn
    seconds        by stage
    words_read_by  what compared her words with the offers
    warnings       sentences for the team, such as an encoder that is missing
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
    utility: str
    total_score: float
    floor: float | None
    rounds: int
    words_read_by: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Everything that one run proposes. Nothing in it has been decided yet.

    mentors_without  key of each mentor who gets nobody → why, in words
    questions        all that a person has to decide: of the cohort, of the guard, of the matching
    problems         what was not read as written, and what became of it
    gone             key → what became of a sign-up that nobody matches: merged, withdrawn, a test
    others           key of each mentee → up to three other mentors, her best first
    recruit          sentences for the team: one more place with whom would help most
    account          what a board asks about the run
    numbers          what was solved, for anybody's own solver
    """

    pairs: tuple[ProposedPair, ...]
    waiting: tuple[Waiting, ...]
    mentors_without: Mapping[str, str]
    questions: tuple[Question, ...]
    report: RunReport
    problems: tuple[Problem, ...] = ()
    gone: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, tuple[Other, ...]] = field(default_factory=dict)
    recruit: tuple[str, ...] = ()
    account: Account | None = None
    numbers: Numbers | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Start:
    """What a run starts from, beside the people.

    seed     draws the order of those who waited equally long, and decides between sets that are
             equally good
    waited   mentee key → in how many earlier rounds nobody was found for her
    pinned   mentee key → mentor key: pairs that people decided; they stay, and their places count
    avoided  (mentee key, mentor key) of pairs that people set aside: never proposed again
    """

    seed: int = 0
    waited: Mapping[str, int] = field(default_factory=dict)
    pinned: Mapping[str, str] = field(default_factory=dict)
    avoided: frozenset[tuple[str, str]] = frozenset()
