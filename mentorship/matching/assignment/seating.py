"""How many can be served at all, and who goes first where places are short.

Two answers for the whole cohort, proven against all permitted pairs: nobody more could be served,
and nobody could be served instead of somebody with less priority.
"""

import numpy as np

from mentorship.matching.arrays import Integers, Mask
from mentorship.matching.assignment.flow import Seats, every, most, most_by_rank
from mentorship.matching.assignment.pairs import Pairs
from mentorship.matching.assignment.problem import NOBODY, Problem
from mentorship.matching.assignment.reach import Search, free_places

AT_FIRST = 8
PATIENCE = 3


def seat(problem: Problem, pairs: Pairs) -> tuple[Seats, Pairs, Integers]:
    """How many of whom are served, the pairs that allow it, and one way to do it.

    The served of a largest set that is the best by priority differ, but not how many they are at
    each level: that count is all that the rest has to keep.
    """
    rounds = 0
    while True:
        mentor_of = _served(problem, pairs)
        servable = np.zeros(problem.size[0], dtype=np.bool_)
        servable[pairs.mentees] = True
        if _plainly_best(problem, mentor_of, servable):
            break
        search = Search(problem, mentor_of, AT_FIRST << rounds, rounds >= PATIENCE)
        if not _improves(search, servable):
            break
        pairs, rounds = search.with_found(pairs), rounds + 1
    return _seats(problem, mentor_of, servable), pairs, mentor_of


def _served(problem: Problem, pairs: Pairs) -> Integers:
    """(mentees,) the mentor of each in a largest set from these pairs, the best by priority."""
    mentor_of = most(problem, pairs, every(problem.mentees, of=problem.size[0]))
    unserved = np.setdiff1d(pairs.mentees, np.flatnonzero(mentor_of != NOBODY))
    if unserved.size and problem.level.max(initial=0) > 0:
        return most_by_rank(problem, pairs, problem.level)
    return mentor_of


def _plainly_best(problem: Problem, mentor_of: Integers, servable: Mask) -> bool:
    """Everybody has a mentor; or every place is taken, and nobody waits who would go first."""
    seated = mentor_of != NOBODY
    waiting = servable & ~seated
    if not waiting.any():
        return True
    full = int(seated.sum()) == int(problem.places.sum())
    return full and bool(problem.level[waiting].max() <= problem.level[seated].min())


def _improves(search: Search, servable: Mask) -> bool:
    """Whether somebody waiting could have a place that is free, or that has gone to a lower level.

    From the highest level down, so that whoever is reached once need not be looked at again.
    """
    problem, mentor_of = search.problem, search.mentor_of
    lowest = _lowest_level(problem, mentor_of)
    waiting = np.flatnonzero(servable & (mentor_of == NOBODY))
    improves = False
    for level in np.unique(problem.level[waiting])[::-1]:
        queue = waiting[problem.level[waiting] == level]
        found = False
        while queue.size and not found:
            queue, found = search.step(queue, lowest < level)
        improves |= found
    return improves


def _lowest_level(problem: Problem, mentor_of: Integers) -> Integers:
    """(mentors,) the lowest level that has a place with each; below all others a free place."""
    lowest = np.full(problem.size[1], np.iinfo(np.int64).max)
    seated = np.flatnonzero(mentor_of != NOBODY)
    np.minimum.at(lowest, mentor_of[seated], problem.level[seated])
    lowest[free_places(problem, mentor_of) > 0] = NOBODY
    return lowest


def _seats(problem: Problem, mentor_of: Integers, servable: Mask) -> Seats:
    """Levels that are all served together, levels of whom nobody is left out, the rest apart."""
    levels = int(problem.level.max(initial=0)) + 1
    could = np.bincount(problem.level[servable], minlength=levels)
    served = np.bincount(problem.level[mentor_of != NOBODY], minlength=levels)
    partial = np.flatnonzero((served > 0) & (served < could))
    group_of_level = np.where(served > 0, 0, NOBODY)
    group_of_level[partial] = 1 + np.arange(partial.size)
    group = np.where(servable, group_of_level[problem.level], NOBODY)
    counts = np.append(served[group_of_level == 0].sum(), served[partial])
    return Seats(group, counts)
