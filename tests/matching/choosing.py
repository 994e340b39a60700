"""Invented decisions of people who care for one thing more than for another."""

import numpy as np

from mentorship.domain.policy import DEFAULT_WEIGHTS
from mentorship.matching.arrays import Floats
from mentorship.matching.learning.comparisons import LEARNED_FACETS, Comparison
from mentorship.matching.scores import Part

TODAY = np.array([DEFAULT_WEIGHTS[facet] for facet in LEARNED_FACETS])
# What the people in these tests care about, unless they agree with today's weights.
VALUES_FIRST = np.array([0.05, 0.05, 0.60, 0.10, 0.10, 0.05, 0.05])


def parts(closeness: Floats, *, identity: Part | None = None) -> dict[str, Part]:
    """The parts of a pair with this closeness, and today's weights."""
    return {
        facet: Part(weight, float(near))
        for facet, weight, near in zip(LEARNED_FACETS, TODAY, closeness, strict=True)
    } | {"identity": identity or Part(0.0, 0.0)}


def choices(
    count: int, care: Floats, *, sharpness: float = 25.0, seed: int = 1
) -> list[Comparison]:
    """Each of `count` mentees has one pair proposed, the best of six by today's weights; somebody
    who cares like that takes it or the second best, with a leaning to what stands there."""
    random = np.random.default_rng(seed)
    found = []
    for number in range(count):
        six = random.random((6, 7))
        proposed, other = six[np.argsort(-six @ TODAY)[:2]]
        odds = sharpness * (proposed - other) @ care + 1.0
        kept = bool(random.random() < 1 / (1 + np.exp(-odds)))
        chosen, passed_over = (proposed, other) if kept else (other, proposed)
        found.append(
            Comparison(
                chosen=parts(chosen),
                passed_over=parts(passed_over),
                group=f"mentee:{number}",
                kept=kept,
                decider=f"coordinator:{number % 2}",
            )
        )
    return found
