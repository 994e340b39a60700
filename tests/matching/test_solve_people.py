"""Cohorts in which a plausible method leaves somebody out, and cohorts at the edge of being one."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.random import default_rng
from oracles import (
    NAN,
    NOBODY,
    Outcome,
    Task,
    by_hand,
    ceiling,
    dense_optimum,
    examine,
    outcome,
)

from mentorship.matching.assignment import solve


def a_task(
    scores: object, *, may_meet: object = None, places: object = None, **more: object
) -> Task:
    table = np.atleast_2d(np.array(scores, dtype=float))
    allowed = np.full(table.shape, True) if may_meet is None else np.array(may_meet, dtype=bool)
    return Task(table, allowed, np.array(places or [1] * table.shape[1]), **more)


def pairs(task: Task) -> list[int]:
    solution = solve(**task.asked)
    examine(task, solution, dense_optimum(task))
    return solution.mentor_of.tolist()


# ---------------------------------------------------------------- one level against the next


def test_coverage_comes_before_any_score() -> None:
    task = a_task([[1000, -1000], [999, 0]], may_meet=[[1, 1], [1, 0]])

    assert by_hand(task).tolist() == [0, NOBODY]
    assert pairs(task) == [1, 0]


@pytest.mark.parametrize("score", [-5.0, 0.0, -1e6])
def test_a_pair_nobody_would_wish_for_is_still_better_than_nobody(score: float) -> None:
    assert pairs(a_task([[score]])) == [0]
    assert pairs(a_task([[score]], floor="best")) == [0]


def test_priority_comes_before_the_floor_and_the_total() -> None:
    scores = [[0.9], [-7.0], [0.8]]

    assert pairs(a_task(scores)) == [0, NOBODY, NOBODY]
    for priority in ([0, 1, 0], [-2, -1.5, -2], [0.1, 0.2, 0.15], [1e9, 1e9 + 1, 1e9]):
        task = a_task(scores, priority=np.array(priority), floor="best")
        assert pairs(task) == [NOBODY, 0, NOBODY]


def test_priority_never_costs_a_seat() -> None:
    """She who goes first may meet both; the other may meet only her favourite."""
    task = a_task([[9, 1], [1, 0]], may_meet=[[1, 1], [1, 0]], priority=np.array([5.0, -5.0]))

    assert pairs(task) == [1, 0]
    assert pairs(replace(task, floor="best")) == [1, 0]


def test_one_who_goes_first_counts_more_than_many_who_do_not() -> None:
    """Two places, one priority each higher than the next: ranks are compared, not added up."""
    scores = np.full((6, 2), 0.5)
    task = a_task(scores, priority=np.array([3, 3.5, 3, 3, 4, 3]))

    assert [mentee for mentee, mentor in enumerate(pairs(task)) if mentor != NOBODY] == [1, 4]


def test_the_floor_comes_before_the_total() -> None:
    task = a_task([[1.0, 0.5], [0.5, 0.1]])

    assert pairs(task) == [0, 1]
    assert pairs(replace(task, floor="best")) == [1, 0]


def test_the_floor_is_no_reason_to_leave_somebody_out() -> None:
    task = a_task([[1.0, 0.5], [-3.0, -4.0]], floor="best")

    assert pairs(task) == [1, 0]


def test_a_bad_pin_does_not_lower_the_floor_of_others() -> None:
    """The pinned pair scores -9; the two left over could be served at .5 or at .1 and 1."""
    scores = [[1.0, 0.5, 0], [0.5, 0.1, 0], [0, 0, -9]]
    task = a_task(scores, pins=((2, 2),), floor="best")

    assert pairs(task) == [1, 0, 2]
    assert solve(**task.asked).floor == 0.5


def test_a_pin_takes_the_only_place_somebody_else_could_have() -> None:
    task = a_task(
        [[0.1, 0.9], [0.9, 0.9]],
        may_meet=[[1, 1], [1, 0]],
        pins=((0, 0),),
        priority=np.array([0.0, 9.0]),
        floor="best",
    )
    solution = solve(**task.asked)

    assert solution.mentor_of.tolist() == [0, NOBODY]
    assert (solution.total, solution.gap) == (0, 0)
    assert np.isnan(solution.floor)


# ---------------------------------------------------------------- where the next best fails


def test_a_chain_of_three_hundred_moves_for_the_last_one() -> None:
    """Mentee n may meet mentors n and n - 1 and prefers n - 1, but the first has only her own."""
    many = 300
    scores = np.eye(many) * 0.1 + np.eye(many, k=-1) * 0.9
    task = Task(scores, scores > 0, np.ones(many, dtype=np.int64))

    assert (by_hand(task) != NOBODY).sum() < many
    assert pairs(replace(task, floor="best")) == pairs(task) == list(range(many))


def test_sixty_compete_for_seven_places_and_the_rest_go_elsewhere() -> None:
    """Hall's reason: sixty may meet four mentors only, and others had been given their places."""
    chance = default_rng(4)
    may_meet = np.full((100, 30), True)
    may_meet[:60, 4:] = False
    scores = chance.integers(0, 1000, (100, 30)) / 1024 + np.repeat([2, 0], [4, 26])
    scores[60:] += 1
    task = Task(scores, may_meet, np.repeat([2, 1, 2, 2, 2], [2, 1, 1, 13, 13]))
    solution = solve(**task.asked)
    examine(task, solution, dense_optimum(task))

    assert (by_hand(task)[:60] != NOBODY).sum() == 0
    assert (solution.mentor_of[:60] != NOBODY).sum() == 7
    assert (solution.mentor_of[60:] != NOBODY).all()


def test_everybody_wants_the_same_forty_mentors() -> None:
    """The best twenty of each row are all stars, and stars have places for one in four only."""
    chance = default_rng(8)
    stars = np.where(np.arange(400) < 40, 5, 0) + chance.random(400)
    scores = (stars + 0.05 * chance.random((600, 400))).astype(np.float32).astype(np.float64)
    task = Task(scores, chance.random((600, 400)) < 0.9, chance.integers(1, 4, 400))

    assert (np.argsort(-scores, axis=1)[:, :20] < 40).all()
    examine(task, solve(**task.asked), dense_optimum(task))
    fair = replace(task, floor="best")
    examine(fair, solve(**fair.asked), dense_optimum(fair))


def test_mentors_whom_hardly_anybody_may_meet_are_found_for_them() -> None:
    """All but ten mentors suit everyone better, and half of the mentees may meet only those ten."""
    chance = default_rng(9)
    may_meet = np.full((40, 200), True)
    may_meet[:20, 10:] = False
    scores = chance.integers(0, 64, (40, 200)) / 64
    scores[:, :10] -= 3
    task = Task(scores, may_meet, np.full(200, 2))

    assert (np.array(pairs(task)) != NOBODY).all()


def test_clones_are_served_like_anybody_else() -> None:
    scores = np.repeat(np.repeat(default_rng(2).integers(0, 9, (20, 8)) / 8, 10, axis=0), 5, axis=1)
    task = Task(scores, np.full((200, 40), True), np.full(40, 3), floor="best")

    examine(task, solve(**task.asked), dense_optimum(task))


@pytest.mark.parametrize("score", [0.0, 0.5, -0.5, 1e6])
def test_all_equal_scores_are_served_to_the_last_place(score: float) -> None:
    may_meet = default_rng(6).random((200, 200)) < 0.015
    task = Task(np.full((200, 200), score), may_meet, default_rng(7).integers(0, 3, 200))
    best = dense_optimum(task)

    examine(task, solve(**task.asked), best)
    assert (by_hand(task) != NOBODY).sum() < best.coverage < min(400, task.places.sum())


def test_ten_times_more_mentees_than_places() -> None:
    chance = default_rng(10)
    task = Task(
        chance.integers(0, 512, (400, 20)) / 512, chance.random((400, 20)) < 0.5, np.full(20, 2)
    )
    ranked = replace(task, priority=chance.permutation(400) / 7 - 30, floor="best")

    for each in (task, replace(task, floor="best"), ranked):
        examine(each, solve(**each.asked), dense_optimum(each))


# ---------------------------------------------------------------- hardly a cohort


NOTHING = Outcome(0, (0,), NAN, 0.0)


@pytest.mark.parametrize("floor", [None, "best"])
@pytest.mark.parametrize(
    "task",
    [
        pytest.param(a_task(np.ones((3, 2)), may_meet=np.zeros((3, 2))), id="nobody permitted"),
        pytest.param(a_task(np.ones((3, 2)), places=[0, 0]), id="no places"),
        pytest.param(a_task([[4.0]], may_meet=[[0]]), id="one pair, forbidden"),
        pytest.param(
            Task(np.ones((3, 0)), np.ones((3, 0), bool), np.array([], int)), id="no mentors"
        ),
        pytest.param(
            Task(np.ones((0, 2)), np.ones((0, 2), bool), np.array([1, 1])), id="no mentees"
        ),
        pytest.param(Task(np.ones((0, 0)), np.ones((0, 0), bool), np.array([], int)), id="nobody"),
    ],
)
def test_nobody_to_pair_is_a_result(task: Task, floor: str | None) -> None:
    solution = solve(**replace(task, floor=floor).asked)

    assert solution.mentor_of.tolist() == [NOBODY] * len(task.scores)
    assert (solution.total, solution.bound, solution.gap) == (0, 0, 0)
    assert solution.prices.shape == task.places.shape
    assert np.isnan(solution.floor)


def test_one_mentee_takes_her_best_of_many() -> None:
    assert pairs(a_task([[0.2, 0.9, 0.4]])) == [1]
    assert pairs(a_task([[0.2, 0.9, 0.4]], places=[1, 0, 3])) == [2]


def test_one_mentor_takes_those_whom_he_suits_best() -> None:
    assert pairs(a_task([[0.2], [0.9], [0.4]], places=[2])) == [NOBODY, 0, 0]
    assert pairs(a_task([[0.2], [0.9], [0.4]], places=[1000])) == [0, 0, 0]


# ---------------------------------------------------------------- prices


def test_a_place_that_stays_free_costs_nothing() -> None:
    task = a_task(default_rng(1).random((10, 20)).round(2), places=[2] * 20)
    solution = solve(**task.asked)
    taken = np.bincount(solution.mentor_of, minlength=20)

    assert (taken < 2).sum() >= 10
    assert (solution.prices[taken < 2] <= 1e-6).all()


def test_one_more_place_adds_no_more_than_its_price() -> None:
    """The price says whom to ask next; what it promises is checked by solving again."""
    task = a_task(default_rng(3).integers(0, 64, (20, 12)) / 64, places=[2] * 12)
    solution = solve(**task.asked)
    gains = []
    for mentor in range(12):
        more = replace(task, places=task.places + (np.arange(12) == mentor))
        gains.append(dense_optimum(more).total - solution.total)

    assert max(gains) > 0.01
    assert (np.array(gains) <= solution.prices + 2e-5).all()


def test_a_place_that_a_mentor_does_not_have_has_its_price_too() -> None:
    """One mentor has given his only place to a pin, one has none; both would suit her better."""
    scores = [[0.5, 0.875, 0.75], [0.25, 0.5, 0.0]]
    task = a_task(scores, places=[1, 1, 0], pins=((1, 1),))
    solution = solve(**task.asked)

    assert solution.mentor_of.tolist() == [0, 1]
    assert solution.prices[1] >= 0.375 - 1e-6
    assert solution.prices[2] >= 0.25 - 1e-6


def test_prices_are_in_units_of_utility_though_places_are_short() -> None:
    """Coverage is no money: with scores from 0 to 1, thirty moves are never worth thousands."""
    chance = default_rng(12)
    task = Task(chance.random((90, 30)), chance.random((90, 30)) < 0.2, np.full(30, 1))
    task = replace(task, scores=task.scores.astype(np.float32).astype(np.float64))
    solution = solve(**task.asked)
    best = dense_optimum(task)

    assert ceiling(task, solution.prices, best) == pytest.approx(best.total, rel=2e-6)
    assert solution.prices.max() <= 30
    assert outcome(task, solution.mentor_of).coverage == 30
