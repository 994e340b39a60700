"""Why not a given pair: the class of the reason to the team, and to the two one and the same."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.matching.gates import Gate
from mentorship.matching.reasons.why_not import Barrier, Cost, WhyNot, cost_of, why_not

PRIVATE = (Barrier.APART, Barrier.MUST, Barrier.SET_ASIDE, Barrier.NO_PLACE, Barrier.HELD)
NO_CHANGE = Cost(coverage=0, total=0.0, worst_off=0.0, moved=0)
COSTS = st.builds(
    Cost,
    coverage=st.integers(-3, 1),
    total=st.floats(-2, 1),
    worst_off=st.floats(-1, 1),
    moved=st.integers(0, 12),
)
ANSWERS = st.builds(
    why_not,
    st.frozensets(st.sampled_from(list(Barrier))),
    cost=st.none() | COSTS,
    place_price=st.floats(0, 1),
)


def test_every_gate_of_a_run_has_its_sentence() -> None:
    for gate in Gate:
        (sentence,) = why_not([gate]).staff
        assert sentence.endswith(".")


def test_the_team_hears_which_class_of_reason_it_is() -> None:
    told = {barrier: why_not([barrier]).staff for barrier in Barrier}

    assert len(set(told.values())) == len(Barrier)
    assert told[Barrier.APART] == ("The safety rules keep these two apart.",)
    assert told[Barrier.MUST] == ("Something that is a must for her is not met here.",)
    assert told[Barrier.NO_PLACE] == ("The mentor has no place left in this round.",)


@given(ANSWERS, ANSWERS)
def test_the_two_read_the_same_whatever_the_reason_is(one: WhyNot, other: WhyNot) -> None:
    assert one.to_mentee == other.to_mentee
    assert one.to_mentor == other.to_mentor


@pytest.mark.parametrize("barrier", PRIVATE)
def test_no_word_of_a_private_reason_reaches_the_two(barrier: Barrier) -> None:
    answer = why_not([barrier])

    (for_the_team,) = answer.staff
    assert for_the_team not in answer.to_mentee + answer.to_mentor
    assert answer.to_mentee == why_not([]).to_mentee
    assert answer.to_mentor == why_not([]).to_mentor


@given(st.frozensets(st.sampled_from([b for b in Barrier if b is not Barrier.APART])))
def test_of_two_who_are_kept_apart_nothing_else_is_told(others: frozenset[Barrier]) -> None:
    told = why_not({Barrier.APART, *others}).staff

    assert told == why_not([Barrier.HELD if Barrier.HELD in others else Barrier.APART]).staff


def test_where_several_things_stand_in_the_way_the_team_hears_each() -> None:
    assert why_not([Barrier.NO_PLACE, Barrier.LANGUAGE]).staff == (
        "They have named no language in common.",
        "The mentor has no place left in this round.",
    )


def test_a_pair_that_may_meet_is_told_with_what_it_would_cost() -> None:
    cost = Cost(coverage=-1, total=-0.134, worst_off=-0.05, moved=2)

    assert why_not([], cost=cost, place_price=0.21).staff == (
        "Nothing forbids this pair.",
        "A place with this mentor is in demand: one more would raise the sum over all pairs by "
        "0.21.",
        "Two other mentees would move, and the sum over all pairs would fall by 0.13.",
        "One fewer mentee would have a mentor.",
        "The score of the pair that fits least would fall by 0.05.",
    )


def test_what_would_stay_as_it_is_takes_no_words() -> None:
    assert why_not([], cost=NO_CHANGE).staff == (
        "Nothing forbids this pair.",
        "Nobody else would move, and the sum over all pairs would stay the same.",
    )


@dataclass(frozen=True)
class Figures:
    paired: int
    total: float
    worst: float | None


@dataclass(frozen=True)
class Moved:
    mentee: int


@dataclass(frozen=True)
class Difference:
    moves: tuple[Moved, ...]
    before: Figures
    after: Figures


def test_the_cost_is_what_the_others_pay() -> None:
    difference = Difference(
        (Moved(4), Moved(1), Moved(2)), Figures(9, 5.5, 0.4), Figures(8, 5.25, 0.5)
    )

    cost = cost_of(difference, mentee=1)

    assert (cost.coverage, cost.moved) == (-1, 2)
    assert cost.total == pytest.approx(-0.25)
    assert cost.worst_off == pytest.approx(0.1)


def test_a_round_without_pairs_has_a_cost_too() -> None:
    difference = Difference((), Figures(0, 0.0, None), Figures(0, 0.0, None))

    assert cost_of(difference, mentee=0) == NO_CHANGE
