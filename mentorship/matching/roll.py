"""Who takes part in a run: in an order that depends on no row, without the held and the decided."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.domain.policy import Policy
from mentorship.domain.questions import Cohort, Question
from mentorship.matching.arrays import Integers
from mentorship.matching.choice.strategy import confirmations
from mentorship.matching.musts import HELD, unclear_musts
from mentorship.matching.order import by_content
from mentorship.matching.proposal import KeptApart, Start
from mentorship.matching.scarcity.carry_over import priority_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Everybody in this run.

    mentees, mentors    who may be matched now, ordered by content
    places              (mentors,) how many more mentees each can take now
    places_before_pins  (mentors,) how many they can take in this round altogether
    priority            (mentees,) the larger goes first when places are short
    pinned              mentee → mentor, decided before
    held_mentees        key → why she waits for a decision; held_mentors the same
    questions           what matching itself has to ask
    """

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    places: Integers
    places_before_pins: Integers
    priority: Integers
    pinned: Mapping[str, str]
    held_mentees: Mapping[str, str]
    held_mentors: Mapping[str, str]
    questions: tuple[Question, ...]

    @property
    def is_two_sided(self) -> bool:
        """True when there is somebody on either side."""
        return bool(self.mentees and self.mentors)

    @property
    def pinned_mentors(self) -> frozenset[str]:
        return frozenset(self.pinned.values())


def call_roll(cohort: Cohort, conflicts: KeptApart, *, policy: Policy, start: Start) -> Roll:
    """Everybody who can be matched, with the places they have, and everybody who waits."""
    unclear = unclear_musts(cohort.mentees, policy=policy)
    musts = {question.mentee: HELD for question in unclear if question.mentee}
    held = _all_reasons(cohort.held, conflicts.held, musts)
    mentees = by_content(
        m for m in cohort.mentees if m.key not in held and m.key not in start.pinned
    )
    mentors = by_content(m for m in cohort.mentors if m.key not in held)
    places = np.array([policy.places(mentor.capacity) for mentor in mentors], dtype=np.int64)
    promised = Counter(start.pinned.values())
    taken = np.array([promised[mentor.key] for mentor in mentors], dtype=np.int64)
    side = _sides(cohort)
    return Roll(
        mentees=tuple(mentees),
        mentors=tuple(mentors),
        places=np.maximum(places - taken, 0),
        places_before_pins=places,
        priority=priority_of(mentees, start.waited, seed=start.seed),
        pinned=start.pinned,
        held_mentees={
            key: why
            for key, why in held.items()
            if side[key] is Side.MENTEE and key not in start.pinned
        },
        held_mentors={key: why for key, why in held.items() if side[key] is Side.MENTOR},
        questions=(
            *unclear,
            *confirmations(mentees, mentors, blocked=conflicts.blocked_pairs, policy=policy),
        ),
    )


def as_standing(start: Start, cohort: Cohort) -> Start:
    """The same decisions about the sign-ups under which people stand in this run.

    Whoever signed up more than once has waited as long as any of her sign-ups.
    """
    waited: dict[str, int] = {}
    for key, rounds in start.waited.items():
        under = cohort.stands_under(key)
        waited[under] = max(rounds, waited.get(under, rounds))
    return replace(
        start,
        waited=waited,
        pinned={
            cohort.stands_under(mentee): cohort.stands_under(mentor)
            for mentee, mentor in start.pinned.items()
        },
        avoided=frozenset(cohort.standing(dict.fromkeys(start.avoided))),
    )


def _all_reasons(*rooms: Mapping[str, str]) -> dict[str, str]:
    """key → everything that has to be decided about this person first."""
    reasons: dict[str, str] = {}
    for key, reason in (entry for room in rooms for entry in room.items()):
        if reason not in reasons.get(key, ""):
            reasons[key] = f"{reasons[key]} {reason}" if key in reasons else reason
    return reasons


def _sides(cohort: Cohort) -> dict[str, Side]:
    everybody = (*cohort.mentees, *cohort.mentors, *cohort.held_people.values())
    return {person.key: person.side for person in everybody}
