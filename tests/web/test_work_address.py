"""An address of a workplace at sign-up: a warning, no refusal, and nothing is typed twice."""

import pytest
from sqlalchemy.orm import Session
from support.accounts import letters
from support.browser import Browser
from support.make import PASSWORD, Make
from support.page import Page

from mentorship.models.letter import LetterKind
from mentorship.services.accounts import find_account

AT_WORK = "samira@hospital.example.org"
FILLED = {"side": "mentor", "password": PASSWORD, "password_confirm": PASSWORD}
WARNING = "This looks like an address of a workplace"


def join(browser: Browser, email: str, *, expect: int = 303, **more: str) -> Page:
    browser.get("/account/register")
    return browser.send(FILLED | {"email": email} | more, action="register", expect=expect)


def test_she_is_warned_and_nothing_that_she_typed_is_lost(
    visitor: Browser, session: Session
) -> None:
    page = join(visitor, AT_WORK, expect=200)

    assert WARNING in page.text
    kept = {
        field.get("name"): field.get("value")
        for field in page.form(action="register").iter("input")
    }
    assert (kept["email"], kept["password"], kept["password_confirm"]) == (
        AT_WORK,
        PASSWORD,
        PASSWORD,
    )
    assert find_account(session, email=AT_WORK) is None
    assert letters(session) == []


def test_one_tap_uses_it_anyway(visitor: Browser, session: Session) -> None:
    join(visitor, AT_WORK, expect=200)

    visitor.send({"use_anyway": "yes"}, action="register")

    assert find_account(session, email=AT_WORK) is not None
    assert letters(session) == [LetterKind.CONFIRM_ADDRESS]


def test_another_address_goes_straight_on(visitor: Browser, session: Session) -> None:
    join(visitor, AT_WORK, expect=200)

    visitor.send({"email": "samira@example.org"}, action="register")

    assert find_account(session, email="samira@example.org") is not None
    assert find_account(session, email=AT_WORK) is None


@pytest.mark.parametrize("answer", ["", "yes"])
def test_the_warning_does_not_say_whether_the_address_is_known(
    visitor: Browser, make: Make, answer: str
) -> None:
    more = {"use_anyway": answer} if answer else {}
    unknown = join(visitor, "unknown@hospital.example.org", expect=None, **more)
    make.an_account(email="already@hospital.example.org")
    known = join(visitor, "already@hospital.example.org", expect=None, **more)

    assert unknown.status == known.status
    assert unknown.text == known.text
    assert unknown.location == known.location
