"""The verdict on two people, and its reasons in words that give away nobody's secret."""

from dataclasses import dataclass
from enum import StrEnum

from mentorship.guard.ties import Decision


class ReasonKind(StrEnum):
    """The class of a reason. Staff may see it; the words or facts behind it they may not."""

    SAME_PERSON = "same person"
    HOUSEHOLD = "same household"
    SAME_INSTITUTION = "same institution"
    SAME_SYSTEM = "same system"
    AFFILIATE = "affiliated institutions"
    FORMER_OR_COMING = "another place of work"
    POWER = "power over the other"
    EXAMINER = "examiner"
    ASKED = "asked to be kept apart"
    DECIDED = "decided before"
    GUARD_FAILED = "could not be checked"


_BLOCKED = {
    ReasonKind.SAME_PERSON: "This is one person who signed up on both lists.",
    ReasonKind.HOUSEHOLD: "They share a way to be reached: one person, or one household.",
    ReasonKind.SAME_INSTITUTION: "Both are at the same institution.",
    ReasonKind.SAME_SYSTEM: "Their institutions belong to one system.",
    ReasonKind.AFFILIATE: "Their institutions are affiliated.",
    ReasonKind.FORMER_OR_COMING: "A past or coming place of work brings them too close.",
    ReasonKind.POWER: "One of them, or somebody close, may have power over the other.",
    ReasonKind.EXAMINER: "One may have to examine the other.",
    ReasonKind.ASKED: "Kept apart: one of them asked for it.",
    ReasonKind.DECIDED: "Kept apart: a person decided so.",
    ReasonKind.GUARD_FAILED: "The check of this pair failed, so they are kept apart.",
}
_ASKED = {
    ReasonKind.SAME_PERSON: "These two sign-ups may be one person.",
    ReasonKind.HOUSEHOLD: "These two may share a household.",
    ReasonKind.SAME_INSTITUTION: "They may be at the same institution.",
    ReasonKind.SAME_SYSTEM: "Their institutions may belong to one system.",
    ReasonKind.AFFILIATE: "Their institutions may be affiliated.",
    ReasonKind.FORMER_OR_COMING: "A past or coming place of work may bring them too close.",
    ReasonKind.POWER: "One of them, or somebody close, may decide something about the other.",
    ReasonKind.EXAMINER: "One may have to examine the other.",
    ReasonKind.ASKED: "One of them may have asked to be kept apart from the other.",
    ReasonKind.DECIDED: "A person decided about these two before.",
    ReasonKind.GUARD_FAILED: "The check of this pair failed.",
}


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why two people are kept apart, or why a person has to decide whether they are."""

    decision: Decision
    kind: ReasonKind

    @property
    def sentence(self) -> str:
        """The reason for staff. It never says whose secret is behind it."""
        return (_BLOCKED if self.decision is Decision.BLOCKED else _ASKED)[self.kind]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guard says of one mentee and one mentor. Only `allowed` is an edge."""

    decision: Decision
    reasons: tuple[Reason, ...] = ()

    @property
    def sentence(self) -> str:
        return " ".join(reason.sentence for reason in self.reasons)


ALLOWED = Verdict(Decision.ALLOWED)
FAILED = Verdict(Decision.BLOCKED, (Reason(Decision.BLOCKED, ReasonKind.GUARD_FAILED),))


def apart_because(kind: ReasonKind) -> Verdict:
    """Kept apart for one known reason."""
    return Verdict(Decision.BLOCKED, (Reason(Decision.BLOCKED, kind),))


def verdict_of(reasons: set[Reason]) -> Verdict:
    """One verdict from all reasons found: the hardest wins, and only its reasons are told."""
    if not reasons:
        return ALLOWED
    blocked = any(reason.decision is Decision.BLOCKED for reason in reasons)
    decision = Decision.BLOCKED if blocked else Decision.ASK
    return Verdict(decision, tuple(sorted(r for r in reasons if r.decision is decision)))
