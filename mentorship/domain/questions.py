"""What a machine must not decide: questions for a person, and cells that could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mentorship.domain.people import Mentee, Mentor, Side


class QuestionKind(StrEnum):
    """What a question is about; the work list is sorted by it."""

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
                     rows of the same sheet is two questions, each naming the other row in its text.
    text             plain words for the coordinator. Never quotes what somebody wrote in
                     confidence, and never tells one side's secret.
    holds            True while the people named are kept out of matching until it is decided
    """

    kind: QuestionKind
    text: str
    mentee: str | None = None
    mentor: str | None = None
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell or row that was not read as written, and what to do about it, in plain words.

    column   the heading as the sheet has it; empty when the whole row is meant
    problem  what happened; never quotes a confidential answer
    fix      one thing that the coordinator can do, or what became of the row
    """

    side: Side
    row: int
    column: str
    problem: str
    fix: str


@dataclass(frozen=True, slots=True)
class Cohort:
    """The people of one round after reading, before anybody is kept apart or matched.

    mentees, mentors   who may be matched
    held               key → why this person waits for a decision, fit for `waiting.csv`
    held_people        the people themselves, by key: they stay visible to the guard
    gone               key → what became of the row: merged, withdrawn, a test, spam, wrong form
    rows               key → (side, row) of every row read, so that nobody is unaccounted for
    merged_into        key of a merged row → key of the row that now stands for that person
    notes              sentences for the run's summary, such as a column that a sheet lacks
    """

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    held: Mapping[str, str] = field(default_factory=dict)
    held_people: Mapping[str, Mentee | Mentor] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[Side, int | None]] = field(default_factory=dict)
    merged_into: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
