"""Sheets in a real browser: sent, columns put right, brought in, and taken back; no scripts needed.

Every state is looked at by axe, at a phone's and at a desk's width, in light and in dark.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from support.desk import Desk, a_sheet
from support.servers import DESK, PHONE, barriers
from support.sheets import HER_ROW, a_guest, as_csv, registrations

from mentorship.app import create_app
from mentorship.domain.people import Side

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parents[2] / "screenshots"
SETTINGS = {"TESTING": True, "BASE_URL": "http://localhost", "ANSWER_SECONDS": 0.0}
OTHER = HER_ROW | {"email": "una@example.org", "name": "Una Wren", "topics": "Trees", "stage": "?"}
TOLD = HER_ROW | {"email": "bo@example.org", "name": "Bo Heron", "agreement": "", "workplace": ""}
GUESTS = (
    a_guest("Oda Finch", "oda@example.org"),
    a_guest("Una Wren", "una@example.org", "Both"),
    a_guest("Ida Swift", "ida@example.org", "perhaps"),
    a_guest("Eda Crane", "eda@example.org", status="Refunded"),
)


@dataclass(frozen=True)
class Way:
    """One way to look at it."""

    name: str
    viewport: dict[str, int]
    scheme: str = "light"


WAYS = (Way("desk-dark", DESK, scheme="dark"), Way("phone", PHONE))


class Coordinator:
    """Somebody with three sheets, and a page that has to be fit for everybody."""

    def __init__(self, page: Page, way: Way) -> None:
        self.page, self.way = page, way

    def look(self, name: str) -> None:
        if os.environ.get("TAKE_PICTURES"):
            path = PICTURES / f"sheets-{name}-{self.way.name}.png"
            self.page.screenshot(path=path, full_page=True)
        self.page.evaluate("scrollTo(0, 0)")
        assert barriers(self.page) == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def send(self, label: str, content: bytes) -> None:
        file = {"name": f"{label[-9:]}.csv", "mimeType": "text/csv", "buffer": content}
        self.page.get_by_label(label).set_input_files(file)
        self.press("Look through")

    def press(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button).click()

    def follow(self, link: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link).first.click()

    def says(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(words)


@pytest.fixture(params=WAYS, ids=lambda way: way.name)
def coordinator(
    request: pytest.FixtureRequest,
    desk: Desk,
    instance: Path,
    clock: Callable[[], datetime],
    live_server: Callable[[Flask], str],
    device: Callable[..., BrowserContext],
) -> Coordinator:
    way = request.param
    app = create_app(SETTINGS, instance=instance, clock=clock)
    site = live_server(app)
    context = device(viewport=way.viewport, color_scheme=way.scheme)
    visit = {"name": app.config["SESSION_COOKIE_NAME"], "value": desk.browser.cookie()}
    context.add_cookies([{**visit, "url": site}])
    page = context.new_page()
    desk.session.rollback()
    page.goto(f"{site}{desk.url}/bring-in")
    return Coordinator(page, way)


def test_sheets_are_looked_through_put_right_brought_in_and_undone(
    coordinator: Coordinator,
) -> None:
    page = coordinator.page
    coordinator.look("empty")
    coordinator.send("The mentees' sheet", b"just one line")
    coordinator.look("bad-input")

    coordinator.send(
        "The mentees' sheet", a_sheet(Side.MENTEE, HER_ROW, OTHER, TOLD, more="Home base")
    )
    coordinator.says("Mentees: nothing is brought in yet")
    page.get_by_text("How each column was understood").click()
    coordinator.look("dry-run")
    coordinator.follow("Put the columns right")
    coordinator.look("columns")
    page.get_by_text("columns that were understood").click()
    page.get_by_label("Home base").select_option("workplace")
    coordinator.press("Read it again like this")
    expect(page.get_by_text("cannot hold the same answer")).to_be_visible()
    coordinator.look("columns-refused")
    page.get_by_label("Home base").select_option("place")
    coordinator.press("Read it again like this")
    coordinator.says("Mentees: nothing is brought in yet")
    coordinator.press("Bring in 3 people")

    coordinator.follow("Bring in")
    coordinator.send("A list of conference registrations", registrations(*GUESTS))
    coordinator.says("Conference registrations: nothing is brought in yet")
    coordinator.look("registrations")
    coordinator.press("Put it away")

    coordinator.follow("Bring in")
    coordinator.look("full")
    coordinator.follow("Look at it")
    page.go_back()
    page.locator("tr", has_text="Brought in").get_by_role("link", name="Look at it").click()
    coordinator.says("Mentees: brought in")
    coordinator.look("brought-in")
    coordinator.follow("Undo this sheet")
    coordinator.look("before-undo")
    coordinator.press("Undo the whole sheet")
    expect(page.get_by_text("The sheet is undone")).to_be_visible()
    coordinator.look("undone")


def test_hostile_headings_and_sixty_columns_fit_on_every_screen(coordinator: Coordinator) -> None:
    more = ("<b>bold</b>", "\u202eevil", "ما هو مجالك في العمل", "why" * 600, "", "Other", "Other")
    headings = ("Email", "Name", *more, *(f"Question {number}" for number in range(51)))
    row = ("oda@example.org", "Oda", *(f"An answer {number}" for number in range(58)))
    coordinator.send("The mentees' sheet", as_csv(headings, row))
    coordinator.look("sixty-columns-dry-run")
    coordinator.follow("Put the columns right")
    coordinator.look("sixty-columns")
