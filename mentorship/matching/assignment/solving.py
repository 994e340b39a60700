"""The front door: the best set of pairs, found among few pairs and proven against all of them."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from mentorship.matching.arrays import Integers
from mentorship.matching.assignment import checks
from mentorship.matching.assignment.looking import Known
from mentorship.matching.assignment.opening import opening
from mentorship.matching.assignment.problem import (
    NOBODY,
    MayMeet,
    Problem,
    Rules,
    Solution,
    Utility,
)
from mentorship.matching.assignment.repairing import repaired, served_at_once
from mentorship.matching.assignment.scored import scored_by
from mentorship.matching.assignment.seating import seat
from mentorship.matching.assignment.worst_off import best_floor


def solve(
    mentee_vectors: ArrayLike,
    mentor_vectors: ArrayLike,
    places: ArrayLike,
    may_meet: MayMeet,
    pins: Iterable[tuple[int, int]] = (),
    priority: ArrayLike | None = None,
    floor: str | None = None,
    utility: Utility | None = None,
    gap: float = 1e-6,
    seed: int = 0,
    n_jobs: int | None = None,
) -> Solution:
    """Pair mentees with mentors as well as the rules and the places allow, and prove it.

    mentee_vectors  (mentees, d) of single or double precision, finite
    mentor_vectors  (mentors, d); the score of a pair is the inner product of the two vectors.
                    A ready table of scores S is solve(S, numpy.eye(mentors), ...)
    places          (mentors,) whole numbers, zero or more
    may_meet        (mentees, mentors) True where a pair is permitted, or a function from an array
                    of mentees' indices to that block of it; a False is never overridden
    pins            pairs (mentee, mentor) that stay; they fill places, and are in `mentor_of`
                    only, not in total, bound and floor
    priority        (mentees,) who goes first where places are short: the larger number
    floor           None, or "best": the worst score of a pair is as great as it can be
    utility         an increasing function of an array of scores; None is the score itself
    gap             how far, as a share, the total may be from the best that is possible
    seed            decides between sets that are equally good
    n_jobs          workers, as joblib means it; the outcome does not depend on it

    In this order: permitted, pinned, as many mentees as possible, by priority, floor, total.
    A mentee for whom nobody is permitted, or left, stays unpaired: that is a result, no error.
    Equal input always gives equal output. A gap that was not reached is reported as it is.
    Raises ValueError, in a sentence, for wrong shapes, numbers that are not finite, places that
    are negative or not whole, and a pin that is forbidden, over capacity or of nobody.
    Sources: Ahuja, Magnanti, Orlin 1993 (flows, reduced costs); Bertsekas 1998 (prices); Edmonds
    1971 (priority); Hopcroft, Karp 1973 (floor, coverage); see docs/matching.md.
    """
    checks.options(floor, gap=gap)
    asked = checks.vectors(mentee_vectors, of="mentee_vectors")
    offered = checks.vectors(mentor_vectors, of="mentor_vectors")
    if asked.shape[1] != offered.shape[1]:
        raise ValueError("the vectors of mentees and mentors have the same length d")
    size = (asked.shape[0], offered.shape[0])
    pinned = checks.pins(pins, size=size)
    rules, left = _rules_and_places(
        checks.may_meet(may_meet, size=size), checks.places(places, mentors=size[1]), pinned
    )
    problem = Problem(
        scored=scored_by(asked, offered),
        rules=rules,
        mentees=np.setdiff1d(np.arange(size[0]), pinned[:, 0]),
        places=left,
        level=checks.levels(priority, mentees=size[0]),
        utility=utility,
        seed=seed,
        n_jobs=n_jobs,
    )
    solution = _best(problem, floor=floor, gap=gap)
    solution.mentor_of[pinned[:, 0]] = pinned[:, 1]
    return solution


def _rules_and_places(
    may_meet: MayMeet, places: Integers, pinned: Integers
) -> tuple[Rules, Integers]:
    """The rules, and the places that the pins leave. Raises ValueError for a pin that cannot be."""
    everybody = Rules(may_meet, np.ones(places.size, dtype=np.bool_))
    for mentee, mentor in pinned:
        if not everybody.block(np.array([mentee]))[0, mentor]:
            raise ValueError(f"mentee {mentee} is pinned to mentor {mentor}, which is forbidden")
    left = places - np.bincount(pinned[:, 1], minlength=places.size)
    if (left < 0).any():
        raise ValueError(f"mentor {np.flatnonzero(left < 0)[0]} has fewer places than pins")
    return Rules(may_meet, left > 0), left


def _best(problem: Problem, *, floor: str | None, gap: float) -> Solution:
    """The solution without the pins."""
    if not problem.mentees.size or not problem.rules.open_to.any():
        return _nobody(problem)
    known = opening(problem)
    if floor is None and (at_once := served_at_once(problem, known.pairs)) is not None:
        return repaired(problem, at_once.seats, known, gap=gap, first=at_once)
    seats, pairs, mentor_of = seat(problem, known.pairs)
    if seats.served == 0:
        return _nobody(problem)
    if floor is not None:
        least, pairs = best_floor(problem, pairs, seats, mentor_of=mentor_of)
        problem, pairs = problem.at_least(least), pairs[pairs.scores >= least]
    return repaired(problem, seats, Known(pairs, known.caps), gap=gap)


def _nobody(problem: Problem) -> Solution:
    mentees, mentors = problem.size
    mentor_of = np.full(mentees, NOBODY, dtype=np.int64)
    return Solution(mentor_of, 0.0, 0.0, 0.0, np.zeros(mentors), np.nan, 0)
