"""Small random situations, and everything that could be done in them, one by one."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
from hypothesis import strategies as st

from mentorship.matching.arrays import Floats, Integers, Mask
from mentorship.matching.assignment import NOBODY
from mentorship.matching.what_if.situation import Situation, of_scores


def a_situation(scores: Any, *, may_meet: Any = None, places: Any = None) -> Situation:
    """One place each and everybody may meet, unless something else is said."""
    table = np.asarray(scores, dtype=np.float64)
    allowed = np.ones(table.shape, dtype=bool) if may_meet is None else np.asarray(may_meet, bool)
    offered = np.ones(table.shape[1]) if places is None else places
    return of_scores(table, allowed, places=np.asarray(offered, dtype=np.int64))


@st.composite
def situations(draw: st.DrawFn, *, most_mentees: int = 5, steps: int = 4) -> Situation:
    """Few mentees and mentors, some pairs forbidden, many scores equal, places often too few."""
    mentees = draw(st.integers(1, most_mentees))
    mentors = draw(st.integers(1, 3))
    cells = mentees * mentors
    scores = draw(st.lists(st.integers(0, steps), min_size=cells, max_size=cells))
    allowed = draw(st.lists(st.booleans(), min_size=cells, max_size=cells))
    places = draw(st.lists(st.integers(0, 2), min_size=mentors, max_size=mentors))
    shape = (mentees, mentors)
    return a_situation(
        np.reshape(scores, shape) / steps, may_meet=np.reshape(allowed, shape), places=places
    )


def every_set(situation: Situation) -> Iterator[Integers]:
    """(mentees,) each set of pairs that keeps the rules, the places and the pins."""
    pinned = dict(situation.pins)
    choices = [
        [pinned[mentee]] if mentee in pinned else [NOBODY, *np.flatnonzero(row).tolist()]
        for mentee, row in enumerate(situation.may_meet)
    ]
    for chosen in product(*choices):
        mentor_of = np.array(chosen, dtype=np.int64)
        if is_allowed(mentor_of, situation):
            yield mentor_of


def is_allowed(mentor_of: Integers, situation: Situation) -> bool:
    """True when these pairs keep the rules and the places."""
    paired = np.flatnonzero(mentor_of != NOBODY)
    taken = np.bincount(mentor_of[paired], minlength=situation.places.size)
    allowed: Mask = situation.may_meet[paired, mentor_of[paired]]
    return bool((taken <= situation.places).all() and allowed.all())


def paired_and_total(mentor_of: Integers, worth: Floats) -> tuple[int, float]:
    """How many have a mentor, and the total, rounded to what a score means."""
    paired = np.flatnonzero(mentor_of != NOBODY)
    return paired.size, round(float(worth[paired, mentor_of[paired]].sum()), 9)
