"""The whole road that the command line and the web both walk: a cohort in, a proposal out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentorship.domain.decisions import NOTHING_DECIDED, Decided
from mentorship.domain.policy import Policy
from mentorship.domain.questions import Cohort
from mentorship.guard.conflicts import Conflicts, keep_apart, one_human
from mentorship.guard.institutions import Register
from mentorship.guard.reasons import ReasonKind
from mentorship.matching.proposal import Proposal, Start
from mentorship.matching.proposing import OnStep, Step, propose_for, silent


@dataclass(frozen=True, slots=True)
class Terms:
    """What a programme decides before a run: its institutions, its policy, what stays as it is.

    decided  what the team has decided about questions that were asked before
    apart    pairs that never meet for a reason that stands in no answer, by any of their sign-ups
    """

    register: Register
    policy: Policy = field(default_factory=Policy)
    start: Start = field(default_factory=Start)
    decided: Decided = field(default_factory=lambda: NOTHING_DECIDED)
    apart: Mapping[tuple[str, str], ReasonKind] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Walked:
    """What the road found: who was kept apart, and what is proposed."""

    conflicts: Conflicts
    proposal: Proposal


def walk(cohort: Cohort, *, terms: Terms, on_step: OnStep = silent) -> Walked:
    """The cohort kept apart where it must be, with the best proposal for everybody else."""
    on_step(Step.GUARD)
    conflicts = guard(cohort, terms=terms)
    proposal = propose_for(
        cohort, conflicts, policy=terms.policy, start=terms.start, on_step=on_step
    )
    return Walked(conflicts, proposal)


def guard(cohort: Cohort, *, terms: Terms) -> Conflicts:
    """Who of this cohort must not meet, those who are held for another reason included."""
    return keep_apart(
        cohort.mentees,
        cohort.mentors,
        register=terms.register,
        policy=terms.policy,
        others=cohort.held_people.values(),
        decided=terms.decided,
        apart=cohort.standing({**terms.apart, **one_human(cohort)}),
    ).shared_by(cohort.may_be_one)
