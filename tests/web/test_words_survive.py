"""Every form with words in it, and every way in which they could be lost before they arrive."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from support.browser import Browser, standing
from support.desk import Desk
from support.make import Make
from support.mentor_screens import CHECK, fill
from wtforms import HiddenField, PasswordField, StringField

from mentorship.models.account import Account, RoleName
from mentorship.models.draft import Draft
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.web import drafts
from mentorship.web.forms import Form
from mentorship.web.questions import SignUpForm

SignIn = Callable[[Account], Browser]
_NO_WORDS = (HiddenField, PasswordField)
WORDS = "how the nightjar moulted"
# Rows that are pasted stand in a spreadsheet still, and are far longer than a draft; a passkey's
# name is one word, and asked for again with the passkey. A link is answered without an account:
# nobody is there for whom something could be kept. A time for a calendar is kept nowhere at all,
# and the sample on the page of components cannot be sent.
KEPT_ELSEWHERE = {"SheetsForm", "PasskeyForm", "RoomAnswerForm", "LineForm", "TimeForm", "Sample"}


@dataclass
class Page:
    """One page with a form: who has it open, and the field that she has filled in."""

    account: Account
    path: str
    field: str
    more: Mapping[str, str]

    @property
    def fields(self) -> dict[str, str]:
        return {**self.more, self.field: WORDS}


def sign_up_of_a_mentee(desk: Desk, make: Make) -> Page:
    path = "/home/sign-up/5"
    return Page(make.an_account(RoleName.MENTEE), path, "words", {"draft": "sign-up/5"})


def sign_up_of_a_mentor(desk: Desk, make: Make) -> Page:
    path = "/mentor/sign-up/1"
    return Page(make.an_account(RoleName.MENTOR), path, "roles", {"draft": "mentor-sign-up/1"})


def where_she_works(desk: Desk, make: Make) -> Page:
    account = desk.road.coordinator
    return Page(account, "/account/where-you-work", "before", {"places": "x" * 2_001})


def new_round(desk: Desk, make: Make) -> Page:
    return Page(desk.road.coordinator, "/desk/new", "name", {"closes_on": "soon"})


def reason_to_read(desk: Desk, make: Make) -> Page:
    path = f"{desk.url}/person/{desk.her().id}"
    return Page(desk.road.coordinator, path, "reason", {})


def decision(desk: Desk, make: Make) -> Page:
    (match,) = desk.some_pairs(1)
    path = f"{desk.url}/pair/{match.id}"
    return Page(desk.road.coordinator, path, "why", {"decision": "hold", "version": "77"})


def open_item(desk: Desk, make: Make) -> Page:
    desk.her(workplace="The Nightjar Clinic")
    desk.look()
    item = next(one for one in desk.open_items() if "alias" in one.choices)
    path = f"{desk.url}/check/{item.id}"
    return Page(desk.road.coordinator, path, "answer", {"choice": "alias"})


PAGES = (
    *(sign_up_of_a_mentee, sign_up_of_a_mentor, where_she_works, new_round),
    *(reason_to_read, decision, open_item),
)


@pytest.fixture(params=PAGES, ids=lambda page: page.__name__)
def page(request: pytest.FixtureRequest, desk: Desk, make: Make) -> Page:
    made: Page = request.param(desk, make)
    desk.session.commit()
    return made


def kept(session: Session) -> int:
    """How many drafts there are."""
    session.rollback()
    return session.scalar(select(func.count()).select_from(Draft)) or 0


def stands_there(browser: Browser, page: Page) -> bool:
    """True when the form of the page holds the words: they are hers to send."""
    return WORDS in browser.raw("GET", page.path).get_data(as_text=True)


def the_visit_ended(page: Page, signed_in: SignIn, clock) -> None:
    browser = signed_in(page.account)
    token = browser.token()
    clock.move(timedelta(minutes=31))

    answer = browser.raw("POST", page.path, data=page.fields | {"csrf_token": token})

    assert answer.location == f"/account/login?next={page.path}"


def she_signed_in_anew_meanwhile(page: Page, signed_in: SignIn, _clock) -> None:
    token = signed_in(page.account).token()
    browser = signed_in(page.account)
    browser.token()

    answer = browser.raw("POST", page.path, data=page.fields | {"csrf_token": token})

    assert answer.status_code == 400
    assert "what you typed is kept" in answer.get_data(as_text=True)


def she_left_the_page(page: Page, signed_in: SignIn, _clock) -> None:
    """As static/js/leave.js sends the words: with the form that ends the visit."""
    browser = signed_in(page.account)
    html = browser.raw("GET", page.path).get_data(as_text=True)
    (form,) = re.findall(r"<form[^>]* data-draft=.*?</form>", html, re.DOTALL)[:1]
    about = dict(re.findall(r'name="(draft|about)" value="([^"]*)"', form))
    token = browser.token()

    answer = browser.raw("POST", "/leave", data=page.fields | about | {"csrf_token": token})

    assert (answer.status_code, answer.location) == (303, "/programs")
    assert browser.cookie() is None


WAYS_TO_LOSE_THEM = (the_visit_ended, she_signed_in_anew_meanwhile, she_left_the_page)


def test_the_words_stand_there_when_she_comes_back(
    page: Page, signed_in: SignIn, session: Session, clock
) -> None:
    for lose in WAYS_TO_LOSE_THEM:
        assert not stands_there(signed_in(page.account), page)
        lose(page, signed_in, clock)
        assert stands_there(signed_in(page.account), page), lose.__name__
        session.execute(delete(Draft))
        session.commit()

    for token in ("", "forged"):
        browser = signed_in(page.account)
        browser.raw("POST", page.path, data=page.fields | {"csrf_token": token})
    assert kept(session) == 0


def test_what_is_wrong_with_it_is_said_beside_the_words(page: Page, signed_in: SignIn) -> None:
    browser = signed_in(page.account)
    too_long = {"reason": WORDS + " and" * 120} if page.field == "reason" else {}

    answer = browser.post(page.path, page.fields | too_long, expect=None)

    shown = answer if answer.status == 422 else browser.get(page.path)
    assert WORDS in shown.html


def test_a_visit_of_a_whole_day_loses_nothing(
    make: Make, desk: Desk, signed_in: SignIn, clock
) -> None:
    page = sign_up_of_a_mentee(desk, make)
    browser = signed_in(page.account)
    token = browser.token()
    later = clock.move(timedelta(hours=12, minutes=1))
    with browser.client.session_transaction(base_url="https://localhost") as visit:
        visit["seen"] = int(later.timestamp())

    browser.raw("POST", page.path, data=page.fields | {"csrf_token": token})

    assert stands_there(signed_in(page.account), page)


def test_two_presses_are_one(desk: Desk, session: Session) -> None:
    for _ in range(2):
        desk.browser.post("/desk/new", {"name": WORDS, "time_zone": "UTC"})

    names = [one.name for one in session.scalars(select(Round))]
    assert names.count(WORDS) == 1


def test_a_second_press_of_a_sign_up_changes_nothing(
    make: Make, signed_in: SignIn, session: Session, desk: Desk
) -> None:
    page = sign_up_of_a_mentor(desk, make)
    browser = signed_in(page.account)
    fill(browser, {"name": "Ruth Egret", "workplace": "Lakeview", "roles": WORDS, "capacity": "1"})
    browser.get(CHECK)
    seen = standing(browser._last().form(action=CHECK))

    for _ in range(2):
        browser.post(CHECK, seen | {"agreement": ["y"]})

    session.rollback()
    sent = session.scalars(select(Profile).where(Profile.account_id == page.account.id)).all()
    assert [one.answers["roles"] for one in sent] == [WORDS]


def test_words_about_one_pair_are_not_offered_for_another(desk: Desk, signed_in: SignIn) -> None:
    first, second = desk.some_pairs(2)
    about = {one: f"{desk.url}/pair/{one.id}" for one in (first, second)}
    desk.browser.post(
        "/yours/typed", {"draft": "decision", "about": about[first], "why": WORDS}, expect=204
    )

    assert WORDS in desk.browser.get(about[first]).html
    assert WORDS not in desk.browser.get(about[second]).html


def test_what_arrived_is_not_kept_any_longer(desk: Desk, session: Session) -> None:
    (match,) = desk.some_pairs(1)
    path = f"{desk.url}/pair/{match.id}"
    desk.browser.post(
        "/yours/typed", {"draft": "decision", "about": path, "why": WORDS}, expect=204
    )

    desk.browser.post(path, {"decision": "hold", "version": match.version, "why": WORDS})

    assert kept(session) == 0


def test_no_form_with_words_is_forgotten() -> None:
    """A new form either keeps what was typed, or says above why it need not."""
    kept = {form for form, _ in drafts._FORMS.values()}
    asking = {form for form in _below(Form) if _asks_for_words(form)}

    assert {form.__name__ for form in asking - kept} == KEPT_ELSEWHERE


def _below(form: type[Form]) -> set[type[Form]]:
    return {form} | {one for below in form.__subclasses__() for one in _below(below)}


def _asks_for_words(form: type[Form]) -> bool:
    """True where somebody can type in it."""
    asked = (getattr(getattr(form, name), "field_class", None) for name in dir(form))
    kinds = [one for one in asked if isinstance(one, type)]
    words = [one for one in kinds if issubclass(one, StringField)]
    return form is not SignUpForm and any(not issubclass(one, _NO_WORDS) for one in words)
