"""Why a mentee without a pair waits: the true cause, found by taking causes away and looking."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from mentorship.domain.people import Mentee
from mentorship.matching.arrays import Integers, Mask
from mentorship.matching.gates import Gate, Gates
from mentorship.matching.proposal import Cause, Waiting
from mentorship.matching.scarcity.hall import Crowd, Ways, ways

# Her own conditions first, because she can change them; then what others could change; safety
# last, because it is the one thing that nobody should change.
_GATE_OF_CAUSE: Mapping[Cause, Gate] = {
    Cause.MUST: Gate.MUST,
    Cause.LANGUAGE: Gate.LANGUAGE,
    Cause.STAGE: Gate.STAGE,
    Cause.SET_ASIDE: Gate.SET_ASIDE,
    Cause.APART: Gate.APART,
}
CAUSES_IN_ORDER = (
    Cause.MUST,
    Cause.LANGUAGE,
    Cause.STAGE,
    Cause.SET_ASIDE,
    Cause.RAN_OUT,
    Cause.APART,
)


@dataclass(frozen=True, slots=True)
class Case:
    """What the search for causes looks at.

    places     (mentors,) what everybody has in this round, promised places included
    open       (mentors,) the same without the promised places
    mentor_of  (mentees,) the pairs that were found, -1 for nobody
    priority   (mentees,) all different, the larger goes first; None where scores decide who waits
    """

    gates: Gates
    places: Integers
    open: Integers
    mentor_of: Integers
    priority: Integers | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why one mentee waits.

    cause     the one that is named first
    alone     every cause that would be enough to take away: one more person has a mentor then,
              or she has one because she goes before somebody who has one now
    together  when none is enough alone: as few as possible that are enough together
    meets     how many mentors with a place in this round she may meet
    crowd     with whom she competes for which places, where places ran out
    """

    cause: Cause
    alone: tuple[Cause, ...] = ()
    together: tuple[Cause, ...] = ()
    meets: int = 0
    crowd: Crowd | None = None


def why_waiting(case: Case, unpaired: Sequence[int]) -> list[Why]:
    """The true cause for each of these mentees, by index."""
    search = _search(case)
    return [search.why(mentee) for mentee in unpaired]


@dataclass(frozen=True, slots=True)
class _Search:
    case: Case
    ways: Ways

    def why(self, mentee: int) -> Why:
        case = self.case
        meets = int((self._meets(mentee) & (case.places > 0)).sum())
        alone = tuple(cause for cause in CAUSES_IN_ORDER if self._enough(mentee, cause))
        if not (case.places > 0).any() and (Cause.RAN_OUT in alone or not case.places.size):
            return Why(Cause.NO_PLACES, (Cause.NO_PLACES,))
        if meets:
            return Why(Cause.RAN_OUT, alone, meets=meets, crowd=self.ways.crowd(mentee))
        if alone:
            return Why(alone[0], alone)
        return Why(Cause.SEVERAL, together=self._together(mentee))

    def _together(self, mentee: int) -> tuple[Cause, ...]:
        some = (causes for many in range(2, len(CAUSES_IN_ORDER) + 1) for causes in _choices(many))
        return next((causes for causes in some if self._seats_one_more(mentee, causes)), ())

    def _enough(self, mentee: int, cause: Cause) -> bool:
        """True when without this cause one more person has a mentor, or she has one by her turn."""
        return self._seats_one_more(mentee, (cause,)) or self._by_her_turn(mentee, cause)

    def _by_her_turn(self, mentee: int, cause: Cause) -> bool:
        """True when she would be seated and somebody who goes after her would wait.

        Who can be seated together are the independent sets of a matroid: she joins the best one
        exactly when she is not the last of those who would then compete with her.
        """
        if self.case.priority is None:
            return False
        rivals = self.ways.seated_with(self._meets(mentee, without=(cause,)))
        return bool((self.case.priority[rivals] < self.case.priority[mentee]).any())

    def _seats_one_more(self, mentee: int, causes: Sequence[Cause]) -> bool:
        meets = self._meets(mentee, without=causes)
        return bool(meets.any()) if Cause.RAN_OUT in causes else self.ways.makes_room(meets)

    def _meets(self, mentee: int, *, without: Sequence[Cause] = ()) -> Mask:
        return opened_for_her(self.case.gates, mentee, without=without)


def opened_for_her(gates: Gates, mentee: int, *, without: Sequence[Cause] = ()) -> Mask:
    """(mentors,) whom she may meet when the gates of these causes are open for her alone."""
    opened = {_GATE_OF_CAUSE[cause] for cause in without if cause in _GATE_OF_CAUSE}
    shut = [mask[mentee] & (gate not in opened) for gate, mask in gates.closed.items()]
    return np.asarray(~np.logical_or.reduce(shut))


def _choices(many: int) -> Iterator[tuple[Cause, ...]]:
    return combinations(CAUSES_IN_ORDER, many)


def _search(case: Case) -> _Search:
    may_meet = case.gates.may_meet()
    return _Search(case, ways(may_meet, case.open, mentor_of=case.mentor_of))


_MEANWHILE = (
    "Tell her when she hears next, and offer a circle or one single conversation meanwhile."
)
_WORDS: Mapping[Cause, tuple[str, str]] = {
    Cause.NO_PLACES: (
        "No mentor has a place in this round.",
        f"Ask the mentors whether anybody has room again. {_MEANWHILE}",
    ),
    Cause.MUST: (
        "No mentor with a place whom she could meet has told us that they share what is a must "
        "for her.",
        "Look for somebody who does. Ask her, without pressing, whether she would rather wait or "
        "change it to “would help”.",
    ),
    Cause.LANGUAGE: (
        "No mentor with a place whom she could meet speaks a language that she is comfortable in.",
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
        "Every mentor with a place who would suit her has to be kept apart from her, or may not "
        "meet her until a question about the two is answered.",
        "Look for open questions about her first, and answer them. If nobody is left then, look "
        f"for a mentor far from her workplace. {_MEANWHILE}",
    ),
    Cause.SEVERAL: (
        "Several things stand in the way at once, and no single change would be enough.",
        f"Look at her sign-up together with somebody who knows the mentors. {_MEANWHILE}",
    ),
}
_IN_THE_WAY: Mapping[Cause, str] = {
    Cause.MUST: "what she said is a must",
    Cause.LANGUAGE: "the languages that she is comfortable talking in",
    Cause.STAGE: "her career stage",
    Cause.SET_ASIDE: "pairs that were set aside before",
    Cause.APART: "mentors who have to be kept apart from her",
    Cause.RAN_OUT: "too few places",
}
# Only these did she name as conditions. What keeps her safe is never hers to give up for a place.
_HER_CONDITIONS = frozenset({Cause.MUST, Cause.LANGUAGE})
_ASK_HER = (
    "Look for a mentor who fits. Ask her, without pressing, whether she would rather wait or "
    f"change a condition of her own. {_MEANWHILE}"
)
_RECRUIT = "Look for one more mentor for her topics, or ask whether somebody has room again."
HELD_NEXT = "Decide the question about her; then run the matching again, so that she is part of it."


def in_words(mentee: Mentee, why: Why, *, in_common: str = "") -> Waiting:
    """Why she waits and what comes next, in words for the team.

    in_common  what those who compete for the same places share (scarcity.in_common)
    """
    reason, what_next = _words(why)
    return Waiting(mentee.key, why.cause, " ".join(filter(None, (reason, in_common))), what_next)


def _words(why: Why) -> tuple[str, str]:
    if why.cause is Cause.RAN_OUT:
        return _ran_out(why), f"{_RECRUIT} {_MEANWHILE}"
    if why.cause is Cause.SEVERAL and why.together:
        named = [_IN_THE_WAY[cause] for cause in why.together]
        several = f"{', '.join(named[:-1])} and {named[-1]}"
        what_next = _ASK_HER if _HER_CONDITIONS & set(why.together) else f"{_RECRUIT} {_MEANWHILE}"
        return f"No single change would be enough: {several} stand in the way together.", what_next
    return _WORDS[why.cause]


def _ran_out(why: Why) -> str:
    if why.crowd is not None:
        return f"Places ran out: {_compete(why.crowd)}."
    if not why.meets:
        return "The mentors whom she could meet have no place in this round."
    return _none_left(why.meets)


def _none_left(mentors: int) -> str:
    if mentors == 1:
        return "Places ran out: the only mentor she could meet has no place left."
    return f"Places ran out: the {mentors} mentors she could meet have no place left."


def _compete(crowd: Crowd) -> str:
    rivals, mentors, places = len(crowd.mentees), len(crowd.mentors), crowd.places
    return (
        f"{rivals} mentees compete for {mentors} mentor{'s' * (mentors > 1)} "
        f"with {places} place{'s' * (places > 1)}"
    )


def held(mentee_key: str, reason: str) -> Waiting:
    """She waits because a person has to decide something first."""
    return Waiting(mentee_key, Cause.HELD, reason, HELD_NEXT)
