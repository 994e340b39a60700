"""A password that thousands of people use is refused in a kind sentence, wherever one is chosen."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from support.accounts import last_link
from support.browser import Browser
from support.make import PASSWORD, Make, hashed

from mentorship.models.account import Account, RoleName
from mentorship.models.letter import LetterKind
from mentorship.web.account import common_passwords
from mentorship.web.account.passwords import SHORTEST, TOO_COMMON, fault_of

HER = "samira@example.org"
# From the top, the middle and the end of the list; none is made of the words of our own list.
ON_THE_LIST = (
    "1qaz2wsx3edc",
    "sonyericsson",
    "leavemealone",
    "finalfantasy",
    "chickenwing101",
    "unbelievable",
    "contortionist",
    "frodobaggins",
    "flintstone2000",
    "franklinnilknarf",
)
GOOD = (
    "seven quiet otters by the river",
    "an entirely different sentence",
    "Xk29vm!qpal0",
    "waan ku jeclahay kuwa",
    "\u0646\u062d\u0646 \u0646\u0634\u0631\u0628 \u0627\u0644\u0634\u0627\u064a",
    "half a letter \ud800",
)


@pytest.mark.parametrize("password", ON_THE_LIST)
def test_one_of_the_commonest_is_refused_in_any_case_and_with_blanks(password: str) -> None:
    spaced = f" {password[:5]} {password[5:]} "

    assert [fault_of(one) for one in (password, password.title(), spaced)] == [TOO_COMMON] * 3


@pytest.mark.parametrize("password", GOOD)
def test_what_nobody_else_uses_is_taken(password: str) -> None:
    assert fault_of(password) is None


def test_far_more_than_three_thousand_long_enough_are_known_and_each_is_found() -> None:
    known = common_passwords._known()

    assert len(known) > 40_000
    assert known == sorted(set(known))
    assert {len(one) for one in known} == {6}
    assert min(map(len, ON_THE_LIST)) >= SHORTEST


def test_joining_refuses_it(visitor: Browser) -> None:
    visitor.get("/account/register")
    chosen = dict.fromkeys(("password", "password_confirm"), "leavemealone")

    page = visitor.send({"side": "mentee", "email": HER, **chosen}, action="register", expect=200)

    assert TOO_COMMON in page.text


def test_a_forgotten_one_cannot_become_it(make: Make, visitor: Browser, session: Session) -> None:
    make.an_account(RoleName.MENTEE, email=HER)
    visitor.get("/account/reset")
    visitor.send({"email": HER}, action="reset", expect=200)
    link = last_link(session, LetterKind.RESET_PASSWORD)
    chosen = dict.fromkeys(("password", "password_confirm"), "leavemealone")

    visitor.get(link)
    page = visitor.send(chosen, action="reset", expect=200)

    assert TOO_COMMON in page.text


def test_a_change_cannot_lead_to_it(
    app: Flask, make: Make, signed_in: Callable[[Account], Browser]
) -> None:
    with app.app_context():
        browser = signed_in(make.an_account(RoleName.MENTEE, password=hashed()))
    new = dict.fromkeys(("new_password", "new_password_confirm"), "leavemealone")

    browser.get("/account/change")
    page = browser.send({"password": PASSWORD, **new}, action="change", expect=200)

    assert TOO_COMMON in page.text
