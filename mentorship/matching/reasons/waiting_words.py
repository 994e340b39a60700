"""Why somebody waits, said to her: true, kind, and with nothing in it about anybody else.

Only her own conditions are named, because she said them. Whatever lies with others, or with a
decision that is still open, reads the same as places that ran out, which is what most people wait
for: so nobody can tell from her page that somebody had to be kept apart from her.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ToHer:
    """What she reads while she waits, in whole sentences."""

    reason: str
    what_next: str


_GENERAL = (
    "We have not found the right person for you yet, and we would rather be honest than quick. "
    "It is no judgement of you.",
    "We are still on it, and there is nothing you need to do now.",
)
_WORDS: Mapping[str, tuple[str, str]] = {
    "must": (
        "You told us that one thing is a must for you. We have no mentor to offer you yet who has "
        "told us that they share it, and we would rather wait with you than pretend.",
        "You can keep it as a must, and we go on looking. If “would help” is enough after all, "
        "tell a person of the team. Both are fine, and nobody asks why.",
    ),
    "language": (
        "We have no mentor to offer you yet who speaks a language that you are comfortable in.",
        "We go on looking for somebody who does. If there is another language you would talk in, "
        "tell a person of the team.",
    ),
    "stage": (
        "The mentors whom we could offer you now are not as far along as you are, and we would "
        "rather find you somebody who is.",
        "We go on looking, and there is nothing you need to do now.",
    ),
    "held": _GENERAL,
    "no places": _GENERAL,
    "apart": _GENERAL,
    "set aside": _GENERAL,
    "several": _GENERAL,
    "places ran out": _GENERAL,
}
_NO_DATE = "When we have found somebody, a letter tells you that there is something to read."


def to_her(cause: str, *, next_word_by: date | None = None) -> ToHer:
    """Why she waits and what comes next.

    cause         a `Cause` of the proposal, or its value as a run's report keeps it
    next_word_by  the day by which she hears again in any case, where the programme has set one
    """
    reason, what_next = _WORDS[cause]
    return ToHer(reason, f"{what_next} {_next_word(next_word_by)}")


def _next_word(day: date | None) -> str:
    if day is None:
        return _NO_DATE
    return f"You hear from us by {day.day} {day:%B %Y}, either way."
