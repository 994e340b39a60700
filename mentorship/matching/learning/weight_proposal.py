"""Other weights, proposed to a coordinator with their evidence, or an honest sentence why not.

Nothing here applies itself, and nothing that was fitted is kept: what she puts in force is a
policy, written like any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mentorship.domain.errors import Refused
from mentorship.domain.policy import Policy
from mentorship.matching.arrays import Floats
from mentorship.matching.learning.comparisons import (
    LEARNED_FACETS,
    Comparison,
    Differences,
    differences,
)
from mentorship.matching.learning.learning import Trial, proposed_weights, tried

# With fewer, what is learned is mostly chance; see `make bench`.
LEAST_DECISIONS = 50
# Where nearly everything was kept, or nearly everything changed, chance looks like a taste.
LEAST_OF_EACH = 10
_IN_WORDS = {
    "needs": "Topics",
    "words": "Her own words",
    "values": "Values",
    "field": "Field of work",
    "stage": "Career stage",
    "style": "Kind of mentor",
    "logistics": "Ways and times to talk",
}
_CANNOT_KNOW = (
    "People decided about pairs that today's weights had put before them. About pairs that nobody "
    "was shown, this can say little.",
    "A decision about a pair is not yet a good mentorship: it says what people took, not what "
    "helped.",
    "How much identity counts is left as it is. Each mentee says that for herself.",
    "Nothing changes by itself. No weight becomes more than half as much again, and none falls "
    "below two thirds of what it is (a small one may gain five points); what comes after that is "
    "learned from decisions made under the new weights.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightProposal:
    """What people's decisions say about the weights.

    weights    facet → weight, fit for a Policy, with the same sum as today's; None when there is
               nothing to propose
    sentences  the evidence, or why there is nothing to propose, for a coordinator
    decisions  about how many mentees there is a decision
    kept       for how many of them what was proposed was kept; changed: for how many it was not
    deciders   how many people made these decisions, as far as it is known who did
    trial      how well the weights do on decisions that they were not fitted to, if it was tried
    """

    weights: Mapping[str, float] | None
    sentences: tuple[str, ...]
    decisions: int
    kept: int
    changed: int
    deciders: int
    trial: Trial | None

    def as_policy(self, policy: Policy) -> Policy:
        """The same policy with these weights. Raises Refused when none are proposed."""
        if self.weights is None:
            raise Refused("No other weights are proposed. Today's stay as they are.")
        return replace(policy, weights=dict(self.weights))


def proposal_of_weights(
    comparisons: Sequence[Comparison], policy: Policy, *, seed: int = 0
) -> WeightProposal:
    """Weights that fit people's decisions better than today's, if there are any that surely do.

    They are proposed only when there are decisions about at least 50 mentees, at least 10 of which
    kept what was proposed and 10 changed it, and only when on decisions that they were not fitted
    to they save more than one standard error of log-loss over today's.

    seed  decides how the decisions are dealt into parts for that
    """
    heard = _heard(comparisons)
    if too_few := _too_few(heard, policy):
        return replace(heard, sentences=(too_few,))
    found, total = differences(comparisons), sum(policy.weights.values())
    today = _learned_part(policy) / total
    trial = tried(found, today, seed=seed)
    heard = replace(heard, trial=trial)
    if trial.gain <= trial.error:
        return replace(heard, sentences=(_no_better(heard, trial),))
    weights = _weights(found, policy, seed=seed)
    if weights == policy.weights:
        return replace(heard, sentences=(_no_better(heard, trial),))
    return replace(heard, weights=weights, sentences=_evidence(heard, trial, policy, weights))


def _heard(comparisons: Sequence[Comparison]) -> WeightProposal:
    """How much there is to go by; nothing is proposed yet."""
    return WeightProposal(
        weights=None,
        sentences=(),
        decisions=len({c.group for c in comparisons}),
        kept=len({c.group for c in comparisons if c.kept is True}),
        changed=len({c.group for c in comparisons if c.kept is False}),
        deciders=len({c.decider for c in comparisons if c.decider}),
        trial=None,
    )


def _too_few(heard: WeightProposal, policy: Policy) -> str:
    """Why nothing can be said at all, if so."""
    if _learned_part(policy).sum() == 0:
        return "Today only identity counts, and how much that counts is for each mentee to say."
    if heard.decisions < LEAST_DECISIONS:
        return (
            f"{_count(heard.decisions, 'decision')} so far; at least {LEAST_DECISIONS} are needed "
            "before anything can be said about the weights."
        )
    if min(heard.kept, heard.changed) < LEAST_OF_EACH:
        return (
            f"Of {heard.decisions} decisions, {heard.kept} kept what was proposed and "
            f"{heard.changed} changed it. At least {LEAST_OF_EACH} of each are needed: from one "
            "kind alone, what people prefer cannot be told from what they were shown."
        )
    return ""


def _no_better(heard: WeightProposal, trial: Trial) -> str:
    return (
        f"{heard.decisions} decisions so far. On decisions that were left out of the learning, "
        f"other weights did no clearly better than today's, which put the chosen pair first in "
        f"{_percent(trial.agrees_today)}. There is nothing to change."
    )


def _weights(found: Differences, policy: Policy, *, seed: int) -> dict[str, float]:
    total = sum(policy.weights.values())
    learned = proposed_weights(found, _learned_part(policy) / total, seed=seed) * total
    rounded = in_hundredths(learned).tolist()
    return dict(policy.weights) | dict(zip(LEARNED_FACETS, rounded, strict=True))


def _learned_part(policy: Policy) -> Floats:
    return np.array([policy.weights.get(facet, 0.0) for facet in LEARNED_FACETS])


def in_hundredths(weights: Floats) -> Floats:
    """(facets,) each a whole number of hundredths of the sum; the sum is the same."""
    unit = weights.sum() / 100
    whole = np.floor(weights / unit + 1e-9)
    # What is left over goes where most was cut off.
    left = round(100 - whole.sum())
    whole[np.argsort(whole - weights / unit, kind="stable")[:left]] += 1
    return np.asarray((whole * unit).round(12))


def _evidence(
    heard: WeightProposal, trial: Trial, policy: Policy, weights: Mapping[str, float]
) -> tuple[str, ...]:
    return (
        f"{heard.decisions} decisions were looked at: {heard.kept} kept what was proposed, and "
        f"{heard.changed} changed it.",
        f"Today's weights put the chosen pair first in {_percent(trial.agrees_today)}; these would "
        f"in {_percent(trial.agrees_learned)} of decisions that they were not learned from.",
        *_moves(policy.weights, weights),
        _who_decided(heard.deciders),
        *_CANNOT_KNOW,
    )


def _moves(today: Mapping[str, float], then: Mapping[str, float]) -> tuple[str, ...]:
    """What would count more or less, the greatest change first."""
    total = sum(today.values())
    shares = {
        facet: (round(100 * today.get(facet, 0.0) / total), round(100 * then[facet] / total))
        for facet in LEARNED_FACETS
    }
    moved = [facet for facet, (before, after) in shares.items() if before != after]
    moved.sort(key=lambda facet: -abs(shares[facet][1] - shares[facet][0]))
    return tuple(
        f"{_IN_WORDS[facet]} would count {after} % instead of {before} %."
        for facet in moved
        for before, after in [shares[facet]]
    )


def _who_decided(deciders: int) -> str:
    match deciders:
        case 0:
            return "Who decided is not on record, so these may be the preferences of one person."
        case 1:
            return "One person made all of these decisions: they may be her own preferences."
        case _:
            return f"{deciders} people made these decisions; somebody else may decide otherwise."


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
