"""On thousands of tiny tasks the solver finds what trying every set of pairs finds."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import Generator, default_rng
from oracles import Floats, Integers, Mask, Task, brute_force, by_hand, examine, outcome

from mentorship.matching.assignment import solve

NUMBERS: dict[str, Callable[[Generator, tuple[int, int]], Floats]] = {
    "hundredths": lambda chance, shape: chance.integers(0, 101, shape) / 100,
    "whole numbers": lambda chance, shape: chance.integers(-3, 4, shape),
    "below and above zero": lambda chance, shape: chance.uniform(-1, 1, shape),
    "zero or one": lambda chance, shape: chance.integers(0, 2, shape),
    "all equal": lambda chance, shape: np.full(shape, chance.choice([-2.0, 0.0, 0.5])),
    "millions": lambda chance, shape: 1e6 * chance.normal(size=shape),
    "millionths": lambda chance, shape: 1e-6 * chance.normal(size=shape),
    "millions and ones": lambda chance, shape: chance.choice([1e6, 1.0, 2.0, -1e6], shape),
    "far below zero": lambda chance, shape: chance.uniform(-1002, -1000, shape),
}
PRIORITIES: dict[str, Callable[[Generator, int], Floats]] = {
    "two kinds": lambda chance, many: chance.integers(0, 2, many),
    "everyone another": lambda chance, many: chance.permutation(many) - 2,
    "fractions below zero": lambda chance, many: chance.choice([-0.75, -0.5, -0.25], many),
    "close together": lambda chance, many: 1 + 1e-9 * chance.integers(0, 3, many),
    "far apart": lambda chance, many: chance.choice([-1e12, 0.0, 1e-12, 1e12], many),
}
UTILITIES: dict[str, Callable[[Floats], Floats]] = {
    "balanced": lambda scores: -((1 - scores) ** 4),
    "cubed": lambda scores: scores**3,
    "exponential": np.exp,
    "a hundred less": lambda scores: scores - 100,
}


def in_float32(values: Floats) -> Floats:
    """What float32 can hold, so that the solver sees the very same numbers."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def tiny(chance: Generator, numbers: str) -> Task:
    mentees, mentors = chance.choice([(5, 4), (5, 3), (4, 4), (6, 2), (3, 6), (2, 2), (7, 1)])
    scores = in_float32(NUMBERS[numbers](chance, (mentees, mentors)))
    may_meet = chance.random(scores.shape) < chance.choice([0.4, 0.7, 1.0])
    if chance.random() < 0.2:
        scores[-1], may_meet[:, -1] = scores[0], may_meet[:, 0]
    return Task(scores, may_meet, chance.integers(0, 4 if chance.random() < 0.5 else 2, mentors))


def with_pins(chance: Generator, task: Task) -> Task:
    for mentee in chance.permutation(len(task.scores))[: chance.integers(1, 4)]:
        mentors = np.flatnonzero(task.may_meet[mentee] & (task.free > 0))
        if len(mentors):
            pin = (int(mentee), int(chance.choice(mentors)))
            task = replace(task, pins=(*task.pins, pin))
    return task


def with_priority(chance: Generator, task: Task, kind: str) -> Task:
    return replace(task, priority=PRIORITIES[kind](chance, len(task.scores)).astype(np.float64))


def solved(task: Task) -> None:
    solution = solve(**task.asked)
    try:
        examine(task, solution, brute_force(task))
    except AssertionError as difference:
        raise AssertionError(f"{difference}\n{task}\n{solution}\n{brute_force(task)}") from None


def tasks(numbers: str, many: int) -> Iterator[tuple[Generator, Task]]:
    chance = default_rng(sum(map(ord, numbers)))
    for _ in range(many):
        yield chance, tiny(chance, numbers)


@pytest.mark.parametrize("numbers", NUMBERS)
def test_as_many_as_can_be_and_then_the_greatest_total(numbers: str) -> None:
    for _, task in tasks(numbers, 100):
        solved(task)


@pytest.mark.parametrize("numbers", NUMBERS)
def test_pins_stay_and_the_rest_is_still_the_best(numbers: str) -> None:
    for chance, task in tasks(numbers, 60):
        solved(with_pins(chance, task))


@pytest.mark.parametrize("kind", PRIORITIES)
@pytest.mark.parametrize("numbers", NUMBERS)
def test_those_who_go_first_are_served_first(numbers: str, kind: str) -> None:
    for chance, task in tasks(numbers, 20):
        solved(with_priority(chance, task, kind))


@pytest.mark.parametrize("numbers", NUMBERS)
def test_nobody_falls_lower_than_she_must(numbers: str) -> None:
    for _, task in tasks(numbers, 60):
        solved(replace(task, floor="best"))


@pytest.mark.parametrize("kind", UTILITIES)
def test_the_total_is_of_utilities_and_the_floor_of_scores(kind: str) -> None:
    for numbers in ("hundredths", "below and above zero", "all equal"):
        for chance, task in tasks(numbers, 30):
            floor = chance.choice([None, "best"])
            solved(replace(task, utility=UTILITIES[kind], floor=floor))


@pytest.mark.parametrize("kind", PRIORITIES)
def test_pins_then_coverage_then_priority_then_floor_then_total(kind: str) -> None:
    for numbers in NUMBERS:
        for chance, task in tasks(numbers, 12):
            everything = with_pins(chance, with_priority(chance, task, kind))
            solved(replace(everything, floor="best"))


def test_the_tasks_are_hard_enough_to_tell_right_from_nearly_right() -> None:
    """Each level of the objective decides something in many of these tasks."""
    decided = Counter[str]()
    for chance, task in tasks("hundredths", 400):
        best, hand = brute_force(task), outcome(task, by_hand(task))
        fair, pinned = replace(task, floor="best"), with_pins(chance, task)
        ranked = with_priority(chance, task, "everyone another")
        left = brute_force(pinned).coverage + len(pinned.pins)
        decided["coverage"] += hand.coverage < best.coverage
        decided["total"] += hand.coverage == best.coverage and hand.total < best.total - 0.005
        decided["priority"] += brute_force(ranked).total < best.total - 0.005
        decided["floor"] += brute_force(fair).total < best.total - 0.005
        decided["priority before floor"] += (
            brute_force(replace(ranked, floor="best")).floor < brute_force(fair).floor
        )
        decided["a pin costs coverage"] += left < best.coverage

    assert len(decided) == 6
    assert min(decided.values()) >= 5, decided


@st.composite
def any_task(draw: st.DrawFn) -> Task:
    """Small numbers and few people, so that what fails is small enough to read."""
    mentees, mentors = draw(st.integers(0, 4)), draw(st.integers(0, 4))

    def table(of: st.SearchStrategy[float | bool]) -> list[list[float | bool]]:
        row = st.lists(of, min_size=mentors, max_size=mentors)
        return draw(st.lists(row, min_size=mentees, max_size=mentees))

    scores = np.array(table(st.integers(-2, 5)), dtype=float).reshape(mentees, mentors) / 4
    may_meet: Mask = np.array(table(st.booleans()), dtype=bool).reshape(mentees, mentors)
    places: Integers = np.array(
        draw(st.lists(st.integers(0, 3), min_size=mentors, max_size=mentors)), dtype=np.int64
    )
    levels = st.lists(st.sampled_from([-1.5, 0.0, 0.25]), min_size=mentees, max_size=mentees)
    priority = draw(st.none() | levels.map(np.array))
    task = Task(
        scores, may_meet, places, priority=priority, floor=draw(st.sampled_from([None, "best"]))
    )
    return with_pins(default_rng(draw(st.integers(0, 9))), task) if draw(st.booleans()) else task


@settings(derandomize=True, database=None, deadline=None, max_examples=400)
@given(any_task())
def test_any_tiny_task_is_solved(task: Task) -> None:
    solved(task)
