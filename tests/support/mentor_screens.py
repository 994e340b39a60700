"""A mentor's sign-up, walked screen by screen, then the answers, then sent."""

from collections.abc import Mapping
from typing import Any

from mentorship.web.mentor.screens import SCREENS
from support.browser import Browser
from support.page import Page

START, CHECK = "/mentor/sign-up", "/mentor/sign-up/check"
NEEDED: Mapping[str, Any] = {
    "name": "Ruth Egret, MD",
    "workplace": "Lakeview Hospital",
    "capacity": "2",
    "agreement": "y",
}


def path_of(number: int) -> str:
    return f"{START}/{number}"


def fill(browser: Browser, answers: Mapping[str, Any], *, whole: bool = False) -> None:
    """These answers stand on their screens; each is sent on its way as it stands otherwise.

    whole  True to pass every screen, also those about which nothing is said here
    """
    for number, screen in SCREENS.items():
        theirs = {name: words for name, words in answers.items() if hasattr(screen.form, name)}
        if theirs or whole:
            browser.get(path_of(number))
            browser.send(theirs)


def send_it(browser: Browser, *, agreement: Any = "y", expect: int = 303) -> Page:
    """What stands so far is sent from the page of the answers."""
    browser.get(CHECK)
    return browser.send({"agreement": agreement}, action=CHECK, expect=expect)


def offer(browser: Browser, answers: Mapping[str, Any] = NEEDED) -> Page:
    """All screens with these answers, sent."""
    fill(browser, answers, whole=True)
    return send_it(browser, agreement=answers.get("agreement", []))
