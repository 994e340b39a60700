"""A round's sign-ups while they are being sorted: who stays, who waits, what became of the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mentorship.domain.decisions import (
    NOTHING_DECIDED,
    Choice,
    Decided,
    telling_words,
    topic_of,
)
from mentorship.domain.people import Field, Mentee, Mentor, Person, Side
from mentorship.domain.questions import Problem, Question, QuestionKind
from mentorship.intake.people import ReadPerson
from mentorship.intake.worries import Listen, Worry, joined, worries_of


def heard_by_nobody(people: Sequence[Person]) -> Mapping[str, tuple[Worry, ...]]:
    """No second reader: the word lists alone."""
    return {}


@dataclass(slots=True)
class Gathering:
    """Everybody who was read, by key, and what has been found out about them so far.

    people   those who are still in the round; a merged person stands under the latest key
    worries  by key; of a merged person, the worries about every row that she filled in
    decided  what people of the team decided before; it is neither asked nor held again
    """

    reads: dict[str, ReadPerson]
    people: dict[str, Mentee | Mentor]
    worries: dict[str, tuple[Worry, ...]]
    decided: Decided = field(default_factory=lambda: NOTHING_DECIDED)
    held: dict[str, list[str]] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    merged_into: dict[str, str] = field(default_factory=dict)
    one_human: set[tuple[str, str]] = field(default_factory=set)
    may_be_one: set[tuple[str, str]] = field(default_factory=set)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def ask(
        self,
        key: str,
        kind: QuestionKind,
        *,
        text: str,
        topic: str,
        choices: tuple[Choice, ...],
        answers: Field | None = None,
        other: str | None = None,
        holds: bool = True,
    ) -> None:
        """Puts a question about one person on the list."""
        mentee, mentor = (key, None) if self.side(key) is Side.MENTEE else (None, key)
        self.questions.append(
            Question(
                kind,
                text,
                mentee=mentee,
                mentor=mentor,
                other=other,
                holds=holds,
                topic=topic,
                choices=choices,
                answers=answers,
            )
        )

    def topic(self, key: str, about: str) -> str:
        """The topic of a question about a person's words, in all of her rows.

        It lapses when one of them changes.
        """
        hers = sorted(one for one in self.reads if self.merged_into.get(one, one) == key)
        return topic_of(about, key, *(telling_words(self.reads[one].person) for one in hers))

    def is_free(self, topic: str) -> bool:
        """True when a person has looked at this and found nothing against matching."""
        return self.decided.get(topic) is Choice.FREE

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
            Problem(self.side(key), self.reads[key].person.row or 0, "", problem, fix, person=key)
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


def begin(
    reads: Iterable[ReadPerson],
    *,
    decided: Decided = NOTHING_DECIDED,
    listen: Listen = heard_by_nobody,
) -> Gathering:
    """Everybody who was read, still in the round, with the worries that nobody has read yet."""
    by_key = {read.person.key: read for read in reads}
    people = {key: read.person for key, read in by_key.items()}
    gathering = Gathering(by_key, people, {}, decided)
    heard = listen(tuple(people.values()))
    for key, person in people.items():
        gathering.worries[key] = tuple(
            worry
            for worry in joined(worries_of(person), heard.get(key, ()))
            if not gathering.is_free(about_worry(gathering, key, worry))
        )
    for key, read in by_key.items():
        gathering.problems += [replace(problem, person=key) for problem in read.problems]
    return gathering


def about_worry(gathering: Gathering, key: str, worry: Worry) -> str:
    """The topic of a worry: what was written, and what it sounds like."""
    return gathering.topic(key, worry.kind)
