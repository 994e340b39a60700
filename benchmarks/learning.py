"""Learning weights from decisions: when it helps and when it harms, on simulated coordinators."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from mentorship.domain.policy import DEFAULT_WEIGHTS, Policy
from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.learning.comparisons import LEARNED_FACETS, Comparison, differences
from mentorship.matching.learning.learning import habit, learned_weights
from mentorship.matching.learning.map_logistic import Prior, most_probable
from mentorship.matching.learning.weight_proposal import proposal_of_weights
from mentorship.matching.scores import Part

MENTEES, MENTORS, PLACES, FACETS = 60, 40, 2, len(LEARNED_FACETS)
STUDIES = 5
TODAY = np.array([DEFAULT_WEIGHTS[facet] for facet in LEARNED_FACETS])
_SPREAD = 0.08

Chance = np.random.Generator
Decisions = list[Comparison]


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Somebody who decides: what she cares about, how sharply, and how much she keeps things.

    care       (facets,) the true weights, adding up to one
    sharpness  log-odds for one point of true quality; 0 when her reasons lie elsewhere
    lean       log-odds for what was proposed, before any difference
    """

    care: Floats
    sharpness: float = 25.0
    lean: float = 0.0


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the table: how decisions come about, how far she is from today's weights."""

    shown: str
    truth: str
    labels: int


# How pairs are shown and decided about; each gives the decisions about one cohort.
Way = Callable[[Floats, Coordinator, Chance], Iterator[Decisions]]


def run() -> None:
    print("\nlearning the weights from decisions: share of the best possible true quality, with")
    print(f"{STUDIES} simulated coordinators a line; worst: proposed against no learning")
    print(
        f"{'shown':<14} {'she differs':<12} {'decisions':>9} {'no learning':>11} {'free':>6} "
        f"{'MAP':>6} {'pairwise':>8} {'proposed':>8} {'spoke':>6} {'worst':>7}"
    )
    started = time.process_time()
    with threadpool_limits(1):
        for question in _questions():
            _print(question, np.array([_study(question, seed) for seed in range(STUDIES)]))
    print(f"{time.process_time() - started:.0f} s of CPU")


def _questions() -> Iterator[Question]:
    for truth in ("a lot", "a little", "not at all"):
        for labels in (20, 50, 100, 200, 500):
            yield Question("pair and three", truth, labels)
    for labels in (50, 500):
        yield Question("pair and three", "other reasons", labels)
    for truth in ("a lot", "not at all"):
        yield Question("pair alone", truth, 200)
    for truth in ("a lot", "not at all"):
        yield Question("replaced only", truth, 200)


def _print(question: Question, shares: Floats) -> None:
    none, free, plain, pairwise, proposed = shares[:, :5].mean(axis=0)
    print(
        f"{question.shown:<14} {question.truth:<12} {question.labels:>9} {none:>11.3f} "
        f"{free:>6.3f} {plain:>6.3f} {pairwise:>8.3f} {proposed:>8.3f} "
        f"{shares[:, 5].mean():>6.2f} {(shares[:, 4] - shares[:, 0]).min():>+7.3f}",
        flush=True,
    )


def _study(question: Question, seed: int) -> list[float]:
    """The share that each way of learning reaches, and 1 where a proposal was made."""
    chance = np.random.default_rng([seed, question.labels])
    coordinator = TRUTHS[question.truth](chance)
    said = _decisions(question, coordinator, chance)
    proposed = proposal_of_weights(said, Policy()).weights
    learned = [
        TODAY,
        _free(said),
        _pointwise(said),
        learned_weights(differences(said), TODAY, spread=_SPREAD),
        TODAY if proposed is None else np.array([proposed[facet] for facet in LEARNED_FACETS]),
    ]
    cohorts = [_cohort(chance) for _ in range(3)]
    reached = [_share(weights, coordinator.care, cohorts) for weights in learned]
    return [*reached, float(proposed is not None)]


# --- people and what is true of them


def _cohort(chance: Chance) -> Floats:
    """(mentees × mentors × facets) closeness; some mentors suit many, some facets are coarse."""
    random = chance.normal(size=(MENTEES, MENTORS, FACETS))
    random[..., 1] = 0.5 * random[..., 0] + 0.87 * random[..., 1]
    random[..., 0] += chance.normal(scale=0.3, size=MENTORS)
    near = 1 / (1 + np.exp(-random))
    near[..., 1] **= 2
    near[..., 2] **= 1.5
    for facet, steps in _STEPS.items():
        near[..., facet] = np.take(steps, (near[..., facet] * len(steps)).astype(int), mode="clip")
    return np.asarray(near)


_STEPS: Mapping[int, tuple[float, ...]] = {
    3: (0, 0, 0.25, 0.4, 0.4, 0.7, 0.7, 1),
    4: (0.3, 0.6, 0.8, 1, 1),
    5: (0, 0.35, 0.7),
}


def _any_weights(chance: Chance) -> Floats:
    return chance.dirichlet(np.ones(FACETS))


TRUTHS: Mapping[str, Callable[[Chance], Coordinator]] = {
    "a lot": lambda chance: Coordinator(_any_weights(chance)),
    "a little": lambda chance: Coordinator(0.7 * TODAY + 0.3 * _any_weights(chance)),
    "not at all": lambda _: Coordinator(TODAY),
    "other reasons": lambda _: Coordinator(TODAY, sharpness=0.0),
}


def _pairs(closeness: Floats, weights: Floats) -> Integers:
    """(mentees,) the mentor of each in the best set of pairs."""
    places = np.repeat(closeness @ weights, PLACES, axis=1)
    return np.asarray(linear_sum_assignment(places, maximize=True)[1] // PLACES)


def _share(weights: Floats, care: Floats, cohorts: list[Floats]) -> float:
    """What pairs by these weights are truly worth, as a share of the best pairs."""
    worth = [
        sum(float((cohort @ care)[mentee, mentor]) for mentee, mentor in enumerate(pairs))
        / sum(float((cohort @ care)[mentee, mentor]) for mentee, mentor in enumerate(best))
        for cohort in cohorts
        for pairs, best in [(_pairs(cohort, weights), _pairs(cohort, care))]
    ]
    return float(np.mean(worth))


# --- decisions about what today's weights put forward


def _decisions(question: Question, coordinator: Coordinator, chance: Chance) -> Decisions:
    """The comparisons of as many decisions as the question asks for."""
    said: Decisions = []
    count = 0
    while count < question.labels:
        for decision in WAYS[question.shown](_cohort(chance), coordinator, chance):
            if count < question.labels:
                said += [_as_group(comparison, count) for comparison in decision]
                count += 1
    return said


def _as_group(comparison: Comparison, number: int) -> Comparison:
    return Comparison(
        chosen=comparison.chosen,
        passed_over=comparison.passed_over,
        group=f"mentee:{number:04}",
        kept=comparison.kept,
        strength=comparison.strength,
    )


def _pair_and_three(cohort: Floats, who: Coordinator, chance: Chance) -> Iterator[Decisions]:
    """She sees the proposed pair and the mentee's next three, and takes one of the four."""
    for mentee, mentor in enumerate(_pairs(cohort, TODAY)):
        four = cohort[mentee, [mentor, *_next_best(cohort[mentee], mentor)[:3]]]
        worth = who.sharpness * four @ who.care + chance.gumbel(size=4)
        worth[0] += who.lean + 1.0
        taken = int(worth.argmax())
        yield [
            _comparison(
                four[taken],
                four[other],
                kept=True if taken == 0 else False if other == 0 else None,
                strength=1 / 3,
            )
            for other in range(4)
            if other != taken
        ]


def _pair_alone(cohort: Floats, who: Coordinator, chance: Chance) -> Iterator[Decisions]:
    """She sees the pair alone, and keeps it where it is clearly better than her usual one."""
    for mentee, mentor in enumerate(_pairs(cohort, TODAY)):
        pair, usual = cohort[mentee, mentor], np.median(cohort[mentee], axis=0)
        if _keeps(pair, usual, who, chance):
            yield [_comparison(pair, usual, kept=True)]
        else:
            yield [_comparison(usual, pair, kept=False)]


def _replaced_only(cohort: Floats, who: Coordinator, chance: Chance) -> Iterator[Decisions]:
    """Only what was set aside is on record, with the next one that she kept."""
    for mentee, mentor in enumerate(_pairs(cohort, TODAY)):
        pair, usual = cohort[mentee, mentor], np.median(cohort[mentee], axis=0)
        if _keeps(pair, usual, who, chance):
            continue
        for other in cohort[mentee, _next_best(cohort[mentee], mentor)[:5]]:
            if _keeps(other, usual, who, chance):
                yield [_comparison(other, pair, kept=False)]
                break


WAYS: Mapping[str, Way] = {
    "pair and three": _pair_and_three,
    "pair alone": _pair_alone,
    "replaced only": _replaced_only,
}


def _next_best(near: Floats, mentor: int) -> Integers:
    order = np.argsort(-(near @ TODAY), kind="stable")
    return np.asarray(order[order != mentor])


def _keeps(pair: Floats, usual: Floats, who: Coordinator, chance: Chance) -> bool:
    odds = who.sharpness * (pair - usual) @ who.care + who.lean - 2.0
    return bool(chance.random() < 1 / (1 + np.exp(-odds)))


def _comparison(
    chosen: Floats, passed_over: Floats, *, kept: bool | None, strength: float = 1.0
) -> Comparison:
    return Comparison(
        chosen=_parts(chosen),
        passed_over=_parts(passed_over),
        group="",
        kept=kept,
        strength=strength,
    )


def _parts(near: Floats) -> dict[str, Part]:
    return {
        facet: Part(weight, float(value))
        for facet, weight, value in zip(LEARNED_FACETS, TODAY, near, strict=True)
    }


# --- other ways to learn


def _free(said: Decisions) -> Floats:
    """scikit-learn's own on the differences: no sign, no centre, no lean."""
    found = differences(said)
    sign = np.where(np.arange(len(said)) % 2, -1, 1)
    model = LogisticRegression(fit_intercept=False, max_iter=1000)
    model.fit(found.closeness * sign[:, None], sign, sample_weight=found.strength)
    return np.asarray(model.coef_[0])


def _pointwise(said: Decisions) -> Floats:
    """Each pair for itself, taken or not, around today's weights: her level stays in it."""
    found = differences(said)
    taken, left = _closeness(said, "chosen"), _closeness(said, "passed_over")
    ones = np.ones((len(said), 1))
    sharpness = habit(found, TODAY).sharpness
    prior = Prior(
        centre=(*(sharpness * TODAY), 0.0),
        strength=(*np.full(FACETS, (sharpness * _SPREAD) ** -2), 1e-4),
        lowest=(*np.zeros(FACETS), -np.inf),
    )
    rows = np.vstack([np.hstack([taken, ones]), -np.hstack([left, ones])])
    coef, _ = most_probable(rows, np.tile(found.strength, 2) / 2, prior=prior)
    return coef[:FACETS]


def _closeness(said: Decisions, side: str) -> Floats:
    return np.array([[getattr(c, side)[f].closeness for f in LEARNED_FACETS] for c in said])


if __name__ == "__main__":
    run()
