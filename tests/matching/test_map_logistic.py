"""The estimator is right: its slope, its limits, and scikit-learn's own where both can do it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from sklearn.linear_model import LogisticRegression
from sklearn.utils.estimator_checks import check_estimator

from mentorship.matching.learning.map_logistic import MapLogistic, loss_and_slope


@given(seed=st.integers(0, 10_000), strength=st.floats(0, 5))
@settings(max_examples=50, deadline=None)
def test_the_slope_is_the_slope_of_the_loss(seed: int, strength: float) -> None:
    random = np.random.default_rng(seed)
    rows, weight, coef, centre = (
        random.normal(size=shape) for shape in ((30, 4), (30,), (4,), (4,))
    )
    arguments = rows, np.abs(weight), centre, np.full(4, strength)

    _, slope = loss_and_slope(coef, *arguments)

    by_hand = approx_fprime(coef, lambda at: loss_and_slope(at, *arguments)[0])
    assert slope == pytest.approx(by_hand, rel=1e-4, abs=1e-4)


@pytest.mark.parametrize("strength", [0.1, 1.0, 10.0])
def test_without_centre_and_limits_it_is_scikit_learns_own(strength: float) -> None:
    random = np.random.default_rng(3)
    rows, weight = random.normal(size=(80, 5)), random.random(80)
    said = random.random(80) < 1 / (1 + np.exp(-rows @ [1, -2, 0.5, 0, 3]))

    ours = MapLogistic(strength=strength, lowest=-np.inf).fit(rows, said, sample_weight=weight)

    theirs = LogisticRegression(C=1 / strength, fit_intercept=False, tol=1e-10, max_iter=1000)
    theirs.fit(rows, said, sample_weight=weight)
    assert ours.coef_ == pytest.approx(theirs.coef_[0], abs=1e-5)
    assert ours.predict_proba(rows) == pytest.approx(theirs.predict_proba(rows), abs=1e-5)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_the_limits_hold_and_nothing_within_them_is_more_probable(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows, said = random.normal(size=(40, 3)), np.arange(40) % 2
    model = MapLogistic((1.0, 0.0, 2.0), lowest=(0.0, 0.0, 2.0), highest=(np.inf, 0.4, 2.0))

    coef = model.fit(rows, said).coef_

    turned = rows * np.where(said == 1, 1, -1)[:, None]
    arguments = turned, np.ones(40), np.array([1.0, 0.0, 2.0]), np.ones(3)
    least, _ = loss_and_slope(coef, *arguments)
    assert coef[2] == 2.0
    assert 0 <= coef[1] <= 0.4
    for step in random.normal(scale=0.05, size=(50, 3)):
        near = np.clip(coef + step, [0, 0, 2], [np.inf, 0.4, 2])
        assert loss_and_slope(near, *arguments)[0] >= least - 1e-7


def test_it_keeps_the_promises_of_a_scikit_learn_estimator() -> None:
    check_estimator(MapLogistic(), on_skip=None)
