"""What the solver promises about its arguments and its answer, beyond the optimum."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.random import default_rng
from oracles import Task, brute_force, examine, outcome

from mentorship.matching.assignment import solve

ALWAYS = ("mentor_of", "prices")
NUMBERS = ("total", "bound", "gap", "floor", "rounds")


def same(one: Any, other: Any) -> bool:
    arrays = all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ALWAYS)
    numbers = [np.array([getattr(it, name) for name in NUMBERS]) for it in (one, other)]
    return arrays and np.array_equal(*numbers, equal_nan=True)


def a_cohort(mentees: int = 300, mentors: int = 120, **more: Any) -> Task:
    """Scores in hundredths, so that there are ties, and places for about half."""
    chance = default_rng(mentees)
    return Task(
        scores=chance.integers(0, 128, (mentees, mentors)) / 128,
        may_meet=chance.random((mentees, mentors)) < 0.4,
        places=chance.integers(0, 3, mentors),
        **more,
    )


def test_equal_input_gives_equal_output() -> None:
    for task in (a_cohort(), a_cohort(floor="best", priority=np.arange(300) % 3)):
        assert same(solve(**task.asked), solve(**task.asked))


def test_one_worker_or_two_give_equal_output() -> None:
    task = a_cohort(2500, 700)

    assert same(solve(**task.asked, n_jobs=1), solve(**task.asked, n_jobs=2))


def test_another_seed_gives_the_same_total() -> None:
    task = a_cohort(floor="best")
    one, *others = [solve(**task.asked, seed=seed) for seed in range(6)]

    for other in others:
        assert outcome(task, other.mentor_of)[:3] == outcome(task, one.mentor_of)[:3]
        assert other.total == pytest.approx(one.total, rel=1e-6)
        assert other.floor == one.floor


def test_the_seed_and_not_the_row_decides_among_equals() -> None:
    """Ten mentees suit one mentor equally well; who stands first in the sheet gains nothing."""
    task = Task(np.full((10, 1), 0.5), np.full((10, 1), True), np.array([1]))
    served = [int(solve(**task.asked, seed=seed).mentor_of.argmax()) for seed in range(40)]

    assert len(set(served)) >= 5


def test_rows_and_columns_may_stand_in_any_order() -> None:
    task, chance = a_cohort(floor="best", priority=np.arange(300) % 3), default_rng(1)
    rows, columns = chance.permutation(300), chance.permutation(120)
    moved = Task(
        scores=task.scores[rows][:, columns],
        may_meet=task.may_meet[rows][:, columns],
        places=task.places[columns],
        priority=task.priority[rows],
        floor="best",
    )
    here, there = solve(**task.asked), solve(**moved.asked)

    assert outcome(task, here.mentor_of)[:3] == outcome(moved, there.mentor_of)[:3]
    assert there.total == pytest.approx(here.total, rel=1e-6)


def test_a_matrix_and_a_function_of_rows_give_the_same() -> None:
    task, asked_for = a_cohort(), []

    def may_meet(rows: np.ndarray) -> np.ndarray:
        asked_for.append(rows)
        return task.may_meet[rows]

    assert same(solve(**task.asked), solve(**{**task.asked, "may_meet": may_meet, "n_jobs": 1}))
    assert all(isinstance(rows, np.ndarray) and rows.ndim == 1 for rows in asked_for)
    assert set(np.concatenate(asked_for).tolist()) == set(range(300))


def test_the_arguments_are_left_as_they_were() -> None:
    task = a_cohort(pins=((0, 3),), priority=np.arange(300) % 5, floor="best")
    task.places[3], task.may_meet[0, 3] = 2, True
    arrays = [task.scores, task.may_meet, task.places, task.priority]
    before = [array.copy() for array in arrays]
    for array in arrays:
        array.setflags(write=False)

    writable = solve(**{**task.asked, "places": task.places.copy(), "may_meet": before[1]})

    assert same(solve(**task.asked), writable)
    assert all(map(np.array_equal, arrays, before))
    assert np.array_equal(before[1], task.may_meet)


AS_GIVEN: dict[str, Callable[[Task], dict[str, Any]]] = {
    "float32": lambda task: {
        "mentee_vectors": task.scores.astype(np.float32),
        "mentor_vectors": np.eye(len(task.places), dtype=np.float32),
    },
    "columns first": lambda task: {
        "mentee_vectors": np.asfortranarray(task.scores),
        "may_meet": np.asfortranarray(task.may_meet),
    },
    "every second row of a larger table": lambda task: {
        "mentee_vectors": np.repeat(task.scores, 2, axis=0)[::2],
        "may_meet": np.repeat(task.may_meet, 2, axis=1)[:, ::2],
        "places": np.repeat(task.places, 2)[::2],
    },
    "back to front": lambda task: {"mentee_vectors": task.scores[::-1].copy()[::-1]},
    "places in a list": lambda task: {"places": task.places.tolist()},
    "places in a tuple of float": lambda task: {"places": tuple(task.places.astype(float))},
    "places in one byte each": lambda task: {"places": task.places.astype(np.uint8)},
    "priority in a list": lambda task: {"priority": task.priority.tolist()},
    "pins in an array": lambda task: {"pins": np.array(task.pins)},
    "pins in lists": lambda task: {"pins": [list(pin) for pin in task.pins]},
    "mentors of a product": lambda task: {
        "mentee_vectors": np.hstack([task.scores / 2, task.scores / 2]),
        "mentor_vectors": np.hstack([np.eye(len(task.places))] * 2),
    },
}


@pytest.mark.parametrize("given", AS_GIVEN)
def test_the_same_numbers_in_another_shape_give_the_same(given: str) -> None:
    task = a_cohort(pins=((0, 3), (7, 5)), priority=np.arange(300) % 5, floor="best")
    task.places[[3, 5]], task.may_meet[[0, 7], [3, 5]] = 2, True

    assert same(solve(**task.asked), solve(**{**task.asked, **AS_GIVEN[given](task)}))


def test_pins_fill_places_and_stand_in_the_answer_and_are_counted_nowhere() -> None:
    """Pinned pairs are worth 100 and -100; the pair left over is worth a half."""
    scores = np.array([[100, 0], [0, -100], [0.5, 0.25]])
    task = Task(
        scores, np.full((3, 2), True), np.array([2, 1]), pins=((0, 0), (1, 1)), floor="best"
    )
    solution = solve(**task.asked)

    assert solution.mentor_of.tolist() == [0, 1, 0]
    assert (solution.total, solution.floor) == (0.5, 0.5)
    assert solution.bound == pytest.approx(0.5, abs=1e-6)
    assert solution.gap == pytest.approx(0, abs=1e-6)


def test_where_everyone_is_pinned_nothing_is_left_to_count() -> None:
    task = Task(np.eye(2), np.full((2, 2), True), np.array([1, 1]), pins=((0, 1), (1, 0)))
    solution = solve(**task.asked)

    assert solution.mentor_of.tolist() == [1, 0]
    assert (solution.total, solution.bound, solution.gap) == (0, 0, 0)
    assert np.isnan(solution.floor)


def test_a_coarser_gap_is_a_promise_too() -> None:
    task = a_cohort(600, 300)
    exact, coarse = solve(**task.asked), solve(**task.asked, gap=0.05)

    assert coarse.bound >= exact.total * (1 - 1e-6)
    assert coarse.gap <= 0.05
    assert outcome(task, coarse.mentor_of).coverage == outcome(task, exact.mentor_of).coverage


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_a_finer_gap_is_kept_at_any_size_of_numbers(scale: float) -> None:
    """A total of some millionths is found to a millionth of itself when that is asked for."""
    chance = default_rng(5)
    for _ in range(30):
        scores = (scale * chance.random((5, 4))).astype(np.float32).astype(np.float64)
        task = Task(scores, np.full((5, 4), True), np.array([1, 1, 1, 1]))
        finest = 1e-6 * min(1.0, scale)
        examine(task, solve(**task.asked, gap=finest), brute_force(task), gap=finest)


def test_the_answer_has_the_shapes_and_kinds_it_promises() -> None:
    task = a_cohort()
    solution = solve(**task.asked)

    assert (solution.mentor_of.shape, solution.mentor_of.dtype.kind) == ((300,), "i")
    assert (solution.prices.shape, solution.prices.dtype) == ((120,), np.float64)
    assert all(isinstance(getattr(solution, name), float) for name in NUMBERS[:-1])
    assert isinstance(solution.rounds, int)
    with pytest.raises(AttributeError):
        solution.total = 0.0
