"""What somebody opens and closes herself: within the registry's ceiling, and as the latest word."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.domain.consent import Door, group_of, in_groups, why_fixed
from mentorship.domain.disclosure import REGISTRY, Viewer
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Audience, Consents, Field, Side
from mentorship.domain.sealed_answers import SealedAnswers, door_of

LOOKS = {
    Audience.TEAM: [(Viewer.COORDINATOR, None), (Viewer.REVEAL, None)],
    Audience.ASKED: [
        (Viewer.OTHER, MatchState.ASKED_MENTEE),
        (Viewer.OTHER, MatchState.ASKED_MENTOR),
    ],
    Audience.INTRODUCED: [(Viewer.OTHER, MatchState.INTRODUCED)],
}
DOORS = list(product(Field, Audience))


def answers(side: Side) -> dict[Field, str]:
    return {field: f"canary-{field}" for owner, field in REGISTRY if owner is side}


def seen(side: Side, consents: Consents) -> set[tuple[Field, Viewer, MatchState | None]]:
    sealed = SealedAnswers(side, answers(side), consents)
    return {
        (field, viewer, stage)
        for field in Field
        for looks in LOOKS.values()
        for viewer, stage in looks
        if sealed.view(field, viewer=viewer, stage=stage) is not None
    }


@pytest.mark.parametrize("side", list(Side))
def test_a_closed_door_closes_and_an_open_one_opens_this_audience_alone(side: Side) -> None:
    before = seen(side, {})
    for field, audience in DOORS:
        door = door_of(side, field, audience)
        mine = {(field, *look) for look in LOOKS[audience]}
        closed = seen(side, {(field, audience): False})
        opened = seen(side, {(field, audience): True})

        assert before - closed == (before & mine if door is Door.CLOSES else set())
        assert bool(opened - before) is (door is Door.OPENS)
        assert opened - before <= mine


@settings(max_examples=60, deadline=None)
@given(
    side=st.sampled_from(Side),
    said=st.dictionaries(st.sampled_from(DOORS), st.booleans()),
)
def test_no_word_reaches_above_the_registry(side: Side, said: dict[object, bool]) -> None:
    everything = {door: door_of(side, *door) is not Door.SHUT for door in DOORS}
    assert seen(side, said) <= seen(side, everything)


def test_what_nobody_reads_has_no_door() -> None:
    identity = (Field.RACE_ETHNICITY, Field.FAITH, Field.GENDER, Field.OTHER_IDENTITY)
    doors = {door_of(Side.MENTEE, field, audience) for field in identity for audience in Audience}
    assert doors == {Door.SHUT}


def test_whatever_cannot_be_closed_says_why_in_a_sentence() -> None:
    for (side, field), audience in product(REGISTRY, Audience):
        fixed = door_of(side, field, audience) is Door.FIXED
        assert why_fixed(side, field, audience).endswith(".") is fixed


def test_every_field_stands_in_a_group_once() -> None:
    listed = in_groups(Field)
    assert sorted(listed) == sorted(Field)
    assert [group_of(field) for field in listed] == sorted(
        map(group_of, listed), key=list(dict.fromkeys(map(group_of, listed))).index
    )


def test_her_ticks_say_what_she_has_said_since() -> None:
    said: Consents = {(Field.WORDS, Audience.ASKED): False}
    sealed = SealedAnswers(Side.MENTEE, {Field.WORDS_SHARED: "yes"}, said)
    assert sealed.view(Field.WORDS_SHARED, viewer=Viewer.SELF) == ""

    ticked = {Field.MAY_SHOW: "Gender;First in the family"}
    said = {(Field.FAITH, Audience.INTRODUCED): True, (Field.GENDER, Audience.INTRODUCED): False}
    sealed = SealedAnswers(Side.MENTOR, ticked, said)
    assert sealed.view(Field.MAY_SHOW, viewer=Viewer.SELF) == "Faith;First in the family"


def test_ticks_that_nobody_spoke_of_stay_as_they_were_written() -> None:
    for written in ("Faith;None of these, please", "faith, gender"):
        sealed = SealedAnswers(Side.MENTOR, {Field.MAY_SHOW: written})
        assert sealed.view(Field.MAY_SHOW, viewer=Viewer.SELF) == written
