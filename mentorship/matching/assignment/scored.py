"""Scores of pairs: quickly and nearly in tiles, exactly for the pairs that matter.

A tile is a product in single precision that comes with how far it may be from the truth. Whatever
could decide something is computed again in double precision from the numbers as they were given.
Source of the allowance: Higham 2002, Accuracy and Stability of Numerical Algorithms, section 3.1.
"""

from dataclasses import dataclass, replace
from typing import Protocol, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mentorship.matching.arrays import Floats, Integers

Single: TypeAlias = NDArray[np.float32]
Real: TypeAlias = Single | NDArray[np.float64]
Columns: TypeAlias = slice | Integers
# A tile of 512 mentees is looked at again while it is still in the processor's cache.
MENTORS_PER_TILE = 2048
# Numbers of one gather: a megabyte a side stays in the processor's cache.
NUMBERS_AT_ONCE = 1 << 17
# numpy splits a longer sum where its buffer ends, which depends on how many pairs there are.
SUMMED_AT_ONCE = 4096
SINGLE = float(np.finfo(np.float32).eps)
DOUBLE = float(np.finfo(np.float64).eps)
# Beyond these, products or their errors could leave the range of single precision.
SMALLEST, LARGEST = 1e-12, 1e12


class Scored(Protocol):
    """The scores of all pairs, minus each mentor's price where there are prices.

    unit  a number of a tile is this many times the score
    """

    @property
    def unit(self) -> float: ...

    @property
    def mentors(self) -> int: ...

    @property
    def mentors_per_tile(self) -> int:
        """How many it pays to look at in one tile."""

    def rows(self, mentees: Integers) -> Real:
        """What `tile` needs to know of these mentees."""

    def tile(self, rows: Real, columns: Columns, into: Single | None = None) -> Real:
        """(these mentees, these mentors) unit × (score - price), nearly.

        into  memory for it, if it has to be computed
        """

    def allowance(self, mentees: Integers) -> Floats:
        """(these mentees,) how much smaller than the truth their numbers in a tile can be."""

    def fine(self, mentees: Integers, columns: Columns) -> Floats:
        """(these mentees, these mentors) the scores in double precision, without prices."""

    def fine_allowance(self, mentees: Integers) -> Floats:
        """(these mentees,) how far from `exact` the numbers of `fine` are at most."""

    def exact(self, mentees: Integers, mentors: Integers) -> Floats:
        """(pairs,) the scores in double precision, without prices."""

    def priced(self, prices: Floats) -> Self:
        """The same scores, minus these prices."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """A score is the inner product of two vectors.

    mentee_vectors  (mentees, d) as given
    mentor_vectors  (mentors, d) as given
    thin            (mentors, d) in single precision, brought into its range
    lengths         (mentees,) Euclidean length of each mentee's vector
    longest         the length of the longest vector of a mentor
    stretch         what a mentee's vector is multiplied with before a tile
    low_prices      (mentors,) prices × unit, a little too low, so that a tile errs to one side
    """

    mentee_vectors: Real
    mentor_vectors: Real
    thin: Single
    lengths: Floats
    longest: float
    stretch: float
    unit: float
    low_prices: Single | None = None

    @property
    def mentors(self) -> int:
        return int(self.mentor_vectors.shape[0])

    @property
    def mentors_per_tile(self) -> int:
        return MENTORS_PER_TILE

    def rows(self, mentees: Integers) -> Real:
        given = self.mentee_vectors[run_of(mentees)]
        if self.stretch != 1.0:
            given = given * self.stretch
        return np.ascontiguousarray(given, dtype=np.float32)

    def tile(self, rows: Real, columns: Columns, into: Single | None = None) -> Real:
        product = np.matmul(rows, self.thin[columns].T, out=into)
        if self.low_prices is not None:
            product -= self.low_prices[columns]
        return np.asarray(product)

    def allowance(self, mentees: Integers) -> Floats:
        steps = self.mentor_vectors.shape[1] + 8
        return np.asarray(steps * SINGLE * self.unit * self.lengths[mentees] * self.longest)

    def fine(self, mentees: Integers, columns: Columns) -> Floats:
        given = self.mentee_vectors[run_of(mentees)].astype(np.float64)
        offered = self.mentor_vectors[columns]
        found = np.empty((len(given), len(offered)))
        step = max(1, NUMBERS_AT_ONCE // max(1, given.shape[1]))
        for at in range(0, len(offered), step):
            found[:, at : at + step] = given @ offered[at : at + step].astype(np.float64).T
        return found

    def fine_allowance(self, mentees: Integers) -> Floats:
        steps = 2 * self.mentor_vectors.shape[1] + 8
        return np.asarray(steps * DOUBLE * self.lengths[mentees] * self.longest)

    def exact(self, mentees: Integers, mentors: Integers) -> Floats:
        found = np.empty(mentees.size)
        step = max(1, NUMBERS_AT_ONCE // max(1, self.mentor_vectors.shape[1]))
        asked = _Gathered(self.mentee_vectors, min(step, mentees.size))
        offered = _Gathered(self.mentor_vectors, min(step, mentees.size))
        for at in range(0, mentees.size, step):
            part = slice(at, at + step)
            found[part] = _inner_products(asked.of(mentees[part]), offered.of(mentors[part]))
        return found

    def priced(self, prices: Floats) -> Self:
        low = (prices * self.unit * (1 - 4 * SINGLE)).astype(np.float32)
        return replace(self, low_prices=low)


@dataclass(frozen=True, slots=True)
class Ready:
    """The scores stand in a table (mentees, mentors): exact, and nothing has to be computed."""

    table: Real
    prices: Floats | None = None
    unit: float = 1.0

    @property
    def mentors(self) -> int:
        return int(self.table.shape[1])

    @property
    def mentors_per_tile(self) -> int:
        return max(1, self.mentors)

    def rows(self, mentees: Integers) -> Real:
        return self.table[run_of(mentees)]

    def tile(self, rows: Real, columns: Columns, _into: Single | None = None) -> Real:
        if self.prices is None:
            return rows[:, columns]
        return np.asarray(rows[:, columns] - self.prices[columns])

    def allowance(self, mentees: Integers) -> Floats:
        return np.zeros(mentees.size)

    def fine(self, mentees: Integers, columns: Columns) -> Floats:
        return self.table[run_of(mentees)][:, columns].astype(np.float64)

    def fine_allowance(self, mentees: Integers) -> Floats:
        return np.zeros(mentees.size)

    def exact(self, mentees: Integers, mentors: Integers) -> Floats:
        return self.table[mentees, mentors].astype(np.float64)

    def priced(self, prices: Floats) -> Self:
        return replace(self, prices=prices)


class _Gathered:
    """Some rows of a table at a time, in double precision, always in the same piece of memory."""

    def __init__(self, table: Real, most: int) -> None:
        self._table = table
        self._given = np.empty((most, table.shape[1]), dtype=table.dtype)
        self._fine = np.empty((most, table.shape[1]))

    def of(self, rows: Integers) -> Floats:
        fine = self._fine[: rows.size]
        first, last = int(rows.min()), int(rows.max())
        # With any other mode, numpy gathers into memory of its own first.
        if 2 * (last - first) < rows.size:
            run = self._table[first : last + 1].astype(np.float64, copy=False)
            return run.take(rows - first, axis=0, out=fine, mode="clip")
        given = self._given[: rows.size]
        np.take(self._table, rows, axis=0, out=given, mode="clip")
        fine[...] = given
        return fine


def _inner_products(asked: Floats, offered: Floats) -> Floats:
    """(pairs,) the inner product of each two rows; each the same, however many there are."""
    found = np.zeros(len(asked))
    for at in range(0, asked.shape[1], SUMMED_AT_ONCE):
        part = slice(at, at + SUMMED_AT_ONCE)
        found += np.einsum("ij,ij->i", asked[:, part], offered[:, part])
    return found


def run_of(indices: Integers) -> slice | Integers:
    """A run of neighbours as a slice, so that a big matrix is looked at and not copied."""
    if indices.size and indices[-1] - indices[0] == indices.size - 1:
        first = int(indices[0])
        return slice(first, first + indices.size)
    return indices


def scored_by(mentee_vectors: Real, mentor_vectors: Real) -> Scored:
    """The scores that these vectors give. A unit matrix of mentors means a ready table."""
    if _is_unit_matrix(mentor_vectors):
        return Ready(mentee_vectors)
    stretch, shrink = _into_range(mentee_vectors), _into_range(mentor_vectors)
    thin = mentor_vectors if shrink == 1.0 else mentor_vectors * shrink
    lengths = _lengths(mentee_vectors)
    return Vectors(
        mentee_vectors,
        mentor_vectors,
        np.ascontiguousarray(thin, dtype=np.float32),
        lengths,
        float(_lengths(mentor_vectors).max(initial=0.0)),
        stretch,
        stretch * shrink,
    )


def _is_unit_matrix(mentor_vectors: Real) -> bool:
    rows, columns = mentor_vectors.shape
    return (
        rows == columns
        and bool((np.diagonal(mentor_vectors) == 1).all())
        and int(np.count_nonzero(mentor_vectors)) == rows
    )


def _into_range(vectors: Real) -> float:
    """A power of two that brings the largest number near one, or 1 where all is well."""
    largest = max(float(vectors.max(initial=0.0)), -float(vectors.min(initial=0.0)))
    if largest == 0.0 or SMALLEST < largest < LARGEST:
        return 1.0
    return float(2.0 ** -np.floor(np.log2(largest)))


def _lengths(vectors: Real) -> Floats:
    squares = np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64, casting="safe")
    return np.asarray(np.sqrt(squares))
