"""The score of a pair: one inner product whose parts add up, and to which silence does no harm."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import a_mentee, a_mentor

from mentorship.domain.people import Dimension, Matters, Mentee, Mentor
from mentorship.domain.policy import DEFAULT_WEIGHTS, FACETS, Policy
from mentorship.domain.vocabulary import OTHER_IDENTITY_OF, vocabulary
from mentorship.matching.scores import Scores, scores

WORDS = vocabulary()


def some_of(codes: Any, most: int = 5) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(sorted(codes)), max_size=most)


PERSON = {
    "topics": some_of(WORDS.topics),
    "values": some_of(WORDS.values),
    "styles": some_of(WORDS.styles, 2),
    "formats": some_of(WORDS.formats),
    "slots": some_of(WORDS.slots),
    "faith": some_of(WORDS.faith, 2),
    "other_identity": some_of(WORDS.other_identity),
    "specialties": st.lists(st.sampled_from(sorted(WORDS.specialties)), max_size=2).map(tuple),
    "stage": st.none() | st.sampled_from(sorted(WORDS.stages)),
    "time_zone": st.sampled_from([None, "America/Phoenix", "Asia/Kolkata", "Europe/London"]),
    "place": st.sampled_from(["", "Phoenix AZ", "London", "Asia/Kolkata"]),
    "words": st.sampled_from(["", "How do I report him?", "I can help with reporting.", "¿Qué?"]),
}
MENTEES = st.lists(
    st.builds(
        a_mentee,
        **PERSON,
        goals=some_of(WORDS.goals, 2),
        matters=st.dictionaries(st.sampled_from(Dimension), st.sampled_from(Matters), max_size=8),
    ),
    min_size=1,
    max_size=4,
)
MENTORS = st.lists(st.builds(a_mentor, **PERSON), min_size=1, max_size=4)


@given(mentees=MENTEES, mentors=MENTORS, honour=st.booleans())
@settings(max_examples=15, deadline=None)
def test_the_parts_of_every_score_add_up_to_it(
    mentees: list[Mentee], mentors: list[Mentor], honour: bool
) -> None:
    model = scores(mentees, mentors, policy=Policy(honour_must=honour))

    table = model.all()

    assert table.shape == (len(mentees), len(mentors))
    assert (table >= 0).all()
    assert (table <= 1 + 1e-9).all()
    for i in range(len(mentees)):
        for j in range(len(mentors)):
            parts = model.parts(i, j)
            assert tuple(parts) == FACETS
            assert abs(sum(part.points for part in parts.values()) - table[i, j]) < 1e-9
            assert abs(sum(part.weight for part in parts.values()) - 1) < 1e-9
            for part in parts.values():
                assert -1e-9 <= part.closeness <= 1 + 1e-9


def closeness(facet: str, mentee: Mentee, *mentors: Mentor) -> list[float]:
    """Of one mentee with each mentor, rounded to what a person would write."""
    model: Scores = scores([mentee], mentors, policy=Policy())
    return [round(float(value), 6) for value in model.closeness(facet)[0]]


def test_needs_are_the_share_of_her_topics_that_are_offered() -> None:
    hers = a_mentee(topics=frozenset({"contract", "research"}))
    both = a_mentor(topics=frozenset({"contract", "research", "exams"}))
    one = a_mentor(topics=frozenset({"contract"}))
    other = a_mentor(topics=frozenset({"exams"}))

    full, half, none = closeness("needs", hers, both, one, other)

    assert (full, none) == (1, 0)
    assert 0 < half < 0.5  # the contract is offered twice, so research is the rarer one


def test_a_mentor_who_ticks_everything_is_no_closer_in_values() -> None:
    hers = a_mentee(values=frozenset({"faith", "family"}))
    same = a_mentor(values=frozenset({"faith", "family"}))
    all_of_them = a_mentor(values=frozenset(WORDS.values))

    exact, everything = closeness("values", hers, same, all_of_them)

    assert exact == 1
    assert everything < 0.5


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (("gs",), 1.0),
        (("trauma",), 0.7),
        (("ortho",), 0.4),
        (("orrn",), 0.25),
        (("swe",), 0.0),
        (("swe", "gs"), 1.0),
    ],
)
def test_fields_are_as_close_as_the_closest_of_them(
    theirs: tuple[str, ...], expected: float
) -> None:
    assert closeness("field", a_mentee(specialties=("gs",)), a_mentor(specialties=theirs)) == [
        expected
    ]


def test_stages_one_to_four_ahead_are_best() -> None:
    resident = a_mentee(stage="res")
    stages = ["chief", "fellow", "att1", "att2", "att3"]

    found = closeness("stage", resident, *(a_mentor(stage=stage) for stage in stages))

    assert found == [0, 1, 1, 1, 1]
    student = a_mentee(stage="ms12")
    assert closeness("stage", student, a_mentor(stage="att3")) == [0.45]


def test_the_same_stage_counts_only_for_whoever_wants_a_near_peer() -> None:
    near = a_mentee(stage="res", styles=frozenset({"near"}))

    assert closeness("stage", near, a_mentor(stage="chief")) == [0.9]


def test_goals_speak_for_a_kind_of_mentor() -> None:
    hers = a_mentee(goals=frozenset({"network"}), styles=frozenset({"sponsor"}))

    doors, ears = closeness(
        "style",
        hers,
        a_mentor(styles=frozenset({"sponsor"})),
        a_mentor(styles=frozenset({"listen"})),
    )

    assert (doors, ears) == (1, 0)


def test_meeting_in_person_needs_the_same_town() -> None:
    hers = a_mentee(formats=frozenset({"inperson"}), place="Phoenix, AZ")
    near = a_mentor(formats=frozenset({"inperson"}), place="Phoenix AZ")
    far = a_mentor(formats=frozenset({"inperson"}), place="Duluth")

    in_town, away = closeness("logistics", hers, near, far)

    assert in_town - away == pytest.approx(0.2)


def test_her_words_find_a_topic_that_she_did_not_tick() -> None:
    hers = a_mentee(words="Hijab and prayer and fasting on shift: how do you do it?")
    faith = a_mentor(topics=frozenset({"faithpractice"}))
    research = a_mentor(topics=frozenset({"research"}))

    understood, other = closeness("words", hers, faith, research)

    assert understood > other


def test_nobody_is_compared_on_who_they_are_unasked() -> None:
    hers = a_mentee(faith=frozenset({"Muslim"}))
    model = scores([hers], [a_mentor(faith=frozenset({"Muslim"})), a_mentor()], policy=Policy())

    assert model.parts(0, 0)["identity"].points == 0
    same, other = model.all()[0]
    assert same == other


def test_what_would_help_counts_by_sharing_and_by_topic_alike() -> None:
    hers = a_mentee(faith=frozenset({"Muslim"}), matters={Dimension.FAITH: Matters.HELPS})
    shares_it = a_mentor(faith=frozenset({"Muslim"}))
    talks = a_mentor(faith=frozenset({"Christian"}), topics=frozenset({"faithpractice"}))
    neither = a_mentor(faith=frozenset({"Christian"}))

    assert closeness("identity", hers, shares_it, talks, neither) == [1, 1, 0]


@pytest.mark.parametrize("answer", [frozenset(), frozenset({"Prefer not to say"})])
def test_a_mentor_who_does_not_say_who_they_are_counts_as_the_others_do(
    answer: frozenset[str],
) -> None:
    hers = a_mentee(faith=frozenset({"Muslim"}), matters={Dimension.FAITH: Matters.HELPS})
    yes, no = a_mentor(faith=frozenset({"Muslim"})), a_mentor(faith=frozenset({"Christian"}))

    assert closeness("identity", hers, yes, no, a_mentor(faith=answer)) == [1, 0, 0.5]


def test_the_weight_of_identity_is_what_she_gives_it() -> None:
    who: dict[str, Any] = {
        "faith": frozenset({"Muslim"}),
        "other_identity": OTHER_IDENTITY_OF[Dimension.FIRST],
    }
    one = a_mentee(**who, matters={Dimension.FAITH: Matters.HELPS})
    two = a_mentee(**who, matters={Dimension.FAITH: Matters.HELPS, Dimension.FIRST: Matters.HELPS})

    model = scores([a_mentee(), one, two], [a_mentor()], policy=Policy())

    weights = [model.parts(i, 0)["identity"].weight for i in range(3)]
    assert weights == pytest.approx([0, 0.1 / 1.1, 0.2 / 1.2])


def test_a_must_that_the_policy_softens_is_a_strong_wish() -> None:
    hers = a_mentee(faith=frozenset({"Muslim"}), matters={Dimension.FAITH: Matters.MUST})

    gate = scores([hers], [a_mentor()], policy=Policy()).parts(0, 0)["identity"]
    wish = scores([hers], [a_mentor()], policy=Policy(honour_must=False)).parts(0, 0)["identity"]

    assert (gate.weight, wish.weight) == (0, pytest.approx(0.3 / 1.3))


@pytest.mark.parametrize(
    ("facet", "answer"),
    [
        ("needs", {"topics": frozenset({"contract"})}),
        ("values", {"values": frozenset({"faith"})}),
        ("field", {"specialties": ("gs",)}),
        ("stage", {"stage": "res"}),
        ("style", {"styles": frozenset({"listen"})}),
        ("words", {"words": "How do I negotiate my contract?"}),
    ],
)
def test_a_blank_of_hers_is_the_same_with_every_mentor(facet: str, answer: dict[str, Any]) -> None:
    blank = {"specialties": (), "stage": None}
    hers, told = a_mentee(**blank), a_mentee(**{**blank, **answer})
    close = a_mentor(**{**blank, **answer, "stage": "att2"})
    far = a_mentor(
        topics=frozenset({"exams"}),
        values=frozenset({"make"}),
        specialties=("swe",),
        stage="pgy1",
        styles=frozenset({"sponsor"}),
        words="Sourdough",
    )

    table = scores([hers, told], [close, far], policy=Policy()).closeness(facet)

    assert table[0, 0] == pytest.approx(table[0, 1])
    assert table[1, 0] > table[1, 1]


def test_a_blank_of_a_mentor_counts_as_the_average_of_the_others() -> None:
    hers = a_mentee(topics=frozenset({"contract"}))
    yes, no = a_mentor(topics=frozenset({"contract"})), a_mentor(topics=frozenset({"exams"}))

    assert closeness("needs", hers, yes, no, no, a_mentor()) == [1, 0, 0, pytest.approx(1 / 3)]


def test_where_nobody_answered_everybody_is_worth_one_half() -> None:
    assert closeness("needs", a_mentee(), a_mentor()) == [0.5]


def test_the_score_is_the_weighted_sum_that_the_policy_names() -> None:
    hers = a_mentee(topics=frozenset({"contract"}))
    theirs = a_mentor(topics=frozenset({"contract"}))
    only_needs = {**dict.fromkeys(DEFAULT_WEIGHTS, 0.0), "needs": 0.2}

    table = scores([hers], [theirs], policy=Policy(weights=only_needs)).all()

    np.testing.assert_allclose(table, [[1.0]])


def test_blocks_together_are_the_whole() -> None:
    mentees = [a_mentee(stage=stage) for stage in ("res", "ms12", "pgy1")]
    model = scores(mentees, [a_mentor(), a_mentor(stage="fellow")], policy=Policy())

    np.testing.assert_allclose(model.block(slice(1, 3)), model.all()[1:])
