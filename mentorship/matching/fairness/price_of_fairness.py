"""What it costs to think of the worst-off and of careful answers: several ways to choose, priced.

Every way pairs as many mentees as possible, under the same rules and places. They differ in what
they make as great as possible after that, so their prices can be read beside each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import floor, isnan
from typing import Protocol

import numpy as np

from mentorship.domain.people import Mentee
from mentorship.matching.arrays import Floats, Integers, Mask
from mentorship.matching.assignment import solve
from mentorship.matching.objective import balanced, best_of

# Below this score a pair has little to talk about.
POOR = 0.35
NOBODY = -1


class Chosen(Protocol):
    """The part of a solution that is looked at here."""

    @property
    def mentor_of(self) -> Integers: ...


class Solver(Protocol):
    """Anything that keeps the contract of `mentorship.matching.assignment.solve`."""

    def __call__(
        self,
        mentee_vectors: Floats,
        mentor_vectors: Floats,
        places: Integers,
        may_meet: Mask,
        *,
        floor: str | None = ...,
        utility: Callable[[Floats], Floats] | None = ...,
    ) -> Chosen: ...


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One way to choose, and what it brings.

    mentor_of    (mentees,) the mentor's index, -1 for nobody
    total        sum of the plain scores of all pairs, whatever was made as great as possible
    worst        the lowest score of a pair; worst_share the lowest share of somebody's own best;
                 both NaN when there is no pair
    poor         pairs that score less than .35
    shares       (mentees,) score of the pair as a share of her own best, NaN for nobody
    """

    name: str
    mentor_of: Integers
    total: float
    worst: float
    worst_share: float
    poor: int
    shares: Floats

    @property
    def pairs(self) -> int:
        return int((self.mentor_of != NOBODY).sum())

    def mean_share(self, of: Mask | None = None) -> float:
        """The mean share of their own best over these mentees' pairs; NaN when there is none."""
        shares = self.shares if of is None else self.shares[of]
        paired = shares[~np.isnan(shares)]
        return float(paired.mean()) if paired.size else float("nan")


def ways_to_choose(
    scores: Floats,
    may_meet: Mask,
    places: Integers,
    *,
    priority: Floats | Integers | None = None,
    seed: int = 0,
) -> tuple[Way, ...]:
    """Four ways to choose, from the plain total to the fairest, each solved and priced.

    scores    (mentees, mentors), 0 to 1
    may_meet  same shape
    places    (mentors,)
    priority  (mentees,) who goes first where places are short, the same in every way
    """
    return chosen_by(partial(solve, priority=priority, seed=seed), scores, may_meet, places)


def chosen_by(solver: Solver, scores: Floats, may_meet: Mask, places: Integers) -> tuple[Way, ...]:
    """The same four ways with any solver that keeps the contract of `solve`."""
    best = best_of(scores, may_meet & (places > 0))
    shares = np.where(best > 0, scores.T / np.where(best > 0, best, 1.0), 1.0).T
    mentors = np.eye(scores.shape[1])
    each = partial(solver, mentor_vectors=mentors, places=places, may_meet=may_meet)
    found = {
        "the plain total": each(scores),
        "each beside her own best": each(shares),
        "beside her own best, the worst-off first": each(shares, floor="best"),
        "beside her own best, the worst-off first, balanced": each(
            shares, floor="best", utility=balanced
        ),
    }
    return tuple(_way(name, solution.mentor_of, scores, best) for name, solution in found.items())


def _way(name: str, mentor_of: Integers, scores: Floats, best: Floats) -> Way:
    paired = np.flatnonzero(mentor_of != NOBODY)
    got = scores[paired, mentor_of[paired]]
    shares = np.full(mentor_of.size, np.nan)
    # Nothing is lost where her best is nothing.
    shares[paired] = np.divide(got, best[paired], out=np.ones_like(got), where=best[paired] > 0)
    return Way(
        name=name,
        mentor_of=mentor_of,
        total=float(got.sum()),
        worst=_least(got),
        worst_share=_least(shares[paired]),
        poor=int((got < POOR).sum()),
        shares=shares,
    )


def _least(values: Floats) -> float:
    return float(values.min()) if values.size else float("nan")


def thin_profiles(mentees: Sequence[Mentee]) -> Mask:
    """(mentees,) True for those who answered fewer of the questions that scores read than half
    of the mentees did: people in a hurry, and careful people.
    """
    answered = np.array([_answered(mentee) for mentee in mentees], dtype=float)
    return answered < np.median(answered) if answered.size else np.zeros(0, dtype=bool)


def _answered(mentee: Mentee) -> int:
    answers = (
        mentee.topics,
        mentee.words,
        mentee.values,
        mentee.specialties,
        mentee.stage,
        mentee.styles,
        mentee.goals,
        mentee.formats,
        mentee.slots,
    )
    return sum(bool(answer) for answer in answers)


@dataclass(frozen=True, slots=True)
class Price:
    """What one way brings beside the plain total, for a coordinator to read.

    lost   share of the plain total that this way gives up
    thin, full  mean share of their own best for thin profiles and for full ones
    """

    way: str
    pairs: int
    total: float
    lost: float
    worst: float
    worst_share: float
    poor: int
    thin: float
    full: float

    def sentence(self) -> str:
        """The price in words."""
        if self.pairs == 0:
            return f"{self.way.capitalize()}: nobody is paired."
        return (
            f"{self.way.capitalize()}: {self.pairs} pairs, {100 * self.lost:.2f} % of the total "
            f"given up; the poorest pair scores {self.worst:.2f} and nobody who is paired gets "
            f"less than {floor(round(100 * self.worst_share, 6))} % of her own best; {self.poor} "
            f"of the pairs score less than {POOR}.{self._by_length()}"
        )

    def _by_length(self) -> str:
        if isnan(self.thin) or isnan(self.full):
            return ""
        return (
            f" Those who answered little get {100 * self.thin:.1f} % of their best on average, "
            f"the others {100 * self.full:.1f} %."
        )


def prices_of(ways: Sequence[Way], thin: Mask) -> tuple[Price, ...]:
    """The price of every way beside the first, which is the plain total.

    thin  (mentees,) see `thin_profiles`
    """
    plain = ways[0].total
    return tuple(
        Price(
            way.name,
            way.pairs,
            way.total,
            lost=1 - way.total / plain if plain > 0 else 0.0,
            worst=way.worst,
            worst_share=way.worst_share,
            poor=way.poor,
            thin=way.mean_share(thin),
            full=way.mean_share(~thin),
        )
        for way in ways
    )
