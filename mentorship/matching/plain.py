"""The engine by itself: plain facts or data frames in, a proposal out; no server and no files.

>>> from mentorship.matching import propose
>>> mentees = [
...     {"id": "hodan", "stage": "Postdoc", "workplace": "University of Vermont",
...      "topics": ["Avoiding retaliation, or dealing with it"]},
...     {"id": "mei", "stage": "Postdoc", "workplace": "University of Utah",
...      "topics": ["Being the only one"]},
... ]
>>> mentors = [
...     {"id": "adaeze", "stage": "Fellow", "workplace": "University of Iowa",
...      "topics": ["Avoiding retaliation, or dealing with it"], "capacity": 2},
...     {"id": "ines", "stage": "Fellow", "workplace": "University of Vermont",
...      "topics": ["Being the only one", "Avoiding retaliation, or dealing with it"],
...      "capacity": 1},
... ]
>>> [(pair.mentee, pair.mentor) for pair in propose(mentees, mentors).pairs]
[('hodan', 'adaeze'), ('mei', 'ines')]
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias

from mentorship.domain.people import Field, Mentee, Mentor, Person, Side
from mentorship.domain.policy import Policy
from mentorship.domain.questions import Cohort
from mentorship.guard.institutions import Register, shipped_register
from mentorship.guard.reasons import ReasonKind
from mentorship.intake.cohort import gather
from mentorship.intake.people import ReadPerson, mentee_from_answers, mentor_from_answers
from mentorship.matching.proposal import Proposal, Start
from mentorship.matching.road import Terms, walk

ID = "id"
_NAMES = frozenset(field.value for field in Field)
# How the empty cells of data frames are written.
_EMPTY = frozenset({"None", "nan", "NaN", "NaT", "<NA>"})

Facts: TypeAlias = Mapping[str, Any]


class Frame(Protocol):
    """A data frame of pandas' kind, one row for each person."""

    def to_dict(self, orient: str) -> list[dict[str, Any]]: ...


def propose(
    mentees: Sequence[Mentee] | Sequence[Facts] | Frame,
    mentors: Sequence[Mentor] | Sequence[Facts] | Frame,
    *,
    policy: Policy | None = None,
    register: Register | None = None,
    start: Start | None = None,
    apart: Iterable[tuple[str, str]] = (),
) -> Proposal:
    """The best permitted set of pairs among these people, explained; nobody is contacted.

    mentees, mentors  people as `Mentee` and `Mentor`; or facts by the names of
                      `mentorship.domain.people.Field` ("topics", "words", "workplace", ...), each
                      value as somebody would write it on the form, several as a list or joined
                      with ";". `id` is what the proposal calls them; without it "mentee:1", ...
                      A key that every record lacks is a question that was not asked; an empty
                      value is a question that was not answered.
    policy            weights and switches; the defaults when left out
    register          employers, so that nobody meets her own; the shipped ones when left out
    start             seed, who has waited before, pairs that stay, pairs that never come again
    apart             (mentee id, mentor id) who must never meet, on top of what the facts say

    Everything that keeps people safe on the whole road holds here too: the same person twice,
    worries in words, a shared employer, a request to be kept apart. Who waits for a person's
    decision stands in `waiting` and in `questions`. Every answer that was not read as written, such
    as a word that is not on our list, stands in `problems` with the id of the person; whoever
    signed up twice, withdrew or was testing stands in `gone`.
    Raises ValueError for facts that have no such name, for an id that stands there twice, and for
    a word in `apart` or `start` about somebody who is not among these people.
    """
    cohort = _cohort(mentees, mentors)
    about = _About(cohort)
    terms = Terms(
        register or shipped_register(),
        policy or Policy(),
        about.start(start or Start()),
        apart=dict.fromkeys(map(about.pair, apart), ReasonKind.ASKED),
    )
    return walk(cohort, terms=terms).proposal


@dataclass(frozen=True, slots=True)
class _About:
    """Ids as the caller writes them, as the ids of this cohort.

    What is said about nobody is refused: passed over in silence, it would let two people meet who
    must not.
    """

    cohort: Cohort

    def start(self, start: Start) -> Start:
        return replace(
            start,
            waited={self._mentee(one): rounds for one, rounds in start.waited.items()},
            pinned=dict(self.pair(pair) for pair in start.pinned.items()),
            avoided=frozenset(self.pair(pair) for pair in start.avoided),
        )

    def pair(self, ids: object) -> tuple[str, str]:
        if not isinstance(ids, tuple | list) or len(ids) != 2:
            raise ValueError("a pair to keep apart, or to start from, is (mentee id, mentor id)")
        mentee, mentor = ids
        return self._mentee(mentee), self._key(mentor, Side.MENTOR)

    def _mentee(self, one: object) -> str:
        return self._key(one, Side.MENTEE)

    def _key(self, one: object, side: Side) -> str:
        key = _text(one)
        if self.cohort.rows.get(key, (None,))[0] is not side:
            raise ValueError(
                f"`apart` or `start` names nobody among the {side}s: is it (mentee id, mentor id)?"
            )
        return key


def _cohort(
    mentees: Sequence[Mentee] | Sequence[Facts] | Frame,
    mentors: Sequence[Mentor] | Sequence[Facts] | Frame,
) -> Cohort:
    asking = _people(mentees, as_read=mentee_from_answers, kind=Mentee)
    offering = _people(mentors, as_read=mentor_from_answers, kind=Mentor)
    _refuse_twice(read.person.key for read in (*asking, *offering))
    return gather(asking, offering)


def _people(
    given: Sequence[Person] | Sequence[Facts] | Frame,
    *,
    as_read: Callable[..., ReadPerson],
    kind: type[Mentee] | type[Mentor],
) -> list[ReadPerson]:
    records: Sequence[Person | Facts]
    records = given if isinstance(given, Sequence) else _records(given)
    asked = _asked(record for record in records if isinstance(record, Mapping))
    people = []
    for number, record in enumerate(records, start=1):
        if isinstance(record, kind):
            people.append(ReadPerson(record))
        elif isinstance(record, Mapping):
            key = _text(record.get(ID)) or f"{kind.__name__.lower()}:{number}"
            answers = {field: _text(record.get(field.value)) for field in asked}
            people.append(as_read(key, None, answers))
        else:
            raise ValueError(f"a {kind.__name__} or a mapping of facts stands for one person")
    return people


def _records(given: Frame) -> Sequence[Facts]:
    if isinstance(given, Mapping) or not hasattr(given, "to_dict"):
        raise ValueError("people come as a sequence of people, or a data frame")
    return given.to_dict("records")


def _asked(records: Iterable[Facts]) -> list[Field]:
    """The questions that were asked at all, in the order of the fields."""
    named = {str(name) for record in records for name in record}
    unknown = sorted(named - _NAMES - {ID})
    if unknown:
        raise ValueError(
            f"no fact is called {', '.join(unknown)}; the names are: {', '.join(sorted(_NAMES))}"
        )
    return [field for field in Field if field.value in named]


def _text(value: Any) -> str:
    """What somebody would have written; a data frame's empty cell is no answer."""
    # An array, of NumPy's kind, is a list.
    several = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(several, list | tuple | set | frozenset):
        return ";".join(sorted(filter(None, map(_text, several))))
    text = str(several)
    return "" if text in _EMPTY and not isinstance(several, str) else text


def _refuse_twice(keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ValueError("an id stands for one person; at least one stands there twice")
        seen.add(key)
