"""How a run went: enough numbers to check it by somebody else's solver, and to run it again."""

import math
import platform
from collections.abc import Mapping
from importlib.metadata import version

import numpy as np

from mentorship.matching.found import Found
from mentorship.matching.meaning.encoder import encoder_in_use, encoder_version, why_no_encoder
from mentorship.matching.numbers import Numbers
from mentorship.matching.objective import in_words
from mentorship.matching.proposal import ProposedPair, RunReport

# A gap of this share of the total, or less, is no gap: the numbers themselves are no finer.
PROVEN = 1e-6
# What is a sum of rounded parts is shown no finer than it is.
DECIMALS = 12


def report(
    found: Found, pairs: tuple[ProposedPair, ...], *, seconds: Mapping[str, float]
) -> RunReport:
    """The record of this run."""
    solution = found.solution
    return RunReport(
        counts=_counts(found),
        status=_status(found),
        objective=solution.total,
        bound=solution.bound,
        gap=solution.gap,
        utility=in_words(found.policy),
        total_score=math.fsum(pair.score for pair in pairs),
        floor=None if math.isnan(solution.floor) else round(solution.floor, DECIMALS),
        rounds=solution.rounds,
        seconds=seconds,
        versions=versions(),
        words_read_by=encoder_in_use(),
        warnings=tuple(filter(None, (why_no_encoder(),))),
        seed=found.start.seed,
        policy=found.policy.as_dict(),
    )


def numbers(found: Found) -> Numbers:
    """The numbers of this run, dense: (mentees × mentors) five times over."""
    aim, roll = found.aim, found.roll
    counts = aim.mentee_vectors @ aim.mentor_vectors.T
    return Numbers(
        tuple(mentee.key for mentee in roll.mentees),
        tuple(mentor.key for mentor in roll.mentors),
        counts if found.model is None else found.model.all(),
        counts,
        counts if aim.utility is None else aim.utility(counts),
        found.may_meet,
        roll.places,
        np.asarray(roll.priority, dtype=np.float64),
        found.solution.mentor_of,
        found.solution.prices,
    )


def _status(found: Found) -> str:
    if not found.open_to.any():
        return "NOTHING_PERMITTED"
    return "OPTIMAL" if found.solution.gap <= PROVEN else "WITHIN_GAP"


def _counts(found: Found) -> dict[str, int]:
    roll, paired = found.roll, found.paired
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
    known = {"python": platform.python_version()} | {name: version(name) for name in packages}
    return known | {"sentence encoder": encoder_version()}
