"""Swaps that both sides would like, and what it would cost to leave nobody wishing for one.

A mentee and a mentor who both would gain by leaving their pairs for each other are a *blocking
pair*; pairs without any are *stable* (Gale and Shapley 1962). The best set of pairs for all is not
stable, on purpose: stable pairs leave people out and lose quality. The swaps are shown as ideas.
Both sides of a pair have the same score, so there is one stable set, and taking the best pair that
is left, again and again, finds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mentorship.matching.arrays import Floats, Integers, Mask

# Gains below this are smaller than what a score can tell.
WORTH_A_LOOK = 0.05
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Pairs:
    """A set of pairs beside what was possible, all by index.

    scores     (mentees, mentors), 0 to 1
    may_meet   same shape
    places     (mentors,)
    mentor_of  (mentees,) the mentor's index, -1 for nobody
    """

    scores: Floats
    may_meet: Mask
    places: Integers
    mentor_of: Integers


@dataclass(frozen=True, slots=True)
class SwapIdea:
    """A mentee and a mentor who would both rather have each other.

    instead_of  the mentee who would lose this mentor; None when the mentor has a place left
    her_gain    score of the new pair minus that of hers now
    mentor_gain score of the new pair minus that of `instead_of`, or all of it
    """

    mentee: int
    mentor: int
    instead_of: int | None
    her_gain: float
    mentor_gain: float


@dataclass(frozen=True, slots=True)
class SwapIdeas:
    """All swaps that both sides would like. share_of_mentees: who has at least one, of all."""

    ideas: tuple[SwapIdea, ...]
    share_of_mentees: float


def swap_ideas(pairs: Pairs, *, stays: Mask | None = None, gain: float = WORTH_A_LOOK) -> SwapIdeas:
    """The swaps from which both a paired mentee and a mentor would gain more than `gain`.

    stays  (mentees,) pairs that people decided: they are not moved, nor taken from anybody

    The greatest common gain comes first. Whoever waits has no swap: that is for the next round.
    """
    fixed = np.zeros(len(pairs.mentor_of), dtype=bool) if stays is None else stays
    seated = (pairs.mentor_of != NOBODY) & ~fixed
    now = _now(pairs)
    loser, worst = _whom_each_would_let_go(pairs, now, may_leave=seated)
    hers = pairs.scores - now[:, None]
    theirs = pairs.scores - worst
    both = pairs.may_meet & seated[:, None] & (hers > gain) & (theirs > gain)
    found = sorted(_ideas(both, loser, hers, theirs), key=_least_gain_first, reverse=True)
    return SwapIdeas(tuple(found), float(both.any(axis=1).mean()) if both.size else 0.0)


def _now(pairs: Pairs) -> Floats:
    """(mentees,) the score of each pair, zero while she waits."""
    chosen = np.maximum(pairs.mentor_of, 0)[:, None]
    if not pairs.scores.size:
        return np.zeros(len(pairs.mentor_of))
    scores = np.take_along_axis(pairs.scores, chosen, axis=1)[:, 0]
    return np.where(pairs.mentor_of == NOBODY, 0.0, scores)


def _whom_each_would_let_go(
    pairs: Pairs, now: Floats, *, may_leave: Mask
) -> tuple[Integers, Floats]:
    """(mentors,) the mentee of the poorest pair, -1 for a free place, and that pair's score."""
    loser = np.full(pairs.places.size, NOBODY, dtype=np.int64)
    taken = np.bincount(pairs.mentor_of[pairs.mentor_of != NOBODY], minlength=pairs.places.size)
    # Infinite: a mentor without a place who has nobody to let go wants nobody.
    worst = np.where(taken < pairs.places, 0.0, np.inf)
    for mentee in np.flatnonzero(may_leave):
        mentor = pairs.mentor_of[mentee]
        if taken[mentor] >= pairs.places[mentor] and now[mentee] < worst[mentor]:
            loser[mentor], worst[mentor] = mentee, now[mentee]
    return loser, worst


def _ideas(both: Mask, loser: Integers, hers: Floats, theirs: Floats) -> Iterator[SwapIdea]:
    for mentee, mentor in np.argwhere(both).tolist():
        lost = int(loser[mentor])
        yield SwapIdea(
            mentee,
            mentor,
            None if lost == NOBODY else lost,
            float(hers[mentee, mentor]),
            float(theirs[mentee, mentor]),
        )


def _least_gain_first(idea: SwapIdea) -> tuple[float, int, int]:
    return min(idea.her_gain, idea.mentor_gain), -idea.mentee, -idea.mentor


def stable_pairs(scores: Floats, may_meet: Mask, places: Integers) -> Integers:
    """(mentees,) the mentor of each when nobody could wish for a swap; ties go to the first.

    It is what forced stability would give. Compare how many it leaves out, and its total.
    """
    mentor_of = np.full(scores.shape[0], NOBODY, dtype=np.int64)
    room = places.copy()
    rows, columns = np.nonzero(may_meet)
    for index in np.argsort(-scores[rows, columns], kind="stable"):
        mentee, mentor = rows[index], columns[index]
        if mentor_of[mentee] == NOBODY and room[mentor] > 0:
            mentor_of[mentee] = mentor
            room[mentor] -= 1
    return mentor_of
