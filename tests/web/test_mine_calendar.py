"""A time to talk for the own calendar: by the clock of a city, with nobody's name in it."""

import re
from collections.abc import Callable

import pytest
from support.browser import Browser
from support.road import HER_NAME, THEIR_NAME

from mentorship.models.account import Account

SignIns = Callable[[Account], Browser]
TIME = {"day": "2026-12-01", "time": "09:30", "minutes": "45"}


def file_of(browser: Browser, **said: str) -> str:
    browser.get("/yours/calendar")
    page = browser.send({**TIME, **said}, action="/yours/calendar", expect=200)
    assert page.response.headers["Content-Disposition"] == 'attachment; filename="time.ics"'
    assert page.response.content_type == "text/calendar; charset=utf-8"
    return page.response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("place", "starts", "ends"),
    [
        ("Phoenix, Arizona", "20261201T163000Z", "20261201T171500Z"),
        ("Lagos", "20261201T083000Z", "20261201T091500Z"),
        ("Kathmandu", "20261201T034500Z", "20261201T043000Z"),
        ("Asia/Kathmandu", "20261201T034500Z", "20261201T043000Z"),
    ],
)
def test_the_file_means_the_clock_of_the_city(
    signed_in: SignIns, mentee: Account, place: str, starts: str, ends: str
) -> None:
    file = file_of(signed_in(mentee), place=place)

    assert f"\r\nDTSTART:{starts}\r\nDTEND:{ends}\r\n" in file


def test_the_file_of_either_of_the_two_tells_of_neither(
    signed_in: SignIns, mentee: Account, mentor: Account
) -> None:
    for account in (mentee, mentor):
        file = file_of(signed_in(account), place="Lagos")
        assert "SUMMARY:A time to talk\r\n" in file
        for secret in (HER_NAME, THEIR_NAME, mentee.email, mentor.email, "@", "mentor"):
            assert secret not in file
        assert re.findall("ORGANIZER|ATTENDEE|DESCRIPTION|LOCATION|METHOD", file) == []


@pytest.mark.parametrize(
    ("said", "no"),
    [
        ({"day": ""}, "Please choose a day"),
        ({"time": "noonish"}, "Please choose a time"),
        ({"place": "Nowhere at all"}, "Please name a larger city nearby."),
        ({"day": "2027-03-14", "time": "02:30", "place": "Denver"}, "the clocks skip that hour"),
        ({"day": "2025-03-14"}, "That time has gone by."),
    ],
)
def test_what_cannot_be_read_is_asked_again_and_stays_typed(
    signed_in: SignIns, mentee: Account, said: dict[str, str], no: str
) -> None:
    browser = signed_in(mentee)
    browser.get("/yours/calendar")

    typed = {**TIME, "place": "Phoenix", **said}
    page = browser.send(typed, action="/yours/calendar", expect=422)

    assert no in page.text
    assert "Not a valid" not in page.text
    assert f'value="{typed["place"]}"' in page.html
