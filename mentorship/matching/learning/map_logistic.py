"""Logistic regression around a centre, within limits: what scikit-learn's own does not offer.

Sources: Bradley & Terry 1952 (which of two is preferred, from a difference of worth); logistic
regression with a Gaussian prior as the most probable parameters (MAP), e.g. Bishop 2006, 4.5;
Byrd, Lu, Nocedal & Zhu 1995 (L-BFGS-B).
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, minimize
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.preprocessing import LabelEncoder
from sklearn.utils import Tags, check_array, check_consistent_length
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

from mentorship.matching.arrays import Floats

_MOST_STEPS = 1000
_ALMOST_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Prior:
    """What is expected of coefficients before any evidence: one number each, or one a feature.

    centre           where they lie
    strength         0 or more: 1 / variance of the Gaussian around the centre
    lowest, highest  limits; where both are equal the coefficient is held
    """

    centre: ArrayLike = 0.0
    strength: ArrayLike = 1.0
    lowest: ArrayLike = 0.0
    highest: ArrayLike = np.inf


class MapLogistic(ClassifierMixin, BaseEstimator):
    """The most probable coefficients, given a Gaussian around `centre` and limits on each.

    Minimises Σ weight · log(1 + exp(−sign · row·coef)) + ½ Σ strength · (coef − centre)², where
    sign is 1 for the second class and −1 for the first. There is no intercept: a row is a
    difference, and nothing speaks for either side where nothing differs.

    The four parameters are those of Prior. With `centre` 0 and no limits, `strength` is 1 / C of
    scikit-learn's LogisticRegression(fit_intercept=False).

    coef_  (features,) after fit
    """

    coef_: Floats
    classes_: NDArray[np.generic]
    n_iter_: int

    def __init__(
        self,
        centre: ArrayLike = 0.0,
        *,
        strength: ArrayLike = 1.0,
        lowest: ArrayLike = 0.0,
        highest: ArrayLike = np.inf,
    ) -> None:
        self.centre = centre
        self.strength = strength
        self.lowest = lowest
        self.highest = highest

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:  # noqa: N803 - scikit-learn's name
        """The coefficients are found. Raises ValueError when y has not exactly two classes."""
        rows, target = validate_data(self, X, y, dtype=np.float64)
        sign = self._signs(target)
        prior = Prior(self.centre, self.strength, self.lowest, self.highest)
        weight = _weights(sample_weight, count=len(rows))
        self.coef_, self.n_iter_ = most_probable(rows * sign[:, None], weight, prior=prior)
        return self

    def _signs(self, target: NDArray[np.generic]) -> Floats:
        check_classification_targets(target)
        kind = type_of_target(target)
        encoder = LabelEncoder().fit(target)
        self.classes_ = encoder.classes_
        if kind != "binary" and self.classes_.size != 2:
            raise ValueError(
                f"Only binary classification is supported. The type of the target is {kind}."
            )
        if self.classes_.size != 2:
            raise ValueError("Two classes are needed, and there is one class only.")
        return np.asarray(2.0 * encoder.transform(target) - 1.0)

    def decision_function(self, X: ArrayLike) -> Floats:  # noqa: N803 - scikit-learn's name
        """(rows,) the log-odds of the second class."""
        check_is_fitted(self)
        rows = validate_data(self, X, dtype=np.float64, reset=False)
        return np.asarray(rows @ self.coef_)

    def predict_proba(self, X: ArrayLike) -> Floats:  # noqa: N803 - scikit-learn's name
        """(rows, 2) the probability of each class."""
        second = expit(self.decision_function(X))
        return np.column_stack([1.0 - second, second])

    def predict(self, X: ArrayLike) -> NDArray[np.generic]:  # noqa: N803 - scikit-learn's name
        """(rows,) the more probable class."""
        is_second = self.decision_function(X) > 0
        return np.asarray(self.classes_[is_second.astype(int)])

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        # Without an intercept and below zero it cannot follow every set of rows.
        tags.classifier_tags.poor_score = True
        return tags


def _weights(given: ArrayLike | None, *, count: int) -> Floats:
    """(rows,) how much each row counts, 1 unless it was said."""
    if given is None:
        return np.ones(count)
    weight = check_array(given, ensure_2d=False, dtype=np.float64, ensure_non_negative=True)
    if weight.ndim != 1:
        raise ValueError("Sample weights must be 1D: one number for each row.")
    check_consistent_length(weight, np.empty(count))
    if not weight.any():
        raise ValueError("Sample weights must contain at least one non-zero number.")
    return np.asarray(weight)


def most_probable(turned: Floats, weight: Floats, *, prior: Prior) -> tuple[Floats, int]:
    """(features,) the most probable coefficients, and in how many steps they were found.

    turned  (comparisons × features), turned so that a positive product agrees with the decision
    weight  (comparisons,) how much each counts, 0 or more
    """
    centre, strength, lowest, highest = (
        np.broadcast_to(np.asarray(each, dtype=np.float64), turned.shape[1])
        for each in (prior.centre, prior.strength, prior.lowest, prior.highest)
    )
    # In these units every coefficient curves the loss about equally: fewer steps are needed.
    unit = 1 / np.sqrt(strength + weight @ turned**2 / 4 + _ALMOST_NOTHING)

    def in_units(coef: Floats) -> tuple[float, Floats]:
        loss, slope = loss_and_slope(coef * unit, turned, weight, centre, strength)
        return loss, slope * unit

    found = minimize(
        in_units,
        np.clip(centre, lowest, highest) / unit,
        jac=True,
        method="L-BFGS-B",
        bounds=Bounds(lowest / unit, highest / unit),
        options={"maxiter": _MOST_STEPS, "ftol": 1e-12, "gtol": 1e-8},
    )
    # Limits hold exactly, whatever the division did to their last digit.
    return np.clip(found.x * unit, lowest, highest), int(found.nit)


def loss_and_slope(
    coef: Floats, turned: Floats, weight: Floats, centre: Floats, strength: Floats
) -> tuple[float, Floats]:
    """What a fit makes as small as it can, and its gradient; arguments as in most_probable."""
    product = turned @ coef
    away = coef - centre
    loss = weight @ np.logaddexp(0.0, -product) + 0.5 * strength @ away**2
    slope = -(turned.T @ (weight * expit(-product))) + strength * away
    return float(loss), slope
