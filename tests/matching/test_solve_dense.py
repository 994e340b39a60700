"""On hundreds and thousands the solver finds what scipy's dense assignment finds."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.random import default_rng
from oracles import Floats, Task, by_hand, dense_optimum, examine, outcome

from mentorship.matching.assignment import solve

# (what it is like, mentees, mentors, most places a mentor has, share of pairs that may meet)
CROWDS = [
    ("room enough", 200, 150, 3, 0.8),
    ("places short", 200, 60, 2, 0.8),
    ("few may meet", 200, 150, 2, 0.02),
    ("many more mentors", 60, 400, 2, 0.5),
    ("room enough", 500, 300, 4, 0.9),
    ("ten times more mentees than places", 500, 25, 3, 0.9),
    ("few may meet", 500, 400, 2, 0.005),
]


def rounded(values: Floats) -> Floats:
    return values.astype(np.float32).astype(np.float64)


def tastes(mentees: int, mentors: int, *, seed: int, topics: int = 12) -> Floats:
    """Scores as people make them: some mentors suit nearly everybody, tastes are shared."""
    chance = default_rng(seed)
    wants = chance.gamma(0.5, size=(mentees, topics))
    offers = chance.gamma(0.5, size=(mentors, topics))
    scores = wants @ offers.T
    return rounded(scores / scores.max())


def crowd(mentees: int, mentors: int, most: int, may: float) -> Task:
    chance = default_rng(mentees + mentors)
    return Task(
        scores=tastes(mentees, mentors, seed=mentees),
        may_meet=chance.random((mentees, mentors)) < may,
        places=chance.integers(0, most + 1, mentors),
    )


@pytest.mark.parametrize(("kind", "mentees", "mentors", "most", "may"), CROWDS)
def test_the_total_is_the_textbooks(
    kind: str, mentees: int, mentors: int, most: int, may: float
) -> None:
    task = crowd(mentees, mentors, most, may)
    best = dense_optimum(task)

    examine(task, solve(**task.asked), best)

    hand = outcome(task, by_hand(task))
    assert (hand.coverage, hand.total) < (best.coverage, best.total - 1e-3), kind


@pytest.mark.parametrize(("kind", "mentees", "mentors", "most", "may"), CROWDS)
def test_the_floor_is_the_textbooks(
    kind: str, mentees: int, mentors: int, most: int, may: float
) -> None:
    task = replace(crowd(mentees, mentors, most, may), floor="best")

    examine(task, solve(**task.asked), dense_optimum(task))


def test_the_floor_costs_total_in_a_crowd() -> None:
    """Otherwise the tests of the floor would test nothing."""
    task = crowd(200, 150, 3, 0.8)
    plain, fair = solve(**task.asked), solve(**replace(task, floor="best").asked)

    assert fair.floor > plain.floor
    assert fair.total < plain.total - 1e-3


@pytest.mark.parametrize(
    "levels",
    [
        pytest.param(lambda chance, many: chance.integers(0, 3, many), id="three levels"),
        pytest.param(lambda chance, many: chance.permutation(many), id="everyone another"),
        pytest.param(lambda chance, many: chance.random(many), id="fractions"),
        pytest.param(lambda chance, many: -chance.exponential(1e6, many), id="far below zero"),
    ],
)
@pytest.mark.parametrize("floor", [None, "best"])
def test_who_goes_first_is_the_textbooks(levels, floor: str | None) -> None:
    """Room for a third of them: first the order of people, then what suits them."""
    chance = default_rng(7)
    task = Task(
        scores=tastes(200, 40, seed=5),
        may_meet=chance.random((200, 40)) < 0.3,
        places=chance.integers(1, 3, 40),
        priority=levels(chance, 200).astype(np.float64),
        floor=floor,
    )

    examine(task, solve(**task.asked), dense_optimum(task))


def test_what_one_rule_lets_through_another_does_not() -> None:
    """Coverage, two priorities, pins, floor and a balanced utility at once, among five hundred."""
    chance = default_rng(11)
    task = crowd(500, 150, 3, 0.3)
    pinned = [
        (int(mentee), int(chance.choice(np.flatnonzero(task.may_meet[mentee] & (task.places > 2)))))
        for mentee in chance.choice(500, 12, replace=False)
    ]
    pins = {mentor: (mentee, mentor) for mentee, mentor in pinned}
    task = replace(
        task,
        pins=tuple(pins.values()),
        priority=chance.choice([0.0, 0.5], 500),
        floor="best",
        utility=lambda scores: -((1 - scores) ** 4),
    )

    examine(task, solve(**task.asked), dense_optimum(task))


@pytest.mark.parametrize("shape", [(2000, 1000), (2000, 2500), (1500, 200)])
def test_two_thousand_are_matched_as_well_as_the_textbook_does(shape: tuple[int, int]) -> None:
    task = crowd(*shape, 3, 0.93)

    examine(task, solve(**task.asked), dense_optimum(task))


def test_scores_that_are_inner_products_need_no_matrix() -> None:
    chance = default_rng(3)
    wants, offers = chance.random((2000, 24), np.float32), chance.random((900, 24), np.float32)
    task = Task(
        scores=wants.astype(np.float64) @ offers.T.astype(np.float64),
        may_meet=chance.random((2000, 900)) < 0.9,
        places=chance.integers(1, 4, 900),
    )
    best = dense_optimum(task)

    solution = solve(wants, offers, task.places, lambda rows: task.may_meet[rows])

    # A float32 product of 24 numbers is right to about six digits.
    slack = 3e-6 * best.total
    found = outcome(task, solution.mentor_of)
    assert found.coverage == best.coverage
    assert best.total - slack <= found.total <= best.total + 1e-6
    assert solution.total == pytest.approx(found.total, abs=slack)
    assert solution.bound >= best.total - slack
    assert solution.floor == pytest.approx(found.floor, rel=1e-5)
