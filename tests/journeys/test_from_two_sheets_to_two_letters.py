"""The main road in a real browser: two sheets in, two introduction letters out, people deciding.

Real gunicorn, worker, database and SMTP; Chromium at a phone's width, and at a desk's without
JavaScript. Every page on the road is looked at by axe.
"""

import csv
import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from passlib.totp import TOTP
from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from support.programme import Programme, link_in, running
from support.servers import DESK, PHONE, barriers

ROOT = Path(__file__).parents[2]
SHEETS = ROOT / "mentorship" / "cli" / "demo"
# These stand in the README; the rest is for whoever wants to look at every page.
IN_THE_README = ("answer-phone", "meet-phone", "pair-desk")
COORDINATOR = "coordinator@example.org"
PASSWORD = "a lamp above the long table"
NO_SECRET_IN_MAIL = re.compile(r"mentor|mentee|match|defiance|retaliation|racism", re.IGNORECASE)

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Way:
    """One way to walk the road.

    rows  how many of each sheet come in
    """

    name: str
    viewport: dict[str, int]
    database: str
    rows: int = 30
    scripts: bool = True


WAYS = (
    Way("phone", PHONE, "sqlite"),
    Way("desk", DESK, "postgresql", scripts=False),
)


@pytest.fixture(params=WAYS, ids=lambda way: way.name)
def way(request: pytest.FixtureRequest) -> Way:
    return request.param


@pytest.fixture
def programme(way: Way, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Programme]:
    url = request.getfixturevalue("postgres_url") if way.database == "postgresql" else ""
    with running(tmp_path / "instance", database_url=url) as programme:
        yield programme


class Person:
    """Somebody with a browser of her own, whose every page is looked at."""

    def __init__(self, context: BrowserContext, way: Way, *, beside: Page | None = None) -> None:
        self.page = context.new_page()
        self.way = way
        self.beside = beside  # where scripts run: axe is one, and cannot look at a page without
        self.complaints: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, said: object) -> None:
        if said.type == "error":
            self.complaints.append(said.text)

    def open(self, url: str) -> Page:
        self.page.goto(url)
        return self.page

    def press(self, label: str) -> Page:
        """Presses the button or follows the link of this name, and looks at what comes."""
        name = re.compile(label)
        found = self.page.get_by_role("button", name=name)
        found = found.or_(self.page.get_by_role("link", name=name))
        assert found.count(), f"nothing called {label!r} on: {self.page.inner_text('main')}"
        found.first.click()
        self.page.wait_for_load_state()
        self.look()
        return self.page

    def look(self) -> None:
        """Scolds when the page cannot be used by everybody, or is wider than the screen."""
        shown = self.page if self.beside is None else self._the_same_beside(self.beside)
        assert barriers(shown) == []
        assert shown.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), f"scrolls sideways: {self.page.url}"
        assert not self.complaints, "\n".join(self.complaints)

    def _the_same_beside(self, beside: Page) -> Page:
        """What stands on her page now; nothing is asked of the programme for it but its looks."""
        # A page that waits for a run loads itself anew: in between there is nothing to look at.
        expect(self.page.locator("h1")).to_be_visible()
        address, html = self.page.url.partition("#")[0], self._whole_page()
        beside.route(address, lambda asked: asked.fulfill(body=html, content_type="text/html"))
        beside.goto(address)
        beside.unroute(address)
        return beside

    def _whole_page(self) -> str:
        html = self.page.content()
        while "<h1" not in html:
            self.page.wait_for_timeout(50)
            html = self.page.content()
        return html

    def picture(self, name: str) -> None:
        """A picture of this page; taken only when it is asked for."""
        if os.environ.get("TAKE_PICTURES"):
            name = f"{name}-{self.way.name}"
            folder = ROOT / ("docs/pictures" if name in IN_THE_README else "screenshots")
            shown = self.beside or self.page
            shown.screenshot(path=folder / f"{name}.png", full_page=True)


@pytest.fixture
def someone(device: Callable[..., BrowserContext], way: Way) -> Callable[[], Person]:
    def make() -> Person:
        context = device(viewport=way.viewport, java_script_enabled=way.scripts)
        context.set_default_timeout(30_000)
        beside = None if way.scripts else device(viewport=way.viewport).new_page()
        return Person(context, way, beside=beside)

    return make


def become_coordinator(person: Person, programme: Programme) -> None:
    """From the command line's link to the desk, with a second factor on the way."""
    said = programme.command("coordinator", "add", COORDINATOR, "--programme-only")
    page = person.open(re.search(r"http://\S+", said)[0])
    person.look()
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    person.press("Use this password")
    page.get_by_label("Email address").fill(COORDINATOR)
    page.locator("input[type=password]").fill(PASSWORD)
    person.press("Sign in")
    person.press("Set it up")
    key = page.locator("code").first.inner_text().replace("-", "").replace(" ", "")
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(TOTP(key=key).generate().token)
    person.press("Check the code")
    person.press("Make my codes")
    expect(page.locator("ol.codes li")).to_have_count(10)
    person.press("I have kept them")


def the_sheet(kind: str, *, rows: int) -> FilePayload:
    """The first rows of this sheet; the register of institutions is always whole."""
    with (SHEETS / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    text = io.StringIO()
    upto = None if kind == "institutions" else rows + 1
    csv.writer(text).writerows(lines[:upto])
    return {"name": f"{kind}.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}


def bring_in(person: Person, kind: str) -> None:
    page = person.press("^Bring in")
    sheet = the_sheet(kind, rows=person.way.rows)
    page.set_input_files(f"input[type=file][name={kind}]", sheet)
    person.press("Look through")
    person.picture(f"dry-run-{kind}")
    person.press(r"Bring in [\d,]+")


def prepare_round(person: Person) -> None:
    """A round with everybody in it, matched, and ready for a person's eyes."""
    page = person.press("New round")
    page.get_by_label("What is the round called?").fill("Autumn round")
    person.press("Make the round")
    for kind in ("institutions", "mentees", "mentors"):
        bring_in(person, kind)
    person.press("Where it stands")
    person.press("Open for web sign-ups")
    person.press("close sign-ups")
    person.picture("round-closed")
    person.press("Propose pairs")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile(r"pairs are proposed"), timeout=60_000
    )
    person.look()
    person.picture("run")


def confirm_one_pair(person: Person) -> None:
    page = person.press("Look at the pairs")
    person.picture("review")
    page.locator("main a[href*='/pair/']").first.click()
    person.look()
    person.picture("pair")
    person.press("^Confirm$")
    person.press("^Letters$")
    person.press("^Send")
    person.picture("send")
    person.press("^Send 1 letter")


def claim_and_say_yes(person: Person, letter: EmailMessage) -> None:
    """She opens the letter's link, claims her account and would like to meet the mentor."""
    page = person.open(link_in(letter))
    person.look()
    person.picture("claim")
    page.locator("input[type=password]").fill(PASSWORD)
    person.press("Open my account")
    person.picture("home-proposed")
    person.press("See who it is")
    person.picture("meet")
    person.press("Yes please")
    expect(page.get_by_role("heading", level=1)).to_contain_text("You said yes")


def say_yes_in_two_taps(person: Person, letter: EmailMessage) -> None:
    page = person.open(link_in(letter))
    person.look()
    person.picture("answer")
    person.press("Yes, introduce us")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")


def test_from_two_sheets_to_two_introduction_letters(
    programme: Programme, someone: Callable[[], Person]
) -> None:
    mailbox = programme.mailbox
    coordinator, mentee, mentor = someone(), someone(), someone()

    become_coordinator(coordinator, programme)
    prepare_round(coordinator)
    confirm_one_pair(coordinator)

    asked_her = mailbox.wait_for(lambda one: "/claim/" in one.get_content())
    claim_and_say_yes(mentee, asked_her)
    asked_mentor = mailbox.wait_for(lambda one: "/answer/" in one.get_content())
    say_yes_in_two_taps(mentor, asked_mentor)

    her_address, mentors_address = asked_her["To"], asked_mentor["To"]
    to_mentor = mailbox.wait_for(lambda one: her_address in one.get_content())
    to_her = mailbox.wait_for(lambda one: one["To"] == her_address and one is not asked_her)
    assert to_mentor["To"] == mentors_address
    assert to_her["Subject"] == to_mentor["Subject"] == "A time to talk?"
    assert mentors_address not in to_her.get_content()

    page = mentee.open(link_in(to_her))
    mentee.look()
    mentee.picture("introduced")
    assert mentors_address in page.content()
    assert len(mailbox.to(her_address)) == len(mailbox.to(mentors_address)) == 2
    for letter in mailbox.letters:
        shown = f"{letter['From']} {letter['Subject']}"
        assert not NO_SECRET_IN_MAIL.search(shown), shown
        assert letter.get_content_type() == "text/plain"
