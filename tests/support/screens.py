"""Her sign-up, walked as she walks it: screen by screen, then her answers, then sent."""

from collections.abc import Mapping
from typing import Any

from mentorship.web.mentee.screens import SCREENS
from support.browser import Browser
from support.page import Page

START, CHECK = "/home/sign-up", "/home/sign-up/check"
ENOUGH: Mapping[str, Any] = {
    "name": "Saba",
    "workplace": "Alder General Hospital",
    "agreement": "y",
}


def path_of(number: int) -> str:
    return f"{START}/{number}"


def screen_with(field: str) -> int:
    """The number of the screen that asks for this."""
    return next(number for number, screen in SCREENS.items() if hasattr(screen.form, field))


def fill(browser: Browser, answers: Mapping[str, Any], *, whole: bool = False) -> None:
    """These answers stand on their screens; each is sent on its way as it stands otherwise.

    whole  True to pass every screen, also those about which nothing is said here
    """
    for number, screen in SCREENS.items():
        hers = {name: words for name, words in answers.items() if hasattr(screen.form, name)}
        if hers or whole:
            browser.get(path_of(number))
            browser.send(hers)


def send_it(browser: Browser, *, agreement: Any = "y", expect: int = 303) -> Page:
    """What stands so far is sent from the page of her answers."""
    browser.get(CHECK)
    return browser.send({"agreement": agreement}, action=CHECK, expect=expect)


def sign_up_as(browser: Browser, answers: Mapping[str, Any] = ENOUGH) -> Page:
    """All screens with these answers, sent."""
    fill(browser, answers, whole=True)
    return send_it(browser, agreement=answers.get("agreement", []))
