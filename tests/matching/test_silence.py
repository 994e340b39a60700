"""Leaving a part of who one is blank, or preferring not to say, never lowers anybody.

What that means: unasked, a mentee's labels change no score at all. A blank and *prefer not to say*
are the same, on both sides. A mentor's silence counts, for each mentee, as the average of those
who answered, so that it lowers nobody's score beside a "no", neither the mentor's own nor
another's. A *must* is the exception that she chooses herself: silence does not meet it
(test_identity.py), and no more does a "no".
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import a_mentee, a_mentor

from mentorship.domain.people import Dimension, Matters, Mentee, Mentor
from mentorship.domain.policy import Policy
from mentorship.domain.vocabulary import PREFER_NOT_TO_SAY, vocabulary
from mentorship.matching.arrays import Floats
from mentorship.matching.identity import meets_musts, said_something
from mentorship.matching.scores import scores

POLICIES = (Policy(), Policy(weights={**Policy().weights, "identity": 0.2}, honour_must=False))
BLANK: frozenset[str] = frozenset()
SILENT = frozenset({PREFER_NOT_TO_SAY})
# Ticked by nobody else in these cohorts: an answer, and a "no" to everybody's wish.
NO = {
    "race_ethnicity": frozenset({"White"}),
    "faith": frozenset({"Buddhist"}),
    "gender": frozenset({"Man"}),
    "other_identity": frozenset({"Veteran or military"}),
}
SAID = {
    "race_ethnicity": ("Black or African American", "Black - African", "Asian - South"),
    "faith": ("Muslim", "Christian", "Hindu"),
    "gender": ("Woman", "Trans woman", "Non-binary"),
    "other_identity": ("LGBTQ+", "Neurodivergent", "Parent", "On a visa"),
}


def some(labels: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.one_of(st.just(SILENT), st.frozensets(st.sampled_from(labels), max_size=2))


IDENTITY = st.fixed_dictionaries({field: some(labels) for field, labels in SAID.items()})
WISHES = st.dictionaries(st.sampled_from(list(Dimension)), st.sampled_from(list(Matters)))
TOPICS = st.frozensets(st.sampled_from(["racism", "islamophobia", "sexism", "firstgen"]))
MENTEES = st.lists(st.tuples(IDENTITY, WISHES, TOPICS), min_size=4, max_size=12)
MENTORS = st.lists(st.tuples(IDENTITY, TOPICS), min_size=4, max_size=14)
FIELDS = st.sampled_from(sorted(NO))
RULES = st.sampled_from(POLICIES)


def mentees_of(drawn: list[tuple[dict[str, Any], dict[Dimension, Matters], frozenset[str]]]):
    return [
        a_mentee(key=f"mentee:{n}", matters=matters, topics=topics, **identity)
        for n, (identity, matters, topics) in enumerate(drawn)
    ]


def mentors_of(drawn: list[tuple[dict[str, Any], frozenset[str]]]) -> list[Mentor]:
    return [
        a_mentor(key=f"mentor:{n}", topics=topics, **identity)
        for n, (identity, topics) in enumerate(drawn)
    ]


def table(mentees: list[Mentee], mentors: list[Mentor], policy: Policy) -> Floats:
    return scores(mentees, mentors, policy=policy).all()


@settings(max_examples=6, deadline=None)
@given(MENTEES, MENTORS, st.sampled_from(POLICIES[:1]))
def test_unasked_her_labels_change_nobodys_score(
    mentees: Any, mentors: Any, policy: Policy
) -> None:
    others = mentors_of(mentors)
    said = [replace(mentee, matters={}) for mentee in mentees_of(mentees)]
    blank = [replace(mentee, **dict.fromkeys(NO, BLANK)) for mentee in said]

    assert np.array_equal(table(said, others, policy), table(blank, others, policy))


@settings(max_examples=6, deadline=None)
@given(MENTEES, MENTORS, FIELDS, RULES)
def test_preferring_not_to_say_is_a_blank_on_both_sides(
    mentees: Any, mentors: Any, field: str, policy: Policy
) -> None:
    hers, theirs = mentees_of(mentees), mentors_of(mentors)

    def with_answer(answer: frozenset[str]) -> Floats:
        return table(
            [replace(hers[0], **{field: answer}), *hers[1:]],
            [replace(theirs[0], **{field: answer}), *theirs[1:]],
            policy,
        )

    assert np.array_equal(with_answer(BLANK), with_answer(SILENT))


@settings(max_examples=6, deadline=None)
@given(MENTEES, MENTORS, FIELDS, RULES)
def test_a_mentors_silence_lowers_nobodys_score_beside_a_no(
    mentees: Any, mentors: Any, field: str, policy: Policy
) -> None:
    hers, theirs = mentees_of(mentees), mentors_of(mentors)
    no, silent = (
        [replace(theirs[0], **{field: answer}), *theirs[1:]] for answer in (NO[field], BLANK)
    )

    assert (table(hers, silent, policy) >= table(hers, no, policy) - 1e-12).all()


@settings(max_examples=6, deadline=None)
@given(MENTEES, MENTORS, FIELDS)
def test_a_mentors_silence_meets_as_many_musts_as_a_no(
    mentees: Any, mentors: Any, field: str
) -> None:
    mentor = mentors_of(mentors)[0]

    for mentee in mentees_of(mentees):
        no, silent = (replace(mentor, **{field: answer}) for answer in (NO[field], BLANK))
        assert meets_musts(mentee, silent) >= meets_musts(mentee, no)


@settings(max_examples=6, deadline=None)
@given(MENTEES, MENTORS)
def test_a_silent_mentor_counts_as_the_average_of_those_who_answered(
    mentees: Any, mentors: Any
) -> None:
    hers = [replace(m, matters={Dimension.FAITH: Matters.HELPS}) for m in mentees_of(mentees)]
    answered = [replace(m, topics=BLANK) for m in mentors_of(mentors) if m.faith - SILENT]
    answered = answered or [a_mentor(key="mentor:8", faith=frozenset({"Muslim"}))]
    silent = a_mentor(key="mentor:9")

    closeness = scores(hers, [*answered, silent], policy=Policy()).closeness("identity")

    assert closeness[:, -1] == pytest.approx(closeness[:, :-1].mean(axis=1))


def test_the_labels_of_these_tests_are_those_of_the_form() -> None:
    words = vocabulary()
    for field, labels in SAID.items():
        assert {*labels, *NO[field], PREFER_NOT_TO_SAY} <= set(getattr(words, field))


def test_a_wish_about_a_part_that_she_left_blank_lowers_nobody() -> None:
    her = a_mentee(matters={Dimension.FAITH: Matters.HELPS}, topics=frozenset({"racism"}))
    theirs = [
        a_mentor(key="mentor:2", faith=frozenset({"Muslim"})),
        a_mentor(key="mentor:3", topics=frozenset({"islamophobia"})),
        a_mentor(key="mentor:4"),
    ]

    assert np.array_equal(
        table([her], theirs, Policy()), table([replace(her, matters={})], theirs, Policy())
    )


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("faith", {"I describe myself in my own words"}),
        ("race_ethnicity", {"Mixed - I'll describe"}),
        ("other_identity", {"Parent", PREFER_NOT_TO_SAY}),
    ],
)
def test_words_of_ones_own_are_no_no(field: str, said: set[str]) -> None:
    words = vocabulary()
    assert said - {PREFER_NOT_TO_SAY} <= set(getattr(words, field))
    mentor = a_mentor(**{field: frozenset(said)})
    asked = Dimension.LGBTQ if field == "other_identity" else _DIMENSION_OF[field]

    assert said_something(a_mentor(), asked) is said_something(mentor, asked) is False


_DIMENSION_OF = {"faith": Dimension.FAITH, "race_ethnicity": Dimension.RACE}
