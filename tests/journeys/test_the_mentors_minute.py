"""A mentor on a phone: from a letter to yes in two taps, and nobody meets a barrier on the way."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make
from support.mentor_screens import CHECK, START
from support.road import Road
from support.servers import barriers

from mentorship.app import create_app
from mentorship.domain.lifecycle import MatchState, RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import LetterKind
from mentorship.models.match import Match
from mentorship.services.profiles import own_answers, profile_of
from mentorship.services.room import ask_for_room
from mentorship.services.rounds import create_round, move_round

pytestmark = pytest.mark.browser

SETTINGS = {"TESTING": True, "BASE_URL": "http://localhost", "ANSWER_SECONDS": 0.0}
SMALLEST = 48
_SMALL_TARGETS = """least => [
    ...document.querySelectorAll("button, summary, select, .tile, .button")
].filter((one) => one.checkVisibility() && !one.closest(".cover") && !one.closest("footer"))
    .map((one) => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect().height])
    .filter(([words, height]) => height < least)"""


@pytest.fixture
def site(instance: Path, clock, live_server: Callable[[Flask], str]) -> str:
    return live_server(create_app(SETTINGS, instance=instance, clock=clock))


class Look:
    """Everything that somebody could stumble over on the pages that were looked at."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, page: Page) -> None:
        self.found += [f"{page.url}: {fault}" for fault in barriers(page)]
        small = page.evaluate(_SMALL_TARGETS, SMALLEST)
        self.found += [f"{page.url}: {words} is {height} high" for words, height in small]


def on(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def title(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def a_request(road: Road) -> tuple[Match, str]:
    """She said yes; the letter to the mentor."""
    her, mentor = road.a_mentee(words_shared="yes"), road.a_mentor()
    road.close()
    match = road.propose(her, mentor)
    road.ask_mentor(match, her)
    return match, f"/answer/{road.token()}"


def test_from_the_letter_to_yes_are_two_taps_without_scripts(
    session: Session, road: Road, site: str, device: Callable[..., BrowserContext]
) -> None:
    match, path = a_request(road)
    session.rollback()
    phone = device(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()

    phone.goto(site + path)  # the first tap is the link of the letter
    title(phone, "Would you like to meet a resident in surgery?")
    on(phone, "Yes, introduce us")

    title(phone, "Thank you")
    assert road.state(match) is MatchState.INTRODUCED


def test_the_request_and_what_follows_a_no(
    session: Session, road: Road, site: str, device: Callable[..., BrowserContext]
) -> None:
    _match, path = a_request(road)
    session.rollback()
    phone, look = device().new_page(), Look()

    phone.goto(site + path)
    look(phone)
    on(phone, "Not this time")
    title(phone, "That’s completely fine")
    phone.get_by_text("Would you rather not be asked for a while?").click()
    look(phone)
    on(phone, "Pause")
    expect(phone.get_by_text("You pause now")).to_be_visible()
    look(phone)

    assert look.found == []


def test_sign_up_on_a_phone(
    session: Session,
    road: Road,
    make: Make,
    site: str,
    signed_in: Callable[[Account], Browser],
    device: Callable[..., BrowserContext],
) -> None:
    account = make.an_account(RoleName.MENTOR)
    cookie = signed_in(account).cookie()
    session.rollback()
    context, look = device(), Look()
    context.add_cookies([{"name": "visit", "value": cookie, "url": site, "httpOnly": True}])
    phone = context.new_page()

    phone.goto(site + START)
    look(phone)
    phone.get_by_role("link", name="Start", exact=True).click()
    on(phone, "Continue")
    expect(phone.get_by_text("Could you look at this again?")).to_be_visible()
    look(phone)
    phone.get_by_label("Full name and credentials").fill("Ruth Egret, MD")
    phone.get_by_label("Current institution").fill("Lakeview Hospital")
    phone.get_by_text("Department chair or head of a lab", exact=True).click()
    on(phone, "Continue")
    phone.get_by_text("0", exact=True).click()
    look(phone)
    on(phone, "Continue")
    look(phone)
    on(phone, "Continue")
    look(phone)
    on(phone, "Skip")
    title(phone, "Check your answers")
    look(phone)
    phone.get_by_label("I have read the mentor agreement").check()
    on(phone, "Send to the matching team")
    title(phone, "We have your answers")
    look(phone)

    assert look.found == []
    said = own_answers(profile_of(session, account, Side.MENTOR))
    assert (said[Field.ROLES], said[Field.CAPACITY]) == ("Department chair or head of a lab", "0")


def test_room_and_the_pages_of_a_mentor_who_meets_somebody(
    session: Session,
    road: Road,
    site: str,
    signed_in: Callable[[Account], Browser],
    device: Callable[..., BrowserContext],
) -> None:
    her, mentor = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(her, mentor)
    road.introduce(match, her)
    later = road.now + timedelta(minutes=1)
    summer = create_round(session, name="Summer", closes_on=None, time_zone="UTC", now=later)
    move_round(session, summer, RoundEvent.OPEN, by=road.coordinator, now=later)
    ask_for_room(session, summer, now=later)
    session.commit()
    letter = road.letter_link(LetterKind.ROOM_THIS_ROUND)
    pages = ("/mentor", "/mentor/room", "/mentor/certificate?hours=3", f"{CHECK}?then=check")
    hand_back = f"/mentor/pair/{match.id}/hand-back"
    cookie = signed_in(mentor).cookie()
    session.rollback()
    context, look = device(), Look()
    phone = context.new_page()

    phone.goto(site + letter)
    look(phone)
    on(phone, "Yes, one place")
    title(phone, "Thank you")
    look(phone)
    context.add_cookies([{"name": "visit", "value": cookie, "url": site, "httpOnly": True}])
    for path in (*pages, hand_back):
        phone.goto(site + path)
        look(phone)
    on(phone, "Yes, hand back gently")
    expect(phone.get_by_text("Thank you for telling us.")).to_be_visible()
    look(phone)

    assert look.found == []
    assert road.state(match) is MatchState.ENDED
