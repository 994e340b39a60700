"""What is scarce in a round: whom to recruit next, and what those who compete have in common.

For the team alone. Who somebody is stands in none of it, and no group is named that is so small
that it would name a person.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from mentorship.domain.people import Dimension, Mentee, Mentor, Person
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.arrays import Floats, Mask
from mentorship.matching.facets import known_fields
from mentorship.matching.identity import RELATED_TOPICS, musts
from mentorship.matching.reasons.spoken import areas_in_prose
from mentorship.matching.scarcity.hall import Crowd, ways
from mentorship.matching.what_if.situation import Stand, capacity, solved
from mentorship.matching.what_if.what_if import figures

SMALLEST_GROUP = 5
HOW_MANY = 5
# Less than this, in units of utility, is no reason to look for anybody.
LEAST = 0.005
# Nobody could look for a mentor in it.
_NO_AREA = frozenset({"Other"})
# Topics that say who somebody is, when everybody in a group has them.
_ABOUT_WHO = frozenset().union(*(RELATED_TOPICS[dimension] for dimension in Dimension))


class Kind(StrEnum):
    """By what mentors are grouped."""

    ANYBODY = "anybody"
    TOPIC = "topic"
    LANGUAGE = "language"
    AREA = "area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recruit:
    """What one more place with an ordinary mentor of a group would bring.

    name         code of the topic, name of the language or the area; empty for anybody
    mentors      how many of this group are in the round
    asked_by     how many mentees have the topic, speak the language, are in the area
    seats        share of these mentors with whom one more place seats one more mentee
    price        mean price of a place of theirs, in units of utility
    mentor       index of the ordinary one among them, where the place was added and solved anew
    more_paired  mentees who gain a mentor by that place: 1 or 0
    more_total   what the total gains by it; can be below zero where coverage or the floor grows
    """

    kind: Kind
    name: str
    mentors: int
    asked_by: int
    seats: float
    price: float
    mentor: int
    more_paired: int
    more_total: float


@dataclass(frozen=True, slots=True)
class Group:
    """Mentors of one kind, by index, and how many mentees asked for that kind."""

    kind: Kind
    name: str
    mentors: tuple[int, ...]
    asked_by: int


Names = Callable[[Person], Collection[str]]


def _topics(person: Person) -> Collection[str]:
    return person.topics & vocabulary().topics.keys()


def _languages(person: Person) -> Collection[str]:
    return person.languages


def _areas(person: Person) -> Collection[str]:
    words = vocabulary().specialties
    return {words[code].area for code in known_fields(person) or ()} - _NO_AREA


_NAMES_OF: Mapping[Kind, Names] = {
    Kind.TOPIC: _topics,
    Kind.LANGUAGE: _languages,
    Kind.AREA: _areas,
}


def groups_of(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> Iterator[Group]:
    """The kinds of mentors that enough mentees ask for."""
    for kind, names_of in _NAMES_OF.items():
        asked = Counter(name for mentee in mentees for name in names_of(mentee))
        for name in sorted(name for name, count in asked.items() if count >= SMALLEST_GROUP):
            members = [at for at, mentor in enumerate(mentors) if name in names_of(mentor)]
            if members:
                yield Group(kind, name, tuple(members), asked[name])


def recruit_next(
    stand: Stand,
    mentees: Sequence[Mentee],
    *,
    mentors: Sequence[Mentor],
    how_many: int = HOW_MANY,
) -> tuple[Recruit, ...]:
    """The kinds of mentor of whom one more place would bring most, the best first.

    mentees, mentors  in the order of the stand

    Groups are ranked by how many of their mentors could seat one more person, then by the prices
    of their places. The first few are then checked: a place is added with the ordinary mentor of
    the group, everything is solved anew, and the exact difference is told. A group is named only
    when it does more than an ordinary mentor of the round and many enough asked for it.
    """
    seats, prices = one_more_seats(stand), np.asarray(stand.solution.prices)
    anybody = Group(Kind.ANYBODY, "", tuple(range(len(mentors))), len(mentees))
    if not mentors:
        return ()
    usual = _value(anybody, seats, prices)
    groups = [
        group for group in groups_of(mentees, mentors) if _value(group, seats, prices) > usual
    ]
    groups.sort(key=lambda group: (_value(group, seats, prices), group.name), reverse=True)
    checked = [
        _checked(stand, group, seats=seats, prices=prices)
        for group in (*groups[:how_many], anybody)
    ]
    brings = [recruit for recruit in checked if recruit.more_paired or recruit.more_total > LEAST]
    brings.sort(key=_first)
    return tuple(brings[:how_many])


def _first(recruit: Recruit) -> tuple[int, bool, float]:
    """Where any mentor would help, that is the first thing to know."""
    return -recruit.more_paired, recruit.kind is not Kind.ANYBODY, -recruit.more_total


def _value(group: Group, seats: Mask, prices: Floats) -> tuple[float, float]:
    members = list(group.mentors)
    return float(seats[members].mean()), float(prices[members].mean())


def _checked(stand: Stand, group: Group, *, seats: Mask, prices: Floats) -> Recruit:
    """One more place with the ordinary mentor of this group, solved anew."""
    share, price = _value(group, seats, prices)
    by_worth = sorted(group.mentors, key=lambda mentor: (seats[mentor], prices[mentor]))
    ordinary = by_worth[(len(by_worth) - 1) // 2]
    places = int(stand.situation.places[ordinary])
    more = solved(capacity(stand.situation, ordinary, places=places + 1))
    before = figures(stand.situation, stand.mentor_of)
    after = figures(more.situation, more.mentor_of)
    return Recruit(
        kind=group.kind,
        name=group.name,
        mentors=len(group.mentors),
        asked_by=group.asked_by,
        seats=share,
        price=price,
        mentor=ordinary,
        more_paired=after.paired - before.paired,
        more_total=after.total - before.total,
    )


def one_more_seats(stand: Stand) -> Mask:
    """(mentors,) True where one more place gives one more mentee a mentor.

    Exact, without solving: somebody who waits reaches this mentor by moving people one by one.
    """
    situation, seats = stand.situation, stand.free_mentor_of
    may_meet = situation.may_meet.copy()
    promised = [mentee for mentee, _ in situation.pins]
    may_meet[promised] = False
    found = ways(may_meet, situation.open_places, mentor_of=seats)
    return found.onward(np.asarray(may_meet[seats < 0].any(axis=0)))


def in_common(crowd: Crowd, mentees: Sequence[Mentee]) -> str:
    """What all who compete have in common and others have not, in a sentence; empty if nothing.

    Nothing is said of fewer than five people, and never who they are: topics that would tell it
    are left out, and of a *must* only that there is one.
    """
    if len(crowd.mentees) < SMALLEST_GROUP:
        return ""
    rivals = frozenset(crowd.mentees)
    inside = [mentees[at] for at in crowd.mentees]
    outside = [mentee for at, mentee in enumerate(mentees) if at not in rivals]
    said = [words for kind in _NAMES_OF for words in _shared(kind, inside, outside=outside)]
    if all(musts(mentee) for mentee in inside) and not all(musts(mentee) for mentee in outside):
        said.append("named a must")
    return f"All of them {_joined(said)}." if said else ""


def _shared(kind: Kind, inside: Sequence[Mentee], *, outside: Sequence[Mentee]) -> Iterator[str]:
    """What every one inside has and not every one outside: the rarest outside, in words."""
    names_of = _NAMES_OF[kind]
    names = frozenset.intersection(*(frozenset(names_of(mentee)) for mentee in inside))
    elsewhere = Counter(name for mentee in outside for name in names_of(mentee))
    telling = [name for name in names - _ABOUT_WHO if elsewhere[name] < len(outside)]
    for name in sorted(telling, key=lambda name: (elsewhere[name], name))[:1]:
        yield _trait(kind, name)


def _trait(kind: Kind, name: str) -> str:
    match kind:
        case Kind.TOPIC:
            return f"ticked “{vocabulary().topics[name].label}”"
        case Kind.LANGUAGE:
            return f"speak {name}"
        case _:
            return f"are in {areas_in_prose([name])}"


def _joined(said: Sequence[str]) -> str:
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
