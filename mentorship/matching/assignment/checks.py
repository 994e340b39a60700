"""What is asked of the solver makes sense, or a ValueError says in a sentence why it does not."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.assignment.problem import MayMeet
from mentorship.matching.assignment.scored import Real


def vectors(given: ArrayLike, *, of: str) -> Real:
    """A finite table of single or double precision, one row for each person."""
    table = np.asarray(given)
    if table.dtype not in (np.dtype(np.float32), np.dtype(np.float64)):
        table = _as_floats(table, of=of)
    if table.ndim != 2:
        raise ValueError(f"{of} is a table, (people, d)")
    # A sum is a single pass without a temporary; it is finite when every number is, or overflows.
    with np.errstate(over="ignore", invalid="ignore"):
        finite = bool(np.isfinite(table.sum(dtype=np.float64)))
    if not finite and not np.isfinite(table).all():
        raise ValueError(f"{of} holds a number that is not finite")
    return table


def _as_floats(table: NDArray[np.generic], *, of: str) -> Floats:
    if table.dtype.kind not in "biuf":
        raise ValueError(f"{of} holds real numbers only")
    return table.astype(np.float64)


def places(given: ArrayLike, *, mentors: int) -> Integers:
    """(mentors,) whole numbers of zero or more."""
    counts = np.asarray(given)
    if counts.shape != (mentors,):
        raise ValueError("places holds one number for each mentor")
    if counts.dtype.kind not in "iuf" and counts.size:
        raise ValueError("places are whole numbers")
    if not np.isfinite(counts).all() or (counts != np.floor(counts)).any():
        raise ValueError("places are whole numbers")
    if (counts < 0).any():
        raise ValueError("nobody has fewer than zero places")
    return counts.astype(np.int64)


def may_meet(given: MayMeet, *, size: tuple[int, int]) -> MayMeet:
    """A table of True and False, or a function that gives blocks of it."""
    if callable(given):
        return given
    table = np.asarray(given)
    if table.dtype != np.bool_:
        raise ValueError("may_meet holds True or False, or is a function that gives blocks of them")
    if table.shape != size:
        raise ValueError("may_meet is (mentees, mentors)")
    return table


def levels(given: ArrayLike | None, *, mentees: int) -> Integers:
    """(mentees,) the rank of each one's priority, 0 for the lowest; equal ones share it."""
    if given is None:
        return np.zeros(mentees, dtype=np.int64)
    ranks = np.asarray(given)
    if ranks.shape != (mentees,):
        raise ValueError("priority holds one number for each mentee")
    if ranks.dtype.kind not in "biuf" and ranks.size:
        raise ValueError("priority holds real numbers")
    if np.isnan(ranks.astype(np.float64)).any():
        raise ValueError("priority holds a number that is not one (NaN)")
    return np.unique(ranks, return_inverse=True)[1].astype(np.int64).ravel()


def pins(given: Iterable[tuple[int, int]], *, size: tuple[int, int]) -> Integers:
    """(pins, 2) mentee and mentor of each pin, nobody pinned twice."""
    pairs = np.asarray([*given])
    if pairs.size == 0:
        return np.zeros((0, 2), dtype=np.int64)
    if pairs.ndim != 2 or pairs.shape[1] != 2 or pairs.dtype.kind not in "iu":
        raise ValueError("pins are pairs of whole numbers, (mentee, mentor)")
    if (pairs < 0).any() or (pairs >= np.array(size)).any():
        raise ValueError("a pin names somebody who is not there")
    if np.unique(pairs[:, 0]).size < len(pairs):
        raise ValueError("a mentee is pinned twice")
    return pairs.astype(np.int64)


def options(floor: str | None, *, gap: float) -> None:
    """The floor is "best" or nothing, the gap zero or more."""
    if floor is not None and floor != "best":
        raise ValueError('floor is None or "best"')
    if not gap >= 0:
        raise ValueError("gap is a number of zero or more")
