"""The page of an account: what can be changed, and the ways to one's own pages."""

from collections.abc import Callable

import pytest
from support.browser import Browser
from support.make import Make
from support.road import Road

from mentorship.models.account import Account, RoleName
from mentorship.models.match import Match


@pytest.mark.parametrize(
    ("roles", "ways"),
    [
        ((RoleName.MENTEE, RoleName.MENTOR), ["/home", "/mentor"]),
        ((RoleName.MENTOR,), []),
    ],
)
def test_whoever_asks_and_offers_finds_the_way_to_both(
    make: Make, signed_in: Callable[[Account], Browser], roles: list[RoleName], ways: list[str]
) -> None:
    page = signed_in(make.an_account(*roles)).get("/account/settings")

    listed = [a.get("href") for item in page.tree.iter("li") for a in item.iter("a")]
    assert [way for way in listed if way in ("/home", "/mentor", "/desk/")] == ways


def test_whoever_would_rather_look_in_finds_her_letters_on_her_page(
    road: Road, mentee: Account, match: Match, signed_in: Callable[[Account], Browser]
) -> None:
    browser = signed_in(mentee)
    browser.get("/account/settings")
    browser.send(action="quiet")
    assert "We do not write to you from now on" in browser.follow().text

    road.ask_her(match)

    page = browser.get("/home")
    assert "What we would have written" in page.text
    assert "There is something for you to read" in page.text
    browser.get("/account/settings")
    browser.send(action="letters")
    assert "What we would have written" not in browser.get("/home").text


def test_a_mentor_can_look_in_too(
    road: Road,
    mentee: Account,
    mentor: Account,
    match: Match,
    signed_in: Callable[[Account], Browser],
) -> None:
    browser = signed_in(mentor)
    browser.get("/account/settings")
    browser.send(action="quiet")

    road.ask_mentor(match, mentee)

    page = browser.get("/mentor")
    assert "What we would have written" in page.text
    assert "The question keeps for a week" in page.text
