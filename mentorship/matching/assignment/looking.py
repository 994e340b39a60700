"""A look at all permitted pairs: the best few of every mentee, and a cap on all the others.

Under prices, the best are those with the greatest surplus, utility minus price. The pairs are what
the flow may choose from; the caps are what proves that it needs no others.

Each block of scores is one product and is looked at once. What is worth keeping is guessed from a
small share of the columns, so that nothing has to be sorted but the survivors.
"""

from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from mentorship.matching.arrays import Floats, Integers, Mask
from mentorship.matching.assignment.few import Turn, best_of_row, best_of_rows
from mentorship.matching.assignment.gauge import Gauge, gauge
from mentorship.matching.assignment.pairs import Pairs, together
from mentorship.matching.assignment.passes import (
    MENTEES_PER_TILE,
    TILES,
    groups,
    hits,
    in_precision_of,
    over_all,
    tiles,
)
from mentorship.matching.assignment.problem import Problem
from mentorship.matching.assignment.scored import Real
from mentorship.matching.assignment.table import Table

BEST_OF_EACH_MENTEE = 16
# The sixth best of a seventh leaves 42 of all on average, and hardly ever fewer than four.
EVERY, RANK_IN_SAMPLE = TILES, 6
FEW_MENTORS = 1024
CLOSELY_AT_ONCE = 32
# One group of mentees in so many is asked for the mentors' best, but no fewer than some of them.
GROUPS_A_MENTOR, GROUPS_ASKED = 4, 5


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of all permitted pairs: some of them, and a cap on the rest.

    caps  (mentees,) no pair that is not among these has a greater surplus under the prices
    """

    pairs: Pairs
    caps: Floats


@dataclass(frozen=True, slots=True)
class Terms:
    """What the pairs are measured by.

    prices  (mentors,), or None where nothing costs anything
    needed  (mentees,) a cap up to here is low enough; inf where nothing is known yet
    table   utilities at scores that occur; None where a score is its own utility
    limits  (mentors,) numbers of a tile from which on a mentee is among the mentor's best
    """

    prices: Floats | None
    needed: Floats
    table: Table | None = None
    limits: Real | None = None


def look(
    problem: Problem, mentees: Integers, terms: Terms, *, wanted: int = BEST_OF_EACH_MENTEE
) -> Known:
    """The best few permitted pairs of these mentees, and caps for them; all others' are -inf.

    Every mentee with a permitted mentor has at least one. Equals are spread over the mentors, so
    that not everybody has the same few.
    """
    size = problem.size
    work = _Look(
        problem,
        terms,
        gauge(problem, terms.prices, terms.table),
        wanted=min(wanted, size[1]),
        turn=Turn(*size, problem.seed),
    )
    seen = over_all(work, mentees, n_jobs=problem.n_jobs)
    caps = np.full(size[0], -np.inf)
    for block in seen:
        caps[block.mentees] = block.caps
    return Known(together((block.pairs for block in seen), mentors=size[1]), caps)


@dataclass(frozen=True, slots=True)
class _Seen:
    mentees: Integers
    caps: Floats
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class _Look:
    """Looks at a block of mentees. All that it is made of can be sent to another process."""

    problem: Problem
    terms: Terms
    gauge: Gauge
    wanted: int
    turn: Turn

    def __call__(self, mentees: Integers) -> _Seen:
        seen = [self._of_group(group, self._limits_of_mentors(group)) for group in groups(mentees)]
        return _Seen(
            np.concatenate([part.mentees for part in seen]),
            np.concatenate([part.caps for part in seen]),
            together((part.pairs for part in seen), mentors=self.turn.mentors),
        )

    def _limits_of_mentors(self, mentees: Integers) -> Real | None:
        """What a mentor's best have to beat; None where this group is not asked for them."""
        all_groups = self.turn.mentees // MENTEES_PER_TILE
        every = max(1, min(GROUPS_A_MENTOR, all_groups // GROUPS_ASKED))
        number = int(mentees[0]) // MENTEES_PER_TILE
        return self.terms.limits if number % every == 0 else None

    def _of_group(self, mentees: Integers, of_mentors: Real | None) -> _Seen:
        scored = self.gauge.scored
        allowed = self.problem.rules.block(mentees)
        group = _Group(mentees, allowed, scored.rows(mentees), scored.allowance(mentees))
        rows, columns, caps = self._best(group, of_mentors)
        found = [self._pairs(mentees[rows], columns)]
        again = self._unclear(group, found[0], caps)
        for at in range(0, again.size, CLOSELY_AT_ONCE):
            rows, columns = self._closely(group, again[at : at + CLOSELY_AT_ONCE], caps)
            found.append(self._pairs(mentees[rows], columns))
        return _Seen(mentees, caps, together(found, mentors=self.turn.mentors))

    def _best(self, group: "_Group", of_mentors: Real | None) -> tuple[Integers, Integers, Floats]:
        """Row and column of the best few of each mentee, and of each mentor; the mentees' caps."""
        seen = tiles(self.gauge.scored, group.rows)
        first = next(seen)
        limits, caps = self._limits(group, *first)
        beats = _Beats(limits, of_mentors)
        found = hits(chain([first], seen), beats=beats, allowed=group.allowed)
        most = self.gauge.most(found.values, group.slack[found.rows], found.columns)
        high = np.flatnonzero(most > caps[found.rows])
        rows = found.rows[high]
        few = best_of_rows(
            rows,
            most[high],
            wanted=self.wanted,
            count=limits.size,
            turned=lambda: self.turn.of(group.mentees[rows], found.columns[high]),
        )
        chosen = high[few.chosen]
        if of_mentors is not None:
            theirs = np.flatnonzero(found.values > of_mentors[found.columns])
            chosen = np.concatenate([chosen, theirs])
        codes = np.sort(found.rows[chosen] * self.turn.mentors + found.columns[chosen])
        rows, columns = np.divmod(codes[np.diff(codes, prepend=-1) > 0], self.turn.mentors)
        return rows, columns, np.maximum(caps, few.left)

    def _limits(self, group: "_Group", columns: slice, tile: Real) -> tuple[Real, Floats]:
        """(rows,) what the tiles have to beat, and the caps of what does not.

        columns  whose tile it is: every so many of all mentors
        """
        few = self.turn.mentors <= FEW_MENTORS
        every = 1 if few or columns.step > 1 else EVERY
        sampled = slice(0, None, columns.step * every)
        ranked = self.gauge.ranked(tile[:, ::every], group.slack, sampled)
        never = np.array(-np.inf, dtype=ranked.dtype)
        rank = self.wanted if few else max(RANK_IN_SAMPLE, 2 * self.wanted // sampled.step)
        if rank >= ranked.shape[1]:
            best = np.full(group.mentees.size, never)
        else:
            ranked = np.where(group.allowed[:, sampled], ranked, never)
            ranked.partition(ranked.shape[1] - rank, axis=1)
            best = ranked[:, -rank]
        limits, caps = self.gauge.limits(best, group.slack)
        return in_precision_of(tile, limits), caps

    def _unclear(self, group: "_Group", pairs: Pairs, caps: Floats) -> Integers:
        """Rows with far fewer pairs than permitted, or of whom nobody knows if the cap is too high.

        Whoever has found something better will be looked at again under other prices.
        """
        rows = np.searchsorted(group.mentees, pairs.mentees)
        have = np.bincount(rows, minlength=caps.size)
        few = np.flatnonzero(4 * have < self.wanted)
        few = few[have[few] < np.minimum(group.allowed[few].sum(axis=1), self.wanted)]
        needed = self.terms.needed[group.mentees]
        best = np.full(caps.size, -np.inf)
        np.maximum.at(best, rows, self._surplus(pairs))
        unclear = (caps > needed) & (best <= needed)
        unclear[few] = True
        return np.flatnonzero(unclear)

    def _surplus(self, pairs: Pairs) -> Floats:
        worth = pairs.scores if self.terms.table is None else self.problem.worth(pairs.scores)
        return worth if self.terms.prices is None else worth - self.terms.prices[pairs.mentors]

    def _closely(self, group: "_Group", rows: Integers, caps: Floats) -> tuple[Integers, Integers]:
        """The best few of these rows in double precision; their caps are set anew."""
        problem, mentees = self.problem, group.mentees[rows]
        slack = problem.scored.fine_allowance(mentees)
        scores = problem.scored.fine(mentees, slice(None))
        open_to = group.allowed[rows] & (scores >= problem.least - slack[:, None])
        values = np.full(scores.shape, -np.inf)
        curved = self.terms.table is not None
        values[open_to] = self.problem.worth(scores[open_to]) if curved else scores[open_to]
        if self.terms.prices is not None:
            values -= self.terms.prices
        found = []
        every = np.arange(self.turn.mentors)
        for row, mentee, of_row in zip(rows, mentees, values, strict=True):
            turned = self.turn.of(mentee, every)
            best, left = best_of_row(of_row, wanted=self.wanted, turned=turned)
            found.append(best)
            caps[row] = left
        caps[rows] += slack
        return np.repeat(rows, [best.size for best in found]), np.concatenate(found)

    def _pairs(self, mentees: Integers, mentors: Integers) -> Pairs:
        scores = self.problem.scored.exact(mentees, mentors)
        high = scores >= self.problem.least
        pairs = Pairs(mentees[high], mentors[high], scores[high])
        return together([pairs], mentors=self.turn.mentors)


@dataclass(slots=True)
class _Beats:
    """Which numbers of a tile lie above what the mentee, or the mentor, asks for.

    memory  where the answers stand, so that a look does not ask for new memory with every tile
    """

    limits: Real
    of_mentors: Real | None
    memory: Mask = field(default_factory=lambda: np.zeros((2, 0), dtype=np.bool_))

    def __call__(self, tile: Real, columns: slice) -> Mask:
        if self.memory.shape[1] < tile.size:
            self.memory = np.empty((2, tile.size), dtype=np.bool_)
        hit, other = (place[: tile.size].reshape(tile.shape) for place in self.memory)
        np.greater(tile, self.limits[:, None], out=hit)
        if self.of_mentors is not None:
            np.greater(tile, self.of_mentors[columns], out=other)
            hit |= other
        return np.asarray(hit)


@dataclass(frozen=True, slots=True)
class _Group:
    """As many mentees as a tile holds: who they may meet, and what a tile needs to know of them.

    slack  (these mentees,) how much smaller than the truth their numbers in a tile can be
    """

    mentees: Integers
    allowed: Mask
    rows: Real
    slack: Floats
