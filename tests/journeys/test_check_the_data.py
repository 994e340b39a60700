"""The work list in a real browser: worked off with keys, with a thumb, and without JavaScript.

Every state of it is looked at by axe, at a phone's and at a desk's width, in light and in dark.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Locator, Page, expect
from support.desk import DISTRESS, Desk
from support.servers import DESK, PHONE, barriers

from mentorship.app import create_app
from mentorship.domain.lifecycle import MatchState
from mentorship.models.match import Match

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parents[2] / "screenshots"
SETTINGS = {"TESTING": True, "BASE_URL": "http://localhost", "ANSWER_SECONDS": 0.0}


@dataclass(frozen=True)
class Way:
    """One way to work the list off."""

    name: str
    viewport: dict[str, int]
    keys: bool = False
    scripts: bool = True
    scheme: str = "light"


WAYS = (
    Way("keys", DESK, keys=True),
    Way("thumb", PHONE, scheme="dark"),
    Way("no-scripts", PHONE, scripts=False),
)


class Worker:
    """Somebody at the list: with keys alone, or with taps alone."""

    def __init__(self, page: Page, way: Way) -> None:
        self.page, self.way = page, way
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def look(self, name: str) -> None:
        """Scolds when the page cannot be used by everybody, or is wider than the screen."""
        if os.environ.get("TAKE_PICTURES"):
            self.page.screenshot(
                path=PICTURES / f"check-{name}-{self.way.name}.png", full_page=True
            )
        if self.way.scripts:
            self.page.evaluate("scrollTo(0, 0)")
            assert barriers(self.page) == []
            assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not self.complaints, "\n".join(self.complaints)

    def choose(self, label: str, about: str) -> None:
        """The choice of this name, of the item that speaks of `about`."""
        button = self._item(about).get_by_role("button", name=label)
        with self.page.expect_navigation():
            if self.way.keys:
                self._go_to(about)
                self.page.keyboard.press(button.get_attribute("data-key") or "")
            else:
                button.click()

    def answer(self, words: str, about: str) -> None:
        """Writes this into the field of that item, and sends it with Enter."""
        field = self._item(about).locator("input.input")
        with self.page.expect_navigation():
            if self.way.keys:
                if not field.evaluate("one => one === document.activeElement"):
                    self._go_to(about)
                    self.page.keyboard.press(field.get_attribute("data-key") or "")
                self.page.keyboard.type(words)
            else:
                field.fill(words)
            field.press("Enter")

    def _go_to(self, about: str) -> None:
        """On with J until the item is in focus; the focus can be seen."""
        here = self.page.locator("[data-item]:focus")
        for _ in range(30):
            if here.count() and about in here.inner_text():
                assert here.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
                return
            self.page.keyboard.press("j")
        raise AssertionError(f"J leads to no item that speaks of {about!r}")

    def _item(self, about: str) -> Locator:
        return self.page.locator("[data-item]").filter(has_text=about).first

    def undo(self) -> None:
        with self.page.expect_navigation():
            if self.way.keys:
                self.page.keyboard.press("u")
            else:
                self.page.locator(".just").get_by_role("button", name="Undo").click()


@pytest.fixture(params=WAYS, ids=lambda way: way.name)
def way(request: pytest.FixtureRequest) -> Way:
    return request.param


@pytest.fixture
def match(desk: Desk) -> Match:
    """A round under review with something of every kind to decide; the pair that it touches."""
    her = desk.a_plain_mentee(name="Oda Finch")
    desk.a_plain_mentee(name="Una Wren", email="una@example.org", words=DISTRESS)
    desk.a_plain_mentee(name="Bo Heron", email="bo@example.org", words="Three", workplace="")
    for number in (1, 2):
        about = {"email": f"ana{number}@example.org", "words": f"Ana {number}"}
        desk.a_plain_mentee(name="Ana Halimo Linnet", **about)
    desk.a_mentor(2, name="Ebele Swift", capacity="as many as needed")
    mentor = desk.a_mentor(3, name="Deqa Martin", workplace="Alder Royal Infirmary")
    desk.look()
    desk.road.close()
    return desk.a_pair(her, mentor)


@pytest.fixture
def worker(
    desk: Desk,
    match: Match,
    way: Way,
    instance: Path,
    clock: Callable[[], datetime],
    live_server: Callable[[Flask], str],
    device: Callable[..., BrowserContext],
) -> Worker:
    app = create_app(SETTINGS, instance=instance, clock=clock)
    site = live_server(app)
    context = device(
        viewport=way.viewport, java_script_enabled=way.scripts, color_scheme=way.scheme
    )
    visit = {"name": app.config["SESSION_COOKIE_NAME"], "value": desk.browser.cookie()}
    context.add_cookies([{**visit, "url": site}])
    page = context.new_page()
    desk.session.rollback()
    page.goto(f"{site}{desk.url}/check")
    return Worker(page, way)


def test_the_list_is_worked_off_item_by_item(desk: Desk, match: Match, worker: Worker) -> None:
    page, round_id = worker.page, desk.round.id
    desk.session.rollback()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 things to decide")
    worker.look("list")

    worker.choose("Read her words", "distress")
    expect(page.get_by_role("heading", name="Told in confidence")).to_be_visible()
    expect(page.get_by_text(DISTRESS)).to_be_visible()
    worker.look("words")
    worker.choose("Read, may be matched", "distress")
    expect(page.get_by_text("Decided: Read, may be matched")).to_be_visible()
    worker.look("decided")
    worker.undo()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 things to decide")

    worker.answer("", "No workplace")
    expect(page.get_by_text("Please write what this person told you.")).to_be_visible()
    worker.look("bad-input")
    worker.answer("Lakeview Hospital", "No workplace")
    expect(page.get_by_text("Decided: Answered: “Lakeview Hospital”")).to_be_visible()
    worker.answer("2", "places")
    worker.choose("Two people", "Are these two one person?")
    worker.choose("Add as a spelling of Alder General Hospital", "Alder Royal Infirmary")
    expect(page.get_by_text("Looking again")).to_be_visible()
    desk.worker_looks(round_id)
    if not worker.way.scripts:
        page.get_by_role("link", name="Look at it again").click()
    expect(page.get_by_text(re.compile("Looked over at"))).to_be_visible()
    worker.look("looked")
    assert desk.road.state(match) is MatchState.HELD
    desk.session.rollback()


def test_keys_do_nothing_while_she_writes_or_once_they_are_off(
    worker: Worker,
) -> None:
    if not worker.way.keys:
        expect(worker.page.locator("[data-keys]")).to_be_hidden()
        return
    page = worker.page
    worker._go_to("No workplace")
    page.keyboard.press("1")
    page.keyboard.type("u2jk")
    expect(page.get_by_label("The workplace")).to_have_value("u2jk")

    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    worker.look("keys")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    on_again = page.get_by_role("button", name="Turn the keys on")
    expect(on_again).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("[data-item]:focus")).to_have_count(0)

    on_again.press("Enter")
    expect(page.locator("[data-keys=on]")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("[data-item]:focus")).to_have_count(1)
