"""What the two of a pair say once they were introduced, and who may see it."""

from dataclasses import dataclass
from enum import StrEnum

from mentorship.domain.disclosure import Level, Team


class Later(StrEnum):
    """What is said; see models/check_in.py."""

    ANSWER = "answer"
    PAUSE = "pause"
    TOLD = "told"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class LaterRule:
    """One row about it. The other one of the pair sees none of it, and nobody can open it."""

    what: Later
    label: str
    level: Level
    team: Team
    kept: str


_A_YEAR_LATER = "12 months after it was asked or said"
SAID_LATER: tuple[LaterRule, ...] = (
    LaterRule(
        Later.ANSWER, "Whether the two have talked", Level.PERSONAL, Team.CARD, _A_YEAR_LATER
    ),
    LaterRule(
        Later.PAUSE, "A pause from these questions", Level.PERSONAL, Team.NEVER, _A_YEAR_LATER
    ),
    LaterRule(Later.TOLD, "That something feels wrong", Level.SENSITIVE, Team.CARD, _A_YEAR_LATER),
    LaterRule(
        Later.WORDS,
        "What feels wrong",
        Level.SENSITIVE,
        Team.REASON,
        "90 days, once a person has dealt with it; at the latest 12 months",
    ),
)


def said_later(what: Later) -> LaterRule:
    """The rule about it."""
    return next(rule for rule in SAID_LATER if rule.what is what)
