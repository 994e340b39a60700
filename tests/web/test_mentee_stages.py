"""Her career stage: the likely ones first, and none out of reach."""

from collections.abc import Callable

import pytest
from support.browser import Browser
from support.road import Road
from support.screens import path_of, screen_with

from mentorship.domain.vocabulary import vocabulary
from mentorship.models.account import Account, RoleName
from mentorship.web.mentee.tracks import _TRACKS_OF
from mentorship.web.questions import TRACK_TITLES

SignIn = Callable[[Account], Browser]
USUAL = list(TRACK_TITLES.values())
STAGE = path_of(screen_with("stage"))


@pytest.fixture
def her(road: Road, signed_in: SignIn) -> Browser:
    return signed_in(road.make.an_account(RoleName.MENTEE))


def tracks_on_the_page(her: Browser) -> list[str]:
    return [group.get("label", "") for group in her.get(STAGE).tree.iter("optgroup")]


@pytest.mark.parametrize(
    ("field", "first"),
    [
        ("ICU nurse", ["Nursing and allied health"]),
        ("enfermera", ["Nursing and allied health"]),
        ("General surgery", ["Medicine"]),
        ("Software engineering", ["Science and engineering", "Industry"]),
        ("something with owls", []),
        ("", []),
    ],
)
def test_the_track_of_her_field_stands_first_and_all_others_below(
    her: Browser, field: str, first: list[str]
) -> None:
    her.get(STAGE)
    her.send({"specialty": field})

    assert tracks_on_the_page(her) == [*first, *(one for one in USUAL if one not in first)]


def test_whatever_her_field_she_can_choose_any_stage(her: Browser) -> None:
    her.get(STAGE)
    her.send({"specialty": "ICU nurse", "stage": "Postdoc"})

    offered = [one.get("value") for one in her.get(STAGE).tree.iter("option")]
    assert {stage.label for stage in vocabulary().stages.values()} <= set(offered)
    chosen = [
        one.get("value") for one in her.get(STAGE).tree.iter("option") if "selected" in one.attrib
    ]
    assert chosen == ["Postdoc"]


def test_every_area_but_the_last_leads_somewhere() -> None:
    areas = {field.area for field in vocabulary().specialties.values()}

    assert set(_TRACKS_OF) == areas - {"Other"}
