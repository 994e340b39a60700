"""A must is never widened on her behalf; a wish is read generously."""

import pytest
from people import a_mentee, a_mentor

from mentorship.domain.people import Dimension, Matters
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.identity import (
    comparable_labels,
    meets_musts,
    musts_without_a_label,
    said_something,
    shares,
)

GENERAL, AFRICAN, CARIBBEAN = "Black or African American", "Black - African", "Black - Caribbean"


def must(dimension: Dimension) -> dict[Dimension, Matters]:
    return {dimension: Matters.MUST}


def test_a_must_is_met_by_the_same_label() -> None:
    mentee = a_mentee(faith=frozenset({"Muslim"}), matters=must(Dimension.FAITH))

    assert meets_musts(mentee, a_mentor(faith=frozenset({"Muslim"})))
    assert not meets_musts(mentee, a_mentor(faith=frozenset({"Christian"})))


@pytest.mark.parametrize("answer", [frozenset(), frozenset({"Prefer not to say"})])
def test_a_must_is_not_met_by_silence(answer: frozenset[str]) -> None:
    mentee = a_mentee(race_ethnicity=frozenset({AFRICAN}), matters=must(Dimension.RACE))

    assert not meets_musts(mentee, a_mentor(race_ethnicity=answer))


def test_a_must_is_not_met_by_the_topic_or_by_an_umbrella() -> None:
    mentee = a_mentee(race_ethnicity=frozenset({AFRICAN}), matters=must(Dimension.RACE))
    mentor = a_mentor(race_ethnicity=frozenset({GENERAL}), topics=frozenset({"racism"}))

    assert shares(Dimension.RACE, frozenset({AFRICAN}), frozenset({GENERAL}))
    assert not meets_musts(mentee, mentor)


def test_two_peoples_are_not_one_because_an_umbrella_covers_both() -> None:
    assert not shares(Dimension.RACE, frozenset({AFRICAN}), frozenset({CARIBBEAN}))


def test_trans_women_are_women() -> None:
    mentee = a_mentee(gender=frozenset({"Woman"}), matters=must(Dimension.GENDER))

    assert meets_musts(mentee, a_mentor(gender=frozenset({"Trans woman"})))
    assert not meets_musts(mentee, a_mentor(gender=frozenset({"Trans man"})))


def test_a_trans_woman_who_must_have_a_trans_woman_is_not_given_another() -> None:
    mentee = a_mentee(gender=frozenset({"Trans woman"}), matters=must(Dimension.GENDER))

    assert not meets_musts(mentee, a_mentor(gender=frozenset({"Woman"})))


def test_every_must_of_hers_has_to_be_met() -> None:
    both = {Dimension.FAITH: Matters.MUST, Dimension.PARENT: Matters.MUST}
    mentee = a_mentee(
        faith=frozenset({"Muslim"}), other_identity=frozenset({"Parent"}), matters=both
    )

    assert not meets_musts(mentee, a_mentor(faith=frozenset({"Muslim"})))


@pytest.mark.parametrize(
    "faith", [(), ("Prefer not to say",), ("I describe myself in my own words",)]
)
def test_a_must_without_a_label_of_her_own_is_a_question(faith: tuple[str, ...]) -> None:
    mentee = a_mentee(faith=frozenset(faith), matters=must(Dimension.FAITH))

    assert musts_without_a_label(mentee) == (Dimension.FAITH,)


def test_preferring_not_to_say_is_as_neutral_as_a_blank() -> None:
    assert not said_something(a_mentor(), Dimension.LGBTQ)
    silent = a_mentor(other_identity=frozenset({"Prefer not to say"}))
    assert not said_something(silent, Dimension.LGBTQ)


def test_every_label_of_other_identity_that_a_dimension_reads_stands_in_the_vocabulary() -> None:
    everything = a_mentor(
        other_identity=frozenset(vocabulary().other_identity),
        race_ethnicity=frozenset(vocabulary().race_ethnicity),
        gender=frozenset(vocabulary().gender),
        faith=frozenset(vocabulary().faith),
    )

    sizes = {dimension: len(comparable_labels(everything, dimension)) for dimension in Dimension}

    assert sizes == {
        Dimension.RACE: 11,
        Dimension.FAITH: 9,
        Dimension.GENDER: 5,
        Dimension.LGBTQ: 1,
        Dimension.DISABILITY: 2,
        Dimension.PARENT: 3,
        Dimension.IMMIGRANT: 3,
        Dimension.FIRST: 2,
    }
