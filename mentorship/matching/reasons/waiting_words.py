"""Why somebody waits, said to her: true, kind, and with nothing in it about anybody else.

Only her own conditions are named, because she said them. Whatever lies with others, or with a
decision that is still open, reads the same as places that ran out, which is what most people wait
for: so nobody can tell from her page that somebody had to be kept apart from her.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mentorship.domain.sentences import sentence as _


@dataclass(frozen=True, slots=True)
class ToHer:
    """What she reads while she waits, in whole sentences."""

    reason: str
    what_next: str


_GENERAL = ToHer(
    _(
        "We have not found the right person for you yet, and we would rather be honest than quick. "
        "It is no judgement of you."
    ),
    _("We are still on it, and there is nothing you need to do now."),
)
_WORDS: Mapping[str, ToHer] = {
    "must": ToHer(
        _(
            "You told us that one thing is a must for you. We have no mentor to offer you yet who "
            "has told us that they share it, and we would rather wait with you than pretend."
        ),
        _(
            "You can keep it as a must, and we go on looking. If “would help” is enough after all, "
            "tell a person of the team. Both are fine, and nobody asks why."
        ),
    ),
    "language": ToHer(
        _("We have no mentor to offer you yet who speaks a language that you are comfortable in."),
        _(
            "We go on looking for somebody who does. If there is another language you would talk "
            "in, tell a person of the team."
        ),
    ),
    "stage": ToHer(
        _(
            "The mentors whom we could offer you now are not as far along as you are, and we would "
            "rather find you somebody who is."
        ),
        _("We go on looking, and there is nothing you need to do now."),
    ),
    "held": _GENERAL,
    "no places": _GENERAL,
    "apart": _GENERAL,
    "set aside": _GENERAL,
    "several": _GENERAL,
    "places ran out": _GENERAL,
}


def to_her(cause: str) -> ToHer:
    """Why she waits and what comes next; the day of the next word her page knows by itself.

    cause  a `Cause` of the proposal, or its value as a run's report keeps it
    """
    return _WORDS[cause]
