"""A computer that others use too: whoever comes after her finds nothing, however she went.

Chromium runs here with a profile on disk, as on the computer of a ward.
"""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support.make import PASSWORD, hashed
from support.road import Road
from support.scanner import find

from mentorship.app import create_app

pytestmark = pytest.mark.browser

SETTINGS = {"TESTING": True, "BASE_URL": "http://localhost", "ANSWER_SECONDS": 0.0}
ADDRESS, NAME = "quillfeather@example.org", "Xiomara Quillfeather"
WORDS, WORKPLACE = "Whom can I ask about the zugzwang?", "Alder General Hospital"
TOPIC = "Speaking up and advocating for myself"
SECRETS = (ADDRESS, NAME, WORDS, WORKPLACE, TOPIC, PASSWORD)
HER_PAGES = ("/home", "/home/sign-up", "/account/settings", "/yours/shown")
SENSITIVE = ("ment", "retaliat", "harass", "speaking", "surg", "request", "match")
START_LOOKING = "Email address"


@pytest.fixture
def site(road: Road, instance: Path, clock, live_server: Callable[[Flask], str]) -> str:
    """The address of a programme in which she has told everything."""
    app = create_app(SETTINGS, instance=instance, clock=clock)
    account = road.a_mentee(email=ADDRESS, name=NAME, words=WORDS, workplace=WORKPLACE)
    with app.app_context():
        account.password = hashed()
    road.session.commit()
    road.session.close()
    return live_server(app)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def shared(chromium: Browser, profile: Path) -> Iterator[Callable[[], BrowserContext]]:
    """Opens the browser of the shared computer; the one before has to be closed."""
    opened: list[BrowserContext] = []
    # The browser's own offer to keep a password is hers to take or not; here she does not.
    preferences = profile / "Default" / "Preferences"
    preferences.parent.mkdir(parents=True)
    preferences.write_text('{"credentials_enable_service": false}')

    def open_it() -> BrowserContext:
        context = chromium.browser_type.launch_persistent_context(
            profile,
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--restore-last-session"],
            ignore_default_args=["--disable-back-forward-cache"],
        )
        context.set_default_timeout(90_000)
        opened.append(context)
        return context

    yield open_it
    for context in opened:
        context.close()


def sign_in_and_read(page: Page, site: str) -> None:
    """She is signed in and has had every page of hers on the screen."""
    page.goto(f"{site}/account/login?next=/account/settings")
    page.get_by_label(START_LOOKING).fill(ADDRESS)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    shown = page.content()
    for path in HER_PAGES:
        page.goto(site + path)
        shown += page.content()
    # What is looked for below was there to be seen.
    assert [secret for secret in SECRETS[:-1] if secret not in shown] == []


def assert_nothing_is_left(page: Page) -> None:
    """Back and forward, five times each, show nothing of hers."""
    for step in (*[page.go_back] * 5, *[page.go_forward] * 5):
        step(wait_until="load")
        assert [secret for secret in SECRETS if secret in page.content()] == [], page.url


def leave(page: Page, _clock) -> None:
    page.get_by_role("button", name="Leave this page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Programs")


def leave_without_scripts(page: Page, clock) -> None:
    chrome = page.context.new_cdp_session(page)
    chrome.send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.reload()
    leave(page, clock)


def press_shift(page: Page, _clock) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page.get_by_role("heading", level=1)).to_have_text("Programs")


def sign_out(page: Page, _clock) -> None:
    page.goto(page.url.replace("/yours/shown", "/account/settings"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def stay_away(page: Page, clock) -> None:
    """Half an hour later somebody else sits down; the server alone has ended the visit."""
    clock.move(timedelta(minutes=31))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


WAYS_OUT = (leave, leave_without_scripts, press_shift, sign_out, stay_away)


def test_whoever_comes_after_her_finds_nothing(
    shared: Callable[[], BrowserContext], site: str, profile: Path, clock
) -> None:
    context = shared()
    for way_out in WAYS_OUT:
        page = context.new_page()
        sign_in_and_read(page, site)
        way_out(page, clock)
        assert context.cookies(site) == [] or way_out is stay_away or way_out is sign_out
        assert_nothing_is_left(page)
    context.close()

    again = shared()
    page = again.new_page()
    for one in (*again.pages, page):
        assert [secret for secret in SECRETS if secret in one.content()] == [], one.url
    for path in HER_PAGES:
        page.goto(site + path)
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    again.close()

    files = [path for path in profile.rglob("*") if path.is_file()]
    assert {(one.file, one.word) for one in find(files, SECRETS)} == set()
    visited = _history(profile)
    assert len(visited) > 5
    told = [(word, row) for row in visited for word in SENSITIVE if word in row.casefold()]
    assert told == []


def _history(profile: Path) -> list[str]:
    """Every path and title that the browser remembers."""
    with sqlite3.connect(profile / "Default" / "History") as history:
        rows = history.execute("SELECT url, title FROM urls").fetchall()
    return [f"{url.partition('localhost:')[2]} {title}" for url, title in rows]


def test_the_page_is_blank_before_the_server_has_answered(phone: Page, site: str) -> None:
    sign_in_and_read(phone, site)
    phone.route("**/leave", lambda route: None)
    phone.evaluate(
        "new MutationObserver(() => window.took = performance.now() - window.pressed)"
        ".observe(document.documentElement, {attributes: true})"
    )
    phone.evaluate(
        "addEventListener('click', () => window.pressed = performance.now(), {capture: true})"
    )

    phone.get_by_role("button", name="Leave this page").click(no_wait_after=True)

    assert phone.evaluate("getComputedStyle(document.body).visibility") == "hidden"
    assert phone.evaluate("window.took") < 100
    assert phone.title() == "Programs"
    phone.unroute("**/leave")


def test_leaving_one_window_blanks_the_others(
    device: Callable[..., BrowserContext], site: str
) -> None:
    here = device()
    page, other = here.new_page(), here.new_page()
    sign_in_and_read(page, site)
    other.goto(site + "/home/sign-up")

    page.get_by_role("button", name="Leave this page").click()

    expect(other.get_by_role("heading", level=1)).to_have_text("Programs")


def test_an_idle_page_covers_itself_and_then_gives_way(phone: Page, site: str, clock) -> None:
    phone.clock.install()
    sign_in_and_read(phone, site)
    words = phone.get_by_role("heading", level=1)

    phone.clock.fast_forward("28:30")
    clock.move(timedelta(minutes=28, seconds=30))
    expect(words).to_be_visible()
    phone.clock.fast_forward("00:35")
    clock.move(timedelta(seconds=35))
    expect(words).to_be_hidden()
    expect(phone.get_by_text("This page is covered")).to_be_visible()

    phone.keyboard.press("a")
    expect(words).to_be_visible()
    expect(phone.get_by_text("This page is covered")).to_be_hidden()

    phone.clock.fast_forward("29:05")
    expect(words).to_be_hidden()
    phone.clock.fast_forward("01:05")
    clock.move(timedelta(minutes=31))
    expect(words).to_have_text("Programs")
    assert phone.context.cookies(site) == []


def test_no_key_lifts_the_cover_when_the_visit_is_over(phone: Page, site: str, clock) -> None:
    phone.clock.install()
    sign_in_and_read(phone, site)
    phone.clock.fast_forward("29:05")
    expect(phone.get_by_text("This page is covered")).to_be_visible()
    clock.move(timedelta(minutes=31))

    phone.keyboard.press("a")

    expect(phone.get_by_role("heading", level=1)).to_have_text("Programs")
    assert not any(secret in phone.content() for secret in SECRETS)


def test_whoever_is_writing_is_not_interrupted(phone: Page, site: str, clock) -> None:
    phone.clock.install()
    sign_in_and_read(phone, site)
    phone.goto(site + "/home/sign-up")
    field = phone.locator("textarea").first
    for _ in range(3):
        phone.clock.fast_forward("20:00")
        clock.move(timedelta(minutes=20))
        with phone.expect_response("**/awake"):
            field.press("x")

    phone.goto(site + "/account/settings")

    expect(phone.get_by_role("heading", level=1)).to_have_text("Your account")
