"""The slow answers agree with each other, so that the solver is held against the truth."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.random import Generator, default_rng
from oracles import NAN, Outcome, Task, brute_force, by_hand, ceiling, dense_optimum, outcome
from scipy.optimize import linprog


def small(chance: Generator) -> Task:
    mentees, mentors = chance.choice([(5, 4), (5, 3), (4, 4), (6, 2), (3, 5), (7, 1), (1, 1)])
    task = Task(
        scores=chance.integers(-20, 80, (mentees, mentors)) / 64,
        may_meet=chance.random((mentees, mentors)) < 0.7,
        places=chance.integers(0, 3, mentors),
        priority=chance.choice([-0.5, 0, 0, 2], mentees),
        floor=chance.choice([None, "best"]),
    )
    lawful = np.argwhere(task.may_meet & (task.places > 0))
    if len(lawful) and chance.random() < 0.5:
        mentee, mentor = chance.choice(lawful)
        task = replace(task, pins=((int(mentee), int(mentor)),))
    return task


def same(one: Outcome, other: Outcome) -> bool:
    return np.allclose(np.hstack(one), np.hstack(other), equal_nan=True)


def test_trying_everything_and_the_textbook_agree() -> None:
    chance = default_rng(1)
    for _ in range(400):
        task = small(chance)
        assert same(brute_force(task), dense_optimum(task)), task


def test_no_prices_disprove_the_optimum_and_the_right_ones_prove_it() -> None:
    chance = default_rng(2)
    for _ in range(60):
        task = small(chance)
        best = brute_force(task)
        guesses = [ceiling(task, chance.random(len(task.places)), best) for _ in range(5)]
        assert min(guesses) >= best.total - 1e-9
        if best.coverage:
            assert ceiling(task, right_prices(task, best), best) == pytest.approx(best.total)


def right_prices(task: Task, best: Outcome) -> np.ndarray:
    """The prices of places in the linear programme of the pairs, from another solver."""
    allowed = task.may_meet & task.unpinned[:, None]
    if not np.isnan(best.floor):
        allowed = allowed & (task.scores >= best.floor)
    mentees, mentors = np.nonzero(allowed)
    one_each = np.equal.outer(np.arange(len(task.scores)), mentees)
    seats = np.equal.outer(np.arange(len(task.places)), mentors)
    of_level = np.array([np.isin(mentees, level) for level in task.levels])
    found = linprog(
        -task.worth[mentees, mentors],
        A_ub=np.vstack([one_each, seats]),
        b_ub=np.hstack([np.ones(len(one_each)), task.free]),
        A_eq=of_level,
        b_eq=best.served,
    )
    return -found.ineqlin.marginals[len(one_each) :]


def test_a_worked_example() -> None:
    """Two mentors with one place each; the third mentee may meet only the first mentor."""
    task = Task(
        scores=np.array([[0.9, 0.8], [0.7, 0.1], [0.2, 0.0]]),
        may_meet=np.array([[True, True], [True, True], [True, False]]),
        places=np.array([1, 1]),
    )
    third_first = replace(task, priority=np.array([0, 0, 1]))
    third_pinned = replace(task, pins=((2, 0),), floor="best")

    assert same(brute_force(task), Outcome(2, (2,), NAN, 1.5))
    assert same(brute_force(third_first), Outcome(2, (1, 1), NAN, 1.0))
    assert same(brute_force(third_pinned), Outcome(1, (1,), 0.8, 0.8))
    assert outcome(task, by_hand(task)).total == pytest.approx(1.0)


def test_an_unlawful_set_is_found_out() -> None:
    task = Task(
        np.zeros((2, 2)), np.array([[True, False], [True, True]]), np.array([1, 1]), pins=((1, 1),)
    )

    with pytest.raises(AssertionError, match="forbidden"):
        outcome(task, np.array([1, 1]))
    with pytest.raises(AssertionError, match="pin"):
        outcome(task, np.array([0, -1]))
    with pytest.raises(AssertionError, match="places"):
        outcome(replace(task, pins=()), np.array([0, 0]))
