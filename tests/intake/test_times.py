"""Time stamps of forms, event lists and spreadsheets, as moments that can be compared."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.intake.times import is_day_first, read_time


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026/09/14 11:25:35 AM MST", utc(2026, 9, 14, 18, 25, 35)),
        ("2026/09/14 12:00:00 AM MST", utc(2026, 9, 14, 7)),
        ("10/12/2026 12:21:22", utc(2026, 10, 12, 12, 21, 22)),
        ("25/12/2026 08:00", utc(2026, 12, 25, 8)),
        ("12.10.2026 12:21", utc(2026, 10, 12, 12, 21)),
        ("2026-10-12T03:04:05Z", utc(2026, 10, 12, 3, 4, 5)),
        ("2026-10-12T03:04:05.123+05:30", utc(2026, 10, 11, 21, 34, 5)),
        ("2026-10-12", utc(2026, 10, 12)),
        ("Aug 29, 2026, 12:13 AM", utc(2026, 8, 29, 0, 13)),
        ("29 août 2026 14:00", utc(2026, 8, 29, 14)),
        ("5 de octubre de 2026", utc(2026, 10, 5)),
        ("45945.5", utc(2025, 10, 15, 12)),
        ("2026/10/25 12:47:05 AM GMT-7", utc(2026, 10, 25, 7, 47, 5)),
        ("13/13/2026", None),
        ("2026-02-30", None),
        ("last Tuesday", None),
        ("", None),
    ],
)
def test_a_stamp_is_read_as_a_moment(cell: str, moment: datetime | None) -> None:
    assert read_time(cell) == moment


def test_a_sheet_with_one_clear_day_first_date_is_read_day_first() -> None:
    stamps = ["3/4/2026 10:00", "25/4/2026 10:00"]

    assert is_day_first(stamps)
    assert read_time(stamps[0], day_first=True) == utc(2026, 4, 3, 10)
    assert not is_day_first(["3/4/2026", "4/25/2026"])


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 - Hypothesis' way
def test_iso_stamps_come_back_whole(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)

    assert read_time(moment.isoformat()) == moment
    assert read_time(moment.strftime("%Y/%m/%d %I:%M:%S %p UTC")) == moment


@given(st.text(max_size=40))
def test_no_text_makes_it_stumble(cell: str) -> None:
    moment = read_time(cell)

    assert moment is None or moment.tzinfo is UTC
