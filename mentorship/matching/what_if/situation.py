"""Everything that the best set of pairs depends on, as numbers, and the changes one can try."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mentorship.domain.errors import Refused
from mentorship.matching.arrays import Floats, Integers, Mask
from mentorship.matching.assignment import NOBODY, Solution, solve

Numbers: TypeAlias = NDArray[np.floating]
Pair: TypeAlias = tuple[int, int]

# One sentence for every reason: whoever is told why can guess what somebody said about whom.
_MAY_NOT_MEET = (
    "These two cannot be paired in this round: a rule stands against it. Please choose another "
    "mentor, or look at the open questions first."
)
_NO_PLACE = (
    "This mentor has no place left beside the pairs that are already decided. Please ask whether "
    "there is room for one more, or choose another mentor."
)
_PROMISED = (
    "People have already decided on another mentor for this mentee. Please take that decision back "
    "first, or leave it as it is."
)
_DECIDED = "People have decided on this pair. Please take that decision back first."
_TOO_FEW = (
    "More pairs than that are already decided with this mentor. Please take one decision back "
    "first, or leave as many places."
)
_NO_NUMBER = "Places are counted in whole numbers, zero or more."
_NO_SWAP = "Two mentees can swap only when each of them has a mentor, and not the same one."


# The total may miss the proven bound by this share at most: nothing that a person could see.
GAP = 1e-9


# Without slots, so that a product is computed once.
@dataclass(frozen=True, kw_only=True, eq=False)
class Situation:
    """What `solve` is asked, kept so that it can be changed and asked again.

    mentee_vectors  (mentees × d) and mentor_vectors (mentors × d): a score is an inner product
    may_meet        (mentees, mentors); a False is never overridden
    places          (mentors,) promised ones included
    pins            (mentee, mentor) pairs that stay
    priority        (mentees,) the larger goes first when places are short
    floor           "best" lifts the worst-off before the total
    utility         increasing function of a block of scores; None is the score itself
    """

    mentee_vectors: Numbers
    mentor_vectors: Numbers
    may_meet: Mask
    places: Integers
    pins: tuple[Pair, ...] = ()
    priority: Integers | None = None
    floor: Literal["best"] | None = None
    utility: Callable[[Floats], Floats] | None = None
    seed: int = 0

    @cached_property
    def scores(self) -> Floats:
        """(mentees, mentors)."""
        product = self.mentee_vectors @ self.mentor_vectors.T
        return np.asarray(product, dtype=np.float64)

    @cached_property
    def worth(self) -> Floats:
        """(mentees, mentors) what a pair adds to the total."""
        return self.scores if self.utility is None else np.asarray(self.utility(self.scores))

    @property
    def open_places(self) -> Integers:
        """(mentors,) places that nobody is promised."""
        promised = [mentor for _, mentor in self.pins]
        return np.asarray(
            self.places - np.bincount(promised, minlength=self.places.size).astype(np.int64)
            if promised
            else self.places
        )

    def movable(self) -> Mask:
        """(mentees, mentors) what is still open: nobody who is promised, no mentor who is full."""
        still_open = self.may_meet & (self.open_places > 0)
        still_open[[mentee for mentee, _ in self.pins]] = False
        return np.asarray(still_open)


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """A situation with its best set of pairs."""

    situation: Situation
    solution: Solution

    @property
    def mentor_of(self) -> Integers:
        """(mentees,) the mentor's index, NOBODY for none; promised pairs included."""
        return self.solution.mentor_of

    @property
    def free_mentor_of(self) -> Integers:
        """(mentees,) the same without the promised pairs: only what could still move."""
        free = self.mentor_of.copy()
        free[[mentee for mentee, _ in self.situation.pins]] = NOBODY
        return free


@dataclass(frozen=True, slots=True)
class Move:
    """One mentee whose mentor changes, by index; None is nobody."""

    mentee: int
    before: int | None
    after: int | None


def somebody(mentor: int) -> int | None:
    """The mentor's index, None for nobody."""
    return None if mentor == NOBODY else int(mentor)


def of_scores(
    scores: Floats, may_meet: Mask, *, places: Integers, pins: tuple[Pair, ...] = ()
) -> Situation:
    """A situation whose scores are ready: (mentees, mentors)."""
    return Situation(
        mentee_vectors=scores,
        mentor_vectors=np.eye(scores.shape[1]),
        may_meet=may_meet,
        places=places,
        pins=pins,
    )


def solved(situation: Situation) -> Stand:
    """The best set of pairs of this situation, with its proof."""
    found = solve(
        situation.mentee_vectors,
        situation.mentor_vectors,
        situation.places,
        situation.may_meet,
        pins=situation.pins,
        priority=situation.priority,
        floor=situation.floor,
        utility=situation.utility,
        gap=GAP,
        seed=situation.seed,
    )
    return Stand(situation, found)


def pin(situation: Situation, mentee: int, *, mentor: int) -> Situation:
    """This pair stays, whatever else moves. Refused where it may not meet or has no place."""
    if (mentee, mentor) in situation.pins:
        return situation
    if mentee in dict(situation.pins):
        raise Refused(_PROMISED)
    if not situation.may_meet[mentee, mentor]:
        raise Refused(_MAY_NOT_MEET)
    if situation.open_places[mentor] < 1:
        raise Refused(_NO_PLACE)
    return replace(situation, pins=(*situation.pins, (mentee, mentor)))


def forbid(situation: Situation, mentee: int, *, mentor: int) -> Situation:
    """This pair is never proposed. Refused where people have decided on it."""
    if (mentee, mentor) in situation.pins:
        raise Refused(_DECIDED)
    may_meet = situation.may_meet.copy()
    may_meet[mentee, mentor] = False
    return replace(situation, may_meet=may_meet)


def swap(stand: Stand, one: int, *, other: int) -> Situation:
    """Each of two mentees has the other's mentor, and both pairs stay."""
    hers, theirs = (int(stand.mentor_of[mentee]) for mentee in (one, other))
    if NOBODY in (hers, theirs) or hers == theirs:
        raise Refused(_NO_SWAP)
    if {(one, hers), (other, theirs)} & set(stand.situation.pins):
        raise Refused(_DECIDED)
    return pin(pin(stand.situation, one, mentor=theirs), other, mentor=hers)


def capacity(situation: Situation, mentor: int, *, places: int) -> Situation:
    """This mentor has so many places, promised ones included."""
    if places < 0:
        raise Refused(_NO_NUMBER)
    changed = situation.places.copy()
    changed[mentor] = places
    after = replace(situation, places=changed)
    if after.open_places[mentor] < 0:
        raise Refused(_TOO_FEW)
    return after


def reweigh(situation: Situation, mentee_vectors: Numbers) -> Situation:
    """Other weights: the mentee vectors that carry them. Who may meet whom stays as it is."""
    if mentee_vectors.shape != situation.mentee_vectors.shape:
        raise ValueError("other weights keep the shape of the mentee vectors")
    return replace(situation, mentee_vectors=mentee_vectors)
