"""A round's sign-ups while they are being sorted: who stays, who waits, what became of the rest."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.domain.questions import Problem, Question, QuestionKind
from mentorship.intake.people import ReadPerson
from mentorship.intake.worries import Worry, worries_of


@dataclass(slots=True)
class Gathering:
    """Everybody who was read, by key, and what has been found out about them so far.

    people   those who are still in the round; a merged person stands under the latest key
    worries  by key; of a merged person, the worries about every row that she filled in
    """

    reads: dict[str, ReadPerson]
    people: dict[str, Mentee | Mentor]
    worries: dict[str, tuple[Worry, ...]]
    held: dict[str, list[str]] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    merged_into: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def ask(self, key: str, kind: QuestionKind, *, text: str, holds: bool = True) -> None:
        """Puts a question about one person on the list."""
        mentee, mentor = (key, None) if self.side(key) is Side.MENTEE else (None, key)
        self.questions.append(Question(kind, text, mentee=mentee, mentor=mentor, holds=holds))

    def hold(self, key: str, reason: str) -> None:
        """Keeps a person out of matching until somebody has decided; she stays visible."""
        reasons = self.held.setdefault(key, [])
        if reason not in reasons:
            reasons.append(reason)

    def remove(self, key: str, what_became: str) -> None:
        """Takes a row out of the round and says what became of it."""
        self.people.pop(key, None)
        self.gone[key] = what_became

    def report(self, key: str, problem: str, *, fix: str) -> None:
        """Adds a problem about a whole row."""
        self.problems.append(
            Problem(self.side(key), self.reads[key].person.row or 0, "", problem, fix)
        )

    def side(self, key: str) -> Side:
        return self.reads[key].person.side

    def where(self, key: str, *, seen_from: str) -> str:
        """Words for a row: "row 12", or with its sheet when the reader thinks of the other one."""
        row, side = self.reads[key].person.row, self.side(key)
        words = "another sign-up" if row is None else f"row {row}"
        if side is self.side(seen_from):
            return words
        return f"{words} of the {side}s' list"


def begin(reads: Iterable[ReadPerson]) -> Gathering:
    """Everybody who was read, still in the round, with the worries about each."""
    by_key = {read.person.key: read for read in reads}
    people = {key: read.person for key, read in by_key.items()}
    worries = {key: worries_of(person) for key, person in people.items()}
    gathering = Gathering(by_key, people, worries)
    for read in by_key.values():
        gathering.problems += read.problems
    return gathering
