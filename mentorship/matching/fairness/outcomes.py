"""What a round brought each mentee, and the figures of any group of mentees."""

from dataclasses import dataclass

import numpy as np

from mentorship.matching.arrays import Floats, Mask
from mentorship.matching.fairness.intervals import Estimate, mean_of, share_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one mentee got.

    rank           1 when nobody whom she may meet and who has a place fits her better
    score          of her pair, 0 to 1
    share_of_best  score divided by the best that she could have had at all, 0 to 1
    The three are None while she waits, and for a pair that people decided before the run.
    """

    paired: bool
    rank: int | None = None
    score: float | None = None
    share_of_best: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The outcomes of all mentees, one entry each; NaN where there is no pair to speak of."""

    paired: Mask
    rank: Floats
    score: Floats
    share_of_best: Floats


def table(found: list[Outcome]) -> Table:
    """The same outcomes as columns."""
    return Table(
        np.array([one.paired for one in found], dtype=bool),
        _column([one.rank for one in found]),
        _column([one.score for one in found]),
        _column([one.share_of_best for one in found]),
    )


def _column(values: list[float | None] | list[int | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


@dataclass(frozen=True, slots=True)
class Figures:
    """How a group of mentees fared; None stands for what may not be shown or does not exist.

    people         in the group
    paired         of them; match_rate is their share
    first_choice   share of all of them who got the mentor who fits them best of all
    median_rank    of the paired; score and share_of_best are their means
    """

    people: int
    paired: int | None
    match_rate: Estimate | None
    first_choice: Estimate | None
    median_rank: float | None
    score: Estimate | None
    share_of_best: Estimate | None


@dataclass(frozen=True, slots=True)
class Showable:
    """What of a group may be told: who was paired, who got a first choice, means of pairs."""

    paired: bool = True
    first_choice: bool = True
    means: bool = True


def figures(of: Table, members: Mask, *, show: Showable) -> Figures:
    """The figures of these members, as far as they may be shown."""
    people, paired = int(members.sum()), int(of.paired[members].sum())
    first = int((of.rank[members] == 1).sum())
    scored = members & ~np.isnan(of.score)
    some = show.means and bool(scored.any())
    return Figures(
        people=people,
        paired=paired if show.paired else None,
        match_rate=share_of(paired, people) if show.paired else None,
        first_choice=share_of(first, people) if show.first_choice else None,
        median_rank=float(np.median(of.rank[scored])) if some else None,
        score=mean_of(of.score[scored], at_most=1.0) if some else None,
        share_of_best=mean_of(of.share_of_best[scored], at_most=1.0) if some else None,
    )
