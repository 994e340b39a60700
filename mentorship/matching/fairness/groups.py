"""Who describes herself as what: the groups by which a round is looked at for fairness."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from mentorship.domain.people import Person
from mentorship.domain.vocabulary import (
    OTHER_IDENTITY_OF,
    OWN_WORDS,
    PREFER_NOT_TO_SAY,
    vocabulary,
)
from mentorship.matching.arrays import Mask

BLANK = "Left blank"
# By rung: the highest that still belongs to the band.
_BANDS = {
    3: "Studying or applying",
    5: "In training, or in the first years of work",
    6: "Fellow, postdoc or practising",
    7: "Newly independent",
    9: "Senior",
}


@dataclass(frozen=True, slots=True)
class Grouping:
    """One question that people answered about themselves, with a row for every answer.

    rows     every possible answer, also those that nobody gave: a missing row would tell that
    of       the rows in which one person stands
    several  True when one person can stand in several rows
    wording  how a sentence speaks of the people of one row: "{}" is the row
    """

    question: str
    rows: tuple[str, ...]
    of: Callable[[Person], frozenset[str]]
    several: bool
    wording: str = "who said “{}”"

    def members(self, people: Sequence[Person]) -> Mask:
        """(people, rows) True where somebody stands in a row."""
        cells = [[row in stands for row in self.rows] for stands in map(self.of, people)]
        return np.array(cells, dtype=bool).reshape(len(people), len(self.rows))

    def phrase(self, row: str) -> str:
        """The people of one row, as the middle of a sentence: "who said “Muslim”"."""
        if row == BLANK:
            return f"who left “{self.question}” blank"
        if row == PREFER_NOT_TO_SAY:
            return f"who preferred not to say anything about “{self.question}”"
        return self.wording.format(row)


def groupings() -> tuple[Grouping, ...]:
    """Every question by which a round is looked at, in the order in which a report shows them."""
    words = vocabulary()
    return (
        _labels("Race or ethnicity", words.race_ethnicity, lambda person: person.race_ethnicity),
        _labels("Faith", words.faith, lambda person: person.faith),
        _labels("Gender", words.gender, lambda person: person.gender),
        _other_parts(),
        Grouping("Career stage", (BLANK, *_BANDS.values()), _band, False, "at “{}”"),
        Grouping("Field", (BLANK, *_areas()), _areas_of, True, "in the field “{}”"),
    )


def _labels(
    question: str, labels: tuple[str, ...], ticked: Callable[[Person], frozenset[str]]
) -> Grouping:
    return Grouping(question, (BLANK, *labels), lambda person: _said(ticked(person), labels), True)


def _said(ticked: frozenset[str], labels: Sequence[str]) -> frozenset[str]:
    """The labels; *prefer not to say* only where nothing else was said; blank where nothing was."""
    if not ticked:
        return frozenset({BLANK})
    if ticked == {PREFER_NOT_TO_SAY}:
        return ticked
    return (ticked - {PREFER_NOT_TO_SAY}) & frozenset(labels) or frozenset({OWN_WORDS})


def _other_parts() -> Grouping:
    """One question on the form, so one table: a blank is a blank for each of its parts."""
    single = set(vocabulary().other_identity).difference(*OTHER_IDENTITY_OF.values())
    rows = (
        BLANK,
        *(dimension.value for dimension in OTHER_IDENTITY_OF),
        *(label for label in vocabulary().other_identity if label in single),
    )
    return Grouping("Other parts of who she is", rows, _parts, True)


def _parts(person: Person) -> frozenset[str]:
    """Labels that belong together count as one, so that their overlap cannot be worked out."""
    part_of = {label: str(d.value) for d, labels in OTHER_IDENTITY_OF.items() for label in labels}
    said = _said(person.other_identity, vocabulary().other_identity)
    return frozenset(part_of.get(label, label) for label in said)


def _band(person: Person) -> frozenset[str]:
    if person.stage is None:
        return frozenset({BLANK})
    rung = vocabulary().stages[person.stage].rung
    return frozenset({next(name for highest, name in _BANDS.items() if rung <= highest)})


def _areas() -> tuple[str, ...]:
    return tuple(dict.fromkeys(field.area for field in vocabulary().specialties.values()))


def _areas_of(person: Person) -> frozenset[str]:
    known = vocabulary().specialties
    named = frozenset(known[code].area for code in person.specialties if code in known)
    return named or frozenset({BLANK})
