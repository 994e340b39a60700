"""Real servers for tests: PostgreSQL, the app on a port, and Chromium."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import make_server

from support.postgres import a_server, an_empty_database

# Two cores run everything at once here: patience costs nothing when a page is quick.
expect.set_options(timeout=30_000)

AXE = Path(__file__).parent.parent / "vendor" / "axe" / "axe.min.js"
# The shell is Chromium without its window: the same pages for a third of the work.
_CHROMIUM = (
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
)
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server: the one of TEST_DATABASE_URL, or one of our own."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    with a_server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty database, gone after the test."""
    with an_empty_database(postgres_server) as url:
        yield url


@pytest.fixture
def live_server() -> Iterator[Callable[[Flask], str]]:
    """Serves an app on a free port until the test ends; gives its address.

    The address is http://localhost, which browsers trust as they trust https. Make the app with
    BASE_URL http://localhost, or its cookie would ask for https.
    """
    running = []

    def serve(app: Flask) -> str:
        server = make_server("localhost", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        running.append((server, thread))
        return f"http://localhost:{server.server_port}"

    yield serve
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all browser tests."""
    found = next((path for path in _CHROMIUM if Path(path).exists()), None)
    if found is None:
        pytest.fail("Browser tests need Chromium: run scripts/system-deps, or install it.")
    flags = [*_FLAGS, *(["--no-sandbox"] if os.getuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def device(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes devices with cookies of their own, like `device(java_script_enabled=False)`."""
    made: list[BrowserContext] = []

    def make(**about: object) -> BrowserContext:
        context = chromium.new_context(**{"viewport": PHONE, "locale": "en-GB", **about})
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def phone(device: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A page on a phone; whatever the browser complained of fails the test at its end."""
    page = device().new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints, "\n".join(complaints)


def barriers(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands: an empty list when anybody can use it."""
    page.evaluate(AXE.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
