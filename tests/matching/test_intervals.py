"""Ranges agree with the published examples, and never claim what cannot be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mentorship.matching.fairness.intervals import (
    Estimate,
    difference_of_means,
    difference_of_shares,
    mean_of,
    share_of,
)


def rounded(estimate: Estimate | None) -> tuple[float, ...]:
    assert estimate is not None
    return tuple(round(number, 4) for number in (estimate.value, estimate.low, estimate.high))


def test_nine_of_twelve_lie_between_47_and_91_percent() -> None:
    assert rounded(share_of(9, 12)) == (0.75, 0.4677, 0.9111)


@pytest.mark.parametrize(
    ("count", "people", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_a_share_has_the_range_of_the_source(
    count: int, people: int, low: float, high: float
) -> None:
    assert rounded(share_of(count, people))[1:] == (low, high)


def test_a_difference_of_shares_has_the_range_of_the_source() -> None:
    # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10: 56/70 against 48/80.
    one, other = share_of(56, 70), share_of(48, 80)

    assert one is not None
    assert other is not None
    assert rounded(difference_of_shares(one, other)) == (0.2, 0.0524, 0.3339)


def test_nobody_has_no_share() -> None:
    assert share_of(0, 0) is None


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_range_holds_its_share_and_stays_between_none_and_all(case: tuple[int, int]) -> None:
    estimate = share_of(*case)

    assert estimate is not None
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1


def test_a_mean_has_students_range() -> None:
    values = np.array([0.5, 0.6, 0.7, 0.9, 0.4])
    low, high = stats.t.interval(0.95, 4, loc=values.mean(), scale=stats.sem(values))

    assert rounded(mean_of(values)) == (0.62, round(low, 4), round(high, 4))


def test_a_mean_of_shares_never_reaches_beyond_all() -> None:
    estimate = mean_of(np.array([0.7, 1.0, 1.0]), at_most=1.0)

    assert estimate is not None
    assert estimate.high == 1.0


def test_one_number_has_no_range() -> None:
    assert mean_of(np.array([0.5])) is None
    assert difference_of_means(np.array([0.5]), np.array([0.1, 0.2])) is None


def test_a_difference_of_means_has_welchs_range() -> None:
    one, other = np.array([3.0, 4.0, 1.0, 2.1]), np.array([0.5, 1.0, 0.9, 0.2, 2.0])
    interval = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    gap = one.mean() - other.mean()

    expected = tuple(round(float(x), 4) for x in (gap, interval.low, interval.high))
    assert rounded(difference_of_means(one, other)) == expected


def test_equal_numbers_differ_by_exactly_that_much() -> None:
    assert difference_of_means(np.ones(4), np.zeros(3)) == Estimate(1.0, 1.0, 1.0)


@pytest.mark.parametrize(("low", "high", "beyond"), [(0.1, 0.3, True), (-0.1, 0.3, False)])
def test_beyond_chance_means_the_whole_range_on_one_side(
    low: float, high: float, beyond: bool
) -> None:
    assert Estimate(0.2, low, high).is_beyond_chance is beyond
