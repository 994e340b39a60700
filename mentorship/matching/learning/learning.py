"""Weights that fit people's decisions, never far from today's, and how well they do on unseen ones.

A decision is read as in Bradley & Terry (1952): the log-odds that one pair is taken rather than
another are `sharpness` × (difference of their scores) + `lean` × (which of them was proposed).
People mostly keep what stands there already. Without the lean, pairs that were replaced would look
like evidence against whatever today's weights put first, and learning would turn them round.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.learning.comparisons import Differences
from mentorship.matching.learning.map_logistic import Prior, most_probable

# How far a weight may be expected to lie from today's, in shares of the score; 0 is today's own.
SPREADS = (0.0, 0.03, 0.08, 0.2)
# In one round no weight becomes more than half as much again (a small one: five points more), or
# less than two thirds of what it was.
MOST_TIMES = 1.5
MOST_POINTS = 0.05
FOLDS, INNER_FOLDS = 5, 3
# Log-odds for a whole point of score: about 10, give or take 20.
_SHARPNESS, _SHARPNESS_SPREAD, _LEAST_SHARPNESS, _MOST_SHARPNESS = 10.0, 20.0, 1.0, 100.0
_LEAN_SPREAD = 3.0
_ALMOST_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Habit:
    """How people decide under given weights; see the top of this module."""

    sharpness: float
    lean: float


@dataclass(frozen=True, slots=True)
class Trial:
    """Today's weights and learned ones, each on decisions that they were not fitted to.

    gain            mean over mentees of the log-loss that learned weights save
    error           its standard error
    agrees_today    share of the comparisons in which the chosen pair scores higher, by strength
    agrees_learned  the same for the learned weights
    """

    gain: float
    error: float
    agrees_today: float
    agrees_learned: float


def habit(found: Differences, weights: Floats) -> Habit:
    """How sharply people follow these weights, and how much they lean to what was proposed."""
    rows = np.column_stack([found.scores(weights), found.lean])
    expected = Prior(
        centre=(_SHARPNESS, 0.0),
        strength=(_SHARPNESS_SPREAD**-2, _LEAN_SPREAD**-2),
        lowest=(_LEAST_SHARPNESS, -np.inf),
        highest=(_MOST_SHARPNESS, np.inf),
    )
    (sharpness, lean), _ = most_probable(rows, found.strength, prior=expected)
    return Habit(float(sharpness), float(lean))


def learned_weights(found: Differences, today: Floats, *, spread: float) -> Floats:
    """(facets,) the most probable weights, 0 or more; they add up to what today's add up to.

    today   (facets,) the weights in force, the centre of the prior
    spread  how far a weight is expected to lie from today's, in shares of the score
    """
    if spread == 0:
        return today
    rows = np.column_stack([found.closeness, found.identity, found.lean])
    expected = _around(today, habit(found, today).sharpness, spread=spread)
    coef = most_probable(rows, found.strength, prior=expected)[0][: today.size]
    total = coef.sum()
    return np.asarray(coef / total * today.sum()) if total > 0 else today


def _around(today: Floats, sharpness: float, *, spread: float) -> Prior:
    """Coefficients of facets, identity and lean that amount to today's weights."""
    facets = np.ones(today.size)
    return Prior(
        centre=(*(sharpness * today), sharpness, 0.0),
        strength=(*(facets * (sharpness * spread) ** -2), 0.0, _LEAN_SPREAD**-2),
        # What identity adds is not learned: it is held at what she said.
        lowest=(*(0.0 * facets), sharpness, -np.inf),
        highest=(*(np.inf * facets), sharpness, np.inf),
    )


def within_reach(weights: Floats, today: Floats) -> Floats:
    """(facets,) the same weights, none further from today's than one round allows; same sum."""
    lowest = today / MOST_TIMES
    highest = np.maximum(today * MOST_TIMES, today + MOST_POINTS * today.sum())
    wanted = np.maximum(weights, _ALMOST_NOTHING)

    def missing(scale: float) -> float:
        return float(np.clip(scale * wanted, lowest, highest).sum() - today.sum())

    scale = brentq(missing, 0.0, highest.max() / wanted.min())
    return np.asarray(np.clip(scale * wanted, lowest, highest))


def proposed_weights(found: Differences, today: Floats, *, seed: int) -> Floats:
    """(facets,) what would be proposed on these decisions, the spread chosen on unseen ones."""
    # With threads, products of a few hundred rows take up to twenty times as long.
    with threadpool_limits(limits=1):
        return _reachable(found, today, best_spread(found, today, seed=seed))


def best_spread(found: Differences, today: Floats, *, seed: int) -> float:
    """The spread whose weights lose least on decisions about mentees whom they were not fitted to.

    0 when nothing does better than today's weights.
    """
    losses = np.zeros(len(SPREADS))
    for fitted, unseen, _ in _folds(found, INNER_FOLDS, seed=seed):
        for index, spread in enumerate(SPREADS):
            weights = _reachable(fitted, today, spread)
            losses[index] += unseen.strength @ _loss(fitted, unseen, weights)
    return SPREADS[int(losses.argmin())]


def tried(found: Differences, today: Floats, *, seed: int) -> Trial:
    """How well proposing works on these decisions: fitted on four fifths, looked at on the rest.

    Everything that fitting chooses is chosen again inside each part (nested cross-validation), and
    all that was decided about one mentee lies in the same part.
    """
    saved, now, then = (np.zeros(found.group.size) for _ in range(3))
    with threadpool_limits(limits=1):  # for the same reason
        for fitted, unseen, rows in _folds(found, FOLDS, seed=seed):
            learned = proposed_weights(fitted, today, seed=seed)
            saved[rows] = _loss(fitted, unseen, today) - _loss(fitted, unseen, learned)
            now[rows], then[rows] = _agrees(unseen, today), _agrees(unseen, learned)
    gains = _by_mentee(saved, found)
    return Trial(
        gain=float(gains.mean()),
        error=float(gains.std(ddof=1) / np.sqrt(gains.size)),
        agrees_today=float(np.average(now, weights=found.strength)),
        agrees_learned=float(np.average(then, weights=found.strength)),
    )


def _reachable(found: Differences, today: Floats, spread: float) -> Floats:
    return within_reach(learned_weights(found, today, spread=spread), today)


def _loss(fitted: Differences, unseen: Differences, weights: Floats) -> Floats:
    """(unseen,) minus the log of the probability of what people did, by the habit of the others."""
    by = habit(fitted, weights)
    odds = by.sharpness * unseen.scores(weights) + by.lean * unseen.lean
    return np.asarray(np.logaddexp(0.0, -odds))


def _agrees(found: Differences, weights: Floats) -> Floats:
    """(comparisons,) 1 where the chosen pair scores higher, one half where both are equal."""
    return np.asarray((np.sign(found.scores(weights).round(9)) + 1) / 2)


def _by_mentee(values: Floats, found: Differences) -> Floats:
    """(mentees,) the mean of the values of each, by strength."""
    strength = np.bincount(found.group, weights=found.strength)
    total = np.bincount(found.group, weights=found.strength * values)
    return np.asarray(total[strength > 0] / strength[strength > 0])


def _folds(
    found: Differences, folds: int, *, seed: int
) -> Iterator[tuple[Differences, Differences, Integers]]:
    """What to fit, what to look at, and where that stands in the whole."""
    parts = GroupKFold(folds, shuffle=True, random_state=seed)
    for fitted, unseen in parts.split(found.closeness, groups=found.group):
        yield found.of(fitted), found.of(unseen), unseen
