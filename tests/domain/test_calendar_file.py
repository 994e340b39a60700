"""A file for a calendar is what RFC 5545 asks for, tells nobody's name, and means the moment."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.domain.calendar_file import calendar_file, moment_there

MADE = datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC)
STARTS = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)
ENTRY = ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS"]


def made(title: str = "A time to talk", **other: object) -> bytes:
    about = {"starts": STARTS, "minutes": 30, "uid": "3f0c", "made": MADE, **other}
    return calendar_file(title, **about)


def properties(file: bytes) -> list[tuple[str, str]]:
    """Strictly, by the grammar of section 3.1: every line ends, none is too long."""
    assert file.endswith(b"\r\n")
    lines = file.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 and not set(line) & set(range(32)) - {9} for line in lines)
    whole = file.replace(b"\r\n ", b"").decode()
    found = [line.partition(":") for line in whole.removesuffix("\r\n").split("\r\n")]
    assert all(re.fullmatch(r"[A-Z-]+", name) and colon for name, colon, _ in found)
    return [(name, value) for name, _, value in found]


def text_of(value: str) -> str:
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), "something is not escaped"
    meant = {"n": "\n", "N": "\n"}
    return re.sub(r"\\(.)", lambda sign: meant.get(sign[1], sign[1]), value)


def test_the_file_holds_one_entry_that_names_nobody() -> None:
    assert properties(made()) == [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Programs//A time to talk//EN"),
        ("BEGIN", "VEVENT"),
        ("UID", "3f0c"),
        ("DTSTAMP", "20261123T090005Z"),
        ("DTSTART", "20261201T160000Z"),
        ("DTEND", "20261201T163000Z"),
        ("SUMMARY", "A time to talk"),
        ("CLASS", "PRIVATE"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]


# What ends a line for Python and for no calendar; nobody types them into our titles.
TITLES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=120)


@given(TITLES, st.sampled_from(["", "\n", "\r\n"]))
def test_any_title_comes_back_as_it_was(title: str, end: str) -> None:
    words = f"{title}{end}and; so, on\\"

    found = dict(properties(made(words)))

    assert text_of(found["SUMMARY"]) == words.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("zone", "in_december", "in_july"),
    [
        ("America/Phoenix", "20261201T163000Z", "20270701T163000Z"),  # no summer time
        ("America/Denver", "20261201T163000Z", "20270701T153000Z"),
        ("Africa/Lagos", "20261201T083000Z", "20270701T083000Z"),
        ("Asia/Kathmandu", "20261201T034500Z", "20270701T034500Z"),  # 5 hours and 45 minutes
    ],
)
def test_half_past_nine_means_the_clock_of_the_place(
    zone: str, in_december: str, in_july: str
) -> None:
    for day, moment in ((date(2026, 12, 1), in_december), (date(2027, 7, 1), in_july)):
        starts = moment_there(day, time(9, 30), zone=zone)

        assert starts is not None
        assert dict(properties(made(starts=starts)))["DTSTART"] == moment


def test_an_hour_that_the_clocks_skip_is_no_moment_and_one_shown_twice_is_the_first() -> None:
    skipped, twice = (date(2027, 3, 14), time(2, 30)), (date(2026, 11, 1), time(1, 30))

    assert moment_there(*skipped, zone="America/Denver") is None
    assert moment_there(*skipped, zone="America/Phoenix") is not None
    assert moment_there(*twice, zone="America/Denver") == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)


@given(
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.times(),
    st.sampled_from(["America/Phoenix", "Africa/Lagos", "Asia/Kathmandu", "Australia/Lord_Howe"]),
)
def test_a_moment_is_shown_as_it_was_said(day: date, hour: time, zone: str) -> None:
    moment = moment_there(day, hour, zone=zone)

    if moment is not None:
        shown = moment.astimezone(ZoneInfo(zone))
        assert (shown.date(), shown.time().replace(fold=0)) == (day, hour)
