"""What each facet of a score measures: her topics, words, values, field, stage, style, hours."""

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy import sparse
from sklearn.base import TransformerMixin
from sklearn.pipeline import FeatureUnion

from mentorship.domain.people import Mentee, Mentor, Person
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.arrays import Mask, SparseRows
from mentorship.matching.hours import free_hours, knows_hours
from mentorship.matching.language import UntickedTopics, Wording
from mentorship.matching.vectors import Closeness, Facet, People, Shares

NEAR_PEER = "near"
SAME_LEAF, SAME_BRANCH, SAME_AREA, BRIDGE = 1.0, 0.7, 0.4, 0.25
# Fields that say nothing about closeness to another.
_NO_FIELD = frozenset({"other"})
# Closeness by how many rungs the mentor is ahead. One to four is best; further away, the road
# looks different. Level counts only where she asked for somebody a few steps ahead of her.
_AHEAD = {1: 1.0, 2: 1.0, 3: 1.0, 4: 1.0, 5: 0.8, 6: 0.6, 7: 0.45, 8: 0.3, 9: 0.2}
_AHEAD_NEAR_PEER = {0: 0.9, 1: 1.0, 2: 1.0, 3: 0.8, 4: 0.6, 5: 0.4, 6: 0.3, 7: 0.2, 8: 0.1}
# What she hopes for is also a wish for a kind of mentor.
_STYLES_FOR_GOAL: Mapping[str, frozenset[str]] = {
    "decide": frozenset({"guide", "straight"}),
    "through": frozenset({"listen"}),
    "skill": frozenset({"skills", "coach"}),
    "seen": frozenset({"sponsor"}),
    "network": frozenset({"sponsor"}),
    "alone": frozenset({"listen", "near"}),
}
# Ways to talk that need two people in one place.
_FACE_TO_FACE = frozenset({"inperson", "conf"})


def field_closeness(hers: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """The closest of her fields and the mentor's: 1 the same, 0 nothing in common."""
    return max(_leaf_closeness(one, other) for one in hers for other in theirs)


def _leaf_closeness(one: str, other: str) -> float:
    if one == other:
        return SAME_LEAF
    words = vocabulary()
    hers, theirs = words.specialties[one], words.specialties[other]
    if hers.branch == theirs.branch:
        return SAME_BRANCH
    if hers.area == theirs.area:
        return SAME_AREA
    return BRIDGE if frozenset({one, other}) in words.bridges else 0.0


def known_fields(person: Person) -> tuple[str, ...] | None:
    """The fields that can be compared; None when this person named none."""
    known = vocabulary().specialties
    codes = {code for code in person.specialties if code in known and code not in _NO_FIELD}
    return tuple(sorted(codes)) or None


def rung(person: Person) -> int | None:
    """How far along the road, 0 to 9, across tracks."""
    return None if person.stage is None else vocabulary().stages[person.stage].rung


def _stage_wish(mentee: Mentee) -> tuple[int, bool] | None:
    hers = rung(mentee)
    return None if hers is None else (hers, NEAR_PEER in mentee.styles)


def _stage_closeness(wish: tuple[int, bool], theirs: int) -> float:
    hers, wants_near_peer = wish
    return (_AHEAD_NEAR_PEER if wants_near_peer else _AHEAD).get(theirs - hers, 0.0)


def _formats(person: Person) -> frozenset[str] | None:
    return person.formats or None


def _format_closeness(hers: frozenset[str], theirs: frozenset[str]) -> float:
    common = hers & theirs
    if common - _FACE_TO_FACE:
        return 1.0
    return 0.5 if common else 0.0


def town(person: Person) -> str:
    """The town, folded; empty when only a time zone or nothing was given."""
    if "/" in person.place:
        return ""
    first = person.place.split(",")[0].strip().casefold()
    return re.sub(r"\s+[a-z]{2}$", "", first)


def _town_wish(mentee: Mentee) -> str | None:
    return town(mentee) or None if "inperson" in mentee.formats else None


def _town_kind(mentor: Mentor) -> str | None:
    if mentor.formats and "inperson" not in mentor.formats:
        return "elsewhere"
    return town(mentor) or None


class FreeHours(Facet):
    """Cosine of free hours of the week, on real clocks, winter and summer."""

    def asked(self, mentees: Sequence[Mentee]) -> tuple[SparseRows, Mask]:
        return self._rows(mentees)

    def offered(self, mentors: Sequence[Mentor]) -> tuple[SparseRows, Mask]:
        return self._rows(mentors)

    def _rows(self, people: People) -> tuple[SparseRows, Mask]:
        hours = np.array([free_hours(person) for person in people])
        length = np.linalg.norm(hours, axis=1, keepdims=True)
        unit = np.divide(hours, length, out=np.zeros_like(hours), where=length > 0)
        return sparse.csr_array(unit), np.array([knows_hours(p) for p in people], dtype=bool)


def _topics(person: Person) -> frozenset[str]:
    return person.topics


def _values(person: Person) -> frozenset[str]:
    return person.values


def _styles(person: Person) -> frozenset[str]:
    return person.styles


def _styles_behind_goals(mentee: Mentee) -> frozenset[str]:
    return frozenset().union(*(_STYLES_FOR_GOAL.get(goal, ()) for goal in mentee.goals))


def _blend(**parts: tuple[float, TransformerMixin]) -> FeatureUnion:
    """Several measures as one: a share on each side's rows is its square in the inner product."""
    return FeatureUnion(
        [(name, measure) for name, (_, measure) in parts.items()],
        transformer_weights={name: float(np.sqrt(share)) for name, (share, _) in parts.items()},
    )


def _needs() -> TransformerMixin:
    return Shares(_topics, _topics, codes=tuple(vocabulary().topics))


def _words() -> TransformerMixin:
    return _blend(wording=(0.5, Wording()), unticked=(0.5, UntickedTopics()))


def _values_in_common() -> TransformerMixin:
    return Shares(_values, _values, codes=tuple(vocabulary().values), mutual=True)


def _field() -> TransformerMixin:
    return Closeness(known_fields, known_fields, closeness=field_closeness)


def _stage() -> TransformerMixin:
    return Closeness(_stage_wish, rung, closeness=_stage_closeness)


def _style() -> TransformerMixin:
    codes = tuple(vocabulary().styles)
    return _blend(
        styles=(0.7, Shares(_styles, _styles, codes=codes, rarity=False)),
        goals=(0.3, Shares(_styles_behind_goals, _styles, codes=codes, rarity=False)),
    )


def _logistics() -> TransformerMixin:
    return _blend(
        hours=(0.5, FreeHours()),
        formats=(0.3, Closeness(_formats, _formats, closeness=_format_closeness)),
        town=(0.2, Closeness(_town_wish, _town_kind, closeness=_same_town)),
    )


def _same_town(hers: str, theirs: str) -> float:
    return float(hers == theirs)


FACET_MAKERS: Mapping[str, Callable[[], TransformerMixin]] = {
    "needs": _needs,
    "words": _words,
    "values": _values_in_common,
    "field": _field,
    "stage": _stage,
    "style": _style,
    "logistics": _logistics,
}
