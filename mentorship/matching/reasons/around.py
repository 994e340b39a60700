"""The mentors who have a place in a round, as anybody may see them: what is ordinary among them.

What a mentor reads about a mentee is chosen by this and never by whom she may meet: that depends
on what she told us in confidence.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from mentorship.domain.people import Mentee, Mentor, Person
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.facets import NEAR_PEER, SAME_AREA, known_fields, rung

# A median over so many of them tells what is usual as well as one over all.
ENOUGH = 100
_BEST_RUNGS, _BEST_RUNGS_NEAR = range(1, 5), range(3)
_NO_LANGUAGES: frozenset[str] = frozenset()
Codes = frozenset[str]


@dataclass(frozen=True, slots=True)
class OpenAnswers:
    """What somebody may know of one person before an introduction, as far as it is compared."""

    topics: Codes
    values: Codes
    styles: Codes
    areas: Codes
    rung: int | None


@dataclass(frozen=True, slots=True)
class Around:
    """What is ordinary among the mentors with a place.

    offers          of a sample of them, drawn by their open answers
    offering        topic → how many of them are glad to talk about it
    rare_languages  spoken by fewer than half of them
    """

    offers: tuple[OpenAnswers, ...] = ()
    offering: Mapping[str, int] = field(default_factory=dict)
    rare_languages: Codes = _NO_LANGUAGES

    def usual(self, mentee: Mentee) -> dict[str, float]:
        """facet → the median closeness of these mentors to her open answers."""
        hers = open_answers(mentee)
        found: dict[str, list[float]] = {}
        for theirs in self.offers:
            for facet, closeness in open_closeness(hers, theirs).items():
                found.setdefault(facet, []).append(closeness)
        return {facet: median(closeness) for facet, closeness in found.items()}

    def rarest_first(self, topics: Iterable[str]) -> list[str]:
        """What the fewest of them offer comes first; otherwise in the order of the vocabulary."""
        listed = list(vocabulary().topics)
        return sorted(topics, key=lambda code: (self.offering.get(code, 0), listed.index(code)))


NOBODY_AROUND = Around()


def around(mentors: Sequence[Mentor]) -> Around:
    """What is ordinary among these mentors. Give those who have a place in the round."""
    spoken = Counter(language for mentor in mentors for language in mentor.languages)
    answered = sum(bool(mentor.languages) for mentor in mentors)
    return Around(
        tuple(open_answers(mentor) for mentor in _sample(mentors)),
        Counter(topic for mentor in mentors for topic in mentor.topics),
        frozenset(language for language, count in spoken.items() if 2 * count < answered),
    )


def _sample(mentors: Sequence[Mentor]) -> list[Mentor]:
    """Every so-manieth of them, in an order that no private answer changes."""
    step = max(1, -(-len(mentors) // ENOUGH))
    return sorted(mentors, key=_open_order)[::step]


def _open_order(mentor: Mentor) -> tuple[tuple[str, ...], ...]:
    sets = (mentor.topics, mentor.values, mentor.styles, frozenset(mentor.specialties))
    return (*(tuple(sorted(codes)) for codes in sets), (mentor.stage or "",))


def open_answers(person: Person) -> OpenAnswers:
    """What can be compared before an introduction."""
    return OpenAnswers(person.topics, person.values, person.styles, areas_of(person), rung(person))


def open_closeness(hers: OpenAnswers, theirs: OpenAnswers) -> dict[str, float]:
    """facet → closeness of a mentor to a mentee, 0 to 1, from answers that both sides may see.

    A facet that one of the two left blank is missing.
    """
    closeness = {}
    if hers.topics and theirs.topics:
        closeness["needs"] = len(hers.topics & theirs.topics) / len(hers.topics)
    if hers.values and theirs.values:
        longer = max(len(hers.values), len(theirs.values))
        closeness["values"] = len(hers.values & theirs.values) / longer
    if hers.areas and theirs.areas:
        # Of her field only the area is open, so a shared area is as close as it gets.
        closeness["field"] = SAME_AREA if hers.areas & theirs.areas else 0.0
    if hers.rung is not None and theirs.rung is not None:
        # As far ahead as helps most; somebody at her own stage only if she asked for near.
        best = _BEST_RUNGS_NEAR if NEAR_PEER in hers.styles else _BEST_RUNGS
        closeness["stage"] = float(theirs.rung - hers.rung in best)
    if hers.styles and theirs.styles:
        closeness["style"] = len(hers.styles & theirs.styles) / len(hers.styles)
    return closeness


def areas_of(person: Person) -> Codes:
    """The areas of this person's fields."""
    words = vocabulary().specialties
    return frozenset(words[code].area for code in known_fields(person) or ())
