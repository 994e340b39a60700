"""Hard rules before any score: which pairs are no edge at all, and for what class of reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from mentorship.domain.people import Mentee, Mentor, Person
from mentorship.domain.policy import Policy
from mentorship.matching.arrays import Floats, Mask
from mentorship.matching.facets import rung
from mentorship.matching.identity import meets_musts, musts


class Gate(StrEnum):
    """Why a pair can never be proposed. Never says more than the class."""

    APART = "kept apart"
    SET_ASIDE = "set aside before"
    LANGUAGE = "no language in common"
    MUST = "a must of hers is not met"
    STAGE = "the mentor is at an earlier stage"


@dataclass(frozen=True, slots=True)
class Gates:
    """closed: gate → (mentees, mentors), True where this gate is shut."""

    closed: Mapping[Gate, Mask]

    def may_meet(self, *, but: Gate | None = None) -> Mask:
        """(mentees, mentors) True where every gate is open; `but` looks as if one did not exist."""
        shut = [mask for gate, mask in self.closed.items() if gate is not but]
        return np.asarray(~np.logical_or.reduce(shut))


PairOfKeys = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Apart:
    """Pairs (mentee key, mentor key) that must not meet: by the guard, and by people's decision."""

    blocked: Collection[PairOfKeys]
    set_aside: Collection[PairOfKeys] = ()


def gates(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], *, policy: Policy, apart: Apart
) -> Gates:
    """All gates of these people."""
    closed = {
        Gate.LANGUAGE: _no_common_language(mentees, mentors),
        Gate.STAGE: _earlier_stage(mentees, mentors),
    }
    closed[Gate.MUST] = _must_not_met(mentees, mentors, policy)
    closed[Gate.APART] = _listed(mentees, mentors, apart.blocked)
    closed[Gate.SET_ASIDE] = _listed(mentees, mentors, apart.set_aside)
    return Gates(closed)


def _no_common_language(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> Mask:
    """Who left it blank is asked before anybody is introduced: a caution, not a gate."""
    spoken = sorted(frozenset().union(*(person.languages for person in (*mentees, *mentors))))
    hers, theirs = _speaks(mentees, spoken), _speaks(mentors, spoken)
    answered = np.logical_and.outer(hers.any(axis=1), theirs.any(axis=1))
    return np.asarray(answered & ~(hers @ theirs.T))


def _speaks(people: Sequence[Person], languages: Sequence[str]) -> Mask:
    """(people, languages) True where somebody speaks it."""
    cells = [[language in person.languages for language in languages] for person in people]
    return np.array(cells, dtype=bool).reshape(len(people), len(languages))


def _earlier_stage(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> Mask:
    """Where both stages are known; next to an unknown one nothing is less."""
    return np.asarray(_rungs(mentors) < _rungs(mentees)[:, None])


def _rungs(people: Sequence[Person]) -> Floats:
    known = (rung(person) for person in people)
    return np.array([np.nan if step is None else step for step in known], dtype=float)


def _must_not_met(mentees: Sequence[Mentee], mentors: Sequence[Mentor], policy: Policy) -> Mask:
    closed = np.zeros((len(mentees), len(mentors)), dtype=bool)
    if not policy.honour_must:
        return closed
    for row, mentee in enumerate(mentees):
        if musts(mentee):
            closed[row] = [not meets_musts(mentee, mentor) for mentor in mentors]
    return closed


def _listed(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], pairs: Collection[PairOfKeys]
) -> Mask:
    rows = {mentee.key: row for row, mentee in enumerate(mentees)}
    columns = {mentor.key: column for column, mentor in enumerate(mentors)}
    closed = np.zeros((len(mentees), len(mentors)), dtype=bool)
    for mentee, mentor in pairs:
        if mentee in rows and mentor in columns:
            closed[rows[mentee], columns[mentor]] = True
    return closed
