"""A change is shown with all that it would do, and moves nobody who need not move."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import a_situation, every_set, is_allowed, paired_and_total, situations

from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.assignment import NOBODY
from mentorship.matching.what_if.situation import (
    Move,
    Situation,
    capacity,
    forbid,
    pin,
    reweigh,
    solved,
)
from mentorship.matching.what_if.stays import most_stays
from mentorship.matching.what_if.what_if import (
    Figures,
    NamedMove,
    by_key,
    in_sentences,
    what_if,
)

SCORES = [[0.9, 0.2], [0.8, 0.7]]


def balanced(scores: Floats) -> Floats:
    return np.asarray(-((1 - scores) ** 4))


def test_a_change_tells_who_moves_and_what_it_costs() -> None:
    before = solved(a_situation(SCORES))

    difference = what_if(before, pin(before.situation, 1, mentor=0))

    assert difference.moves == (Move(0, before=0, after=1), Move(1, before=1, after=0))
    assert difference.before == Figures(paired=2, total=pytest.approx(1.6), worst=0.7)
    assert difference.after == Figures(paired=2, total=pytest.approx(1.0), worst=0.2)
    assert difference.change_mentor == (0, 1)


def test_a_place_that_goes_tells_who_loses_a_mentor_and_one_that_comes_who_gains_one() -> None:
    two = solved(a_situation(SCORES))
    gone = what_if(two, capacity(two.situation, 1, places=0))
    back = what_if(gone.stand, two.situation)

    assert gone.lose_their_mentor == (1,)
    assert gone.gain_a_mentor == ()
    assert (gone.before.paired, gone.after.paired) == (2, 1)
    assert back.gain_a_mentor == (1,)
    assert back.moves == (Move(1, before=None, after=1),)


def test_where_nothing_changes_nobody_moves() -> None:
    before = solved(a_situation(SCORES))

    difference = what_if(before, before.situation)

    assert difference.moves == ()
    assert difference.before == difference.after
    assert in_sentences(difference)[0] == "Nobody would move."


def test_both_sides_are_measured_with_the_new_weights() -> None:
    before = solved(a_situation(SCORES))

    difference = what_if(before, reweigh(before.situation, np.array([[0.1, 0.6], [0.5, 0.2]])))

    assert difference.before.total == pytest.approx(0.1 + 0.2)
    assert difference.after.total == pytest.approx(0.6 + 0.5)


def test_moves_are_named_by_the_keys_of_people_for_the_pages() -> None:
    before = solved(a_situation(SCORES))
    difference = what_if(before, capacity(before.situation, 1, places=0))

    named = by_key(difference, ["mentee:1", "mentee:2"], mentors=["mentor:1", "mentor:2"])

    assert named == (NamedMove("mentee:2", before="mentor:2", after=None),)


def test_the_sentences_are_whole_and_name_nobody() -> None:
    before = solved(a_situation(SCORES))

    said = in_sentences(what_if(before, capacity(before.situation, 1, places=0)))

    assert said == (
        "One mentee with a mentor now would have nobody.",
        "The sum over all pairs would be 0.900 instead of 1.600 (more is better).",
        "The score of the pair that fits least would be 0.900 instead of 0.700.",
    )


def test_whoever_gains_a_mentor_is_the_one_who_had_nobody() -> None:
    before = solved(a_situation(SCORES, places=[1, 0]))

    said = in_sentences(what_if(before, capacity(before.situation, 1, places=1)))

    assert said[0] == "One mentee with nobody now would have a mentor."


def test_of_equally_good_sets_the_one_that_moves_fewest_people_is_taken() -> None:
    all_equal = a_situation(np.full((6, 6), 0.5))
    before = solved(all_equal)
    first = int(before.mentor_of[0])

    difference = what_if(before, forbid(all_equal, 0, mentor=first))

    assert difference.after.paired == 6
    assert len(difference.moves) == 2


def stays(mentor_of: Integers, now: Integers) -> int:
    return int((mentor_of == now).sum())


def best_sets(situation: Situation) -> list[Integers]:
    """All sets of pairs that are best: most people, then the worst-off, then the total."""
    worth, scores = situation.worth, situation.scores
    pinned = [mentee for mentee, _ in situation.pins]

    def rank(pairs: Integers) -> tuple[int, float, float]:
        free = pairs.copy()
        free[pinned] = NOBODY
        paired, total = paired_and_total(free, worth)
        moved = np.flatnonzero(free != NOBODY)
        worst = float(scores[moved, free[moved]].min(initial=np.inf))
        return paired, worst if situation.floor else 0.0, total

    sets = list(every_set(situation))
    top = max(rank(pairs) for pairs in sets)
    return [pairs for pairs in sets if rank(pairs) == top]


@settings(deadline=None)
@given(situations(most_mentees=4), st.booleans(), st.booleans(), st.randoms())
def test_what_if_is_the_best_set_with_the_most_stays_by_brute_force(
    situation: Situation, worst_off: bool, balance: bool, random: Random
) -> None:
    situation = replace(
        situation, floor="best" if worst_off else None, utility=balanced if balance else None
    )
    before = solved(situation)
    after = _changed(situation, random)

    difference = what_if(before, after)

    best = best_sets(after)
    found = difference.stand.mentor_of
    assert any((found == pairs).all() for pairs in best)
    assert stays(found, before.mentor_of) == max(stays(p, before.mentor_of) for p in best)


def _changed(situation: Situation, random: Random) -> Situation:
    """A place more or less, or a pair pinned or forbidden, by chance."""
    mentee = random.randrange(situation.may_meet.shape[0])
    mentor = random.randrange(situation.places.size)
    allowed = situation.may_meet[mentee, mentor] and situation.places[mentor] > 0
    if allowed and random.random() < 0.5:
        return pin(situation, mentee, mentor=mentor)
    if random.random() < 0.5:
        return forbid(situation, mentee, mentor=mentor)
    return capacity(situation, mentor, places=random.randrange(3))


@settings(deadline=None)
@given(situations(most_mentees=4), st.permutations(range(4)))
def test_where_priority_decides_the_same_people_keep_their_places(
    situation: Situation, order: list[int]
) -> None:
    priority = np.array(order[: situation.may_meet.shape[0]])
    ranked = replace(situation, priority=priority)
    before, best = solved(situation), solved(ranked)

    found = most_stays(best, now=before.mentor_of)

    assert ((found == NOBODY) == (best.mentor_of == NOBODY)).all()
    assert is_allowed(found, situation)
    worth = situation.worth
    assert paired_and_total(found, worth) == paired_and_total(best.mentor_of, worth)
    assert stays(found, before.mentor_of) >= stays(best.mentor_of, before.mentor_of)
