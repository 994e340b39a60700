"""When a circle meets next, by its own clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.domain.circles import Repeats, Times

DENVER = "America/Denver"


def at(day: str, hour: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}+00:00")


@pytest.mark.parametrize(
    ("repeats", "last_on", "now", "found"),
    [
        (Repeats.ONCE, None, at("2026-03-01", "00:00"), at("2026-03-05", "01:30")),
        # It is going on: whoever comes late still reads it.
        (Repeats.ONCE, None, at("2026-03-05", "02:29"), at("2026-03-05", "01:30")),
        (Repeats.ONCE, None, at("2026-03-05", "02:30"), None),
        # Denver goes over to summer time on 8 March.
        (Repeats.WEEKLY, None, at("2026-03-05", "02:30"), at("2026-03-12", "00:30")),
        (Repeats.EVERY_TWO_WEEKS, None, at("2026-03-06", "00:00"), at("2026-03-19", "00:30")),
        (Repeats.EVERY_FOUR_WEEKS, None, at("2026-03-06", "00:00"), at("2026-04-02", "00:30")),
        (Repeats.WEEKLY, date(2026, 3, 10), at("2026-03-06", "00:00"), None),
        (Repeats.WEEKLY, date(2026, 3, 11), at("2026-03-06", "00:00"), at("2026-03-12", "00:30")),
    ],
)
def test_the_next_time_is_found_until_the_last_one_is_over(
    repeats: Repeats, last_on: date | None, now: datetime, found: datetime | None
) -> None:
    times = Times(date(2026, 3, 4), time(18, 30), DENVER, 60, repeats, last_on)

    assert times.next_one(now=now) == found


def test_a_day_on_which_the_clocks_skip_the_hour_is_left_out() -> None:
    times = Times(date(2026, 3, 1), time(2, 30), DENVER, 30, Repeats.WEEKLY)

    assert times.next_ones(2, now=at("2026-03-02", "00:00")) == [
        at("2026-03-15", "08:30"),
        at("2026-03-22", "08:30"),
    ]


@given(
    days=st.integers(-400, 4_000),
    repeats=st.sampled_from([one for one in Repeats if one is not Repeats.ONCE]),
)
def test_what_repeats_without_an_end_has_a_next_time_within_its_turn(
    days: int, repeats: Repeats
) -> None:
    first = date(2026, 3, 4)
    now = datetime(2026, 3, 4, 12, tzinfo=UTC) + timedelta(days=days)

    found = Times(first, time(18, 30), DENVER, 60, repeats).next_one(now=now)

    assert found is not None
    assert found > now - timedelta(hours=1)
    assert days < 0 or found - now <= timedelta(weeks=4, days=1)
