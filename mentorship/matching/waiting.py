"""Why a mentee without a pair waits: the true cause, found by taking causes away one by one."""

from collections.abc import Mapping, Sequence

import numpy as np

from mentorship.domain.people import Mentee
from mentorship.matching.arrays import Integers
from mentorship.matching.gates import Gate, Gates
from mentorship.matching.proposal import Cause, Waiting

# Her own conditions first, because she can change them; then what nobody here can change.
_CAUSE_OF_GATE: Mapping[Gate, Cause] = {
    Gate.MUST: Cause.MUST,
    Gate.LANGUAGE: Cause.LANGUAGE,
    Gate.STAGE: Cause.STAGE,
    Gate.SET_ASIDE: Cause.SET_ASIDE,
    Gate.APART: Cause.APART,
}
_MEANWHILE = (
    "Tell her when she hears next, and offer a circle or one single conversation meanwhile."
)
_WORDS: Mapping[Cause, tuple[str, str]] = {
    Cause.NO_PLACES: (
        "No mentor has a place in this round.",
        f"Ask the mentors whether anybody has room again. {_MEANWHILE}",
    ),
    Cause.MUST: (
        "No mentor with a place has told us that they share what she said is a must.",
        "Look for somebody who does. Ask her, without pressing, whether she would rather wait or "
        "change it to 'would help'.",
    ),
    Cause.LANGUAGE: (
        "No mentor with a place speaks a language that she is comfortable talking in.",
        f"Look for a mentor who speaks one of her languages. {_MEANWHILE}",
    ),
    Cause.STAGE: (
        "Every mentor with a place whom she could meet is at an earlier career stage than hers.",
        f"Ask somebody further along to join this round. {_MEANWHILE}",
    ),
    Cause.SET_ASIDE: (
        "Every mentor with a place whom she could meet was set aside for her before.",
        f"Look at those decisions once more, or ask new mentors to join. {_MEANWHILE}",
    ),
    Cause.APART: (
        "Every mentor with a place who would suit her has to be kept apart from her, or waits for "
        "an answer about it.",
        "Answer the open questions about her first. If nobody is left then, look for a mentor far "
        "from her workplace.",
    ),
    Cause.SEVERAL: (
        "No mentor with a place meets all of her conditions at once.",
        "Talk with her about which condition matters most, and look for a mentor who meets it.",
    ),
}
HELD_NEXT = "Decide the question about her; then run the matching again, so that she is part of it."


def causes(gates: Gates, places: Integers, *, unpaired: Sequence[int]) -> list[tuple[Cause, int]]:
    """For each of these mentees, the cause, and how many mentors with places she could meet.

    places  (mentors,) what everybody has in this round, before anybody was paired
    """
    with_room = places > 0
    now = _reachable(gates, with_room)
    if not with_room.any():
        return [(Cause.NO_PLACES, 0) for _ in unpaired]
    without = {gate: _reachable(gates, with_room, but=gate) for gate in _CAUSE_OF_GATE}
    found = []
    for mentee in unpaired:
        opening = [gate for gate, reachable in without.items() if reachable[mentee]]
        if now[mentee]:
            found.append((Cause.RAN_OUT, int(now[mentee])))
        elif opening:
            found.append((_CAUSE_OF_GATE[opening[0]], 0))
        else:
            found.append((Cause.SEVERAL, 0))
    return found


def _reachable(gates: Gates, with_room: np.ndarray, *, but: Gate | None = None) -> Integers:
    """(mentees,) with how many mentors who have a place nothing but `but` forbids to meet."""
    return np.asarray((gates.may_meet(but=but) & with_room).sum(axis=1), dtype=np.int64)


def waiting(mentee: Mentee, cause: Cause, *, could_meet: int = 0) -> Waiting:
    """Why she waits and what comes next, in words."""
    if cause is Cause.RAN_OUT:
        return Waiting(mentee.key, cause, _ran_out(could_meet), f"{_RECRUIT} {_MEANWHILE}")
    return Waiting(mentee.key, cause, *_WORDS[cause])


_RECRUIT = "Look for one more mentor for her topics, or ask whether somebody has room again."


def _ran_out(could_meet: int) -> str:
    if could_meet == 1:
        return "Places ran out: the only mentor she could meet has no place left."
    return f"Places ran out: the {could_meet} mentors she could meet have no place left."


def held(mentee_key: str, reason: str) -> Waiting:
    """She waits because a person has to decide something first."""
    return Waiting(mentee_key, Cause.HELD, reason, HELD_NEXT)
