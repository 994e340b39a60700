"""What people's decisions about pairs say, one comparison at a time, and the numbers behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mentorship.domain.policy import FACETS
from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.scores import Part

# Identity is not among them: it counts as much as each mentee says, and nobody else's decisions
# may make it count more or less.
LEARNED_FACETS = tuple(facet for facet in FACETS if facet != "identity")
_NOTHING = Part(0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Somebody took one pair of a mentee rather than another pair of the same mentee.

    chosen, passed_over  facet → weight and closeness, as a score has them
    group                the mentee, by key: what was decided about her is one decision
    kept                 True when `chosen` was what had been proposed, False when `passed_over`
                         was, None when neither was
    strength             how much it counts, above 0; 1 is a decision of the team's
    decider              who decided, by key; empty when that is not known
    """

    chosen: Mapping[str, Part]
    passed_over: Mapping[str, Part]
    group: str
    kept: bool | None
    strength: float = 1.0
    decider: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.strength < np.inf:
            raise ValueError("The strength of a comparison is a number above 0.")


@dataclass(frozen=True, slots=True)
class Differences:
    """Comparisons as numbers: chosen minus passed over, so that her own level drops out.

    closeness  (comparisons × LEARNED_FACETS) -1 to 1
    identity   (comparisons,) points of the identity facet, by her own weight
    lean       (comparisons,) 1 where what was proposed was kept, -1 where it was not, else 0
    strength   (comparisons,)
    group      (comparisons,) the mentee's number, from 0
    """

    closeness: Floats
    identity: Floats
    lean: Floats
    strength: Floats
    group: Integers

    def of(self, rows: Integers) -> "Differences":
        """Only these comparisons; the mentees keep their numbers."""
        return Differences(
            self.closeness[rows],
            self.identity[rows],
            self.lean[rows],
            self.strength[rows],
            self.group[rows],
        )

    def scores(self, weights: Floats) -> Floats:
        """(comparisons,) how much higher the chosen pair scores under these weights."""
        return np.asarray(self.closeness @ weights + self.identity)


def differences(comparisons: Sequence[Comparison]) -> Differences:
    """These comparisons as numbers, in the same order."""
    numbers = {group: number for number, group in enumerate(sorted({c.group for c in comparisons}))}
    closeness = [[_closer(c, facet) for facet in LEARNED_FACETS] for c in comparisons]
    return Differences(
        np.array(closeness, dtype=np.float64).reshape(len(comparisons), len(LEARNED_FACETS)),
        np.array([_identity_points(c) for c in comparisons], dtype=np.float64),
        np.array([_lean(c) for c in comparisons], dtype=np.float64),
        np.array([c.strength for c in comparisons], dtype=np.float64),
        np.array([numbers[c.group] for c in comparisons], dtype=np.int64),
    )


def _closer(comparison: Comparison, facet: str) -> float:
    chosen, passed_over = comparison.chosen, comparison.passed_over
    return chosen.get(facet, _NOTHING).closeness - passed_over.get(facet, _NOTHING).closeness


def _identity_points(comparison: Comparison) -> float:
    chosen, passed_over = comparison.chosen, comparison.passed_over
    return chosen.get("identity", _NOTHING).points - passed_over.get("identity", _NOTHING).points


def _lean(comparison: Comparison) -> float:
    return 0.0 if comparison.kept is None else 1.0 if comparison.kept else -1.0
