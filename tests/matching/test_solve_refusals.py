"""A task that cannot be meant is refused with a sentence that says what is wrong."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mentorship.matching.assignment import solve

NAN = float("nan")
FOREIGN = ("broadcast", "operand", "matmul", "reshape", "dimension 0", "array at index", "cannot")


def a_task(**change: Any) -> dict[str, Any]:
    """Three mentees, two mentors with two places each; the last mentee may not meet the second."""
    task: dict[str, Any] = {
        "mentee_vectors": np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], np.float32),
        "mentor_vectors": np.eye(2, dtype=np.float32),
        "places": np.array([2, 2]),
        "may_meet": np.array([[True, True], [True, True], [True, False]]),
    }
    return task | change


def with_nan(values: np.ndarray) -> np.ndarray:
    spoiled = values.astype(np.float64)
    spoiled.flat[-1] = NAN
    return spoiled


TASK = a_task()
REFUSED: dict[str, dict[str, Any]] = {
    "vectors of other lengths": {"mentor_vectors": np.eye(3)[:2]},
    "a flat list of mentees": {"mentee_vectors": np.ones(3)},
    "a flat list of mentors": {"mentor_vectors": np.ones(2)},
    "vectors in a cube": {"mentee_vectors": np.ones((3, 2, 1))},
    "too few places": {"places": np.array([2])},
    "too many places": {"places": np.array([2, 2, 2])},
    "places in a table": {"places": np.array([[2, 2]])},
    "one number for all places": {"places": 2},
    "may_meet the wrong way round": {"may_meet": TASK["may_meet"].T},
    "may_meet too short": {"may_meet": TASK["may_meet"][:2]},
    "may_meet flat": {"may_meet": np.ones(6, dtype=bool)},
    "a function with too few rows": {"may_meet": lambda rows: TASK["may_meet"][rows][:-1]},
    "a function with too few columns": {"may_meet": lambda rows: TASK["may_meet"][rows, :1]},
    "too few priorities": {"priority": np.array([1.0, 2.0])},
    "priorities in a table": {"priority": np.ones((3, 1))},
    "NaN in a mentee": {"mentee_vectors": with_nan(TASK["mentee_vectors"])},
    "NaN in a mentor": {"mentor_vectors": with_nan(TASK["mentor_vectors"])},
    "NaN in a priority": {"priority": np.array([1.0, NAN, 0.0])},
    "NaN in places": {"places": np.array([2, NAN])},
    "NaN from the utility": {"utility": lambda scores: scores * NAN},
    "negative places": {"places": np.array([2, -1])},
    "half a place": {"places": np.array([2, 1.5])},
    "a forbidden pin": {"pins": [(2, 1)]},
    "a pin forbidden by a function": {"pins": [(2, 1)], "may_meet": lambda r: TASK["may_meet"][r]},
    "more pins than places": {"pins": [(0, 1), (1, 1)], "places": np.array([2, 1])},
    "a pin without a place": {"pins": [(0, 0)], "places": np.array([0, 2])},
    "a mentee pinned twice": {"pins": [(0, 0), (0, 1)]},
    "a pin of nobody": {"pins": [(3, 0)]},
    "a pin to nobody": {"pins": [(0, 2)]},
    "a pin counted from the end": {"pins": [(-1, 0)]},
    "a pin to the mentor counted from the end": {"pins": [(0, -1)]},
    "a floor that does not exist": {"floor": "worst"},
}


def test_the_task_itself_is_accepted() -> None:
    assert (solve(**a_task()).mentor_of >= 0).all()
    assert solve(**a_task(pins=[(0, 1), (1, 1), (2, 0)])).mentor_of.tolist() == [1, 1, 0]


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_cannot_be_meant_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=" ") as refusal:
        solve(**a_task(**REFUSED[wrong]))

    # A sentence of our own, and none of numpy's or scipy's.
    sentence = str(refusal.value)
    assert len(sentence.split()) >= 4
    assert not [word for word in FOREIGN if word in sentence]


@pytest.mark.parametrize("read", [np.asarray, lambda mask: lambda rows: mask[rows]])
def test_zeros_and_ones_are_refused_or_read_as_no_and_yes(read: Callable[..., Any]) -> None:
    """Never as indices, and never turned round: ~1 is -2, which counts as true."""
    mask = TASK["may_meet"]
    try:
        solution = solve(**a_task(may_meet=read(mask.astype(np.int64))))
    except ValueError as refusal:
        assert "may_meet" in str(refusal)  # noqa: PT017 - either answer is lawful
    else:
        assert solution.mentor_of.tolist() == solve(**a_task()).mentor_of.tolist()
