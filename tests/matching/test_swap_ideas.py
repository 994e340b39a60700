"""Swaps from which both gain are found, all of them, and stable pairs leave none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mentorship.matching.choice.swap_ideas import NOBODY, Pairs, SwapIdea, stable_pairs, swap_ideas

EVERYBODY = np.ones((2, 2), dtype=bool)


def two_pairs(mentor_of: list[int], places: tuple[int, int] = (1, 1)) -> Pairs:
    """The best pairs for both together are 0-1 and 1-0; mentee 0 and mentor 0 like each other."""
    scores = np.array([[0.9, 0.7], [0.8, 0.1]])
    return Pairs(scores, EVERYBODY, np.array(places), np.array(mentor_of))


def test_two_who_both_would_gain_are_an_idea() -> None:
    found = swap_ideas(two_pairs([1, 0]))

    (idea,) = found.ideas
    assert (idea.mentee, idea.mentor, idea.instead_of) == (0, 0, 1)
    assert (idea.her_gain, idea.mentor_gain) == pytest.approx((0.2, 0.1))
    assert found.share_of_mentees == 0.5


def test_a_place_that_is_left_costs_nobody_hers() -> None:
    (idea,) = swap_ideas(two_pairs([1, 0], places=(2, 1))).ideas

    assert idea == SwapIdea(0, 0, None, pytest.approx(0.2), pytest.approx(0.9))


def test_small_gains_are_no_idea() -> None:
    assert swap_ideas(two_pairs([1, 0]), gain=0.15).ideas == ()


def test_a_pair_that_people_decided_is_not_moved_and_loses_nobody() -> None:
    pairs = two_pairs([1, 0])

    assert swap_ideas(pairs, stays=np.array([True, False])).ideas == ()
    assert swap_ideas(pairs, stays=np.array([False, True])).ideas == ()


def test_whoever_must_not_meet_is_never_an_idea() -> None:
    pairs = two_pairs([1, 0])
    apart = np.array([[False, True], [True, True]])

    assert swap_ideas(Pairs(pairs.scores, apart, pairs.places, pairs.mentor_of)).ideas == ()


def test_whoever_waits_is_no_idea() -> None:
    assert swap_ideas(two_pairs([NOBODY, 0])).ideas == ()


def test_a_round_of_nobody_has_no_ideas() -> None:
    nobody = Pairs(np.zeros((0, 2)), np.zeros((0, 2), dtype=bool), np.ones(2), np.zeros(0, int))

    assert (swap_ideas(nobody).ideas, swap_ideas(nobody).share_of_mentees) == ((), 0.0)


SIZES = st.tuples(st.integers(1, 6), st.integers(1, 4), st.integers(0, 2**32 - 1))


def a_case(size: tuple[int, int, int]) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray]:
    mentees, mentors, seed = size
    chance = np.random.default_rng(seed)
    shape = (mentees, mentors)
    return chance.random(shape), chance.random(shape) < 0.8, chance.integers(0, 3, mentors)


@given(SIZES)
def test_stable_pairs_keep_every_rule_and_leave_no_idea(size: tuple[int, int, int]) -> None:
    scores, may_meet, places = a_case(size)

    mentor_of = stable_pairs(scores, may_meet, places)

    seated = np.flatnonzero(mentor_of != NOBODY)
    assert may_meet[seated, mentor_of[seated]].all()
    assert (np.bincount(mentor_of[seated], minlength=places.size) <= places).all()
    assert swap_ideas(Pairs(scores, may_meet, places, mentor_of), gain=0.0).ideas == ()


@given(SIZES)
def test_ideas_are_exactly_the_blocking_pairs_of_the_definition(
    size: tuple[int, int, int],
) -> None:
    scores, may_meet, places = a_case(size)
    mentor_of = any_pairs(may_meet, places, seed=size[2])

    found = swap_ideas(Pairs(scores, may_meet, places, mentor_of), gain=0.1)

    blocking = {
        (mentee, mentor)
        for mentee, mentor in np.ndindex(*scores.shape)
        if may_meet[mentee, mentor]
        and mentor_of[mentee] != NOBODY
        and scores[mentee, mentor] > scores[mentee, mentor_of[mentee]] + 0.1
        and scores[mentee, mentor] > would_give_up(scores, places, mentor_of, mentor) + 0.1
    }
    assert {(idea.mentee, idea.mentor) for idea in found.ideas} == blocking


def any_pairs(
    may_meet: NDArray[np.bool_], places: NDArray[np.int64], seed: int
) -> NDArray[np.int64]:
    """Some permitted pairs, as good or bad as chance makes them."""
    return stable_pairs(np.random.default_rng(seed + 1).random(may_meet.shape), may_meet, places)


def would_give_up(
    scores: NDArray[np.float64],
    places: NDArray[np.int64],
    mentor_of: NDArray[np.int64],
    mentor: int,
) -> float:
    """The score that this mentor would lose: nothing with a place left, everything with none."""
    mine = [scores[mentee, mentor] for mentee in np.flatnonzero(mentor_of == mentor)]
    if len(mine) < places[mentor]:
        return 0.0
    return min(mine, default=np.inf)
