"""A computer that others use too: whoever comes after her finds nothing, however she went.

Chromium runs here with a profile on disk, as on the computer of a ward: it keeps pages for the
Back button, and opens its tabs again when it starts.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
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
READ = (ADDRESS, NAME, WORDS, WORKPLACE, TOPIC)
TYPED = "The wryneck must never hear of it"
SECRETS = (*READ, TYPED, PASSWORD)
# Her answers, and a screen on which she was writing.
SIGN_UP = ("/home/sign-up/check", "/home/sign-up/2")
WRITING = "Is there any person, department or organization"
HER_PAGES = ("/home", "/account/settings", "/yours/", "/yours/looked", "/yours/shown")
SENSITIVE = ("ment", "retaliat", "harass", "speak", "surg", "hospital", "request", "match")
START_LOOKING = "Email address"
# What a page could leave in a browser beside its cookie; each is to be empty.
KEPT_BY_A_PAGE = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map((one) => one.name), caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
  cookies: document.cookie,
})"""
NOTHING = {
    "local": [],
    "session": [],
    "databases": [],
    "caches": [],
    "workers": [],
    "cookies": "",
}


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
def asked() -> list[str]:
    """Every address that the shared computer has asked for."""
    return []


@pytest.fixture
def shared(
    chromium: Browser, profile: Path, asked: list[str]
) -> Iterator[Callable[[], BrowserContext]]:
    """Opens the browser of the shared computer; the one before has to be closed."""
    opened: list[BrowserContext] = []
    # The browser's own offer to keep a password is hers to take or not; here she does not.
    preferences = profile / "Default" / "Preferences"
    preferences.parent.mkdir(parents=True)
    preferences.write_text(
        '{"credentials_enable_service": false, "session": {"restore_on_startup": 1}}'
    )

    def open_it() -> BrowserContext:
        context = chromium.browser_type.launch_persistent_context(
            profile,
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--restore-last-session"],
            ignore_default_args=["--disable-back-forward-cache"],
        )
        context.set_default_timeout(90_000)
        context.on("request", lambda request: asked.append(request.url))
        opened.append(context)
        return context

    yield open_it
    for context in opened:
        context.close()


def sign_in_and_read(page: Page, site: str, *, pages: Sequence[str] = ()) -> None:
    """She is signed in, has had these pages of hers on the screen, and was writing."""
    page.goto(f"{site}/account/login?next=/account/settings")
    page.get_by_label(START_LOOKING).fill(ADDRESS)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    shown = secrets_on(page)
    for path in (*pages, *SIGN_UP):
        page.goto(site + path)
        shown += secrets_on(page)
        assert page.evaluate(KEPT_BY_A_PAGE) == NOTHING, path
    page.get_by_label(WRITING).fill(TYPED)
    # What is looked for below was there to be seen.
    assert {*READ} <= {*shown}


def secrets_on(page: Page) -> list[str]:
    """What of hers is in the page as it stands, in its fields, too."""
    fields = page.evaluate("[...document.querySelectorAll('input, textarea')].map((f) => f.value)")
    shown = page.content() + "\n".join(fields)
    return [secret for secret in SECRETS if secret in shown]


def assert_nothing_is_left(page: Page) -> None:
    """Back and forward, five times each, show nothing of hers."""
    for step in (*[page.go_back] * 5, *[page.go_forward] * 5):
        step(wait_until="load")
        assert secrets_on(page) == [], page.url
    assert page.evaluate(KEPT_BY_A_PAGE) == NOTHING


def visits(context: BrowserContext) -> set[str]:
    """The cookies that stand for a visit."""
    return {str(cookie["value"]) for cookie in context.cookies()}


def leave(page: Page, _clock) -> None:
    page.get_by_role("button", name="Leave this page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Programs")


def leave_without_scripts(page: Page, clock) -> None:
    chrome = page.context.new_cdp_session(page)
    chrome.send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.reload()
    leave(page, clock)
    chrome.send("Emulation.setScriptExecutionDisabled", {"value": False})


def press_shift(page: Page, _clock) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page.get_by_role("heading", level=1)).to_have_text("Programs")


def sign_out(page: Page, _clock) -> None:
    page.goto(page.url.replace(SIGN_UP[-1], "/account/settings"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def stay_away(page: Page, clock) -> None:
    """Half an hour later somebody else sits down; the server alone has ended the visit."""
    clock.move(timedelta(minutes=31))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


WAYS_OUT = (leave, leave_without_scripts, press_shift, sign_out, stay_away)


def test_whoever_comes_after_her_finds_nothing(
    shared: Callable[[], BrowserContext], site: str, profile: Path, asked: list[str], clock
) -> None:
    context = shared()
    for way_out in WAYS_OUT:
        page = context.new_page()
        sign_in_and_read(page, site, pages=HER_PAGES if way_out is leave else HER_PAGES[-1:])
        hers = visits(context)
        assert hers
        way_out(page, clock)
        assert hers & visits(context) == set(), way_out.__name__
        assert_nothing_is_left(page)
    context.close()

    again = shared()
    restored = [one for one in again.pages if one.url.startswith(site)]
    assert restored
    page = again.new_page()
    for one in (*restored, page):
        assert secrets_on(one) == [], one.url
    assert_nothing_is_left(restored[0])
    for path in HER_PAGES:
        page.goto(site + path)
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    again.close()

    assert len(asked) > 100
    assert [url for url in asked if not url.startswith(site)] == []
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
    # A server that never answers.
    phone.evaluate("HTMLFormElement.prototype.submit = () => {}")
    phone.evaluate(
        "addEventListener('click', () => window.pressed = performance.now(), {capture: true});"
        "new MutationObserver(() => window.took = performance.now() - window.pressed)"
        ".observe(document.documentElement, {attributes: true})"
    )

    phone.get_by_role("button", name="Leave this page").click()

    assert phone.evaluate("getComputedStyle(document.body).visibility") == "hidden"
    assert phone.evaluate("window.took") < 100
    assert phone.title() == "Programs"


@pytest.mark.parametrize("way_out", [leave, press_shift])
def test_what_she_was_writing_waits_for_her_when_she_comes_back(
    phone: Page, site: str, clock, way_out: Callable[[Page, object], None]
) -> None:
    sign_in_and_read(phone, site)
    way_out(phone, clock)

    sign_in_and_read(phone, site)
    phone.goto(site + SIGN_UP[0])

    expect(phone.get_by_text("Your changes are not sent yet")).to_be_visible()
    expect(phone.get_by_text(TYPED)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "button", "then"),
    [("/home", "Leave this page", "Programs"), ("/account/settings", "Sign out", None)],
)
def test_going_in_one_window_blanks_the_others(
    device: Callable[..., BrowserContext], site: str, path: str, button: str, then: str | None
) -> None:
    here = device()
    page, other = here.new_page(), here.new_page()
    sign_in_and_read(page, site)
    other.goto(site + SIGN_UP[-1])
    page.goto(site + path)

    page.get_by_role("button", name=button).click()

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
    clock.move(timedelta(minutes=31))
    phone.clock.fast_forward("01:05")
    expect(words).to_have_text("Programs")
    assert phone.context.cookies(site) == []
    for _ in range(5):
        phone.go_back()
        assert secrets_on(phone) == [], phone.url


def test_no_key_lifts_the_cover_when_the_visit_is_over(phone: Page, site: str, clock) -> None:
    phone.clock.install()
    sign_in_and_read(phone, site)
    phone.clock.fast_forward("29:05")
    expect(phone.get_by_text("This page is covered")).to_be_visible()
    clock.move(timedelta(minutes=31))

    phone.keyboard.press("a")

    expect(phone.get_by_role("heading", level=1)).to_have_text("Programs")
    assert secrets_on(phone) == []


def test_whoever_is_writing_is_not_interrupted(phone: Page, site: str, clock) -> None:
    phone.clock.install()
    sign_in_and_read(phone, site)
    field = phone.locator("textarea").first
    for _ in range(3):
        phone.clock.fast_forward("20:00")
        clock.move(timedelta(minutes=20))
        with phone.expect_response("**/awake"):
            # Two, for a key that comes while the answer before is still on its way asks nothing.
            field.press_sequentially("xx", delay=200)

    phone.goto(site + "/account/settings")

    expect(phone.get_by_role("heading", level=1)).to_have_text("Your account")
