"""The first look: everybody's best by score, the mentors' best too, and no prices yet."""

from dataclasses import dataclass

import numpy as np

from mentorship.matching.arrays import Integers, Mask
from mentorship.matching.assignment.looking import BEST_OF_EACH_MENTEE, Known, Terms, look
from mentorship.matching.assignment.passes import over_all
from mentorship.matching.assignment.problem import Problem
from mentorship.matching.assignment.scored import Real, run_of
from mentorship.matching.assignment.table import table

# All permitted pairs are candidates where there are no more than this.
SMALL = 1 << 15
# Nor where the rules leave no more than this, in a problem small enough to count them.
MIDDLING, FEW_PERMITTED = 1 << 18, 1 << 16
BEST_OF_EACH_MENTOR = 16
MENTEES_SAMPLED, TAIL = 256, 8


def opening(problem: Problem, *, wanted: int = BEST_OF_EACH_MENTEE, small: int = SMALL) -> Known:
    """The pairs with which the search begins, and caps on all the others where nothing costs.

    The mentors' own best are among them: without these, mentors whom nobody has among her first
    are not wanted at any price at all, and the first prices are so far off that every row has to
    be looked at once more than otherwise.
    """
    mentees, mentors = problem.size
    if mentees * mentors <= small or _has_few_permitted(problem):
        wanted = mentors
    terms = Terms(None, np.full(mentees, np.inf), limits=_limits(problem))
    known = look(problem, problem.mentees, terms, wanted=wanted)
    if problem.utility is None:
        return known
    of_scores = table(known.pairs.scores, problem.worth(known.pairs.scores))
    return Known(known.pairs, of_scores.at_most(known.caps))


def _has_few_permitted(problem: Problem) -> bool:
    """True when the rules leave so few pairs of a middling problem that the flow takes them all.

    Whole points make many ties, and ties cost looks; all pairs at once cost none.
    """
    mentees, mentors = problem.size
    if mentees * mentors > MIDDLING:
        return False
    return int(np.count_nonzero(problem.rules.block(problem.mentees))) <= FEW_PERMITTED


def _limits(problem: Problem) -> Real | None:
    """(mentors,) about the score that a mentor's few best mentees have, from a sample of them.

    inf where hardly anybody may meet the mentor.
    """
    mentees = problem.mentees
    if mentees.size <= BEST_OF_EACH_MENTOR:
        return None
    if mentees.size > MENTEES_SAMPLED:
        chance = np.random.default_rng(problem.seed)
        mentees = np.sort(chance.choice(mentees, MENTEES_SAMPLED, replace=False))
    work = _Limits(problem, problem.scored.rows(mentees), problem.rules.block(mentees))
    return np.concatenate(over_all(work, np.arange(problem.size[1]), n_jobs=problem.n_jobs))


@dataclass(frozen=True, slots=True)
class _Limits:
    """Limits of a block of mentors, from these rows of mentees and whom they may meet.

    A sample holds none of the few best of very many: the limit is then what an exponential tail
    says, from the best of the sample.
    """

    problem: Problem
    rows: Real
    allowed: Mask

    def __call__(self, mentors: Integers) -> Real:
        columns = run_of(mentors)
        tile = self.problem.scored.tile(self.rows, columns)
        never = np.array(-np.inf, dtype=tile.dtype)
        scores = np.ascontiguousarray(np.where(self.allowed[:, columns], tile, never).T)
        sampled, of_all = scores.shape[1], self.problem.mentees.size
        if sampled == of_all:
            return _largest(scores, BEST_OF_EACH_MENTOR)[:, 0]
        best = _largest(scores, TAIL)
        least = best.min(axis=1)
        known = least > -np.inf
        limits = np.full(least.shape, np.inf, dtype=least.dtype)
        excess = (best[known] - least[known, None]).mean(axis=1)
        rank = BEST_OF_EACH_MENTOR * sampled / of_all
        limits[known] = least[known] + excess * np.log(TAIL / rank).astype(least.dtype)
        return limits


def _largest(scores: Real, rank: int) -> Real:
    """The `rank` largest numbers of each row, the least of them first."""
    return np.asarray(np.partition(scores, scores.shape[1] - rank, axis=1)[:, -rank:])
