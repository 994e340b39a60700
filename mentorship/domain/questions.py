"""What a machine must not decide: questions for a person, and cells that could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from mentorship.domain.decisions import Choice
from mentorship.domain.people import Field, Mentee, Mentor, Side

T = TypeVar("T")


class QuestionKind(StrEnum):
    """What a question is about; the work list is sorted by it."""

    CHECK_IN = "check_in"
    WORRY = "worry"
    CONFLICT = "conflict"
    SAME_PERSON = "same_person"
    CONSENT = "consent"
    INSTITUTION = "institution"
    CAPACITY = "capacity"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person has to decide about one row, or about one mentee and one mentor.

    mentee, mentor   keys of the people concerned; one of them may be None. A question about two
                     rows of the same sheet is two questions of one topic, each naming the other
                     row in its text.
    other            key of the second person, where two rows of the same sheet are concerned
    text             plain words for the coordinator. Never quotes what somebody wrote in
                     confidence, and never tells one side's secret.
    holds            True while the people named are kept out of matching until it is decided
    topic            what it is about: a decision is found again by it; see domain/decisions.py
    choices          what can be decided, the likeliest first
    answers          the field that an ANSWER fills
    spelling         the piece of a workplace cell that an ALIAS or a PLACE explains
    perhaps          names of the register that the spelling may mean, the nearest first
    """

    kind: QuestionKind
    text: str
    mentee: str | None = None
    mentor: str | None = None
    holds: bool = True
    other: str | None = None
    topic: str = ""
    choices: tuple[Choice, ...] = ()
    answers: Field | None = None
    spelling: str = ""
    perhaps: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """The keys of everybody concerned."""
        return tuple(key for key in (self.mentee, self.mentor, self.other) if key is not None)


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell or row that was not read as written, and what to do about it, in plain words.

    column   the heading as the sheet has it; empty when the whole row is meant
    problem  what happened; never quotes a confidential answer
    fix      one thing that the coordinator can do, or what became of the row
    field    the answer that was not read; None when the whole row is meant
    person   key of the person concerned; None where it is about the sheet
    """

    side: Side
    row: int
    column: str
    problem: str
    fix: str
    field: Field | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Cohort:
    """The people of one round after reading, before anybody is kept apart or matched.

    mentees, mentors   who may be matched
    held               key → why this person waits for a decision, fit for `waiting.csv`
    held_people        the people themselves, by key: they stay visible to the guard
    gone               key → what became of the row: merged, withdrawn, a test, spam, wrong form
    rows               key → (side, row) of every row read, so that nobody is unaccounted for
    merged_into        key of a merged row → key of the row that now stands for that person
    one_human          (mentee, mentor) who are, or may be, one person on both lists
    may_be_one         (one, other) of one list who may be one person: what keeps the one away from
                       somebody keeps the other away, until it is decided; in both orders
    notes              sentences for the run's summary, such as a column that a sheet lacks
    """

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    held: Mapping[str, str] = field(default_factory=dict)
    held_people: Mapping[str, Mentee | Mentor] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[Side, int | None]] = field(default_factory=dict)
    merged_into: Mapping[str, str] = field(default_factory=dict)
    one_human: frozenset[tuple[str, str]] = frozenset()
    may_be_one: frozenset[tuple[str, str]] = frozenset()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    def stands_under(self, key: str) -> str:
        """The sign-up that speaks for this one: her latest, where she signed up more than once."""
        return self.merged_into.get(key, key)

    def standing(self, pairs: Mapping[tuple[str, str], T]) -> dict[tuple[str, str], T]:
        """The same about the sign-ups under which these pairs stand now."""
        return {
            (self.stands_under(mentee), self.stands_under(mentor)): what
            for (mentee, mentor), what in pairs.items()
        }
