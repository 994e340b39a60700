"""What a person of the team can decide about a question, and how a decision is found again."""

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from mentorship.domain.people import Field, Person


class Choice(StrEnum):
    """One answer to a question of the work list.

    The first six are remembered for what they were said about; the others change what is read:
    an answer of the person, or the register of institutions.
    """

    FREE = "free"  # looked at: nothing stands against matching
    OUT = "out"  # takes no part in this round
    SAME = "same"  # these sign-ups are one person's
    DIFFERENT = "different"  # these sign-ups are two people's
    APART = "apart"  # these two never meet
    MAY_MEET = "may_meet"  # a person has looked: nothing stands between these two
    ANSWER = "answer"  # what the person told the team, in place of what the cell says
    SOFTEN = "soften"  # "would help" is enough, where she had said "must"
    ALIAS = "alias"  # one more spelling of an institution that is known
    PLACE = "place"  # an institution of its own, new in the register


# These leave a trace that a later reading asks for; the rest has changed what is read.
JUDGEMENTS = frozenset({Choice.FREE, Choice.SAME, Choice.DIFFERENT, Choice.APART, Choice.MAY_MEET})

# What somebody wrote by herself, and what kept her apart. A decision that was made after reading
# it holds until one of these says something new.
TELLING = (
    Field.NAME,
    Field.WORDS,
    Field.ANYTHING_ELSE,
    Field.KEEP_APART,
    Field.ROLES,
    Field.WORKPLACE,
    Field.DEPARTMENT,
    Field.GOALS,
    Field.CONTACT,
    Field.HEARD_FROM,
    Field.PREFERENCE,
    Field.STAGE,
    Field.SPECIALTY,
)


class Decided(Protocol):
    """What was decided before, by topic; a mapping is one."""

    def get(self, topic: str, /) -> Choice | None: ...


NOTHING_DECIDED: Mapping[str, Choice] = MappingProxyType({})


def topic_of(*about: str) -> str:
    """What a question is about, as a digest: the same words about the same people, the same topic.

    A decision made on one reading is found again by it, and lapses when the words change.
    """
    return hashlib.sha256("\x1f".join(about).encode("utf-8", "surrogatepass")).hexdigest()


def telling_words(person: Person) -> str:
    """Everything that a decision about this person may rest on, as one text."""
    return "\x1e".join(person.answers.get(field, "") for field in TELLING)
