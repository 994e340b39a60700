"""Prices of places, from the pairs that the flow has chosen.

The least prices at which nobody would rather have another place. A mentee who stays unserved has
a price of her own kind: what somebody of her group would have to lose for her to be served.
Source: Bertsekas 1998, Network Optimization, chapter 7; labels are corrected along the ways in
which one mentee could move from her mentor to another.
"""

from dataclasses import dataclass

import numpy as np

from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.assignment.flow import Grid, Seats
from mentorship.matching.assignment.pairs import Pairs
from mentorship.matching.assignment.problem import NOBODY

UNKNOWN = np.iinfo(np.int64).min // 4


@dataclass(frozen=True, slots=True)
class Prices:
    """What places cost.

    of_mentors  (mentors,) zero or more, zero with a free place
    to_beat     (groups,) the least surplus that is served; -inf where everybody is
    """

    of_mentors: Floats
    to_beat: Floats


def least_prices(
    pairs: Pairs, mentor_of: Integers, seats: Seats, *, whole: Integers, on: Grid, mentors: int
) -> Prices:
    """The prices that go with these chosen pairs, in units of utility.

    whole  (pairs,) their utilities on the grid
    """
    moves = _moves(pairs, mentor_of, seats, whole=whole, mentors=mentors)
    labels = np.full(mentors + seats.counts.size, UNKNOWN, dtype=np.int64)
    labels[:mentors] = 0
    labels = _corrected(moves, labels)
    unserved = labels[mentors:]
    known = unserved > UNKNOWN // 2
    to_beat = np.where(known, on.worth(-unserved.astype(np.float64)) + on.zero, -np.inf)
    return Prices(on.worth(labels[:mentors]), to_beat)


@dataclass(frozen=True, slots=True)
class _Moves:
    """Ways to move, by the place that is left: to which other, and what that gains.

    starts  (places + 1,) where the ways of each place begin
    """

    starts: Integers
    ends: Integers
    gains: Integers


def _moves(
    pairs: Pairs, mentor_of: Integers, seats: Seats, *, whole: Integers, mentors: int
) -> _Moves:
    taking_part = seats.group[pairs.mentees] != NOBODY
    pairs, whole = pairs[taking_part], whole[taking_part]
    # To stay unserved is a place too, one for each group of whom only some are served.
    free_to = np.flatnonzero(seats.group > 0)
    mentees = np.concatenate([pairs.mentees, free_to])
    ends = np.concatenate([pairs.mentors, mentors + seats.group[free_to]])
    # An unserved mentee's utility is nothing, which on the grid is where no pair is.
    worth = np.concatenate([whole, np.zeros(free_to.size, dtype=np.int64)])
    seat = np.where(mentor_of == NOBODY, mentors + np.maximum(seats.group, 0), mentor_of)
    own = np.zeros(mentor_of.size, dtype=np.int64)
    chosen = pairs.of(mentor_of)
    own[pairs.mentees[chosen]] = whole[chosen]
    order = np.argsort(seat[mentees], kind="stable")
    starts = np.zeros(mentors + seats.counts.size + 1, dtype=np.int64)
    np.cumsum(np.bincount(seat[mentees], minlength=starts.size - 1), out=starts[1:])
    return _Moves(starts, ends[order], (worth - own[mentees])[order])


def _corrected(moves: _Moves, labels: Integers) -> Integers:
    """Labels that no move can raise.

    Without an optimum there would be no end to it; then the prices prove less, and nothing else.
    """
    changed = np.flatnonzero(labels > UNKNOWN // 2)
    for _ in range(labels.size + 1):
        if changed.size == 0:
            break
        counts = moves.starts[changed + 1] - moves.starts[changed]
        at = _ranges(moves.starts[changed], counts)
        raised = labels.copy()
        np.maximum.at(raised, moves.ends[at], np.repeat(labels[changed], counts) + moves.gains[at])
        changed, labels = np.flatnonzero(raised > labels), raised
    return labels


def _ranges(starts: Integers, counts: Integers) -> Integers:
    """The numbers from each start on, as many as its count."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if ends.size else 0
    return np.asarray(np.arange(total) + np.repeat(starts - ends + counts, counts))
