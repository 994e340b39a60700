"""Chains of moves: what everybody together gains or loses when people move one mentor on."""

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import dijkstra

from mentorship.matching.arrays import Floats, Integers, Mask, SparseRows
from mentorship.matching.assignment import NOBODY
from mentorship.matching.what_if.situation import Move, Stand

# Less is rounding.
NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Chain:
    """People who move one after the other, so that a place becomes free.

    moves  in order; the first leaves the mentor whose place becomes free
    gain   of the total, mostly below zero
    """

    moves: tuple[Move, ...]
    gain: float


@dataclass(frozen=True, slots=True)
class Chains:
    """The moves that chains are made of, and the best chains that were asked for so far.

    gain   (stops, stops) what one move adds to the total at best, -inf where there is none; stops
           are the mentors, then `nobody`, where those are who wait, then `spare`, a free place
    mover  (stops, stops) who makes that move; NOBODY where nobody has to
    loss   stops × stops, what a move loses against the prices of the two places: never below zero
    found  by first stop: (stops,) the least loss on the way to each, and the stop before it
    """

    gain: Floats
    mover: Integers
    loss: SparseRows
    found: dict[int, tuple[Floats, Integers]] = field(default_factory=dict)

    @property
    def nobody(self) -> int:
        return int(self.gain.shape[0]) - 2

    @property
    def spare(self) -> int:
        return int(self.gain.shape[0]) - 1

    def best(self, start: int, *, ends: tuple[int, ...]) -> Chain | None:
        """The best chain that frees a place with `start` and ends at one of these stops."""
        if start not in self.found:
            self.found[start] = dijkstra(self.loss, indices=start, return_predecessors=True)
        loss, before = self.found[start]
        reached = [self._chain(before, start=start, end=end) for end in ends if loss[end] < np.inf]
        return max(reached, key=lambda chain: chain.gain, default=None)

    def _chain(self, before: Integers, *, start: int, end: int) -> Chain:
        gain, moves = 0.0, []
        while end != start:
            stop = int(before[end])
            gain += float(self.gain[stop, end])
            if self.mover[stop, end] != NOBODY:
                mover = int(self.mover[stop, end])
                moves.append(Move(mover, self._mentor(stop), self._mentor(end)))
            end = stop
        return Chain(tuple(reversed(moves)), gain)

    def _mentor(self, stop: int) -> int | None:
        return None if stop == self.nobody else stop


def chains(stand: Stand) -> Chains:
    """The chains under everything that holds in this stand: pins, rules, the floor reached.

    Where priority decides who is seated, nobody who waits takes the place of somebody seated.
    Method: shortest ways over reduced costs, from the prices that prove the pairs (Johnson 1977).
    """
    gain, mover = _single_moves(stand)
    return Chains(gain, mover, _losses(gain, np.asarray(stand.solution.prices)))


def _losses(gain: Floats, prices: Floats) -> SparseRows:
    """Stops × stops: at these prices no move gains anything, or the pairs were not the best."""
    waits_and_spare = (prices[:, None] + gain[:-2, -2:]).max(axis=0, initial=-np.inf)
    at = np.append(prices, np.where(np.isfinite(waits_and_spare), waits_and_spare, 0.0))
    rows, columns = np.nonzero(np.isfinite(gain))
    loss = np.maximum(at[columns] - at[rows] - gain[rows, columns], 0.0)
    # Not zero, which would be no move at all; and of equal chains the shorter one.
    return sparse.csr_array((loss + NOTHING, (rows, columns)), shape=gain.shape)


def _single_moves(stand: Stand) -> tuple[Floats, Integers]:
    """(stops, stops) what one move gains at best, and who makes it."""
    situation, seats = stand.situation, stand.free_mentor_of
    worth, allowed = situation.worth, _allowed(stand)
    mentors = situation.places.size
    nobody, spare = mentors, mentors + 1
    gain = np.full((mentors + 2, mentors + 2), -np.inf)
    mover = np.full(gain.shape, NOBODY, dtype=np.int64)
    for mentee in np.flatnonzero(allowed.any(axis=1)).tolist():
        seat = nobody if seats[mentee] == NOBODY else int(seats[mentee])
        offers = np.append(np.where(allowed[mentee], worth[mentee], -np.inf), 0)
        moves = offers - (0 if seat == nobody else offers[seat])
        better = moves > gain[seat, :spare]
        gain[seat, :spare][better] = moves[better]
        mover[seat, :spare][better] = mentee
    taken = np.bincount(seats[seats != NOBODY], minlength=mentors)
    gain[np.flatnonzero(situation.open_places > taken), spare] = 0
    if situation.priority is not None:
        gain[nobody] = -np.inf
    np.fill_diagonal(gain, -np.inf)
    return gain, mover


def _allowed(stand: Stand) -> Mask:
    """(mentees, mentors) the moves that keep every rule, and the worst-off where that counts."""
    allowed = stand.situation.movable()
    seats = stand.free_mentor_of
    seated = np.flatnonzero(seats != NOBODY)
    if stand.situation.floor is None or not seated.size:
        return allowed
    scores = stand.situation.scores
    return np.asarray(allowed & (scores >= scores[seated, seats[seated]].min()))
