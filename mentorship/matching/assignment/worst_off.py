"""The worst-off of all who are served: the greatest score that every one of them can have.

Binary search over the scores that occur; each step is one flow (the bottleneck assignment of
Gross 1959; Hopcroft and Karp 1973). That no greater one is possible is proven against all
permitted pairs, not only against the candidates.
"""

import numpy as np

from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.assignment.flow import Seats, most
from mentorship.matching.assignment.pairs import Pairs, together
from mentorship.matching.assignment.problem import NOBODY, Problem
from mentorship.matching.assignment.reach import Search, free_places
from mentorship.matching.assignment.seating import AT_FIRST, PATIENCE


def best_floor(
    problem: Problem, pairs: Pairs, seats: Seats, *, mentor_of: Integers
) -> tuple[float, Pairs]:
    """The greatest floor at which the same seats can be filled, and pairs that allow it.

    mentor_of  (mentees,) one way to fill the seats
    """
    low, mentor_of = _best_of(problem, pairs, seats, filled=mentor_of)
    known, high, step = pairs, np.inf, 0
    while True:
        attempt = _attempt(known, seats, low=low, high=high, step=step)
        higher, known = _filled(problem.at_least(attempt), known, seats)
        if higher is not None:
            mentor_of, low, step = higher, _worst(known, higher), max(1, 2 * step)
        elif attempt > np.nextafter(low, np.inf):
            high = attempt
        else:
            # What was only needed on the way would make the flows slower.
            return low, together([pairs, known[known.of(mentor_of)]], mentors=problem.size[1])


def _attempt(pairs: Pairs, seats: Seats, *, low: float, high: float, step: int) -> float:
    """What to try next, when low is possible and high is not: the least more, then longer steps.

    Far above the floor, the proof that it is too high takes a search through everybody.
    """
    inside = np.unique(pairs.scores[(pairs.scores > low) & (pairs.scores < high)])
    if high == np.inf:
        inside = inside[inside <= _ceiling(pairs, seats)]
        at = min(step, inside.size) - 1
    else:
        at = inside.size // 2
    if inside.size == 0 or at < 0:
        return float(np.nextafter(low, np.inf))
    return float(inside[at])


def _worst(pairs: Pairs, mentor_of: Integers) -> float:
    return float(pairs.scores[pairs.of(mentor_of)].min())


def _best_of(
    problem: Problem, pairs: Pairs, seats: Seats, *, filled: Integers
) -> tuple[float, Integers]:
    """The greatest floor that these pairs allow, and a way to fill the seats there."""
    scores = np.unique(pairs.scores)
    low = int(np.searchsorted(scores, _worst(pairs, filled)))
    high = int(np.searchsorted(scores, _ceiling(pairs, seats), side="right")) - 1
    middle = high
    while low < high:
        enough = pairs[pairs.scores >= scores[middle]]
        mentor_of = most(problem, enough, seats)
        if int((mentor_of != NOBODY).sum()) == seats.served:
            filled, low = mentor_of, int(np.searchsorted(scores, _worst(enough, mentor_of)))
        else:
            high = middle - 1
        middle = (low + high + 1) // 2
    return float(scores[low]), filled


def _filled(problem: Problem, pairs: Pairs, seats: Seats) -> tuple[Integers | None, Pairs]:
    """One way to fill the seats above the problem's floor, or None where it is proven impossible.

    Permitted pairs that are found on the way come along.
    """
    rounds = 0
    while True:
        mentor_of = most(problem, pairs[pairs.scores >= problem.least], seats)
        if int((mentor_of != NOBODY).sum()) == seats.served:
            return mentor_of, pairs
        search = Search(problem, mentor_of, AT_FIRST << rounds, rounds >= PATIENCE)
        if not _improves(search, seats):
            return None, pairs
        before, pairs, rounds = pairs.count, search.with_found(pairs), rounds + 1
        if pairs.count == before:
            # Whoever was found is known already, and did not help: it would go on for ever.
            return None, pairs


def _ceiling(pairs: Pairs, seats: Seats) -> float:
    """No floor is higher: somebody who has to be served has nothing better among these pairs."""
    best: Floats = np.full(seats.group.size, -np.inf)
    np.maximum.at(best, pairs.mentees, pairs.scores)
    of_groups = [
        np.partition(best[seats.group == group], -count)[-count]
        for group, count in enumerate(seats.counts.tolist())
        if count
    ]
    return float(min(of_groups))


def _improves(search: Search, seats: Seats) -> bool:
    """Whether one more could be served above the floor, by any permitted pair.

    Whoever of a group is reached could give her place to another of the group, so all of them are.
    """
    served = search.mentor_of != NOBODY
    taking_part = seats.group != NOBODY
    missing = np.bincount(seats.group[served], minlength=seats.counts.size) < seats.counts
    welcome = free_places(search.problem, search.mentor_of) > 0
    queue = np.flatnonzero(taking_part & ~served & missing[seats.group])
    found = False
    while queue.size and not found:
        seated, found = search.step(queue, welcome)
        groups = np.unique(seats.group[seated])
        stirred = np.isin(seats.group, groups[groups > 0]) & ~served & ~search.mentees
        queue = np.union1d(seated, np.flatnonzero(stirred))
    return found
