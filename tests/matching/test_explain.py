"""Reasons for each reader, from open answers alone, and what a coordinator should look at."""

from typing import Any

import pytest
from people import a_mentee, a_mentor
from runs import run

from mentorship.domain.people import Dimension, Field, Matters
from mentorship.matching.proposal import ProposedPair

FITTING_MENTEE = {
    "topics": frozenset({"contract", "retaliation"}),
    "values": frozenset({"faith"}),
    "styles": frozenset({"listen"}),
    "formats": frozenset({"video"}),
    "languages": frozenset({"English", "Somali"}),
    "slots": frozenset({"we"}),
    "time_zone": "America/Phoenix",
    "words": "How do I report my chief, who wrote to the board about my hijab?",
}
FITTING_MENTOR = {
    **FITTING_MENTEE,
    "topics": frozenset({"contract"}),
    "words": "I reported my chief and stayed.",
}


def the_pair(hers: dict[str, Any], theirs: dict[str, Any]) -> ProposedPair:
    (pair,) = run(
        [a_mentee(**{**FITTING_MENTEE, **hers})], [a_mentor(**{**FITTING_MENTOR, **theirs})]
    ).pairs
    return pair


def test_reasons_are_whole_sentences_for_each_reader() -> None:
    explanation = the_pair({}, {}).explanation

    assert explanation.to_mentor == (
        "Would like to talk about “First job, contract and pay negotiation”, which you offered",
        "Works in an area that you know: Surgery",
        "Career stage: Resident PGY-2-4 / core trainee / registrar ST3-5",
        "What matters to both of you at work: “Living my faith or beliefs openly”",
        "Hopes for a mentor like you: “Listens first (sounding board)”",
        "Both of you speak English and Somali, and ticked “Video call”",
    )
    assert explanation.to_mentee[0] == (
        "Glad to talk about 1 of your 2 topics: “First job, contract and pay negotiation”"
    )
    assert explanation.staff[0] == (
        "Offers 1 of her 2 topics: “First job, contract and pay negotiation”"
    )
    assert explanation.staff[-1] == (
        "Weakest point: none, nobody she may meet does better anywhere"
    )
    assert explanation.cautions == (
        "One of her topics needs special care: a person looks at this pair before anybody is asked",
    )


def test_the_weakest_point_is_where_another_mentor_would_give_her_most() -> None:
    mentors = [
        a_mentor(**{**FITTING_MENTOR, "specialties": ("swe",), "key": "mentor:1"}),
        a_mentor(key="mentor:2", specialties=("gs",), topics=frozenset({"exams"}), capacity=1),
    ]

    (pair,) = run([a_mentee(**FITTING_MENTEE)], mentors).pairs

    assert pair.mentor == "mentor:1"
    assert pair.explanation.staff[-1] == (
        "Weakest point: field (Software engineering for General surgery)"
    )


PRIVATE_OF_HERS: list[dict[str, Any]] = [
    {"words": "Something else entirely."},
    {"workplace": "Meridian Aerospace"},
    {"department": "ICU"},
    {"name": "Another Name"},
    {"race_ethnicity": frozenset({"Black - African"})},
    {"faith": frozenset({"Muslim"}), "matters": {Dimension.FAITH: Matters.HELPS}},
    {"gender": frozenset({"Non-binary"})},
    {"other_identity": frozenset({"LGBTQ+", "Parent"})},
    {"keep_apart": "My chief."},
    {"anything_else": "I am afraid."},
    {"contact": "Not at work."},
    {"place": "Duluth", "time_zone": "Asia/Dubai"},
]


@pytest.mark.parametrize("change", PRIVATE_OF_HERS)
def test_nothing_private_of_hers_changes_what_the_mentor_reads(change: dict[str, Any]) -> None:
    before, after = the_pair({}, {}), the_pair(change, {})

    assert after.explanation.to_mentor == before.explanation.to_mentor


PRIVATE_OF_THEIRS: list[dict[str, Any]] = [
    {"race_ethnicity": frozenset({"Black - African"})},
    {"faith": frozenset({"Muslim"})},
    {"gender": frozenset({"Man"})},
    {"other_identity": frozenset({"LGBTQ+", "Parent"})},
    {"keep_apart": "A move coming up."},
    {"anything_else": "On leave soon."},
    {"phone": "+1 602 555 0100"},
    {"answers": {Field.CAPACITY: "2, one of them only from March"}},
]


@pytest.mark.parametrize("change", PRIVATE_OF_THEIRS)
def test_nothing_private_of_the_mentor_changes_what_she_reads(change: dict[str, Any]) -> None:
    wishes = {
        "faith": frozenset({"Muslim"}),
        "other_identity": frozenset({"Parent"}),
        "matters": dict.fromkeys((Dimension.FAITH, Dimension.PARENT), Matters.HELPS),
    }
    before, after = the_pair(wishes, {}), the_pair(wishes, change)

    assert after.explanation.to_mentee == before.explanation.to_mentee


def test_a_shared_part_of_who_she_is_is_never_named() -> None:
    hers = {"faith": frozenset({"Muslim"}), "matters": {Dimension.FAITH: Matters.HELPS}}

    explanation = the_pair(hers, {"faith": frozenset({"Muslim"})}).explanation

    assert "Something that she said would help is there" in explanation.staff
    everything = " ".join((*explanation.staff, *explanation.to_mentee, *explanation.to_mentor))
    assert "Muslim" not in everything


@pytest.mark.parametrize(
    ("hers", "theirs", "caution"),
    [
        ({"time_zone": "Asia/Dubai"}, {}, "Their clocks are up to 11 hours apart"),
        (
            {"slots": frozenset({"wk_early"})},
            {},
            "The times they gave share no hour: they would have to find one",
        ),
        ({"formats": frozenset({"email"})}, {}, "They ticked different ways to talk"),
        (
            {},
            {"answers": {Field.CAPACITY: "2, one of them only from March"}},
            "The mentor wrote a condition beside the number of places: please read it",
        ),
        (
            {"topics": frozenset(), "values": frozenset(), "words": ""},
            {},
            "She told us little about what she looks for: a short call first may help",
        ),
    ],
)
def test_what_a_coordinator_should_look_at_is_said(
    hers: dict[str, Any], theirs: dict[str, Any], caution: str
) -> None:
    before, after = the_pair({}, {}).explanation, the_pair(hers, theirs).explanation
    assert caution not in (*before.cautions, *before.practical)
    assert caution in (*after.cautions, *after.practical)


def test_what_two_people_can_settle_themselves_is_no_caution() -> None:
    explanation = the_pair({"formats": frozenset({"email"})}, {}).explanation

    assert explanation.practical == ("They ticked different ways to talk",)
    assert explanation.practical[0] not in explanation.cautions
