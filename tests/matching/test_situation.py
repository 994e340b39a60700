"""A situation can be changed in every way a coordinator may try, and refuses what cannot be."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tiny import a_situation

from mentorship.domain.errors import Refused
from mentorship.matching.what_if.situation import (
    Situation,
    capacity,
    forbid,
    pin,
    reweigh,
    solved,
    swap,
)

SCORES = [[0.9, 0.2], [0.8, 0.7]]


def test_a_pinned_pair_stays_even_where_another_would_be_better() -> None:
    stand = solved(pin(a_situation(SCORES), 0, mentor=1))

    assert stand.mentor_of.tolist() == [1, 0]
    assert stand.free_mentor_of.tolist() == [-1, 0]


def test_a_forbidden_pair_is_never_proposed() -> None:
    stand = solved(forbid(a_situation(SCORES), 0, mentor=0))

    assert stand.mentor_of.tolist() == [1, 0]


def test_two_who_swap_have_each_others_mentor_and_keep_it() -> None:
    stand = solved(a_situation(SCORES))

    after = swap(stand, 0, other=1)

    assert stand.mentor_of.tolist() == [0, 1]
    assert solved(after).mentor_of.tolist() == [1, 0]
    assert after.pins == ((0, 1), (1, 0))


def test_places_can_be_added_and_taken() -> None:
    more, none = (capacity(a_situation(SCORES), 0, places=places) for places in (2, 0))

    assert solved(more).mentor_of.tolist() == [0, 0]
    assert solved(none).mentor_of.tolist() == [-1, 1]


def test_other_weights_change_the_pairs_and_not_who_may_meet() -> None:
    before = forbid(a_situation(SCORES), 1, mentor=1)

    after = reweigh(before, np.array([[0.1, 0.9], [0.1, 0.9]]))

    assert (after.may_meet == before.may_meet).all()
    assert solved(after).mentor_of.tolist() == [1, 0]


def test_no_change_touches_the_situation_it_starts_from() -> None:
    before = a_situation(SCORES)

    forbid(before, 0, mentor=0)
    capacity(before, 0, places=5)
    pin(before, 0, mentor=1)

    assert before.may_meet.all()
    assert before.places.tolist() == [1, 1]
    assert before.pins == ()


PINNED = pin(a_situation(SCORES), 0, mentor=0)


@pytest.mark.parametrize(
    "change",
    [
        lambda: pin(a_situation(SCORES, may_meet=[[0, 1], [1, 1]]), 0, mentor=0),
        lambda: pin(PINNED, 1, mentor=0),
        lambda: pin(PINNED, 0, mentor=1),
        lambda: forbid(PINNED, 0, mentor=0),
        lambda: capacity(PINNED, 0, places=0),
        lambda: capacity(PINNED, 0, places=-1),
        lambda: swap(solved(PINNED), 0, other=1),
        lambda: swap(solved(a_situation([[0.5], [0.5]])), 0, other=1),
        lambda: swap(solved(a_situation([[0.5], [0.5]], places=[2])), 0, other=1),
    ],
)
def test_what_cannot_be_is_refused_kindly_and_without_a_reason_about_anybody(
    change: Callable[[], Situation],
) -> None:
    with pytest.raises(Refused) as refusal:
        change()

    assert refusal.value.sentence.endswith(".")
    assert "forbid" not in refusal.value.sentence
    assert not any(character.isdigit() for character in refusal.value.sentence)


def test_every_reason_to_keep_a_pair_apart_is_refused_in_the_same_words() -> None:
    by_guard = a_situation(SCORES, may_meet=[[0, 1], [1, 1]])
    by_decision = forbid(a_situation(SCORES), 0, mentor=0)

    refusals = []
    for situation in (by_guard, by_decision):
        with pytest.raises(Refused) as refusal:
            pin(situation, 0, mentor=0)
        refusals.append(refusal.value.sentence)

    assert refusals[0] == refusals[1]


def test_a_pair_that_is_pinned_already_can_be_pinned_again() -> None:
    assert pin(PINNED, 0, mentor=0) is PINNED


def test_weights_for_other_people_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="shape"):
        reweigh(a_situation(SCORES), np.ones((3, 2)))


def test_the_larger_priority_goes_first_when_places_are_short() -> None:
    short = a_situation([[0.9], [0.1]])

    stand = solved(replace(short, priority=np.array([0, 1])))

    assert solved(short).mentor_of.tolist() == [0, -1]
    assert stand.mentor_of.tolist() == [-1, 0]
