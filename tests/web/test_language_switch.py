"""Everybody can change the language on any page, and goes on where she was."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.accounts import last_link
from support.browser import HOME, Browser
from support.make import PASSWORD, Make
from support.road import Road

from mentorship.language.languages import ENGLISH, LANGUAGES
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import LetterKind
from mentorship.services.accounts import find_account

SignedIn = Callable[[Account], Browser]
MOST_BYTES = 700
FRENCH = {"Accept-Language": "fr-CA,es;q=0.5"}


@pytest.fixture
def writing(road: Road, make: Make, signed_in: SignedIn) -> Browser:
    """She is on her way through the questions."""
    return signed_in(make.an_account(RoleName.MENTEE))


def read_in(browser: Browser, code: str) -> None:
    """Presses the button of this language on the page that is open, and follows it."""
    page = browser._last()
    names = {
        one.get("value"): one for one in page.tree.iter("button") if one.get("name") == "read_in"
    }
    assert names.keys() == LANGUAGES.keys()
    browser.send({"read_in": code}, action="/language")
    browser.follow()


def language_of_page(browser: Browser) -> tuple[str | None, str | None]:
    root = browser._last().tree
    html = root if root.tag == "html" else next(root.iter("html"))
    return html.get("lang"), html.get("dir")


def current(browser: Browser) -> list[str | None]:
    return [
        one.get("value") for one in browser._last().tree.iter("button") if one.get("aria-current")
    ]


def test_a_visitor_reads_in_the_language_of_her_browser_and_then_in_the_one_she_chooses(
    visitor: Browser,
) -> None:
    wished = visitor.raw("GET", "/help", headers=FRENCH)
    assert '<html lang="fr" dir="ltr">' in wished.get_data(as_text=True)
    assert "Accept-Language" in wished.vary
    visitor.get("/help")
    assert (language_of_page(visitor), current(visitor)) == (("en", "ltr"), ["en"])

    read_in(visitor, "ar")

    assert visitor._last().response.request.path == "/help"
    assert (language_of_page(visitor), current(visitor)) == (("ar", "rtl"), ["ar"])
    chosen = visitor.raw("GET", "/account/login", headers=FRENCH)
    assert '<html lang="ar" dir="rtl">' in chosen.get_data(as_text=True)
    assert "Accept-Language" not in chosen.vary


def test_each_language_stands_under_its_own_name(visitor: Browser) -> None:
    page = visitor.get("/help")
    buttons = [one for one in page.tree.iter("button") if one.get("name") == "read_in"]

    assert [(one.get("lang"), one.text) for one in buttons] == [
        (one.code, one.own_name) for one in LANGUAGES.values()
    ]


@pytest.mark.parametrize("path", ["/help", "/home/sign-up/1"])
def test_the_switch_is_small(writing: Browser, path: str) -> None:
    html = writing.get(path).html
    start, end = html.index('class="languages"') - len("<form "), html.rindex("Soomaali</button>")

    switch = html[start : end + len("Soomaali</button></form>")]
    assert len(switch.encode()) <= MOST_BYTES, switch


def test_leaving_forgets_it(visitor: Browser) -> None:
    visitor.get("/help")
    read_in(visitor, "so")
    visitor.post("/leave")

    visitor.get("/help")
    assert language_of_page(visitor) == ("en", "ltr")


def test_an_account_keeps_it_on_every_device(
    make: Make, signed_in: SignedIn, session: Session
) -> None:
    account = make.an_account(RoleName.MENTOR)
    here, there = signed_in(account), signed_in(account)
    here.get("/yours/")
    read_in(here, "es")

    there.get("/yours/")
    assert language_of_page(there) == ("es", "ltr")
    session.refresh(account)
    assert account.language == "es"


def test_the_team_reads_english(coordinator_client: Browser, session: Session) -> None:
    page = coordinator_client.raw("GET", "/desk/", headers=FRENCH).get_data(as_text=True)

    assert '<html lang="en" dir="ltr">' in page
    assert "read_in" not in page
    coordinator_client.post("/language", {"read_in": "fr"})
    assert set(session.scalars(select(Account.language))) == {None}
    assert "read_in" not in coordinator_client.get("/help").html
    assert language_of_page(coordinator_client) == ("en", "ltr")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "evil",
        "/a\r\nb",
    ],
)
def test_it_leads_nowhere_else(visitor: Browser, elsewhere: str) -> None:
    visitor.post("/language", {"read_in": "es", "here": elsewhere}, expect=400)


@pytest.mark.parametrize("role", [RoleName.MENTEE, RoleName.MENTOR])
def test_every_page_of_the_ways_between_hers_leads_back_to_itself(
    role: RoleName, make: Make, signed_in: SignedIn
) -> None:
    browser = signed_in(make.an_account(role))
    start = "/mentor" if role is RoleName.MENTOR else "/home"
    paths = [start, f"{start}/sign-up", "/yours/", "/account/settings"]

    led = []
    for path in paths:
        browser.get(path)
        read_in(browser, "so")
        led.append(browser._last().response.request.path)

    assert led == paths


def test_a_page_that_is_not_there_leads_home(visitor: Browser) -> None:
    page = visitor.raw("GET", "/%2F%2Fevil.example/", base_url=HOME)
    assert page.status_code == 404
    assert 'name="here" value="/"' in page.get_data(as_text=True)
    visitor.get("/nowhere", expect=404)
    read_in(visitor, "es")

    assert visitor._last().response.request.path == "/"


@pytest.mark.parametrize("code", ["", "tlh", "en-GB", "../en"])
def test_whatever_we_do_not_speak_is_english(visitor: Browser, code: str) -> None:
    visitor.post("/language", {"read_in": code})

    visitor.get("/help")
    assert language_of_page(visitor) == (ENGLISH.code, "ltr")


def test_a_new_account_remembers_the_language_in_which_it_was_opened(
    visitor: Browser, session: Session
) -> None:
    visitor.get("/account/register")
    read_in(visitor, "so")
    visitor.get("/account/register")
    filled = {"side": "mentee", "email": "samira@example.org", "password": PASSWORD}
    visitor.send(filled | {"password_confirm": PASSWORD}, action="register")
    visitor.get(last_link(session, LetterKind.CONFIRM_ADDRESS))
    visitor.send(action="confirm")

    account = find_account(session, email="samira@example.org")
    assert account is not None
    assert account.language == "so"


def test_what_was_typed_stands_there_again(writing: Browser) -> None:
    page = writing.get("/home/sign-up/1")
    form = next(one for one in page.tree.iter("form") if one.get("id") == "writing")
    buttons = [one for one in page.tree.iter("button") if one.get("name") == "read_in"]
    assert {one.get("form") for one in buttons} == {form.get("id")}
    assert {one.get("formaction") for one in buttons} == {"/language"}

    read = {
        "read_in": "es",
        "here": "/home/sign-up/1",
        "draft": "sign-up/1",
        "name": "Samira the kind",
    }
    writing.post("/language", read)

    assert 'value="Samira the kind"' in writing.follow().html
    assert language_of_page(writing) == ("es", "ltr")
