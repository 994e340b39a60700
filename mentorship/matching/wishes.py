"""What a mentee says would help in a mentor, dimension by dimension, as one facet of the score."""

from collections.abc import Sequence
from functools import partial
from typing import Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin

from mentorship.domain.people import Dimension, Matters, Mentee, Mentor
from mentorship.matching.arrays import Floats, SparseRows
from mentorship.matching.identity import RELATED_TOPICS, comparable_labels, said_something, shares
from mentorship.matching.vectors import Closeness, People

# A must that the programme's policy does not honour as a gate still is a strong wish.
STRONG_WISH = 3.0


class IdentityWishes(TransformerMixin, BaseEstimator):
    """The share of what she said would help, part by part, that this mentor shares or understands.

    Whoever asked for nothing has a row of zeros: nobody is compared on who they are unasked.
    """

    def __init__(self, *, honour_must: bool = True) -> None:
        self.honour_must = honour_must

    def fit(self, people: Sequence[Mentee | Mentor], y: None = None) -> Self:
        self.dimensions_ = [
            Closeness(
                partial(comparable_labels, dimension=dimension),
                partial(_understanding, dimension=dimension),
                closeness=partial(_understands, dimension),
            ).fit(people)
            for dimension in Dimension
        ]
        return self

    def transform(self, people: People) -> SparseRows:
        rows = [dimension.transform(people) for dimension in self.dimensions_]
        if isinstance(people[0], Mentee):
            mentees = [person for person in people if isinstance(person, Mentee)]
            shares_of_wish = self._shares_of_wish(mentees)
            rows = [
                sparse.diags_array(share) @ row
                for share, row in zip(shares_of_wish.T, rows, strict=True)
            ]
        return sparse.hstack(rows, format="csr")

    def _shares_of_wish(self, mentees: Sequence[Mentee]) -> Floats:
        strengths = wish_strengths(mentees, honour_must=self.honour_must)
        total = strengths.sum(axis=1, keepdims=True)
        parts = np.divide(strengths, total, out=np.zeros_like(strengths), where=total > 0)
        return np.asarray(parts)


def wish_strengths(mentees: Sequence[Mentee], *, honour_must: bool) -> Floats:
    """(mentees, dimensions) how strongly she wishes each; an honoured must is a gate instead.

    A wish about a part of her that she left blank counts nothing: there is nothing to share, and
    it would only lower everybody who is not glad to talk about it.
    """
    strength = {Matters.HELPS: 1.0, Matters.MUST: 0.0 if honour_must else STRONG_WISH}
    rows = [
        [
            strength.get(m.matters.get(d, Matters.NOT_IMPORTANT), 0.0)
            if comparable_labels(m, d)
            else 0.0
            for d in Dimension
        ]
        for m in mentees
    ]
    return np.array(rows, dtype=float).reshape(len(mentees), len(Dimension))


def _understanding(mentor: Mentor, dimension: Dimension) -> tuple[frozenset[str], bool] | None:
    """What the mentor ticked, and whether the mentor is glad to talk about it."""
    talks = bool(mentor.topics & RELATED_TOPICS[dimension])
    if not talks and not said_something(mentor, dimension):
        return None
    return comparable_labels(mentor, dimension), talks


def _understands(
    dimension: Dimension, hers: frozenset[str], theirs: tuple[frozenset[str], bool]
) -> float:
    labels, talks = theirs
    return 1.0 if talks or shares(dimension, hers, labels) else 0.0


def has_what_would_help(mentee: Mentee, mentor: Mentor) -> bool:
    """True when the mentor really shares or understands a part of her that would help."""
    for dimension, matters in mentee.matters.items():
        theirs = _understanding(mentor, dimension)
        hers = comparable_labels(mentee, dimension)
        if matters is Matters.HELPS and theirs and _understands(dimension, hers, theirs):
            return True
    return False
