"""By keyboard, at 400 % zoom, in colours of one's own and without motion: nothing is lost.

axe looks at a page that stands still. Here somebody walks through it with the Tab key, enlarges it,
lets the system choose every colour, and asks that nothing moves.
"""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from sqlalchemy.orm import Session
from support.browser import Browser
from support.desk import Desk
from support.make import Make
from support.screens import START, path_of

from mentorship.app import create_app
from mentorship.domain.lifecycle import RoundEvent
from mentorship.models.account import Account, RoleName
from mentorship.services import matches
from mentorship.services.rounds import create_round, move_round
from mentorship.web.public.contrast import SHAPE, contrast

pytestmark = pytest.mark.browser

SETTINGS = {"TESTING": True, "BASE_URL": "http://localhost", "ANSWER_SECONDS": 0.0}
PHONE = {"width": 390, "height": 844}
# 1280 × 1024 at 400 %.
ENLARGED = {"width": 320, "height": 256}
_READ_SCRIPT = (Path(__file__).parents[1] / "support" / "by_hand.js").read_text()
_RGB = re.compile(r"rgb\((\d+), (\d+), (\d+)\)")

Pages = Mapping[str, tuple[str | None, tuple[str, ...]]]


@pytest.fixture
def site(instance: Path, clock, live_server: Callable[[Flask], str]) -> str:
    return live_server(create_app(SETTINGS, instance=instance, clock=clock))


@pytest.fixture
def pages(
    session: Session, desk: Desk, make: Make, signed_in: Callable[[Account], Browser]
) -> Pages:
    """Who → the cookie of the visit, and what is looked at."""
    road = desk.road
    her, mentor = road.a_mentee(), road.a_mentor()
    other = road.a_mentee(name="Wangari Plover", email="plover@example.org", words="")
    second = road.a_mentor(name="Ilse Tran", email="tran@example.org", words="")
    road.close()
    road.ask_mentor(road.propose(her, mentor), her)
    letter = f"/answer/{road.token()}"
    matches.confirm(session, road.propose(other, second), by=road.coordinator, now=road.now)
    later = road.now + timedelta(minutes=1)
    summer = create_round(session, name="Summer", closes_on=None, time_zone="UTC", now=later)
    move_round(session, summer, RoundEvent.OPEN, by=road.coordinator, now=later)
    newcomer = make.an_account(RoleName.MENTEE, email="new@example.org")
    session.commit()
    screens = (START, path_of(2), path_of(4), path_of(7))
    return {
        "whoever has a link": (None, ("/", "/help", letter)),
        "somebody who signs up": (signed_in(newcomer).cookie(), screens),
        "somebody who waits": (signed_in(her).cookie(), ("/home",)),
        "a coordinator": (
            desk.browser.cookie(),
            (f"{desk.url}/review", f"{desk.url}/letters/send"),
        ),
    }


@pytest.mark.parametrize(
    "who",
    [
        "whoever has a link",
        "somebody who signs up",
        "somebody who waits",
        "a coordinator",
    ],
)
def test_nothing_is_lost(
    who: str, session: Session, pages: Pages, site: str, device: Callable[..., BrowserContext]
) -> None:
    session.rollback()
    cookie, paths = pages[who]
    context = device(viewport=PHONE, reduced_motion="reduce")
    if cookie:
        visit = {"name": "visit", "value": cookie, "url": site, "httpOnly": True}
        context.add_cookies([visit])
    page, faults = context.new_page(), []
    for path in paths:
        page.set_viewport_size(PHONE)
        page.emulate_media(forced_colors="none", color_scheme="light")
        answer = page.goto(site + path)
        assert answer is not None
        assert (answer.status, page.url) == (200, site + path)
        page.evaluate("document.fonts.ready.then(() => true)")
        page.evaluate(_READ_SCRIPT)
        found = [
            *by_keyboard(page),
            *enlarged(page),
            *in_colours_of_ones_own(page),
        ]
        faults += [f"{path}: {fault}" for fault in found]

    assert not faults, "\n".join(faults)


def by_keyboard(page: Page) -> list[str]:
    """Tab goes through everything in the order in which it is read, and is always seen."""
    faults = page.evaluate("() => whatMoves()")
    stops = page.evaluate("() => numberStops()")
    assert stops > 5
    for number in range(stops):
        page.keyboard.press("Tab")
        at = page.evaluate("() => whereFocusIs()")
        if at["stop"] != number:
            return [*faults, f"Tab {number + 1} leads to {at['stop']}: {at['name']}"]
        if at["hidden"]:
            faults.append(f"covered when focused: {at['name']}")
        if (
            not at["width"]
            or max(contrast(_hex(c), _hex(at["ground"])) for c in at["rings"]) < SHAPE
        ):
            faults.append(f"focus is not seen: {at['name']} {at['rings']} on {at['ground']}")
    return faults


def enlarged(page: Page) -> list[str]:
    page.set_viewport_size(ENLARGED)
    found: list[str] = page.evaluate("() => whatIsLost()")
    return found


def in_colours_of_ones_own(page: Page) -> list[str]:
    page.emulate_media(forced_colors="active")
    page.locator(".leave__button").focus()
    found: list[str] = page.evaluate("() => whatHasNoBorder()")
    return found


def _hex(colour: str) -> str:
    found = _RGB.fullmatch(colour)
    assert found is not None, colour
    return "#" + "".join(f"{int(part):02x}" for part in found.groups())
