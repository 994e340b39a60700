"""Every way to choose pairs as many people, keeps the rules, and is the best at what it is for."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from people import a_mentee
from scipy.optimize import linear_sum_assignment

from mentorship.matching.fairness.price_of_fairness import (
    NOBODY,
    Way,
    chosen_by,
    prices_of,
    thin_profiles,
    ways_to_choose,
)
from mentorship.matching.objective import balanced, best_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Dense:
    mentor_of: NDArray[np.int64]


def dense(
    mentee_vectors: Floats,
    mentor_vectors: Floats,
    places: NDArray[np.int64],
    may_meet: NDArray[np.bool_],
    floor: str | None = None,
    utility: Callable[[Floats], Floats] | None = None,
) -> Dense:
    """An independent, slow solver: scipy's, with every floor tried from the top down."""
    scores = mentee_vectors @ mentor_vectors.T
    worth = scores if utility is None else utility(scores)
    most = (_assigned(worth, may_meet, places) != NOBODY).sum()
    for least in sorted(set(scores[may_meet]), reverse=True) if floor else ():
        found = _assigned(worth, may_meet & (scores >= least - 1e-12), places)
        if (found != NOBODY).sum() == most:
            return Dense(found)
    return Dense(_assigned(worth, may_meet, places))


def _assigned(
    worth: Floats, may_meet: NDArray[np.bool_], places: NDArray[np.int64]
) -> NDArray[np.int64]:
    columns = np.repeat(np.arange(places.size), places)
    table = np.where(may_meet, worth, -1e4)[:, columns]
    rows, seats = linear_sum_assignment(table, maximize=True)
    mentor_of = np.full(len(worth), NOBODY)
    kept = table[rows, seats] > -1e3
    mentor_of[rows[kept]] = columns[seats[kept]]
    return mentor_of


def a_round(seed: int) -> tuple[Floats, NDArray[np.bool_], NDArray[np.int64]]:
    chance = np.random.default_rng(seed)
    scores = chance.random((12, 7)) * chance.uniform(0.5, 1.0, (12, 1))
    return scores, chance.random(scores.shape) < 0.8, chance.integers(0, 4, 7)


def the_ways(seed: int) -> tuple[Way, ...]:
    return ways_to_choose(*a_round(seed))


@pytest.mark.parametrize("seed", range(6))
def test_the_engine_and_another_solver_find_the_same_prices(seed: int) -> None:
    ours, theirs = the_ways(seed), chosen_by(dense, *a_round(seed))

    # Equally good pairs may differ in everything but what was made as great as possible.
    assert [way.pairs for way in ours] == [way.pairs for way in theirs]
    assert aims(ours) == pytest.approx(aims(theirs))


def aims(ways: tuple[Way, ...]) -> list[float]:
    """What each way makes as great as possible, the more important first."""
    plain, shares, floor, even = ways
    return [
        plain.total,
        shares.mean_share(),
        floor.worst_share,
        floor.mean_share(),
        even.worst_share,
        float(np.nansum(balanced(even.shares))),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_every_way_is_the_best_at_what_it_is_for(seed: int) -> None:
    plain, shares, floor, even = the_ways(seed)

    assert len({way.pairs for way in (plain, shares, floor, even)}) == 1
    assert plain.total >= max(shares.total, floor.total, even.total) - 1e-9
    assert shares.mean_share() >= max(way.mean_share() for way in (plain, floor, even)) - 1e-9
    assert floor.worst_share == pytest.approx(even.worst_share)
    assert floor.worst_share >= max(plain.worst_share, shares.worst_share) - 1e-9


def test_the_price_is_told_beside_the_plain_total() -> None:
    scores = np.array([[0.8, 0.6], [0.7, 0.2]])
    ways = ways_to_choose(scores, np.ones((2, 2), dtype=bool), np.array([1, 1]))

    plain = prices_of(ways, np.array([True, False]))[0]

    assert (plain.lost, plain.total, plain.worst, plain.poor) == pytest.approx((0, 1.3, 0.6, 0))
    assert plain.sentence() == (
        "The plain total: 2 pairs, 0.00 % of the total given up; the poorest pair scores 0.60 and "
        "nobody who is paired gets less than 75 % of her own best; 0 of the pairs score less than "
        "0.35. Those who answered little get 75.0 % of their best on average, the others 100.0 %."
    )


def test_where_nobody_may_meet_nothing_has_a_price() -> None:
    ways = ways_to_choose(np.ones((2, 1)), np.zeros((2, 1), dtype=bool), np.array([1]))

    prices = prices_of(ways, np.array([True, False]))

    assert {price.sentence().split(":")[1] for price in prices} == {" nobody is paired."}
    assert {price.lost for price in prices} == {0.0}


def test_her_best_counts_only_who_has_a_place_and_may_meet_her() -> None:
    scores = np.array([[0.9, 0.8, 0.7, 0.1]])
    may_meet = np.array([[True, False, True, True]])

    assert best_of(scores, may_meet & np.array([False, True, True, True])) == pytest.approx([0.7])


def test_a_thin_profile_answers_less_than_most() -> None:
    full = a_mentee(topics=frozenset({"racism"}), values=frozenset({"care"}), words="How?")

    assert thin_profiles([a_mentee(), full, full]).tolist() == [True, False, False]
    assert thin_profiles([]).tolist() == []
