"""Days and hours: the words of each language, by the clock of whoever reads."""

from datetime import UTC, date, datetime

import pytest

from mentorship.domain.sentences import DayShape, sentence, the_day
from mentorship.language.days import day_there, hour_there
from mentorship.language.languages import LANGUAGES
from mentorship.language.saying import say

NEW_YEAR = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "1 January 2027"),
        ("es", "1 de enero de 2027"),
        ("fr", "1er janvier 2027"),
        ("ar", "1 يناير 2027"),
        ("so", "1 Janaayo 2027"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(code: str, said: str) -> None:
    assert say(the_day(NEW_YEAR), code) == said
    assert say(sentence("%(day)s!", day=the_day(NEW_YEAR)), code) == f"{said}!"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["Thursday 3 December", "Thursday", "December"]),
        ("es", ["jueves, 3 de diciembre", "jueves", "diciembre"]),
        ("fr", ["jeudi 3 décembre", "jeudi", "décembre"]),
        ("ar", ["الخميس، 3 ديسمبر", "الخميس", "ديسمبر"]),
    ],
)
def test_less_of_a_day_is_said_where_less_is_enough(code: str, said: list[str]) -> None:
    shapes = (DayShape.IN_THE_WEEK, DayShape.WEEKDAY, DayShape.MONTH)
    assert [say(the_day(date(2026, 12, 3), shape), code) for shape in shapes] == said


@pytest.mark.parametrize("shape", DayShape)
def test_every_language_writes_every_shape_with_digits_that_everybody_reads(
    shape: DayShape,
) -> None:
    said = {code: say(the_day(date(2026, 7, 23), shape), code) for code in LANGUAGES}
    assert len(set(said.values())) > 3
    assert not [
        code for code, words in said.items() for one in words if ord(one) in range(1632, 1642)
    ]


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        # Arizona keeps one time all year, and so do Lagos and Kathmandu.
        ("America/Phoenix", "16:30", "16:30"),
        ("America/Denver", "16:30", "17:30"),
        ("Africa/Lagos", "00:30", "00:30"),
        ("Asia/Kathmandu", "05:15", "05:15"),
    ],
)
def test_an_hour_is_that_of_her_own_clock(zone: str, winter: str, summer: str) -> None:
    moments = (datetime(2026, month, 2, 23, 30, tzinfo=UTC) for month in (1, 7))
    assert [hour_there(moment, zone) for moment in moments] == [winter, summer]


@pytest.mark.parametrize(
    ("zone", "day"), [("America/Phoenix", 31), ("Africa/Lagos", 1), ("Asia/Kathmandu", 1)]
)
def test_a_day_is_that_of_her_own_calendar(zone: str, day: int) -> None:
    assert day_there(datetime(2026, 12, 31, 23, 0, 1, tzinfo=UTC), zone).day == day
