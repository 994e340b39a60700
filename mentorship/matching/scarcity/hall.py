"""Who competes with whom for which places: what can be reached by moving people one by one.

From a mentee the way leads to every mentor whom she may meet, from a mentor to everybody seated
there, and on. If the way ends at a free place, everybody on it moves one on and one more person
has a mentor. If it never does, the mentees on it are more than the places on it: a Hall set, which
no choice of pairs can seat. Sources: Hall 1935; Ahuja, Magnanti, Orlin 1993, chapter 12.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from mentorship.matching.arrays import Integers, Mask
from mentorship.matching.assignment import NOBODY


@dataclass(frozen=True, slots=True)
class Crowd:
    """Mentees who compete for places that are too few for them, by index; herself among them.

    mentors  those with a place; nobody of the mentees may meet any other mentor with a place
    places   of these mentors together, fewer than the mentees
    """

    mentees: tuple[int, ...]
    mentors: tuple[int, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways on which people could move, for one set of pairs.

    may_meet   (mentees, mentors) every allowed pair; a row without any is nobody who could move
    places     (mentors,) those that the pairs can use
    mentor_of  (mentees,) the pairs, NOBODY for none
    leads      (mentors, mentors) True where somebody seated with the first may meet the second
    knot_of    (mentors,) equal for mentors who can be reached from each other
    reached    what was found before, by knot; crowds the same, by their mentors
    """

    may_meet: Mask
    places: Integers
    mentor_of: Integers
    leads: Mask
    knot_of: Integers
    reached: dict[int, Mask] = field(default_factory=dict)
    crowds: dict[bytes, Crowd] = field(default_factory=dict)

    def onward(self, start: Mask) -> Mask:
        """(mentors,) everybody who can be reached from these mentors, themselves included."""
        found = start.copy()
        for knot in np.unique(self.knot_of[start]).tolist():
            found |= self._from_knot(knot)
        return found

    def makes_room(self, start: Mask) -> bool:
        """True when somebody who may meet these mentors could be seated beside everybody else."""
        return bool((self.onward(start) & self.spare).any())

    def seated_with(self, start: Mask) -> Mask:
        """(mentees,) True for those who have one of the mentors reached from these."""
        return np.isin(self.mentor_of, np.flatnonzero(self.onward(start)))

    @property
    def spare(self) -> Mask:
        """(mentors,) True where a place is free."""
        seated = self.mentor_of[self.mentor_of != NOBODY]
        return np.asarray(np.bincount(seated, minlength=self.places.size) < self.places)

    def crowd(self, mentee: int) -> Crowd | None:
        """Her Hall set; None where one more person could be seated, or no place is there at all."""
        mentors = self.onward(self.may_meet[mentee])
        if (mentors & self.spare).any() or not (mentors & (self.places > 0)).any():
            return None
        # Those who wait for the same places wait in one crowd, and often they are many.
        found = self.crowds.get(mentors.tobytes())
        return found or self.crowds.setdefault(mentors.tobytes(), self._crowd(mentors))

    def _crowd(self, mentors: Mask) -> Crowd:
        with_place = mentors & (self.places > 0)
        return Crowd(
            tuple(np.flatnonzero(self._rivals(mentors, with_place)).tolist()),
            tuple(np.flatnonzero(with_place).tolist()),
            int(self.places[with_place].sum()),
        )

    def _rivals(self, mentors: Mask, with_place: Mask) -> Mask:
        """(mentees,) seated with these mentors, or waiting for one of them and for no other."""
        waits = self.mentor_of == NOBODY
        elsewhere = (self.may_meet & ~mentors & (self.places > 0)).any(axis=1)
        waits_here = waits & ~elsewhere & (self.may_meet & with_place).any(axis=1)
        return np.asarray(self.seated_with(mentors) | waits_here)

    def _from_knot(self, knot: int) -> Mask:
        if knot not in self.reached:
            self.reached[knot] = _closure(self.leads, self.knot_of == knot)
        return self.reached[knot]


def ways(may_meet: Mask, places: Integers, *, mentor_of: Integers) -> Ways:
    """Every way on which people could move, from these pairs."""
    leads = np.zeros((places.size, places.size), dtype=bool)
    for mentee in np.flatnonzero(mentor_of != NOBODY).tolist():
        leads[mentor_of[mentee]] |= may_meet[mentee]
    _, knot_of = connected_components(sparse.csr_array(leads), connection="strong")
    return Ways(may_meet, places, mentor_of, leads, knot_of.astype(np.int64))


def _closure(leads: Mask, start: Mask) -> Mask:
    """(mentors,) `start` and everything to which it leads, however far."""
    found, edge = start.copy(), start
    while edge.any():
        edge = leads[edge].any(axis=0) & ~found
        found |= edge
    return found
