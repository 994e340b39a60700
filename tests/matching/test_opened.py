"""A person as the other side may see her or him: the rest is not there."""

from dataclasses import fields
from typing import Any

import pytest
from people import a_mentee, a_mentor

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Dimension, Field, Matters, Mentee, Mentor
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.reasons.opened import opened

EVERYTHING: dict[str, Any] = {
    "topics": frozenset({"contract"}),
    "values": frozenset({"faith"}),
    "styles": frozenset({"listen"}),
    "formats": frozenset({"video"}),
    "slots": frozenset({"we"}),
    "time_zone": "America/Phoenix",
    "words": "A question, or an offer.",
    "race_ethnicity": frozenset({"Black - African"}),
    "faith": frozenset({"Muslim"}),
    "gender": frozenset({"Woman"}),
    "other_identity": frozenset({"Parent"}),
    "keep_apart": "Somebody.",
    "anything_else": "Something.",
    "pronouns": "she/her",
    "phone": "+1 602 555 0100",
    "department": "Trauma",
}
SHE = a_mentee(
    **EVERYTHING,
    goals=frozenset({"decide"}),
    contact="Not at work.",
    matters={Dimension.FAITH: Matters.MUST},
)
THEY = a_mentor(**EVERYTHING, roles="Chair", preference="Residents", may_show=frozenset({"Faith"}))


def filled(person: Mentee | Mentor) -> set[str]:
    """Everything that holds an answer."""
    return {one.name for one in fields(person) if getattr(person, one.name)}


def test_before_an_introduction_the_mentor_sees_what_she_opened() -> None:
    seen = opened(SHE, stage=MatchState.ASKED_MENTOR)

    assert filled(seen) == {
        "topics",
        "values",
        "styles",
        "goals",
        "formats",
        "slots",
        "languages",
        "stage",
        "specialties",
    }
    assert seen.topics == SHE.topics


def test_before_an_introduction_she_sees_what_the_mentor_opened() -> None:
    seen = opened(THEY, stage=MatchState.ASKED_MENTEE)

    hidden = filled(THEY) - filled(seen)
    assert hidden == {
        "key",
        "row",
        "answers",
        "agreed",
        "email",
        "phone",
        "department",
        "race_ethnicity",
        "faith",
        "gender",
        "other_identity",
        "keep_apart",
        "anything_else",
        "capacity",
        "may_show",
        "preference",
    }
    assert seen.words == THEY.words


def test_who_is_not_asked_yet_sees_nothing() -> None:
    assert filled(opened(THEY, stage=MatchState.PROPOSED)) == set()
    assert filled(opened(SHE, stage=MatchState.ASKED_MENTEE)) == set()


def test_her_words_open_with_her_own_tick_alone() -> None:
    shared = a_mentee(**EVERYTHING, answers={Field.WORDS: "…", Field.WORDS_SHARED: "yes"})

    assert opened(shared, stage=MatchState.ASKED_MENTOR).words == shared.words
    assert opened(SHE, stage=MatchState.ASKED_MENTOR).words == ""


@pytest.mark.parametrize("area", sorted({one.area for one in vocabulary().specialties.values()}))
def test_of_her_field_only_the_area_is_told_apart(area: str) -> None:
    words = vocabulary().specialties
    inside = [code for code, term in words.items() if term.area == area]

    seen = {
        opened(a_mentee(specialties=(code,)), stage=MatchState.ASKED_MENTOR).specialties
        for code in inside
    }

    ((only,),) = seen
    assert words[only].area == area


def test_the_mentors_own_field_is_open() -> None:
    seen = opened(a_mentor(specialties=("crs",)), stage=MatchState.ASKED_MENTEE)

    assert seen.specialties == ("crs",)
