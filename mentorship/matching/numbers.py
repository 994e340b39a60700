"""The numbers of one run and nothing else, so that anybody's solver can be held against ours."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from mentorship.matching.arrays import Floats, Integers, Mask


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was solved, and what came out.

    mentees, mentors  keys, in the order of rows and columns
    scores            (mentees, mentors) plain scores, 0 to 1
    counts            (mentees, mentors) what a pair counts before the utility; see objective.py
    utilities         (mentees, mentors) what is summed over the pairs
    may_meet          (mentees, mentors) False is no edge at all
    places            (mentors,) places left after the pairs that were decided before
    priority          (mentees,) the larger goes first when places are short
    mentor_of         (mentees,) the mentor's column, -1 for nobody
    prices            (mentors,) the proof: what a place is worth
    """

    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    scores: Floats = field(repr=False)
    counts: Floats = field(repr=False)
    utilities: Floats = field(repr=False)
    may_meet: Mask = field(repr=False)
    places: Integers = field(repr=False)
    priority: Floats = field(repr=False)
    mentor_of: Integers = field(repr=False)
    prices: Floats = field(repr=False)


def write_numbers(path: Path, one: Numbers) -> None:
    """All of it as NumPy's .npz; the keys are text, everything else is numbers."""
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            mentees=np.array(one.mentees, dtype=np.str_),
            mentors=np.array(one.mentors, dtype=np.str_),
            scores=one.scores,
            counts=one.counts,
            utilities=one.utilities,
            may_meet=one.may_meet,
            places=one.places,
            priority=one.priority,
            mentor_of=one.mentor_of,
            prices=one.prices,
        )
