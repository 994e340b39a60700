"""The road of one run, from people who may be matched to proposed pairs and honest waiting."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum

from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.policy import Policy
from mentorship.domain.questions import Cohort, Question
from mentorship.matching.fairness.accounting import account
from mentorship.matching.findings import mentors_without, others, pairs, recruit, waits
from mentorship.matching.found import Found
from mentorship.matching.gates import Apart, Gates, gates
from mentorship.matching.objective import objective
from mentorship.matching.proposal import (
    KeptApart,
    Proposal,
    Start,
)
from mentorship.matching.report import numbers, report
from mentorship.matching.roll import Roll, as_standing, call_roll
from mentorship.matching.scores import Scores, scores
from mentorship.matching.what_if.situation import Situation
from mentorship.matching.what_if.situation import solved as best_of


class Step(StrEnum):
    """What a run is doing, in the order in which it does it."""

    GUARD = "who must never meet"
    ROLL = "who takes part"
    SCORES = "how well each pair fits"
    GATES = "hard rules"
    ASSIGNMENT = "the best set of pairs"
    REASONS = "reasons and waiting"


OnStep = Callable[[Step], None]


def silent(step: Step) -> None:
    """Tells nobody."""


def propose_for(
    cohort: Cohort,
    conflicts: KeptApart,
    *,
    policy: Policy,
    start: Start | None = None,
    on_step: OnStep = silent,
) -> Proposal:
    """The best permitted set of pairs for this cohort, with reasons; nothing is decided by it.

    conflicts  who must never meet, and who is held for a decision (guard.keep_apart)
    start      seed, who waited before, pairs that stay and pairs that never come again
    on_step    told what happens next

    Most mentees first, then those who have waited longest, then the poorest pair, then all pairs
    together (see objective.py), under everybody's places. Equal people, policy and seed give an
    equal proposal, whatever the order in which they come.
    """
    start = as_standing(start or Start(), cohort)
    watch = _Watch(on_step)
    with watch.step(Step.ROLL):
        roll = call_roll(cohort, conflicts, policy=policy, start=start)
    with watch.step(Step.SCORES):
        model = scores(roll.mentees, roll.mentors, policy=policy) if roll.is_two_sided else None
    with watch.step(Step.GATES):
        apart = Apart(conflicts.blocked_pairs.keys(), start.avoided)
        gate = gates(roll.mentees, roll.mentors, policy=policy, apart=apart)
    questions = (*cohort.questions, *conflicts.questions, *roll.questions)
    with watch.step(Step.ASSIGNMENT):
        found = solved(roll, model, gate, policy=policy, start=start, questions=questions)
    with watch.step(Step.REASONS):
        proposed = tuple(pairs(found))
        proposal = Proposal(
            pairs=proposed,
            waiting=tuple(waits(found)),
            mentors_without=mentors_without(found),
            questions=questions,
            problems=cohort.problems,
            gone=cohort.gone,
            others=others(found),
            recruit=recruit(found),
            report=report(found, proposed, seconds=watch.seconds),
            numbers=numbers(found),
        )
        everybody = (*cohort.mentees, *_mentees(cohort.held_people.values()))
        return replace(proposal, account=account(everybody, found, proposal))


def _mentees(people: Iterable[Mentee | Mentor]) -> Iterator[Mentee]:
    return (person for person in people if isinstance(person, Mentee))


def solved(
    roll: Roll,
    model: Scores | None,
    gate: Gates,
    *,
    policy: Policy,
    start: Start,
    questions: Iterable[Question],
) -> Found:
    """The best set of pairs among these people, with everything that it was found from."""
    may_meet = gate.may_meet()
    open_to = may_meet & (roll.places > 0)
    aim = objective(model, open_to, policy=policy)
    situation = Situation(
        mentee_vectors=aim.mentee_vectors,
        mentor_vectors=aim.mentor_vectors,
        may_meet=may_meet,
        places=roll.places,
        priority=roll.priority,
        floor=aim.floor,
        utility=aim.utility,
        seed=start.seed,
    )
    return Found(
        roll=roll,
        model=model,
        gates=gate,
        may_meet=may_meet,
        open_to=open_to,
        aim=aim,
        stand=best_of(situation),
        policy=policy,
        start=start,
        asked_about=_asked_about(questions),
    )


def _asked_about(questions: Iterable[Question]) -> frozenset[str]:
    """The people about whom something is open. A question about a pair concerns only that pair."""
    return frozenset(
        question.mentee or question.mentor or ""
        for question in questions
        if question.mentee is None or question.mentor is None
    )


@dataclass(slots=True)
class _Watch:
    """Seconds by step."""

    on_step: OnStep
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, step: Step) -> Iterator[None]:
        self.on_step(step)
        began = time.perf_counter()
        yield
        self.seconds[step.value] = round(time.perf_counter() - began, 3)
