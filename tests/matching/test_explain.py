"""Reasons for each reader: true, few, and about what sets this mentor apart."""

from typing import Any

import pytest
from pairings import the_pairing
from people import a_mentee, a_mentor

from mentorship.domain.people import Dimension, Field, Matters, Mentor
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.proposal import Explanation
from mentorship.matching.reasons import spoken, to_mentee, to_mentor, to_staff
from mentorship.matching.reasons.explain import explain

HERS: dict[str, Any] = {
    "topics": frozenset({"contract", "retaliation"}),
    "values": frozenset({"faith", "justice"}),
    "styles": frozenset({"listen"}),
    "formats": frozenset({"video"}),
    "languages": frozenset({"English", "Somali"}),
    "slots": frozenset({"we"}),
    "time_zone": "America/Phoenix",
    "words": "My chief wrote to the board about my hijab. Do I report my chief?",
}
OFFER = "I am glad to listen. My chief wrote to the board about me, and I stayed. Bring coffee."
THEIRS: dict[str, Any] = {**HERS, "words": OFFER, "specialties": ("crs",)}
OTHERS: dict[str, Any] = {
    "topics": frozenset({"exams"}),
    "values": frozenset({"craft"}),
    "styles": frozenset({"straight"}),
    "specialties": ("swe",),
    "stage": "att3",
    "words": "Whatever is useful.",
}


def mentors(theirs: dict[str, Any], *, others: dict[str, Any] = OTHERS) -> list[Mentor]:
    """One who fits, and three who are all alike."""
    usual = [
        a_mentor(**{**OTHERS, **others}, key=f"mentor:{n}", email=f"o{n}@example.org")
        for n in range(3, 6)
    ]
    return [a_mentor(**{**THEIRS, **theirs}), *usual]


def explained(
    hers: dict[str, Any] | None = None,
    theirs: dict[str, Any] | None = None,
    *,
    others: dict[str, Any] = OTHERS,
) -> Explanation:
    mentee = a_mentee(**{**HERS, **(hers or {})})
    return explain(the_pairing(mentee, mentors(theirs or {}, others=others)))


def test_three_reasons_are_told_to_each_reader_in_whole_sentences() -> None:
    explanation = explained()

    assert explanation.to_mentee == (
        "They are glad to talk about everything that you ticked: avoiding retaliation or dealing "
        "with it, and contracts and asking for more",
        "What matters to you at work matters to them too: living faith or beliefs openly and "
        "changing what is unfair",
        "Their field is close to yours: Colorectal surgery",
    )
    assert explanation.to_mentor == (
        "She would like to talk about what you offered: avoiding retaliation or dealing with it, "
        "and contracts and asking for more",
        "What matters to her at work matters to you too: living faith or beliefs openly and "
        "changing what is unfair",
        "She works in the same area as you: Surgery",
    )
    assert explanation.staff == (
        "Offers both her topics: avoiding retaliation or dealing with it, and contracts and asking "
        "for more",
        "The same things matter to both at work: living faith or beliefs openly and changing what "
        "is unfair",
        "A field close to hers: colorectal surgery",
        "Weakest point: none, nobody she may meet does better anywhere",
    )


def test_what_every_mentor_offers_is_nobodys_reason() -> None:
    common = {"topics": HERS["topics"], "values": HERS["values"], "specialties": ("crs",)}

    told, common_to_all = explained(), explained(others=common)

    for before, after in (
        (told.to_mentee, common_to_all.to_mentee),
        (told.to_mentor, common_to_all.to_mentor),
        (told.staff, common_to_all.staff),
    ):
        assert any("contracts" in sentence for sentence in before)
        assert not any("contracts" in sentence for sentence in after)


def test_where_nothing_sets_the_mentor_apart_that_is_said() -> None:
    hers = {"topics": frozenset({"exams"}), "words": "", "languages": frozenset({"English"})}

    explanation = explained(hers, OTHERS)

    assert explanation.to_mentee == (
        "They are glad to talk about what you asked for: exams and boards",
        "They are a few steps further on in their career than you are",
        to_mentee.OTHERWISE,
    )
    assert explanation.to_mentor[-1] == to_mentor.OTHERWISE
    assert explanation.staff[-2] == to_staff.OTHERWISE


def test_of_a_pair_with_nothing_in_common_only_the_truth_is_said() -> None:
    ticked = ("topics", "values", "styles", "formats", "slots", "languages")
    hers = {name: frozenset() for name in ticked}

    explanation = explained({**hers, "words": "", "stage": None, "specialties": ()}, OTHERS)

    assert explanation.to_mentee == (to_mentee.OTHERWISE,)
    assert explanation.to_mentor == (to_mentor.OTHERWISE,)
    assert explanation.staff == (
        to_staff.OTHERWISE,
        "Weakest point: too little was answered to compare them",
    )


def test_english_is_no_reason_and_a_language_that_few_speak_is_one() -> None:
    plain = {"topics": frozenset({"exams"}), "values": frozenset(), "styles": frozenset()}
    hers = {**plain, "words": "", "specialties": ("vet",), "slots": frozenset()}

    somali = explained(hers, {"specialties": ("swe",), "stage": "att3"})
    english = explained(
        {**hers, "languages": frozenset({"English"})}, {"specialties": ("swe",), "stage": "att3"}
    )

    assert "You can talk in Somali" in somali.to_mentee
    assert "You can talk with her in Somali" in somali.to_mentor
    assert not any("English" in said for said in (*english.to_mentee, *english.to_mentor))


def test_of_many_topics_three_are_named_and_those_that_few_offer_come_first() -> None:
    hers = frozenset({"contract", "retaliation", "exams", "racism", "boss"})

    explanation = explained(
        {"topics": hers}, {"topics": hers}, others={"topics": frozenset({"retaliation"})}
    )

    assert explanation.to_mentee[0] == (
        "They are glad to talk about everything that you ticked: a difficult or hostile boss, "
        "racism at work, exams and boards, and 2 more"
    )


def test_her_question_is_answered_by_the_mentors_own_sentence_and_only_to_her() -> None:
    thin = {"topics": frozenset(), "values": frozenset(), "styles": frozenset()}

    explanation = explained({**thin, "specialties": (), "slots": frozenset()})

    quoted = "“My chief wrote to the board about me, and I stayed”"
    assert f"Something they wrote may speak to your question: {quoted}" in explanation.to_mentee
    assert "The offer, in the mentor's own words, comes close to what she asked in hers" in (
        explanation.staff
    )
    everything_else = " ".join((*explanation.staff, *explanation.to_mentor, *explanation.facts))
    assert "stayed" not in everything_else


def test_a_shared_part_of_who_she_is_is_never_named() -> None:
    hers = {"faith": frozenset({"Muslim"}), "matters": {Dimension.FAITH: Matters.HELPS}}

    explanation = explained(hers, {"faith": frozenset({"Muslim"})})

    helps = "The mentor shares or really understands something that she said would help"
    assert helps in explanation.facts
    spoken_of = (*explanation.staff, *explanation.facts, *explanation.to_mentee)
    everything = " ".join((*spoken_of, *explanation.to_mentor, *explanation.cautions))
    assert "Muslim" not in everything
    assert not any("would help" in said for said in explanation.to_mentee + explanation.to_mentor)


def test_the_weakest_point_is_where_another_mentor_would_give_her_most() -> None:
    explanation = explained(theirs={"specialties": ("swe",)}, others={"specialties": ("gs",)})

    assert explanation.staff[-1] == (
        "Weakest point: the mentor's field is software engineering, hers general surgery"
    )


def test_the_coordinator_finds_all_that_the_two_share_beside_the_reasons() -> None:
    assert explained().facts == (
        "Offers both her topics: avoiding retaliation or dealing with it, and contracts and asking "
        "for more",
        "The same things matter to both at work: living faith or beliefs openly and changing what "
        "is unfair",
        "A field close to hers: colorectal surgery",
        "The mentor (Attending / consultant (6-15 years)) is a few steps ahead of her (Resident "
        "PGY-2-4 / core trainee / registrar ST3-5)",
        "She hoped for a mentor who listens first, and this one says the same",
        "Both are free at the same time for about 24 hours a week",
        "Both speak English and Somali, and ticked “Video call”",
    )


@pytest.mark.parametrize(
    ("phrases", "terms"),
    [
        (spoken.TOPICS, vocabulary().topics),
        (spoken.VALUES, vocabulary().values),
        (spoken.STYLES, vocabulary().styles),
    ],
)
def test_everything_that_can_be_ticked_can_be_said(
    phrases: dict[str, str], terms: dict[str, Any]
) -> None:
    assert list(phrases) == list(terms)
    for phrase in spoken.said(phrases, phrases):
        assert phrase == phrase.strip()
        assert not {"{", "}", ";", "“", ".", "%"} & set(phrase)


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
    there = {**THEIRS, "time_zone": "America/Phoenix"}
    before, after = explained({}, there), explained(hers, {**there, **theirs})
    assert caution not in (*before.cautions, *before.practical)
    assert caution in (*after.cautions, *after.practical)


def test_what_two_people_can_settle_themselves_is_no_caution() -> None:
    explanation = explained({"formats": frozenset({"email"})})

    assert explanation.practical == ("They ticked different ways to talk",)
    assert explanation.practical[0] not in explanation.cautions


def test_near_is_a_matter_of_stages_and_not_of_what_a_mentor_ticked() -> None:
    near = {"styles": frozenset({"near"})}
    far = explained({**near, "stage": "premed"}, {**near, "stage": "att3"})

    told = (*far.staff, *far.facts, *far.to_mentee, *far.to_mentor)
    assert not any("only a few steps ahead" in sentence for sentence in told)
