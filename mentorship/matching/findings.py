"""What a solved run says: pairs with their reasons, who waits and why, and what else there is."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mentorship.matching.assignment import NOBODY
from mentorship.matching.found import Found
from mentorship.matching.outlook import Outlook, outlooks
from mentorship.matching.proposal import Other, ProposedPair, Waiting
from mentorship.matching.reasons.around import Around, around
from mentorship.matching.reasons.closest_sentence import ClosestSentence, closest_by_words
from mentorship.matching.reasons.explain import explain
from mentorship.matching.reasons.pairing import Pairing
from mentorship.matching.scarcity.alternates import alternates
from mentorship.matching.scarcity.recruiting import in_common, recruit_next
from mentorship.matching.scarcity.recruiting_words import whom_to_ask
from mentorship.matching.scarcity.waiting import Case, held, in_words, why_waiting

# What compares every mentee with every mentor is for rounds of people, not for benchmarks.
MOST_PAIRS_COMPARED = 1_000_000


def pairs(found: Found) -> Iterator[ProposedPair]:
    """Every proposed pair with its reasons."""
    if found.model is None:
        return
    roll = found.roll
    with_places = zip(roll.mentors, roll.places_before_pins.tolist(), strict=True)
    told = _Told(
        around([mentor for mentor, places in with_places if places > 0]),
        closest_by_words(roll.mentees, roll.mentors),
    )
    for one in outlooks(found.model, found.open_to, mentor_of=found.solution.mentor_of):
        yield _pair(found, one, told)


@dataclass(frozen=True, slots=True)
class _Told:
    """What every reason of one run is held against.

    around   everybody who offers a place, by open answers alone
    closest  the sentence of a mentor that comes closest to what somebody asked
    """

    around: Around
    closest: ClosestSentence


def _pair(found: Found, one: Outlook, told: _Told) -> ProposedPair:
    score = math.fsum(part.points for part in one.parts.values())
    best = float(found.aim.best[one.mentee])
    pairing = Pairing(
        found.roll.mentees[one.mentee],
        found.roll.mentors[one.mentor],
        parts=one.parts,
        best=one.best,
        median=one.median,
        around=told.around,
        closest=told.closest,
        score=score,
        asked_about=found.asked_about,
    )
    return ProposedPair(
        mentee=pairing.mentee.key,
        mentor=pairing.mentor.key,
        score=score,
        rank=one.rank,
        parts=one.parts,
        usual=one.median,
        explanation=explain(pairing),
        of_her_best=min(1.0, score / best) if best > 0 else 1.0,
    )


def waits(found: Found) -> Iterator[Waiting]:
    """Every mentee without a pair, and the true cause."""
    roll = found.roll
    case = Case(
        found.gates, roll.places_before_pins, roll.places, found.solution.mentor_of, roll.priority
    )
    for mentee, why in zip(found.unpaired, why_waiting(case, found.unpaired), strict=True):
        shared = in_common(why.crowd, roll.mentees) if why.crowd else ""
        yield in_words(roll.mentees[mentee], why, in_common=shared)
    for key, reason in sorted(roll.held_mentees.items()):
        yield held(key, reason)


def others(found: Found) -> Mapping[str, tuple[Other, ...]]:
    """Each mentee's next-best mentors; in a very large round nobody could read them."""
    roll = found.roll
    if found.may_meet.size > MOST_PAIRS_COMPARED:
        return {}
    return {
        mentee.key: tuple(
            Other(
                mentor=roll.mentors[one.mentor].key,
                score=float(found.model.of([row])[0, one.mentor]) if found.model else 0.0,
                has_place=one.free > 0,
                others_who_move=len(one.moves),
                change=one.change,
                keeps_coverage=one.keeps_coverage,
            )
            for one in choices
        )
        for row, (mentee, choices) in enumerate(
            zip(roll.mentees, alternates(found.stand), strict=True)
        )
    }


def recruit(found: Found) -> tuple[str, ...]:
    """One more place with whom would help most, in sentences for the team."""
    roll = found.roll
    if found.model is None or found.may_meet.size > MOST_PAIRS_COMPARED:
        return ()
    wanted = recruit_next(found.stand, roll.mentees, mentors=roll.mentors)
    return whom_to_ask(wanted, waiting=len(found.unpaired))


def mentors_without(found: Found) -> Mapping[str, str]:
    """Key of each mentor who gets nobody → why, in words."""
    mentor_of = found.solution.mentor_of
    taken = set(mentor_of[mentor_of != NOBODY].tolist())
    without = {
        mentor.key: _why_nobody(int(found.roll.places_before_pins[index]))
        for index, mentor in enumerate(found.roll.mentors)
        if index not in taken and mentor.key not in found.roll.pinned_mentors
    }
    return without | dict(found.roll.held_mentors)


def _why_nobody(places: int) -> str:
    if places == 0:
        return "No place in this round."
    return (
        "Has room. Everybody whom this mentor could meet has another mentor, or there was nobody "
        "to meet."
    )
