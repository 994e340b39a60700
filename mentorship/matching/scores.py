"""The similarity module: how well a mentor fits a mentee, as one inner product that has parts.

    score = Σ weight of facet × closeness in that facet,    weights of one mentee add up to one

The closeness of every facet is an inner product (features.py), so the whole score is one matrix
product, in blocks of any size. What is forbidden is not decided here: see gates.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy import sparse
from sklearn.utils import gen_batches
from sklearn.utils.extmath import safe_sparse_dot

from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.policy import Policy
from mentorship.matching.arrays import Floats, Integers, SparseRows
from mentorship.matching.features import Features, features

ROWS_PER_BLOCK = 1024
Indices: TypeAlias = Sequence[int] | Integers


@dataclass(frozen=True, slots=True)
class Part:
    """What one facet adds to a score: weight × closeness, both 0 to 1."""

    weight: float
    closeness: float

    @property
    def points(self) -> float:
        return self.weight * self.closeness


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of all pairs, computed when asked for.

    mentee_rows  (mentees × d) with each mentee's weights in them
    mentor_rows  (mentors × d)
    weights      (mentees × facets), rows add up to one, columns in the order of `columns`
    plain_rows   (mentees × d) without the weights: the closeness itself
    """

    mentee_rows: SparseRows
    mentor_rows: SparseRows
    weights: Floats
    columns: Mapping[str, slice]
    plain_rows: SparseRows

    def block(self, mentees: slice) -> Floats:
        """(mentees of the slice, mentors) scores, 0 to 1."""
        product = safe_sparse_dot(self.mentee_rows[mentees], self.mentor_rows.T, dense_output=True)
        return np.asarray(product, dtype=np.float64)

    def of(self, mentees: Indices) -> Floats:
        """(mentees named, mentors) scores, 0 to 1."""
        rows = self.mentee_rows[mentees]
        return np.asarray(safe_sparse_dot(rows, self.mentor_rows.T, dense_output=True))

    def blocks(self) -> Iterator[tuple[slice, Floats]]:
        """All scores, a block of mentees at a time."""
        for mentees in gen_batches(self.mentee_rows.shape[0], ROWS_PER_BLOCK):
            yield mentees, self.block(mentees)

    def all(self) -> Floats:
        """(mentees, mentors) scores, 0 to 1."""
        return np.concatenate([block for _, block in self.blocks()])

    def closeness(self, facet: str) -> Floats:
        """(mentees, mentors) closeness in one facet, 0 to 1, before any weight."""
        return self.closeness_of(facet, np.arange(self.plain_rows.shape[0]))

    def closeness_of(self, facet: str, mentees: Indices) -> Floats:
        """(mentees named, mentors) closeness in one facet, 0 to 1, before any weight."""
        columns = self.columns[facet]
        product = safe_sparse_dot(
            self.plain_rows[mentees][:, columns], self.mentor_rows[:, columns].T, dense_output=True
        )
        return np.asarray(product, dtype=np.float64)

    def parts(self, mentee: int, mentor: int) -> dict[str, Part]:
        """What each facet adds to the score of one pair; the points add up to the score."""
        return self.parts_of([mentee], [mentor])[0]

    def parts_of(self, mentees: Indices, mentors: Indices) -> list[dict[str, Part]]:
        """The parts of many pairs: the first mentee with the first mentor, and so on."""
        products = self.plain_rows[mentees].multiply(self.mentor_rows[mentors]).tocsc()
        closeness = [
            np.asarray(products[:, columns].sum(axis=1)).ravel()
            for columns in self.columns.values()
        ]
        return [
            {
                facet: Part(float(self.weights[mentee, index]), float(closeness[index][pair]))
                for index, facet in enumerate(self.columns)
            }
            for pair, mentee in enumerate(mentees)
        ]


def scores(mentees: Sequence[Mentee], mentors: Sequence[Mentor], *, policy: Policy) -> Scores:
    """The scores of these people under this policy. Neither side may be empty."""
    drawn = features(mentees, mentors, honour_must=policy.honour_must)
    weights = _weights(drawn, policy)
    weighted = sparse.hstack(
        [
            sparse.diags_array(weights[:, index]) @ drawn.mentee_rows[:, columns]
            for index, columns in enumerate(drawn.columns.values())
        ],
        format="csr",
    )
    return Scores(weighted, drawn.mentor_rows, weights, drawn.columns, drawn.mentee_rows)


def _weights(drawn: Features, policy: Policy) -> Floats:
    """(mentees × facets) what counts for each mentee; identity counts as far as she asks for it."""
    shared = np.array([policy.weights.get(facet, 0.0) for facet in drawn.columns])
    weights = np.tile(shared, (drawn.mentee_rows.shape[0], 1))
    identity = list(drawn.columns).index("identity")
    asks = drawn.wishes > 0
    weights[:, identity] = asks * shared[identity] + policy.helps_weight * drawn.wishes
    total = weights.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(weights, total, out=np.zeros_like(weights), where=total > 0))
