"""Her next-best mentors, as far as what is already promised to others leaves them to her."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mentorship.matching.arrays import Floats, Integers, Mask
from mentorship.matching.assignment import NOBODY
from mentorship.matching.scarcity.chains import Chain, Chains, chains
from mentorship.matching.what_if.situation import Move, Stand

HOW_MANY = 3


@dataclass(frozen=True, slots=True)
class Alternate:
    """A mentor whom one mentee could have instead.

    mentor          by index
    score           of the two
    free            places of this mentor that nobody has been proposed for; 0: somebody moves
    moves           others who would move for her, one after the other; none where a place is free
    change          of the total, her own included
    keeps_coverage  as many mentees have a mentor as now
    """

    mentor: int
    score: float
    free: int
    moves: tuple[Move, ...]
    change: float
    keeps_coverage: bool


def alternates(
    stand: Stand, *, of: Sequence[int] | None = None, how_many: int = HOW_MANY
) -> list[tuple[Alternate, ...]]:
    """For each mentee up to three other mentors, her best first.

    of  mentees by index; None is all of them

    Only mentors whom she may meet and who have a place that is not promised. Whoever is promised
    to somebody has no alternates and is never moved. Those who move for her keep the floor of the
    stand. `change` counts these moves and no more; pin the pair and ask what_if for the best set
    of pairs in which these two stay, which may gain a little by moving others.
    """
    choice = _Choice(
        stand=stand,
        chains=chains(stand),
        scores=stand.situation.scores,
        worth=stand.situation.worth,
        permitted=stand.situation.movable(),
        free=_free(stand),
    )
    mentees = range(stand.mentor_of.size) if of is None else of
    return [tuple(choice.of(mentee, how_many)) for mentee in mentees]


def _free(stand: Stand) -> Integers:
    """(mentors,) places that are neither promised nor proposed."""
    seats = stand.free_mentor_of
    taken = np.bincount(seats[seats != NOBODY], minlength=stand.situation.places.size)
    return np.asarray(stand.situation.open_places - taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    stand: Stand
    chains: Chains
    scores: Floats
    worth: Floats
    permitted: Mask
    free: Integers

    def of(self, mentee: int, how_many: int) -> Iterator[Alternate]:
        others = self.permitted[mentee].copy()
        seat = int(self.stand.mentor_of[mentee])
        if seat != NOBODY:
            others[seat] = False
        # A stable sort: equal scores stay in the order of the mentors, which is that of content.
        order = np.argsort(np.where(others, -self.scores[mentee], np.inf), kind="stable")
        for mentor in order[: min(how_many, int(others.sum()))].tolist():
            yield self._alternate(mentee, mentor, seat=seat)

    def _alternate(self, mentee: int, mentor: int, *, seat: int) -> Alternate:
        leaves = 0.0 if seat == NOBODY else float(self.worth[mentee, seat])
        chain, keeps = self._room(mentor, seat=seat)
        return Alternate(
            mentor=mentor,
            score=float(self.scores[mentee, mentor]),
            free=int(self.free[mentor]),
            moves=chain.moves,
            change=float(self.worth[mentee, mentor]) - leaves + chain.gain,
            keeps_coverage=keeps,
        )

    def _room(self, mentor: int, *, seat: int) -> tuple[Chain, bool]:
        """How a place with this mentor becomes free, and whether everybody keeps a mentor then."""
        if self.free[mentor] > 0:
            return Chain((), 0.0), True
        nobody = self.chains.nobody
        ends = (nobody,) if seat == NOBODY else (seat, self.chains.spare)
        chain = self.chains.best(mentor, ends=ends)
        if chain is not None:
            return chain, True
        # Somebody who has this mentor now can always wait instead: the way to nobody is open.
        return self.chains.best(mentor, ends=(nobody,)) or Chain((), 0.0), False
