"""The permitted pairs that the flow may choose from: a small share of all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mentorship.matching.arrays import Floats, Integers, Mask


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs by mentee, then by mentor, none twice, with their exact scores."""

    mentees: Integers
    mentors: Integers
    scores: Floats

    @property
    def count(self) -> int:
        return int(self.mentees.size)

    def __getitem__(self, chosen: Mask | Integers) -> "Pairs":
        return Pairs(self.mentees[chosen], self.mentors[chosen], self.scores[chosen])

    def of(self, mentor_of: Integers) -> Mask:
        """(pairs,) whether this pair is one of these."""
        return np.asarray(mentor_of[self.mentees] == self.mentors)


NO_PAIRS = Pairs(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))


def together(parts: Iterable[Pairs], *, mentors: int) -> Pairs:
    """All these pairs, sorted, each once."""
    bags = [NO_PAIRS, *parts]
    asked = np.concatenate([bag.mentees for bag in bags])
    offered = np.concatenate([bag.mentors for bag in bags])
    scores = np.concatenate([bag.scores for bag in bags])
    codes = asked * mentors + offered
    if (codes[1:] > codes[:-1]).all():
        return Pairs(asked, offered, scores)
    codes, first = np.unique(codes, return_index=True)
    return Pairs(asked[first], offered[first], scores[first])
