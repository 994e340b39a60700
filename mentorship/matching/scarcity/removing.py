"""Checks why somebody waits by taking the cause away and solving anew."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mentorship.matching.arrays import Mask
from mentorship.matching.assignment import NOBODY
from mentorship.matching.gates import Gates
from mentorship.matching.proposal import Cause
from mentorship.matching.scarcity.waiting import CAUSES_IN_ORDER, Why, opened_for_her
from mentorship.matching.what_if.situation import Situation, Stand, solved

_PLACES = frozenset({Cause.RAN_OUT, Cause.NO_PLACES})


def holds(stand: Stand, gates: Gates, *, mentee: int, why: Why) -> bool:
    """True when every cause named is enough to take away, and of several none is enough alone.

    Enough means: solved anew, one more mentee has a mentor, or she has one by her turn.
    """
    if not why.together:
        return all(_enough(stand, gates, mentee=mentee, causes=[cause]) for cause in why.alone)
    return _enough(stand, gates, mentee=mentee, causes=why.together) and not any(
        _enough(stand, gates, mentee=mentee, causes=[cause]) for cause in CAUSES_IN_ORDER
    )


def _enough(stand: Stand, gates: Gates, *, mentee: int, causes: Sequence[Cause]) -> bool:
    after = without(stand.situation, gates, mentee=mentee, causes=causes)
    return after is not None and _has_somebody_more(stand, solved(after), mentee=mentee)


def without(
    situation: Situation, gates: Gates, *, mentee: int, causes: Sequence[Cause]
) -> Situation | None:
    """The situation with these causes gone, for her alone; None where that can change nothing.

    Gates are opened in her row. Places that ran out become one more place with the first mentor,
    in the order of the mentors, whom she may meet then.
    """
    meets = opened_for_her(gates, mentee, without=causes)
    if not meets.any():
        return None
    after = replace(situation, may_meet=_with_row(situation.may_meet, mentee, row=meets))
    if not _PLACES & set(causes):
        return after
    places = situation.places.copy()
    places[int(np.argmax(meets))] += 1
    return replace(after, places=places)


def _with_row(may_meet: Mask, mentee: int, *, row: Mask) -> Mask:
    changed = may_meet.copy()
    changed[mentee] = row
    return changed


def _has_somebody_more(before: Stand, after: Stand, *, mentee: int) -> bool:
    paired = [int((stand.mentor_of != NOBODY).sum()) for stand in (before, after)]
    by_her_turn = after.situation.priority is not None and after.mentor_of[mentee] != NOBODY
    return paired[1] > paired[0] or bool(by_her_turn)
