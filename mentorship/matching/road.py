"""The whole road that the command line and the web both walk: a cohort in, a proposal out."""

from dataclasses import dataclass, field

from mentorship.domain.policy import Policy
from mentorship.domain.questions import Cohort
from mentorship.guard.conflicts import Conflicts, keep_apart
from mentorship.guard.institutions import Register
from mentorship.matching.proposal import Proposal, Start
from mentorship.matching.propose import OnStep, Step, propose, silent


@dataclass(frozen=True, slots=True)
class Terms:
    """What a programme decides before a run: its institutions, its policy, what stays as it is."""

    register: Register
    policy: Policy = field(default_factory=Policy)
    start: Start = field(default_factory=Start)


@dataclass(frozen=True, slots=True)
class Walked:
    """What the road found: who was kept apart, and what is proposed."""

    conflicts: Conflicts
    proposal: Proposal


def walk(cohort: Cohort, *, terms: Terms, on_step: OnStep = silent) -> Walked:
    """The cohort kept apart where it must be, with the best proposal for everybody else."""
    on_step(Step.GUARD)
    conflicts = keep_apart(
        cohort.mentees,
        cohort.mentors,
        register=terms.register,
        policy=terms.policy,
        others=cohort.held_people.values(),
    )
    proposal = propose(cohort, conflicts, policy=terms.policy, start=terms.start, on_step=on_step)
    return Walked(conflicts, proposal)
