"""What a run makes as great as it can, once as many as possible are paired.

A pair counts as a share of the best that she could get at all (`own_best`); the least share is
raised before the sum (`worst_off_first`); and in the sum one very poor pair weighs more than
several slightly poorer ones (`balanced`). Each mentee gets one mentor, so every such sum is linear
in the pairs: one solver finds its optimum and proves it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from mentorship.domain.policy import Policy
from mentorship.matching.arrays import Floats, Mask
from mentorship.matching.scores import Scores

# 1 − (1 − share)²: the last tenth of a share is worth a tenth as much as the tenth from half to
# 0.6. A higher power mends no more pairs and costs more; see docs/decisions/0012.
BALANCE = 2


@dataclass(frozen=True, slots=True)
class Objective:
    """The numbers that a solver is given for one cohort under one policy.

    mentee_vectors  (mentees × d) and mentor_vectors (mentors × d); their inner product is what a
                    pair counts before `utility`
    best            (mentees,) the greatest score that she could get from anybody whom she may
                    meet and who has a place; zero where there is nobody
    floor           "best" raises the least before the sum; None leaves it to the sum
    utility         grows with what a pair counts; None is the sum itself
    """

    mentee_vectors: Floats
    mentor_vectors: Floats
    best: Floats
    floor: Literal["best"] | None
    utility: Callable[[Floats], Floats] | None


def objective(model: Scores | None, open_to: Mask, *, policy: Policy) -> Objective:
    """What these people's pairs count under this policy.

    model    None when one side is empty; then there is nothing to count
    open_to  (mentees, mentors) True where they may meet and the mentor has a place
    """
    floor: Literal["best"] | None = "best" if policy.worst_off_first else None
    utility = balanced if policy.balanced else None
    if model is None:
        mentees, mentors = open_to.shape
        return Objective(
            np.zeros((mentees, 1)), np.zeros((mentors, 1)), np.zeros(mentees), floor, utility
        )
    best = best_possible(model, open_to)
    asked, offered = model.mentee_rows.toarray(), model.mentor_rows.toarray()
    if policy.own_best:
        # Where her best is nothing, nothing is all of it: a share of zero would be everybody's
        # least, whatever is done for the others.
        nothing = best <= 0
        asked /= np.where(nothing, 1.0, best)[:, None]
        asked = np.column_stack((asked, nothing))
        offered = np.column_stack((offered, np.ones(len(offered))))
    return Objective(asked, offered, best, floor, utility)


def best_possible(model: Scores, open_to: Mask) -> Floats:
    """(mentees,) her greatest score with anybody who is open to her, zero where nobody is."""
    best = [best_of(block, open_to[mentees]) for mentees, block in model.blocks()]
    return np.concatenate(best)


def best_of(scores: Floats, open_to: Mask) -> Floats:
    """(mentees,) the greatest of her scores with those who are open to her, zero without one."""
    return np.asarray(np.where(open_to, scores, 0.0).max(axis=1, initial=0.0))


def balanced(shares: Floats) -> Floats:
    """1 − (1 − share)², 0 to 1: concave, so that the poorest pairs are mended first."""
    return np.asarray(1.0 - (1.0 - np.minimum(shares, 1.0)) ** BALANCE)


def in_words(policy: Policy) -> str:
    """What was made as great as possible, for the record of a run."""
    pair = "the pair's share of her own best score" if policy.own_best else "the pair's score"
    first = f"then the least of {pair}, " if policy.worst_off_first else ""
    summed = f"1 - (1 - {pair})^{BALANCE}" if policy.balanced else pair
    return f"as many pairs as possible, then who goes first, {first}then the sum of {summed}"
