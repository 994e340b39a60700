"""Her next-best mentors leave to others what was promised to them, and say what they would move."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from tiny import a_situation, is_allowed, paired_and_total, situations

from mentorship.matching.arrays import Integers
from mentorship.matching.assignment import NOBODY
from mentorship.matching.scarcity.alternates import Alternate, alternates
from mentorship.matching.what_if.situation import Move, Situation, Stand, forbid, pin, solved
from mentorship.matching.what_if.what_if import what_if


def test_a_mentor_with_a_free_place_moves_nobody() -> None:
    stand = solved(a_situation([[0.9, 0.6]], places=[1, 2]))

    (only,) = alternates(stand)

    assert only == (Alternate(1, 0.6, 2, (), pytest.approx(-0.3), keeps_coverage=True),)


def test_a_mentor_who_is_proposed_to_another_tells_who_would_move_for_her() -> None:
    stand = solved(a_situation([[0.9, 0.8], [0.5, 0.7]]))

    her, _ = alternates(stand)

    moved = (Move(1, before=1, after=0),)
    assert her == (Alternate(1, 0.8, 0, moved, pytest.approx(-0.3), keeps_coverage=True),)


def test_a_mentor_whose_place_is_promised_is_nobodys_alternate() -> None:
    promised = pin(a_situation([[0.9, 0.8], [0.5, 0.7]]), 1, mentor=1)

    assert alternates(solved(promised)) == [(), ()]


def test_a_mentor_whom_she_may_not_meet_is_no_alternate() -> None:
    stand = solved(forbid(a_situation([[0.9, 0.8]]), 0, mentor=1))

    assert stand.mentor_of.tolist() == [0]
    assert alternates(stand) == [()]


def test_who_waits_sees_that_somebody_else_would_wait_instead() -> None:
    stand = solved(a_situation([[0.9], [0.4]]))

    _, waits = alternates(stand)

    moved = (Move(0, before=0, after=None),)
    assert waits == (Alternate(0, 0.4, 0, moved, pytest.approx(-0.5), keeps_coverage=True),)


def test_where_nobody_can_make_room_coverage_would_fall() -> None:
    stand = solved(a_situation([[0.9, 0.8], [0.5, 0.7]], may_meet=[[1, 1], [0, 1]]))

    her, _ = alternates(stand)

    moved = (Move(1, before=1, after=None),)
    assert her == (Alternate(1, 0.8, 0, moved, pytest.approx(-0.8), keeps_coverage=False),)


def test_three_alternates_come_best_first() -> None:
    stand = solved(a_situation([[0.9, 0.1, 0.5, 0.7, 0.3]]))

    (only,) = alternates(stand)

    assert [alternate.mentor for alternate in only] == [3, 2, 4]


def after(stand: Stand, mentee: int, alternate: Alternate) -> Integers:
    """The pairs when all that an alternate says has been done."""
    mentor_of = stand.mentor_of.copy()
    for move in alternate.moves:
        assert mentor_of[move.mentee] == (NOBODY if move.before is None else move.before)
        mentor_of[move.mentee] = NOBODY if move.after is None else move.after
    mentor_of[mentee] = alternate.mentor
    return mentor_of


@settings(deadline=None)
@given(situations())
def test_what_an_alternate_says_can_be_done_and_comes_to_what_it_says(
    situation: Situation,
) -> None:
    stand = solved(situation)
    covered, total = paired_and_total(stand.mentor_of, situation.worth)

    for mentee, offered in enumerate(alternates(stand)):
        for alternate in offered:
            pairs = after(stand, mentee, alternate)
            assert is_allowed(pairs, situation)
            now, worth = paired_and_total(pairs, situation.worth)
            assert worth - total == pytest.approx(alternate.change, abs=1e-8)
            assert alternate.keeps_coverage == (now == covered)


@settings(max_examples=50, deadline=None)
@given(situations())
def test_where_somebody_must_move_no_other_chain_costs_less(situation: Situation) -> None:
    stand = solved(situation)

    for mentee, offered in enumerate(alternates(stand)):
        for alternate in offered:
            best = what_if(stand, pin(situation, mentee, mentor=alternate.mentor))
            assert alternate.keeps_coverage == (best.before.paired == best.after.paired)
            change = best.after.total - best.before.total
            if alternate.keeps_coverage and not alternate.free:
                assert change == pytest.approx(alternate.change, abs=1e-6)
            if alternate.keeps_coverage:
                assert change >= alternate.change - 1e-6


def test_nobody_moves_below_the_worst_off_where_that_comes_first() -> None:
    table = [[0.9, 0.8], [0.2, 0.7]]
    lifted = replace(a_situation(table), floor="best")

    (her,) = alternates(solved(lifted))[:1]
    (hers_by_total,) = alternates(solved(a_situation(table)))[:1]

    assert hers_by_total[0].keeps_coverage
    assert not her[0].keeps_coverage


def test_where_priority_decides_nobody_who_waits_takes_a_seat() -> None:
    ranked = replace(
        a_situation([[0.9, 0.8], [0.5, 0.7], [0.6, 0.6]]), priority=np.array([2, 1, 0])
    )
    stand = solved(ranked)

    assert stand.mentor_of.tolist() == [0, 1, NOBODY]
    offered = [alternate for alternates_ in alternates(stand)[:2] for alternate in alternates_]
    assert [alternate.keeps_coverage for alternate in offered] == [True, True]
    assert all(move.mentee != 2 for alternate in offered for move in alternate.moves)
