"""What to call somebody without a name: every stage and every area has its words."""

from support.road import Road

from mentorship.domain.people import Side
from mentorship.domain.vocabulary import vocabulary
from mentorship.services.titles import BY_AREA, BY_STAGE, SOMEBODY, title_in_a_sentence


def test_every_stage_and_area_has_words() -> None:
    assert set(BY_STAGE) == set(vocabulary().stages)
    assert set(BY_AREA) == {field.area for field in vocabulary().specialties.values()}


def test_a_title_is_a_stage_and_an_area_and_no_more(road: Road) -> None:
    profile = road.a_profile(Side.MENTEE, specialty="Trauma & acute care surgery")

    assert title_in_a_sentence(profile) == "a resident in surgery"


def test_who_said_nothing_is_somebody(road: Road) -> None:
    profile = road.a_profile(Side.MENTEE, specialty="", stage="")

    assert title_in_a_sentence(profile) == SOMEBODY
