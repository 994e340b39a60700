"""The optimum is held against brute force, a dense oracle and its own proof."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from mentorship.matching.assignment import (
    MILLION,
    NOBODY,
    Assignment,
    assign,
    dual_bound,
    in_millionths,
)


def counts(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def everybody(utilities: np.ndarray) -> np.ndarray:
    return np.ones(utilities.shape, dtype=bool)


def best_by_trying_all(
    worth: np.ndarray, may_meet: np.ndarray, places: np.ndarray
) -> tuple[int, int]:
    """(pairs, total) of the best set of pairs, by looking at every one."""
    mentees, mentors = worth.shape
    best = (0, 0)
    for choice in product(range(-1, mentors), repeat=mentees):
        taken = [(i, j) for i, j in enumerate(choice) if j >= 0]
        load = np.bincount([j for _, j in taken], minlength=mentors)
        if all(may_meet[pair] for pair in taken) and (load <= places).all():
            best = max(best, (len(taken), int(sum(worth[pair] for pair in taken))))
    return best


def assert_is_allowed(solution: Assignment, may_meet: np.ndarray, places: np.ndarray) -> None:
    seated = np.flatnonzero(solution.mentor_of != NOBODY)
    assert may_meet[seated, solution.mentor_of[seated]].all()
    load = np.bincount(solution.mentor_of[seated], minlength=places.size)
    assert (load <= places).all()


@given(
    seed=st.integers(0, 2**32 - 1),
    mentees=st.integers(1, 5),
    mentors=st.integers(1, 4),
    density=st.sampled_from([0.2, 0.5, 0.8, 1.0]),
    levels=st.sampled_from([1, 3, 1000]),
)
@settings(max_examples=1500, deadline=None)
def test_no_set_of_pairs_is_better_than_the_one_found(
    seed: int, mentees: int, mentors: int, density: float, levels: int
) -> None:
    chance = np.random.default_rng(seed)
    utilities = chance.integers(0, levels, (mentees, mentors), endpoint=True) / levels
    may_meet = chance.random((mentees, mentors)) < density
    places = chance.integers(0, 3, mentors)

    solution = assign(utilities, may_meet, places)

    assert_is_allowed(solution, may_meet, places)
    best = best_by_trying_all(in_millionths(utilities), may_meet, places)
    assert (solution.paired, solution.total) == best
    assert solution.bound == solution.total
    assert (solution.prices >= 0).all()


@pytest.mark.parametrize("size", [50, 200, 400])
def test_the_total_is_that_of_a_dense_solver(size: int) -> None:
    chance = np.random.default_rng(size)
    utilities = chance.random((size, size // 2))
    places = np.full(size // 2, 2, dtype=np.int64)

    solution = assign(utilities, everybody(utilities), places)

    doubled = in_millionths(np.repeat(utilities, 2, axis=1))
    rows, columns = linear_sum_assignment(doubled, maximize=True)
    assert solution.total == int(doubled[rows, columns].sum())
    assert solution.gap == 0


def test_the_prices_prove_the_optimum_by_themselves() -> None:
    chance = np.random.default_rng(7)
    utilities = chance.random((60, 25))
    may_meet = chance.random((60, 25)) < 0.3
    places = chance.integers(0, 4, 25)

    solution = assign(utilities, may_meet, places)

    # Two conditions of duality, checked without any of the module's own steps: nobody would pay
    # more for another place, and a place that is left over costs nothing.
    worth = in_millionths(utilities)
    one_pair = 2 * int(worth[may_meet & (places > 0)].max()) * 60 + 1
    left = [
        worth[i, solution.mentor_of[i]] + one_pair - solution.prices[solution.mentor_of[i]]
        if solution.mentor_of[i] != NOBODY
        else 0
        for i in range(60)
    ]
    assert min(left) >= 0
    open_to = may_meet & (places > 0)
    for i, j in np.argwhere(open_to):
        assert worth[i, j] + one_pair - solution.prices[j] <= left[i]
    load = np.bincount(solution.mentor_of[solution.mentor_of != NOBODY], minlength=25)
    assert (solution.prices[load < places] == 0).all()


def test_a_bound_from_arbitrary_prices_is_still_a_bound() -> None:
    chance = np.random.default_rng(3)
    utilities = chance.random((12, 6))
    places = chance.integers(1, 3, 6)
    best = assign(utilities, everybody(utilities), places)
    worth = in_millionths(utilities)

    for _ in range(50):
        prices = chance.integers(0, MILLION, 6)
        bound = dual_bound(worth, everybody(utilities), prices=prices, places=places)
        assert bound >= best.total


def test_taking_the_best_pair_first_would_leave_somebody_out() -> None:
    # The second mentee can only meet the mentor whom the first likes a little better.
    utilities = np.array([[0.9, 0.8], [0.1, 0.0]])
    may_meet = np.array([[True, True], [True, False]])

    solution = assign(utilities, may_meet, counts(1, 1))

    assert solution.mentor_of.tolist() == [1, 0]


def test_everybody_wants_the_same_mentor() -> None:
    utilities = np.full((5, 3), 0.2)
    utilities[:, 0] = [0.9, 0.8, 0.7, 0.6, 0.5]

    solution = assign(utilities, everybody(utilities), counts(2, 2, 2))

    assert (solution.mentor_of == 0).nonzero()[0].tolist() == [0, 1]
    assert solution.paired == 5


def test_a_worse_pair_is_better_than_nobody() -> None:
    solution = assign(np.array([[0.0]]), np.array([[True]]), counts(1))

    assert solution.mentor_of.tolist() == [0]
    assert solution.total == 0


def test_a_mentor_without_places_gets_nobody() -> None:
    utilities = np.ones((2, 1))

    solution = assign(utilities, everybody(utilities), counts(0))

    assert solution.mentor_of.tolist() == [NOBODY, NOBODY]
    assert (solution.total, solution.bound) == (0, 0)


def test_nobody_is_permitted() -> None:
    solution = assign(np.ones((3, 3)), np.zeros((3, 3), dtype=bool), counts(1, 1, 1))

    assert solution.paired == 0
    assert solution.status == "NOTHING_PERMITTED"
    assert solution.gap == 0


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_an_empty_side_is_a_result(shape: tuple[int, int]) -> None:
    solution = assign(np.zeros(shape), np.ones(shape, dtype=bool), np.ones(shape[1], np.int64))

    assert solution.mentor_of.tolist() == [NOBODY] * shape[0]
    assert solution.bound == 0


def test_ten_times_more_mentees_than_places() -> None:
    chance = np.random.default_rng(0)
    utilities = chance.random((200, 10))

    solution = assign(utilities, everybody(utilities), np.full(10, 2, dtype=np.int64))

    assert solution.paired == 20
    assert solution.gap == 0


def test_equal_scores_are_decided_by_the_seed_and_by_nothing_else() -> None:
    utilities = np.full((6, 3), 0.5)
    places = counts(1, 1, 1)

    by_seed = [
        assign(utilities, everybody(utilities), places, seed=seed).mentor_of.tolist()
        for seed in range(8)
    ]

    again = assign(utilities, everybody(utilities), places, seed=3).mentor_of.tolist()
    assert again == by_seed[3]
    assert len({tuple(found) for found in by_seed}) > 1


@pytest.mark.parametrize(
    ("utilities", "may_meet", "places"),
    [
        (np.ones(3), np.ones(3, dtype=bool), counts(1)),
        (np.ones((2, 2)), np.ones((2, 3), dtype=bool), counts(1, 1)),
        (np.ones((2, 2)), np.ones((2, 2), dtype=bool), counts(1)),
        (np.ones((2, 2)), np.ones((2, 2), dtype=bool), counts(1, -1)),
        (np.full((2, 2), np.nan), np.ones((2, 2), dtype=bool), counts(1, 1)),
    ],
)
def test_input_that_makes_no_sense_is_refused(
    utilities: np.ndarray, may_meet: np.ndarray, places: np.ndarray
) -> None:
    with pytest.raises(ValueError, match=r"mentees|mentors|zero places|finite"):
        assign(utilities, may_meet, places)
