"""Cities, states, abbreviations and offsets as time zones; what is not known stays open."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.intake.places import time_zone


@pytest.mark.parametrize(
    "place", ["Phoenix AZ", "Tempe", "tucson, arizona", "Mesa", "MST (no DST!)"]
)
def test_arizona_keeps_one_time_all_year(place: str) -> None:
    assert time_zone(place) == "America/Phoenix"


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("America/Toronto", "America/Toronto"),
        ("america/new_york", "America/New_York"),
        ("PST", "America/Los_Angeles"),
        ("Central", "America/Chicago"),
        ("Mountain time", "America/Denver"),
        ("Norfolk, VA", "America/New_York"),
        ("Portland, ME", "America/New_York"),
        ("Portland, OR", "America/Los_Angeles"),
        ("Montréal", "America/Toronto"),
        ("São Paulo", "America/Sao_Paulo"),
        ("I'm in Nairobi", "Africa/Nairobi"),
        ("Manchester UK", "Europe/London"),
        ("GMT+3", "Etc/GMT-3"),
        ("UTC-7", "Etc/GMT+7"),
        ("TX", "America/Chicago"),
    ],
)
def test_a_place_has_its_time_zone(place: str, zone: str) -> None:
    assert time_zone(place) == zone


@pytest.mark.parametrize("place", ["", "somewhere", "depends, I'm on nights", "new", "Birmingham"])
def test_an_unknown_or_ambiguous_place_has_none(place: str) -> None:
    assert time_zone(place) is None


@given(st.text(max_size=40))
def test_whatever_is_found_is_a_real_time_zone(place: str) -> None:
    zone = time_zone(place)

    assert zone is None or ZoneInfo(zone).key == zone
