"""Steps of a search through all permitted pairs: from mentees to whom they could still turn.

The flow knows some of the pairs only. A set of mentees whose permitted mentors are all full of
members of the same set proves that no other pair could help (Hall 1935); a mentor with room who
is found on the way gives the pairs that do. Source: Hopcroft, Karp 1973.
"""

from dataclasses import dataclass, field

import numpy as np

from mentorship.matching.arrays import Integers, Mask
from mentorship.matching.assignment.few import Turn
from mentorship.matching.assignment.pairs import Pairs, together
from mentorship.matching.assignment.passes import groups, in_precision_of, rank_within
from mentorship.matching.assignment.problem import NOBODY, Problem
from mentorship.matching.assignment.scored import Real


def permitted(problem: Problem, mentees: Integers) -> tuple[Mask, Real]:
    """(these mentees, mentors) who may be paired, with at least the least score; and the tile."""
    allowed = problem.rules.block(mentees)
    scored = problem.scored
    tile = scored.tile(scored.rows(mentees), slice(None))
    if problem.least == -np.inf:
        return allowed, tile
    least, slack = problem.least * scored.unit, scored.allowance(mentees)[:, None]
    surely = -in_precision_of(tile, -(least + slack))
    maybe = in_precision_of(tile, least - slack)
    enough = allowed & (tile > surely)
    rows, columns = np.nonzero(allowed & ~enough & (tile >= maybe))
    if rows.size:
        enough[rows, columns] = scored.exact(mentees[rows], columns) >= problem.least
    return enough, tile


@dataclass(slots=True)
class Search:
    """Who has been reached so far, and the pairs that would carry a flow along.

    each  how many mentors with room are noted for a mentee
    wide  other mentors are noted too: after some rounds without an end
    """

    problem: Problem
    mentor_of: Integers
    each: int
    wide: bool
    turn: Turn = field(init=False)
    mentees: Mask = field(init=False)
    mentors: Mask = field(init=False)
    found: list[Pairs] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.turn = Turn(*self.problem.size, self.problem.seed)
        self.mentees = np.zeros(self.problem.size[0], dtype=np.bool_)
        self.mentors = np.zeros(self.problem.size[1], dtype=np.bool_)

    def step(self, mentees: Integers, welcome: Mask) -> tuple[Integers, bool]:
        """Who sits with the mentors that these mentees reach, and whether one of them is welcome.

        welcome  (mentors,) with whom a place would be found
        """
        self.mentees[mentees] = True
        before = self.mentors.copy()
        arrived = [self._arrive(group, welcome) for group in groups(mentees)]
        fresh = self.mentors & ~before
        seated = np.flatnonzero((self.mentor_of != NOBODY) & ~self.mentees)
        return seated[fresh[self.mentor_of[seated]]], any(arrived)

    def _arrive(self, mentees: Integers, welcome: Mask) -> bool:
        block, tile = permitted(self.problem, mentees)
        fresh = np.flatnonzero(block.any(axis=0) & ~self.mentors)
        self.mentors[fresh] = True
        self._note(mentees[block[:, fresh].argmax(axis=0)], fresh)
        with_room = block & welcome
        self._note_some(mentees, with_room, tile)
        if self.wide:
            self._note_some(mentees, block, tile)
        return bool(with_room.any())

    def _note_some(self, mentees: Integers, block: Mask, tile: Real) -> None:
        """A few of each row: the best, and as many from a column on that differs by row."""
        rows, columns = np.nonzero(block)
        turned = self.turn.of(mentees[rows], columns)
        for order in (np.lexsort((-tile[rows, columns], rows)), np.lexsort((turned, rows))):
            few = order[rank_within(rows[order]) < self.each]
            self._note(mentees[rows[few]], columns[few])

    def _note(self, mentees: Integers, mentors: Integers) -> None:
        scores = self.problem.scored.exact(mentees, mentors)
        self.found.append(Pairs(mentees, mentors, scores))

    def with_found(self, pairs: Pairs) -> Pairs:
        """These pairs and all that were noted on the way."""
        return together([pairs, *self.found], mentors=self.problem.size[1])


def free_places(problem: Problem, mentor_of: Integers) -> Integers:
    """(mentors,) how many places are left."""
    taken = np.bincount(mentor_of[mentor_of != NOBODY], minlength=problem.size[1])
    return np.asarray(problem.places - taken)
