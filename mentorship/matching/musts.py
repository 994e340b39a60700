"""A *must* that cannot be compared with anything: a person asks her before anybody is matched."""

from collections.abc import Iterable

from mentorship.domain.decisions import Choice, topic_of
from mentorship.domain.people import MATTERS_FIELDS, Mentee
from mentorship.domain.policy import Policy
from mentorship.domain.questions import Question, QuestionKind
from mentorship.matching.identity import musts_without_a_label

HELD = "She has a must that cannot be compared with anything yet: a person asks her first."
_QUESTION = (
    "On one part of who she is she would rather wait than be matched without it, but she left that "
    "part blank, so nobody can be compared with her. Ask her what she means, or whether 'would "
    "help' is enough."
)


def unclear_musts(mentees: Iterable[Mentee], *, policy: Policy) -> tuple[Question, ...]:
    """One question for each mentee whose *must* has nothing of her own to be compared with."""
    if not policy.honour_must:
        return ()
    unclear = (mentee for mentee in mentees if musts_without_a_label(mentee))
    return tuple(_question(mentee) for mentee in sorted(unclear, key=lambda mentee: mentee.key))


def _question(mentee: Mentee) -> Question:
    said = (mentee.answers.get(field, "") for field in MATTERS_FIELDS)
    return Question(
        QuestionKind.OTHER,
        _QUESTION,
        mentee=mentee.key,
        topic=topic_of("must", mentee.key, *said),
        choices=(Choice.SOFTEN, Choice.OUT),
    )
