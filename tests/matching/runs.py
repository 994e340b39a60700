"""Runs of the matching on made people, for tests."""

from collections.abc import Iterable, Mapping
from typing import Any

from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.policy import Policy
from mentorship.domain.questions import Cohort
from mentorship.guard.conflicts import Conflicts
from mentorship.guard.reasons import FAILED
from mentorship.matching.proposal import Cause, Proposal, Start
from mentorship.matching.proposing import propose_for

Pair = tuple[str, str]


def the_cohort(mentees: Iterable[Mentee], mentors: Iterable[Mentor], **more: Any) -> Cohort:
    return Cohort(tuple(mentees), tuple(mentors), **more)


def the_guard(blocked: Iterable[Pair] = (), held: Mapping[str, str] | None = None) -> Conflicts:
    return Conflicts(dict.fromkeys(blocked, FAILED), held or {}, (), frozenset())


def run(
    mentees: Iterable[Mentee],
    mentors: Iterable[Mentor],
    *,
    guard: Conflicts | None = None,
    start: Start | None = None,
) -> Proposal:
    cohort = the_cohort(mentees, mentors)
    return propose_for(cohort, guard or the_guard(), policy=Policy(), start=start)


def keys(proposal: Proposal) -> set[Pair]:
    return {(pair.mentee, pair.mentor) for pair in proposal.pairs}


def causes(proposal: Proposal) -> dict[str, Cause]:
    return {wait.mentee: wait.cause for wait in proposal.waiting}
