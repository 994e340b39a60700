"""She sees where she is signed in, and ends all of it but this browser with one button."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Clock
from support.browser import Browser
from support.make import Make

from mentorship.models.account import Account, RoleName

ELSEWHERE = "sign-out-elsewhere"
SignedIn = Callable[[Account], Browser]


def is_in(browser: Browser) -> bool:
    return browser.get("/account/settings", expect=None).status == 200


def listed(browser: Browser) -> list[str]:
    page = browser.get("/account/settings")
    items = ("".join(item.itertext()).strip() for item in page.tree.iter("li"))
    return [one for one in items if one.startswith(("This browser", "Another visit", "and "))]


@pytest.mark.parametrize("role", RoleName)
def test_she_sees_when_each_visit_began_and_nothing_else(
    make: Make, signed_in: SignedIn, clock: Clock, role: RoleName
) -> None:
    account = make.a_coordinator() if role is RoleName.COORDINATOR else make.an_account(role)
    signed_in(account)
    clock.move(timedelta(hours=2, minutes=5))
    signed_in(account)
    clock.move(timedelta(minutes=5))

    here = signed_in(account)

    assert listed(here) == [
        "This browser, since today at 11:10",
        "Another visit, which began today at 11:05",
        "Another visit, which began today at 09:00",
    ]
    assert "Times are by the clock of UTC." in here.get("/account/settings").text


def test_one_button_ends_all_visits_but_this_one_and_asks_for_nothing(
    make: Make, signed_in: SignedIn, clock: Clock
) -> None:
    account, somebody = make.an_account(RoleName.MENTEE), make.an_account(RoleName.MENTEE)
    others, here, hers = (
        [signed_in(account) for _ in range(2)],
        *map(signed_in, (account, somebody)),
    )
    assert all(map(is_in, (*others, here, hers)))
    clock.move(timedelta(minutes=25))  # long after she typed her password

    here.get("/account/settings")
    here.send(action=ELSEWHERE)

    assert "You are signed in here and nowhere else." in here.follow().text
    assert [is_in(one) for one in (*others, here, hers)] == [False, False, True, True]


def test_whoever_is_signed_in_once_reads_so_and_has_no_button_too_many(
    mentee_client: Browser,
) -> None:
    page = mentee_client.get("/account/settings")

    assert "Only in this browser, since today at 09:00 by the clock of UTC." in page.text
    assert ELSEWHERE not in page.html


def test_what_is_over_or_ended_is_not_on_the_list(
    make: Make, signed_in: SignedIn, clock: Clock
) -> None:
    account = make.an_account(RoleName.MENTEE)
    signed_in(account)
    clock.move(timedelta(hours=11, minutes=50))
    ended, here = signed_in(account), signed_in(account)
    assert len(listed(here)) == 3

    ended.get("/account/settings")
    ended.send(action="logout")
    clock.move(timedelta(minutes=20))

    assert listed(here) == []
    assert "Only in this browser" in here.get("/account/settings").text


def test_a_long_list_stays_short(make: Make, signed_in: SignedIn) -> None:
    account = make.an_account(RoleName.MENTOR)
    here = [signed_in(account) for _ in range(9)][-1]

    assert listed(here)[-1] == "and 3 more"
    assert len(listed(here)) == 7
