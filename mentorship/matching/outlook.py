"""What a pair is beside everything else that was open to her: her best, her middle, its rank."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from mentorship.matching.arrays import Floats, Integers, Mask
from mentorship.matching.scores import ROWS_PER_BLOCK, Part, Scores

# Scores are shown with six decimals; two that look equal share a rank.
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Outlook:
    """One pair among all that she could have had.

    parts   facet → weight and closeness; the points add up to the score
    rank    1 when nobody whom she may meet and who has a place scores higher
    best    facet → her greatest closeness with anybody who is open to her
    median  facet → her median closeness over everybody who is open to her
    """

    mentee: int
    mentor: int
    parts: Mapping[str, Part]
    rank: int
    best: Mapping[str, float]
    median: Mapping[str, float]


def outlooks(model: Scores, open_to: Mask, *, mentor_of: Integers) -> Iterator[Outlook]:
    """The outlook of every pair, a block of mentees at a time.

    open_to    (mentees, mentors) True where they may meet and the mentor has a place
    mentor_of  (mentees,) the mentor's index, negative for nobody
    """
    paired = np.flatnonzero(mentor_of >= 0)
    for start in range(0, paired.size, ROWS_PER_BLOCK):
        yield from _of_block(model, open_to, paired[start : start + ROWS_PER_BLOCK], mentor_of)


def _of_block(
    model: Scores, open_to: Mask, mentees: Integers, mentor_of: Integers
) -> Iterator[Outlook]:
    chosen = mentor_of[mentees]
    shut = ~open_to[mentees]
    ranks = _ranks(model.of(mentees), shut, chosen)
    best, median = {}, {}
    for facet in model.columns:
        closeness = np.where(shut, np.nan, model.closeness_of(facet, mentees))
        # Every row has the mentor she was paired with, so none is empty.
        best[facet] = np.nanmax(closeness, axis=1)
        median[facet] = np.nanmedian(closeness, axis=1)
    parts = model.parts_of(mentees, chosen)
    for row, (mentee, mentor) in enumerate(zip(mentees.tolist(), chosen.tolist(), strict=True)):
        yield Outlook(
            mentee,
            mentor,
            parts[row],
            int(ranks[row]),
            {facet: float(values[row]) for facet, values in best.items()},
            {facet: float(values[row]) for facet, values in median.items()},
        )


def _ranks(scores: Floats, shut: Mask, chosen: Integers) -> Integers:
    shown = scores.round(DECIMALS)
    better = (shown > shown[np.arange(chosen.size), chosen][:, None]) & ~shut
    return np.asarray(1 + better.sum(axis=1), dtype=np.int64)
