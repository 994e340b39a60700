"""Who competes with whom is found from the pairs themselves, whatever made them."""

import numpy as np
from hypothesis import given, settings
from tiny import a_situation, every_set, is_allowed, situations

from mentorship.matching.assignment import NOBODY
from mentorship.matching.scarcity.hall import Crowd, ways
from mentorship.matching.what_if.situation import Situation, solved


def paired(situation: Situation) -> int:
    return max(int((pairs != NOBODY).sum()) for pairs in every_set(situation))


def test_three_mentees_compete_for_the_two_mentors_whom_they_alone_share() -> None:
    may_meet = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1]], dtype=bool)
    places = np.array([1, 1, 2])

    found = ways(may_meet, places, mentor_of=np.array([0, 1, NOBODY, 2]))

    assert found.crowd(2) == Crowd(mentees=(0, 1, 2), mentors=(0, 1), places=2)


def test_everybody_who_waits_for_the_same_places_and_no_other_stands_in_one_crowd() -> None:
    found = ways(np.ones((5, 1), dtype=bool), np.array([2]), mentor_of=np.array([0, -1, -1, 0, -1]))

    assert found.crowd(1) == Crowd(mentees=(0, 1, 2, 3, 4), mentors=(0,), places=2)


def test_there_is_no_crowd_where_one_more_person_can_be_seated_by_moving_another() -> None:
    may_meet = np.array([[1, 1], [1, 0]], dtype=bool)

    found = ways(may_meet, np.array([1, 1]), mentor_of=np.array([0, NOBODY]))

    assert found.crowd(1) is None
    assert found.makes_room(may_meet[1])


@settings(deadline=None)
@given(situations())
def test_a_crowd_is_a_hall_set_larger_than_its_places(situation: Situation) -> None:
    mentor_of = solved(situation).mentor_of
    found = ways(situation.may_meet, situation.places, mentor_of=mentor_of)

    with_place = situation.may_meet & (situation.places > 0)
    for mentee in np.flatnonzero((mentor_of == NOBODY) & with_place.any(axis=1)):
        crowd = found.crowd(int(mentee))
        assert crowd is not None
        assert mentee in crowd.mentees
        assert len(crowd.mentees) > crowd.places
        asked = situation.may_meet[list(crowd.mentees)].any(axis=0) & (situation.places > 0)
        assert set(np.flatnonzero(asked)) <= set(crowd.mentors)
        assert crowd.places == situation.places[list(crowd.mentors)].sum()


@settings(deadline=None)
@given(situations(most_mentees=4))
def test_room_is_found_from_any_pairs_exactly_when_more_can_be_seated(situation: Situation) -> None:
    most = paired(situation)

    for pairs in every_set(situation):
        assert is_allowed(pairs, situation)
        found = ways(situation.may_meet, situation.places, mentor_of=pairs)
        room = any(
            found.makes_room(situation.may_meet[mentee])
            for mentee in np.flatnonzero(pairs == NOBODY)
        )
        assert room == ((pairs != NOBODY).sum() < most)


def test_without_any_mentor_there_is_no_way() -> None:
    situation = a_situation(np.zeros((2, 0)))

    found = ways(situation.may_meet, situation.places, mentor_of=np.array([NOBODY, NOBODY]))

    assert not found.makes_room(situation.may_meet[0])


def test_who_may_meet_nobody_with_a_place_competes_with_nobody() -> None:
    found = ways(np.ones((1, 1), dtype=bool), np.array([0]), mentor_of=np.array([NOBODY]))

    assert found.crowd(0) is None
