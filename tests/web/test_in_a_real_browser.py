"""The pages of accounts in Chromium: anybody can use them, and leaving leaves nothing behind."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from support.make import PASSWORD, Make, hashed
from support.servers import DESK, barriers

from mentorship.app import create_app
from mentorship.models.account import RoleName

pytestmark = pytest.mark.browser

EMAIL = "samira@example.org"
OPEN_PAGES = [
    "/",
    "/help",
    "/programs",
    "/account/login",
    "/account/register",
    "/account/reset",
    "/account/confirm",
    "/account/letter-sent",
    "/account/confirm/some-link",
    "/no-such-page",
]
HER_PAGES = ["/account/settings", "/account/change", "/account/tf-setup"]


@pytest.fixture
def site(instance: Path, make: Make, live_server: Callable[[Flask], str]) -> str:
    """The address of a running programme in which Samira has an account."""
    settings = {"TESTING": True, "BASE_URL": "http://localhost", "ANSWER_SECONDS": 0.0}
    app = create_app(settings, instance=instance)
    with app.app_context():
        make.an_account(RoleName.MENTEE, email=EMAIL, password=hashed())
    make.session.close()
    return live_server(app)


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/account/login?next=/account/settings")
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_anybody_can_use_the_open_pages(phone: Page, site: str) -> None:
    found = {}
    for path in OPEN_PAGES[:-1]:
        phone.goto(site + path)
        found[path] = barriers(phone)

    assert found == {path: [] for path in OPEN_PAGES[:-1]}


def test_the_pages_of_an_account_can_be_used_on_a_desk_too(
    device: Callable[..., BrowserContext], site: str
) -> None:
    page = device(viewport=DESK, color_scheme="dark").new_page()
    sign_in(page, site)
    found = {}
    for path in (*OPEN_PAGES, *HER_PAGES):
        page.goto(site + path)
        found[path] = barriers(page)

    assert found == {path: [] for path in (*OPEN_PAGES, *HER_PAGES)}


def test_nothing_is_fetched_from_elsewhere(phone: Page, site: str) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))

    sign_in(phone, site)

    assert [url for url in asked if not url.startswith(site)] == []


def test_no_page_is_wider_than_a_small_phone(
    device: Callable[..., BrowserContext], site: str
) -> None:
    page = device(viewport={"width": 320, "height": 640}).new_page()
    for path in OPEN_PAGES:
        page.goto(site + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, path


@pytest.mark.parametrize("with_scripts", [True, False])
def test_back_shows_nothing_after_leaving(
    device: Callable[..., BrowserContext], site: str, with_scripts: bool
) -> None:
    page = device(java_script_enabled=with_scripts).new_page()
    sign_in(page, site)
    page.get_by_role("button", name="Leave this page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Programs")

    for _ in range(3):
        page.go_back()
        assert EMAIL not in page.content()


def test_back_shows_nothing_after_signing_out(
    device: Callable[..., BrowserContext], site: str
) -> None:
    page = device().new_page()
    sign_in(page, site)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(site + "/")

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert EMAIL not in page.content()


def test_shift_pressed_three_times_leaves(phone: Page, site: str) -> None:
    sign_in(phone, site)

    for _ in range(3):
        phone.keyboard.press("Shift")

    expect(phone.get_by_role("heading", level=1)).to_have_text("Programs")
