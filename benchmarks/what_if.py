"""What if: 500 mentees and 250 mentors solved anew after one change, and whether memory would help.

The warm start that is measured keeps the prices of the first solution: only pairs that are nearly
worth their price are looked at again, and the result counts where the new prices prove it against
all pairs. Where they do not, everything is solved from the start, and that time is added.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np

from mentorship.matching.arrays import Floats, Mask
from mentorship.matching.assignment import NOBODY
from mentorship.matching.scarcity.alternates import alternates
from mentorship.matching.what_if.situation import (
    Situation,
    Stand,
    capacity,
    forbid,
    pin,
    reweigh,
    solved,
    swap,
)
from mentorship.matching.what_if.what_if import what_if

MENTEES, MENTORS, NUMBERS = 500, 250, 40
SHARE_FORBIDDEN = 0.07
REPEATS = 9
NEAR = 0.02
Change = Callable[[Stand, int], Situation]
Done = TypeVar("Done")


def run() -> None:
    print(f"what if, {MENTEES} mentees and {MENTORS} mentors, worst-off first, balanced utility")
    print(f"{'change':>12} {'median s':>9} {'worst s':>8} {'who moves':>10}")
    stand = solved(replace(_situation(), floor="best", utility=_balanced))
    for name, change in _CHANGES.items():
        _one(stand, name, change)
    _alternates(stand)
    _warm_starts()


def _situation() -> Situation:
    random = np.random.default_rng(MENTEES)
    asks = random.random((MENTEES, NUMBERS)) * (random.random((MENTEES, NUMBERS)) < 0.2)
    offers = random.random((MENTORS, NUMBERS)) * (random.random((MENTORS, NUMBERS)) < 0.4)
    asks /= (asks @ offers.T).max(axis=1, keepdims=True)
    return Situation(
        mentee_vectors=asks,
        mentor_vectors=offers,
        may_meet=random.random((MENTEES, MENTORS)) >= SHARE_FORBIDDEN,
        places=random.integers(1, 4, MENTORS),
    )


def _balanced(shares: Floats) -> Floats:
    return np.asarray(-((1.0 - np.minimum(shares, 1.0)) ** 4))


def _pin(stand: Stand, turn: int) -> Situation:
    mentors = np.flatnonzero(stand.situation.may_meet[turn] & (stand.situation.places > 0))
    return pin(stand.situation, turn, mentor=int(mentors[turn]))


def _forbid(stand: Stand, turn: int) -> Situation:
    return forbid(stand.situation, turn, mentor=int(stand.mentor_of[turn]))


def _swap(stand: Stand, turn: int) -> Situation:
    """With the first mentee for whom a swap is possible."""
    may_meet, mentor_of = stand.situation.may_meet, stand.mentor_of
    both = may_meet[turn, mentor_of] & may_meet[:, mentor_of[turn]]
    others = np.flatnonzero(both & (mentor_of != mentor_of[turn]) & (mentor_of != NOBODY))
    return swap(stand, turn, other=int(others[0]))


def _capacity(stand: Stand, turn: int) -> Situation:
    return capacity(stand.situation, turn, places=0)


def _reweigh(stand: Stand, turn: int) -> Situation:
    weights = np.ones(NUMBERS)
    weights[turn] = 1.5
    return reweigh(stand.situation, stand.situation.mentee_vectors * weights)


_CHANGES: dict[str, Change] = {
    "pin": _pin,
    "forbid": _forbid,
    "swap": _swap,
    "no place": _capacity,
    "weight": _reweigh,
}


def _one(stand: Stand, name: str, change: Change) -> None:
    seconds, moved = [], []
    for turn in range(REPEATS):
        after = change(stand, turn)
        took, difference = _timed(what_if, stand, after)
        seconds.append(took)
        moved.append(len(difference.moves))
    print(
        f"{name:>12} {np.median(seconds):>9.2f} {max(seconds):>8.2f} "
        f"{min(moved):>4} to {max(moved)}"
    )


def _timed(work: Callable[..., Done], *given: object) -> tuple[float, Done]:
    began = time.perf_counter()
    done = work(*given)
    return time.perf_counter() - began, done


def _alternates(stand: Stand) -> None:
    took, offered = _timed(alternates, stand)
    print(f"three alternates for each of {len(offered)} mentees, with what they move: {took:.2f} s")


def _warm_starts() -> None:
    print("warm start from the earlier prices, total alone, median of the same changes")
    print(f"{'change':>12} {'cold s':>8} {'warm s':>8} {'cold/warm':>10}  proven")
    stand = solved(_situation())
    for name in ("pin", "forbid", "no place", "weight"):
        measured = [_both(stand, _CHANGES[name](stand, turn)) for turn in range(REPEATS)]
        cold, warm, proven = zip(*measured, strict=True)
        slow, fast = float(np.median(cold)), float(np.median(warm))
        print(
            f"{name:>12} {slow:>8.3f} {fast:>8.3f} {slow / fast:>10.2f}  {sum(proven)} of {REPEATS}"
        )


def _both(stand: Stand, after: Situation) -> tuple[float, float, bool]:
    cold, best = _timed(solved, after)
    warm, found = _timed(_from_earlier_prices, stand, after)
    proven = found is not None
    if proven:
        assert abs(found.solution.total - best.solution.total) < 1e-5
    return cold, warm if proven else warm + cold, proven


def _from_earlier_prices(stand: Stand, after: Situation) -> Stand | None:
    """The best pairs among those nearly worth their price; None without a proof."""
    near = _nearly_worth(after, stand.solution.prices)
    found = solved(replace(after, may_meet=near))
    return found if _is_proven(found, after) else None


def _nearly_worth(situation: Situation, prices: Floats) -> Mask:
    surplus = np.where(situation.movable(), situation.worth - prices, -np.inf)
    near = surplus >= surplus.max(axis=1, keepdims=True) - NEAR
    for mentee, mentor in situation.pins:
        near[mentee, mentor] = True
    return np.asarray(near & situation.may_meet)


def _is_proven(found: Stand, situation: Situation) -> bool:
    """Weak duality over all pairs. Only where everybody is seated is this the whole proof."""
    if (found.mentor_of == NOBODY).any():
        return False
    prices = found.solution.prices
    surplus = np.where(situation.movable(), situation.worth - prices, -np.inf).max(axis=1)
    free = np.isfinite(surplus)
    bound = (situation.open_places * prices).sum() + surplus[free].sum()
    return bool(bound - found.solution.total <= 1e-6 * max(1.0, abs(found.solution.total)))


if __name__ == "__main__":
    run()
