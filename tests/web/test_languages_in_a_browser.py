"""Languages in Chromium: nothing typed is lost with the change, and pages turn round as a whole."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from support.make import PASSWORD, Make, hashed
from support.road import Road

from mentorship.app import create_app
from mentorship.language.languages import LANGUAGES
from mentorship.models.account import RoleName

pytestmark = pytest.mark.browser

CSS = Path(__file__).parents[2] / "static" / "css"
EMAIL = "samira@example.org"
SMALL = {"width": 320, "height": 640}
# A direction of the page that does not turn with it; a shadow or a gradient has none of these.
_PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right)\s*:|"
    r"(?:text-align|float|clear)\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
)
OPEN_PAGES = ("/", "/help", "/programs", "/account/login", "/account/register", "/nowhere")
HER_PAGES = (
    *("/account/settings", "/account/passkeys", "/account/change"),
    *("/yours/", "/yours/shown", "/yours/looked", "/home", "/home/sign-up"),
    *(f"/home/sign-up/{number}" for number in range(1, 8)),
    "/home/sign-up/check",
)


@pytest.fixture
def site(
    instance: Path, road: Road, make: Make, now: object, live_server: Callable[[Flask], str]
) -> str:
    """The address of a running programme with an open round, in which Samira has an account."""
    settings = {"TESTING": True, "BASE_URL": "http://localhost", "ANSWER_SECONDS": 0.0}
    app = create_app(settings, instance=instance)
    with app.app_context():
        make.an_account(RoleName.MENTEE, email=EMAIL, password=hashed())
    make.session.close()
    return live_server(app)


def sign_in(page: Page, site: str, then: str) -> None:
    page.goto(f"{site}/account/login?next={then}")
    page.locator("input[name=email]").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form[action$='/login'] button").click()
    page.wait_for_url(site + then)


@pytest.mark.parametrize("with_scripts", [True, False])
def test_nothing_typed_is_lost_when_she_changes_the_language(
    device: Callable[..., BrowserContext], site: str, with_scripts: bool
) -> None:
    page = device(java_script_enabled=with_scripts).new_page()
    sign_in(page, site, "/home/sign-up/1")
    page.locator("[name=name]").fill("Samira the kind")

    page.get_by_role("button", name="العربية").click()

    expect(page).to_have_url(f"{site}/home/sign-up/1")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("[name=name]")).to_have_value("Samira the kind")
    expect(page.locator("button[aria-current]")).to_have_text("العربية")


def test_a_page_in_arabic_turns_round_and_fits_a_small_phone(
    device: Callable[..., BrowserContext], site: str
) -> None:
    page = device(viewport=SMALL, locale="ar").new_page()
    widths = {path: _width(page, site + path) for path in OPEN_PAGES}
    sign_in(page, site, "/yours/")
    widths |= {path: _width(page, site + path) for path in HER_PAGES}

    assert {path: width for path, width in widths.items() if width > SMALL["width"]} == {}


def _width(page: Page, address: str) -> int:
    page.goto(address)
    assert page.locator("html").get_attribute("dir") == "rtl", address
    # Towards the left, where a page in Arabic goes on.
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_says_its_language(
    device: Callable[..., BrowserContext], site: str, code: str
) -> None:
    page = device(locale=code).new_page()
    page.goto(f"{site}/help")

    said = (page.locator("html").get_attribute("lang"), page.locator("html").get_attribute("dir"))
    assert said == (code, LANGUAGES[code].direction)


@pytest.mark.parametrize("sheet", sorted(path.name for path in CSS.glob("*.css")))
def test_no_style_knows_left_from_right(sheet: str) -> None:
    assert _PHYSICAL.findall((CSS / sheet).read_text(encoding="utf-8")) == []
