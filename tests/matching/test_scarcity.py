"""Whom to recruit next is checked by solving anew, and names nobody."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from people import a_mentee, a_mentor
from tiny import a_situation, every_set, situations

from mentorship.domain.people import Dimension, Matters, Mentee, Mentor
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.assignment import NOBODY, Solution
from mentorship.matching.scarcity.hall import Crowd
from mentorship.matching.scarcity.recruiting import (
    SMALLEST_GROUP,
    Kind,
    Recruit,
    groups_of,
    in_common,
    one_more_seats,
    recruit_next,
)
from mentorship.matching.scarcity.recruiting_words import (
    NO_KIND_HELPS,
    NOBODY_TO_ASK,
    whom_to_ask,
)
from mentorship.matching.what_if.situation import Situation, Stand, pin, solved

SOMALI = frozenset({"Somali", "English"})


def mentees(many: int, **changes: Any) -> list[Mentee]:
    return [a_mentee(key=f"mentee:{n}", **changes) for n in range(many)]


def somali_speakers_wait() -> tuple[Stand, list[Mentee], list[Mentor]]:
    """Six mentees compete for the one place of the mentor who speaks Somali; another has room."""
    asking = [*mentees(6, languages=SOMALI, specialties=()), *mentees(2, specialties=())]
    offering = [a_mentor(languages=SOMALI, specialties=()), a_mentor(specialties=())]
    may_meet = [[1, 0]] * 6 + [[1, 1]] * 2
    return (
        solved(a_situation(np.full((8, 2), 0.5), may_meet=may_meet, places=[1, 5])),
        (asking),
        offering,
    )


def test_one_more_place_where_people_wait_is_recruited_first() -> None:
    stand, asking, offering = somali_speakers_wait()

    first, *_ = recruit_next(stand, asking, mentors=offering)

    assert first == Recruit(
        kind=Kind.LANGUAGE,
        name="Somali",
        mentors=1,
        asked_by=6,
        seats=1.0,
        price=first.price,
        mentor=0,
        more_paired=1,
        more_total=pytest.approx(0.5),
    )
    assert whom_to_ask([first], waiting=5) == (
        "One more place with a mentor who speaks Somali would give one more mentee a mentor.",
    )


def test_a_group_that_does_no_more_than_an_ordinary_mentor_is_not_named() -> None:
    stand = solved(a_situation(np.full((8, 2), 0.5)))
    everywhere = {"languages": SOMALI, "specialties": (), "topics": frozenset({"speakup"})}

    found = recruit_next(
        stand, mentees(8, **everywhere), mentors=[a_mentor(**everywhere), a_mentor(**everywhere)]
    )

    assert [recruit.kind for recruit in found] == [Kind.ANYBODY]
    assert whom_to_ask(found, waiting=6) == (
        "One more place with a mentor like most of this round would give one more mentee a mentor.",
    )


def test_topics_and_areas_are_named_in_the_words_of_the_form() -> None:
    asking = mentees(6, topics=frozenset({"speakup"}))
    offering = [a_mentor(topics=frozenset({"speakup"})), a_mentor(specialties=())]
    may_meet = [[1, 0]] * 6
    stand = solved(a_situation(np.full((6, 2), 0.5), may_meet=may_meet, places=[1, 5]))

    said = whom_to_ask(recruit_next(stand, asking, mentors=offering), waiting=5)

    gives = "would give one more mentee a mentor."
    label = vocabulary().topics["speakup"].label
    assert f"One more place with a mentor who talks about “{label}” {gives}" in said
    assert f"One more place with a mentor in surgery {gives}" in said


def test_where_nobody_waits_a_place_can_still_make_better_pairs() -> None:
    scores = [[0.9, 0.1]] * 6
    asking = mentees(6, languages=SOMALI, specialties=())
    offering = [a_mentor(languages=SOMALI, specialties=()), a_mentor(specialties=())]
    stand = solved(a_situation(scores, places=[3, 6]))

    wanted = recruit_next(stand, asking, mentors=offering)

    assert whom_to_ask(wanted, waiting=0) == (
        "Nobody waits for a place. One more place with a mentor who speaks Somali would let the "
        "pairs fit better.",
    )
    assert wanted[0].more_total == pytest.approx(0.8)


def test_nobody_is_recruited_where_one_more_place_brings_nothing() -> None:
    stand = solved(a_situation(np.full((6, 2), 0.5), places=[6, 6]))

    assert recruit_next(stand, mentees(6), mentors=[a_mentor(), a_mentor()]) == ()


def test_kinds_that_only_make_better_pairs_are_told_in_one_sentence() -> None:
    somali = Recruit(
        kind=Kind.LANGUAGE,
        name="Somali",
        mentors=1,
        asked_by=6,
        seats=0.0,
        price=0.2,
        mentor=0,
        more_paired=0,
        more_total=0.3,
    )
    anybody = replace(somali, kind=Kind.ANYBODY, name="")
    health = replace(somali, kind=Kind.AREA, name="Health of populations")

    fits = (
        "One more place with a mentor who speaks Somali, a mentor in public health or a mentor "
        "like most of this round would let the pairs fit better."
    )
    three = (anybody, somali, health)
    assert whom_to_ask(three, waiting=0) == (f"Nobody waits for a place. {fits}",)
    assert whom_to_ask(three, waiting=1) == (NO_KIND_HELPS, fits)
    assert whom_to_ask((replace(somali, more_paired=1), health), waiting=1) == (
        "One more place with a mentor who speaks Somali would give one more mentee a mentor.",
    )


def test_where_nothing_would_help_one_sentence_says_so() -> None:
    assert whom_to_ask((), waiting=0) == (NOBODY_TO_ASK,)
    assert whom_to_ask((), waiting=2) == (NO_KIND_HELPS,)


def test_nobody_is_asked_to_look_in_another_field() -> None:
    asking = mentees(6, specialties=("other",))

    assert vocabulary().specialties["other"].area == "Other"
    assert [group.kind for group in groups_of(asking, [a_mentor(specialties=("other",))])] == [
        Kind.LANGUAGE
    ]


def test_without_any_mentor_there_is_nobody_ordinary_to_recruit_like() -> None:
    nobody = Solution(np.array([NOBODY, NOBODY]), 0.0, 0.0, 0.0, np.zeros(0), np.nan, 0)

    stand = Stand(a_situation(np.zeros((2, 0))), nobody)

    assert recruit_next(stand, mentees(2), mentors=[]) == ()


def test_where_any_mentor_would_help_that_is_said_first() -> None:
    asking = mentees(6, languages=SOMALI, specialties=())
    offering = [a_mentor(languages=SOMALI, specialties=()), a_mentor(specialties=())]
    stand = solved(a_situation([[0.9, 0.5]] * 6, places=[1, 2]))

    kinds = [recruit.kind for recruit in recruit_next(stand, asking, mentors=offering)]

    assert kinds == [Kind.ANYBODY, Kind.LANGUAGE]


def test_a_kind_that_too_few_ask_for_is_never_named() -> None:
    stand, asking, offering = somali_speakers_wait()
    few = [
        replace(mentee, languages=frozenset({"English"})) if at > SMALLEST_GROUP - 2 else mentee
        for at, mentee in enumerate(asking)
    ]

    assert recruit_next(stand, asking, mentors=offering)[0].name == "Somali"
    assert recruit_next(stand, few, mentors=offering) == ()


@settings(max_examples=60, deadline=None)
@given(situations(most_mentees=4))
def test_where_one_more_place_seats_somebody_is_exact_by_brute_force(
    situation: Situation,
) -> None:
    movable = np.argwhere(situation.movable())
    if movable.size:
        mentee, mentor = movable[0].tolist()
        situation = pin(situation, mentee, mentor=mentor)
    stand = solved(situation)
    now = int((stand.mentor_of != NOBODY).sum())

    for mentor, seats in enumerate(one_more_seats(stand)):
        places = situation.places.copy()
        places[mentor] += 1
        more = replace(situation, places=places)
        most = max(int((pairs != NOBODY).sum()) for pairs in every_set(more))
        assert seats == (most > now)


CROWD = Crowd(tuple(range(6)), (0,), 2)


def test_what_a_crowd_shares_and_others_do_not_is_said_to_the_team() -> None:
    asking = [*mentees(6, languages=SOMALI, specialties=()), *mentees(3)]

    assert in_common(CROWD, asking) == "All of them speak Somali."


def test_topic_language_area_and_that_there_is_a_must_make_one_sentence() -> None:
    must = {Dimension.FAITH: Matters.MUST}
    hers = {"languages": SOMALI, "topics": frozenset({"speakup"}), "matters": must}
    asking = [*mentees(6, **hers), *mentees(3, specialties=())]

    label = vocabulary().topics["speakup"].label
    assert in_common(CROWD, asking) == (
        f"All of them ticked “{label}”, speak Somali, are in surgery and named a must."
    )


def test_what_a_crowd_shares_never_tells_who_they_are() -> None:
    who = {
        "faith": frozenset({"Muslim"}),
        "race_ethnicity": frozenset({"Black or African American"}),
        "topics": frozenset({"islamophobia", "lgbtq", "pregnancy", "disability"}),
    }
    asking = [*mentees(6, **who), *mentees(3)]
    assert all(mentee.topics for mentee in asking[:6])

    assert in_common(CROWD, asking) == ""


def test_of_fewer_than_five_nothing_is_said() -> None:
    asking = [*mentees(4, languages=SOMALI), *mentees(3)]

    assert in_common(Crowd((0, 1, 2, 3), (0,), 2), asking) == ""


def test_what_everybody_in_the_round_shares_explains_nothing() -> None:
    assert in_common(CROWD, mentees(9)) == ""
