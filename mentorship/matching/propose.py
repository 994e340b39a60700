"""The road of one run, from people who may be matched to proposed pairs and honest waiting."""

import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import version

import numpy as np

from mentorship.domain.policy import Policy
from mentorship.domain.questions import Cohort, Question
from mentorship.matching.arrays import Floats, Mask
from mentorship.matching.assignment import MILLION, NOBODY, Assignment, assign, in_millionths
from mentorship.matching.explain import Pairing, explain
from mentorship.matching.gates import Apart, Gates, gates
from mentorship.matching.proposal import (
    KeptApart,
    Proposal,
    ProposedPair,
    RunReport,
    Start,
    Waiting,
)
from mentorship.matching.roll import Roll, call_roll
from mentorship.matching.scores import Scores, scores
from mentorship.matching.waiting import causes, held, waiting


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


def propose(
    cohort: Cohort,
    conflicts: KeptApart,
    *,
    policy: Policy,
    start: Start | None = None,
    on_step: OnStep = silent,
) -> Proposal:
    """The best permitted set of pairs for this cohort, with reasons; nothing is decided by it.

    conflicts  who must never meet, and who is held for a decision (guard.keep_apart)
    start      seed, pairs that stay and pairs that never come again
    on_step    told what happens next

    Most mentees first, then the greatest sum of scores, under everybody's places. Equal people,
    policy and seed give an equal proposal, whatever the order in which they come.
    """
    start = start or Start()
    watch = _Watch(on_step)
    with watch.step(Step.ROLL):
        roll = call_roll(cohort, conflicts, policy=policy, start=start)
    with watch.step(Step.SCORES):
        scored = _scored(roll, policy)
    with watch.step(Step.GATES):
        apart = Apart(conflicts.blocked_pairs.keys(), start.avoided)
        gate = gates(roll.mentees, roll.mentors, policy=policy, apart=apart)
    with watch.step(Step.ASSIGNMENT):
        may_meet = gate.may_meet()
        solution = assign(scored.table, may_meet, roll.places, seed=start.seed)
    questions = (*cohort.questions, *conflicts.questions, *roll.questions)
    with watch.step(Step.REASONS):
        found = _Found(roll, scored, gate, may_meet, solution, _asked_about(questions))
        pairs, waits = tuple(_pairs(found)), tuple(_waits(found))
    return Proposal(
        pairs=pairs,
        waiting=waits,
        mentors_without=_mentors_without(found),
        questions=questions,
        report=_report(found, policy=policy, seed=start.seed, seconds=watch.seconds),
    )


@dataclass(frozen=True, slots=True)
class _Scored:
    """model: parts of any pair, None when one side is empty; table: (mentees, mentors) scores."""

    model: Scores | None
    table: Floats


def _scored(roll: Roll, policy: Policy) -> _Scored:
    if not roll.mentees or not roll.mentors:
        return _Scored(None, np.zeros((len(roll.mentees), len(roll.mentors))))
    model = scores(roll.mentees, roll.mentors, policy=policy)
    return _Scored(model, model.all())


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything that a run knows once the pairs stand."""

    roll: Roll
    scored: _Scored
    gates: Gates
    may_meet: Mask
    solution: Assignment
    asked_about: frozenset[str]


def _asked_about(questions: Iterable[Question]) -> frozenset[str]:
    """The people about whom something is open. A question about a pair concerns only that pair."""
    return frozenset(
        question.mentee or question.mentor or ""
        for question in questions
        if question.mentee is None or question.mentor is None
    )


def _pairs(found: _Found) -> Iterator[ProposedPair]:
    model = found.scored.model
    if model is None:
        return
    worth = in_millionths(found.scored.table)
    open_to = found.may_meet & (found.roll.places > 0)
    best = {facet: _best(model.closeness(facet), open_to) for facet in model.columns}
    seated = np.flatnonzero(found.solution.mentor_of != NOBODY)
    chosen = found.solution.mentor_of[seated]
    parts = model.parts_of(seated, chosen)
    for mentee, mentor, of_pair in zip(seated.tolist(), chosen.tolist(), parts, strict=True):
        pairing = Pairing(
            found.roll.mentees[mentee],
            found.roll.mentors[mentor],
            parts=of_pair,
            best={facet: float(row[mentee]) for facet, row in best.items()},
            score=int(worth[mentee, mentor]) / MILLION,
            asked_about=found.asked_about,
        )
        better = (worth[mentee] > worth[mentee, mentor]) & open_to[mentee]
        yield _pair(pairing, rank=1 + int(better.sum()))


def _pair(pairing: Pairing, *, rank: int) -> ProposedPair:
    return ProposedPair(
        mentee=pairing.mentee.key,
        mentor=pairing.mentor.key,
        score=pairing.score,
        rank=rank,
        parts=pairing.parts,
        explanation=explain(pairing),
    )


def _best(closeness: Floats, open_to: Mask) -> Floats:
    """(mentees,) the greatest closeness with anybody whom she may meet."""
    return np.asarray(np.where(open_to, closeness, 0.0).max(axis=1, initial=0.0))


def _waits(found: _Found) -> Iterator[Waiting]:
    unpaired = np.flatnonzero(found.solution.mentor_of == NOBODY).tolist()
    places = found.roll.places_before_pins
    for mentee, (cause, could_meet) in zip(
        unpaired, causes(found.gates, places, unpaired=unpaired), strict=True
    ):
        yield waiting(found.roll.mentees[mentee], cause, could_meet=could_meet)
    for key, reason in sorted(found.roll.held_mentees.items()):
        yield held(key, reason)


def _mentors_without(found: _Found) -> Mapping[str, str]:
    taken = set(found.solution.mentor_of[found.solution.mentor_of != NOBODY].tolist())
    without = {
        mentor.key: _why_nobody(int(found.roll.places_before_pins[index]))
        for index, mentor in enumerate(found.roll.mentors)
        if index not in taken and mentor.key not in found.roll.pinned_mentors
    }
    return without | dict(found.roll.held_mentors)


def _why_nobody(places: int) -> str:
    if places == 0:
        return "No place in this round."
    return "Has room; everybody whom this mentor could meet has another mentor, or nobody was left."


def _report(found: _Found, *, policy: Policy, seed: int, seconds: Mapping[str, float]) -> RunReport:
    solution = found.solution
    return RunReport(
        counts=_counts(found),
        status=solution.status,
        objective=solution.total / MILLION,
        bound=solution.bound / MILLION,
        gap=solution.gap,
        seconds=seconds,
        versions=versions(),
        seed=seed,
        policy=policy.as_dict(),
    )


def _counts(found: _Found) -> dict[str, int]:
    roll, paired = found.roll, found.solution.paired
    return {
        "mentees_who_may_be_matched": len(roll.mentees),
        "mentors_who_may_be_matched": len(roll.mentors),
        "places": int(roll.places.sum()),
        "pairs": paired,
        "pairs_decided_before": len(roll.pinned),
        "waiting": len(roll.mentees) - paired + len(roll.held_mentees),
        "waiting_for_a_decision": len(roll.held_mentees),
        "permitted_pairs": int(found.may_meet.sum()),
    } | {
        f"pairs_closed_by: {gate.value}": int(closed.sum())
        for gate, closed in sorted(found.gates.closed.items())
    }


def versions() -> dict[str, str]:
    """What this run was computed with."""
    packages = ("mentorship", "numpy", "ortools", "scikit-learn", "scipy")
    return {"python": platform.python_version()} | {name: version(name) for name in packages}


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
