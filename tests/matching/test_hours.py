"""Free hours on real clocks."""

import pytest
from people import a_mentee, a_mentor

from mentorship.matching.hours import free_hours, shared_hours, zone_difference


def evenings(zone: str | None, *slots: str) -> dict[str, object]:
    return {"time_zone": zone, "slots": frozenset(slots or {"wk_eve"})}


def test_in_one_town_an_evening_is_an_evening() -> None:
    hers, theirs = a_mentee(**evenings("America/Phoenix")), a_mentor(**evenings("America/Phoenix"))

    assert shared_hours(hers, theirs) == 15


def test_phoenix_keeps_its_clock_when_denver_changes_hers() -> None:
    hers, theirs = a_mentee(**evenings("America/Phoenix")), a_mentor(**evenings("America/Denver"))

    # In January all fifteen hours; in July Denver is an hour ahead, and ten are left.
    assert shared_hours(hers, theirs) == 10
    assert zone_difference(hers, theirs) == 1


def test_a_zone_at_half_past_shares_half_hours() -> None:
    hers, theirs = a_mentee(**evenings("Asia/Kolkata")), a_mentor(**evenings("Asia/Karachi"))

    assert free_hours(hers).sum() == 30
    assert shared_hours(hers, theirs) == pytest.approx(12.5)


def test_far_away_evenings_do_not_meet() -> None:
    hers, theirs = a_mentee(**evenings("America/Phoenix")), a_mentor(**evenings("Africa/Nairobi"))

    assert shared_hours(hers, theirs) == 0
    assert zone_difference(hers, theirs) == 10


def test_the_week_is_round() -> None:
    # Late on Sunday in Phoenix is Monday morning in Dubai.
    hers = a_mentee(time_zone="America/Phoenix", slots=frozenset({"late"}))
    theirs = a_mentor(time_zone="Asia/Dubai", slots=frozenset({"wk_day"}))

    assert free_hours(hers).sum() == 28
    assert shared_hours(hers, theirs) == 5


@pytest.mark.parametrize(
    ("zone", "slots"), [(None, {"wk_eve"}), ("America/Phoenix", {"postcall"}), ("Asia/Dubai", ())]
)
def test_what_is_not_known_is_not_zero(zone: str | None, slots: set[str]) -> None:
    hers = a_mentee(time_zone=zone, slots=frozenset(slots))

    assert shared_hours(hers, a_mentor(**evenings("America/Phoenix"))) is None


def test_around_the_globe_the_shorter_way_counts() -> None:
    hers, theirs = a_mentee(**evenings("Pacific/Auckland")), a_mentor(**evenings("America/Phoenix"))

    assert zone_difference(hers, theirs) == 5
