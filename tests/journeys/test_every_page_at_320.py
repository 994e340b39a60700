"""Every page of every role fits a small phone, asks nobody else and leaves nothing behind.

The longest of names stand on the pages for real; all others are put in their place in the browser.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from support.browser import Browser
from support.desk import Desk
from support.names import NAMES

from mentorship.app import create_app
from mentorship.models.account import Account
from mentorship.models.match import Match

pytestmark = pytest.mark.browser

SETTINGS = {"TESTING": True, "BASE_URL": "http://localhost", "ANSWER_SECONDS": 0.0}
LONGEST, OTHER = sorted(NAMES, key=len)[-1], "Wolfeschlegelsteinhausenbergerdorff" * 8
OWN = ("/yours/", "/yours/shown", "/yours/looked", "/yours/download", "/yours/delete")
SIGN_UP = (*(f"/home/sign-up/{number}" for number in range(1, 8)), "/home/sign-up/check")
MENTOR = ("/mentor/room", "/mentor/certificate?hours=3")
ACCOUNT = ("/account/settings", "/account/change", "/account/tf-setup")
OPEN = ("/", "/help", "/programs", "/account/login", "/account/register", "/account/reset")
ERRORS = ("/no-such-page", "/account/login?next=//evil.example.net", "/health/broken")
_LEFT = """async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    script_cookies: document.cookie,
})"""
NOTHING = {
    "local": 0,
    "session": 0,
    "databases": 0,
    "caches": 0,
    "workers": 0,
    "script_cookies": "",
}


# Each name in turn where the longest stand: how far the page reaches then, and which of them are
# nowhere to be seen whole.
_NAMED = """([standing, names]) => {
    const nodes = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const found = standing.find((one) => walk.currentNode.data.includes(one));
        if (found) nodes.push([walk.currentNode, walk.currentNode.data, found]);
    }
    const seen = (node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()].every((box) => box.left >= 0 && box.right <= 320.5);
    };
    const faults = [];
    for (const name of names) {
        for (const [node, text, found] of nodes) node.data = text.replaceAll(found, name);
        const width = document.documentElement.scrollWidth;
        const fits = width <= 320 && nodes.every(([node]) => seen(node));
        if (!fits) faults.push(name.slice(0, 30) + ": " + width);
    }
    return [nodes.length, faults];
}"""


@dataclass
class Walk:
    """What was met on the way through the pages."""

    asked: list[str] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)
    too_wide: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    named: dict[str, int] = field(default_factory=dict)

    def look(self, page: Page, site: str, path: str) -> None:
        answer = page.goto(site + path)
        assert answer is not None
        # Whoever is not known is led there, and the rest would be measured on one page alone.
        assert ("/account/login" in page.url) == ("/account/login" in path), path
        self.statuses.add(answer.status)
        # Whoever goes on before the letters of the page are there breaks the way of a file.
        page.evaluate("document.fonts.ready.then(() => true)")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            self.too_wide.append(path)
        if page.evaluate(_LEFT) != NOTHING:
            self.left.append(f"{path}: {page.evaluate(_LEFT)}")
        self.named[path], faults = page.evaluate(_NAMED, [[LONGEST, OTHER], NAMES])
        self.too_wide += [f"{path} with {name}" for name in faults]


@pytest.fixture
def site(instance: Path, clock, live_server: Callable[[Flask], str]) -> str:
    app = create_app(SETTINGS, instance=instance, clock=clock)
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def break_down() -> str:
        raise ZeroDivisionError

    break_down.open_to = app.view_functions["public.home"].open_to
    app.add_url_rule("/health/broken", "broken", break_down)
    return live_server(app)


@pytest.fixture
def people(desk: Desk) -> tuple[Account, Account, Match]:
    """Two with the longest of names, who were introduced."""
    her = desk.road.a_mentee(name=LONGEST, workplace="Alder General Hospital")
    them = desk.road.a_mentor(name=OTHER)
    desk.road.close()
    match = desk.road.propose(her, them)
    desk.road.introduce(match, her)
    return her, them, match


def test_every_page_of_every_role(
    desk: Desk,
    people: tuple[Account, Account, Match],
    site: str,
    signed_in: Callable[[Account], Browser],
    device: Callable[..., BrowserContext],
) -> None:
    her, them, match = people
    round_ = f"{desk.url}"
    desk_pages = ("", "/check", "/decided", "/review", "/letters", "/letters/send", "/track")
    more = ("/waiting", "/bring-in", f"/pair/{match.id}", f"/person/{match.mentee_id}")
    mentors = ("/mentor", "/mentor/sign-up", *MENTOR, f"/mentor/pair/{match.id}/hand-back")
    pages = {
        signed_in(her).cookie(): ("/home", *SIGN_UP, f"/home/meet/{match.id}", *OWN),
        signed_in(them).cookie(): (*mentors, *OWN, *ACCOUNT),
        desk.browser.cookie(): ("/desk/", "/desk/new", *(round_ + p for p in (*desk_pages, *more))),
        None: (*OPEN, *ERRORS),
    }
    desk.session.rollback()
    walk = Walk()
    for cookie, paths in pages.items():
        context = device(viewport={"width": 320, "height": 640})
        context.on("request", lambda request: walk.asked.append(request.url))
        if cookie:
            visit = {"name": "visit", "value": cookie, "url": site, "httpOnly": True}
            context.add_cookies([visit])
        page = context.new_page()
        for path in paths:
            walk.look(page, site, path)

    assert len(walk.asked) > sum(map(len, pages.values()))
    assert {url for url in walk.asked if not url.startswith(site)} == set()
    assert {200, 400, 404, 500} <= walk.statuses
    assert walk.left == []
    assert walk.too_wide == []
    assert sum(map(bool, walk.named.values())) >= 6
