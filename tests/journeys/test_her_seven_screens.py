"""From Start to sent on a phone: with scripts and axe on every page, and on a small one without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make
from support.road import Road
from support.screens import CHECK, START, path_of
from support.servers import barriers

from mentorship.app import create_app
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account, RoleName
from mentorship.services.profiles import own_answers, profile_of

pytestmark = pytest.mark.browser

SETTINGS = {"TESTING": True, "BASE_URL": "http://localhost", "ANSWER_SECONDS": 0.0}
SMALLEST = 48
_SMALL_TARGETS = """least => [
    ...document.querySelectorAll("button, summary, select, .tile, .button")
].filter((one) => one.checkVisibility() && !one.closest(".cover"))
    .map((one) => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect().height])
    .filter(([words, height]) => height < least)"""


@pytest.fixture
def account(road: Road, make: Make) -> Account:
    return make.an_account(RoleName.MENTEE)


@pytest.fixture
def visit(
    account: Account,
    signed_in: Callable[[Account], Browser],
    instance: Path,
    clock,
    live_server: Callable[[Flask], str],
) -> dict[str, object]:
    """The cookie of her visit, at the address where the programme is served."""
    site = live_server(create_app(SETTINGS, instance=instance, clock=clock))
    return {"name": "visit", "value": signed_in(account).cookie(), "url": site, "httpOnly": True}


def on(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def walk(page: Page, *, look: Callable[[Page], None]) -> None:
    """Everything that is needed, and one tap on each of the others."""
    fields = {
        1: lambda: page.get_by_label("What name would you like us to use?").fill("Saba"),
        2: lambda: page.get_by_label("Where do you work, study").fill("Alder General Hospital"),
        3: lambda: page.get_by_label("What is your field").fill("Beekeeping for surgeons"),
        4: lambda: page.get_by_text("Racism at work", exact=True).click(),
        5: lambda: page.get_by_label("In your own words").fill("I want to die"),
        6: lambda: page.get_by_text("Changing what is unfair", exact=True).click(),
        7: lambda: page.get_by_text("Gender", exact=True).first.click(),
    }
    look(page)
    page.get_by_role("link", name="Start", exact=True).click()
    for number, answer in fields.items():
        expect(page.get_by_text(f"{number} of 7")).to_be_visible()
        look(page)
        answer()
        on(page, "Continue")
        if number == 5:
            expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
            look(page)
            page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    look(page)
    page.get_by_label("I have read the community agreement").check()
    on(page, "Send to the matching team")
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your answers")
    look(page)


def assert_she_is_in(session: Session, account: Account) -> None:
    session.rollback()
    said = own_answers(profile_of(session, account, Side.MENTEE))
    assert said[Field.TOPICS] == "Racism at work"
    assert said[Field.SPECIALTY] == "Beekeeping for surgeons"


def test_with_scripts_nobody_meets_a_barrier(
    session: Session,
    account: Account,
    visit: dict[str, object],
    device: Callable[..., BrowserContext],
) -> None:
    session.rollback()
    site = visit["url"]
    context = device()
    context.add_cookies([visit])
    phone = context.new_page()
    found: list[str] = []

    def look(page: Page) -> None:
        found.extend(f"{page.url}: {fault}" for fault in barriers(page))
        small = page.evaluate(_SMALL_TARGETS, SMALLEST)
        found.extend(f"{page.url}: {words} is {height} high" for words, height in small)

    phone.goto(f"{site}{START}")
    walk(phone, look=look)
    phone.goto(f"{site}{CHECK}")
    phone.get_by_role("link", name="Change").first.click()
    phone.get_by_label("What name would you like us to use?").fill("")
    on(phone, "Keep this")
    expect(phone.get_by_text("Could you look at this again?")).to_be_visible()
    look(phone)

    assert found == []
    assert_she_is_in(session, account)


def test_what_she_typed_is_there_although_she_went_back_by_the_browser(
    session: Session, visit: dict[str, object], phone: Page
) -> None:
    session.rollback()
    phone.context.add_cookies([visit])
    phone.goto(f"{visit['url']}{path_of(1)}")
    phone.get_by_label("What name would you like us to use?").fill("Saba")
    on(phone, "Continue")
    with phone.expect_response("**/yours/typed"):
        phone.get_by_label("Department, program or lab").fill("Surgery")
    phone.go_back()
    expect(phone.get_by_label("What name would you like us to use?")).to_have_value("Saba")

    phone.go_forward()

    expect(phone.get_by_label("Department, program or lab")).to_have_value("Surgery")


def test_without_scripts_on_the_smallest_phone(
    session: Session,
    account: Account,
    visit: dict[str, object],
    device: Callable[..., BrowserContext],
) -> None:
    session.rollback()
    context = device(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    context.add_cookies([visit])
    page = context.new_page()
    widths: dict[str, int] = {}

    def look(page: Page) -> None:
        # Without its stylesheets a page has another width.
        page.wait_for_load_state()
        widths[page.url] = page.locator("html").evaluate("html => html.scrollWidth")

    page.goto(f"{visit['url']}{START}")
    walk(page, look=look)

    assert len(widths) >= 11
    assert {url: width for url, width in widths.items() if width > 320} == {}
    assert_she_is_in(session, account)
