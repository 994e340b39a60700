"""Nothing that she typed is lost, and nobody else ever reads it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser, standing
from support.make import Make
from support.road import Road

from mentorship.models.account import Account, RoleName
from mentorship.models.draft import Draft
from mentorship.services.drafts import forget_old_drafts

SignIn = Callable[[Account], Browser]
TYPED = {"name": "Saba Nightjar", "words": "How do I say no?", "topics": ["Racism at work"]}
SENT = TYPED | {"draft": "sign-up"}
KEPT = "We kept what you typed"


@pytest.fixture
def account(road: Road, make: Make) -> Account:
    return make.an_account(RoleName.MENTEE)


def shown(browser: Browser) -> dict[str, list[str]]:
    page = browser.get("/home/sign-up")
    form = next(one for one in page.forms() if "data-draft" in one.attrib)
    return {name: standing(form).get(name, []) for name in TYPED}


def drafts(session: Session) -> list[Draft]:
    session.rollback()
    return list(session.scalars(select(Draft)))


def test_saved_for_later_and_found_again(
    account: Account, signed_in: SignIn, session: Session
) -> None:
    browser = signed_in(account)
    browser.post("/yours/typed", SENT | {"later": "yes", "is_admin": "yes"})
    assert "kept for a week" in browser.follow().text

    again = signed_in(account)
    assert shown(again) == {n: v if isinstance(v, list) else [v] for n, v in TYPED.items()}
    assert KEPT in again.get("/home/sign-up").text
    (draft,) = drafts(session)
    assert set(draft.fields) == set(TYPED)


def test_what_is_sent_when_the_visit_has_ended_is_kept_for_her(
    account: Account, signed_in: SignIn, clock, session: Session
) -> None:
    browser = signed_in(account)
    token = browser.token()
    clock.move(timedelta(minutes=31))

    answer = browser.raw("POST", "/home/sign-up", data=TYPED | {"csrf_token": token})

    assert answer.location == "/account/login?next=/home/sign-up"
    assert shown(signed_in(account))["words"] == [TYPED["words"]]


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_page_from_elsewhere_writes_no_draft(
    account: Account, signed_in: SignIn, clock, session: Session, token: str
) -> None:
    browser = signed_in(account)
    browser.token()
    clock.move(timedelta(minutes=31))

    browser.raw("POST", "/home/sign-up", data=TYPED | {"csrf_token": token})

    assert drafts(session) == []


def test_a_visit_that_was_signed_out_writes_no_draft(
    account: Account, signed_in: SignIn, browser: Callable[[], Browser], session: Session
) -> None:
    hers, thief = signed_in(account), browser()
    token = hers.token()
    thief.client.set_cookie("__Host-visit", hers.cookie(), domain="localhost")
    hers.raw("POST", "/leave")

    thief.raw("POST", "/home/sign-up", data=TYPED | {"csrf_token": token})

    assert drafts(session) == []


def test_nobody_else_is_offered_it(account: Account, make: Make, signed_in: SignIn) -> None:
    signed_in(account).post("/yours/typed", SENT, expect=204)

    other = signed_in(make.an_account(RoleName.MENTEE))

    assert shown(other)["words"] == [""]


def test_it_goes_when_she_sends_forgets_or_a_week_is_over(
    account: Account, signed_in: SignIn, session: Session, clock
) -> None:
    browser = signed_in(account)
    ends = {
        "sent": lambda: browser.post(
            "/home/sign-up", TYPED | {"workplace": "Alder General Hospital", "agreement": "y"}
        ),
        "forgotten": lambda: browser.post(
            "/yours/typed/forget", {"draft": "sign-up", "next": "/home/sign-up"}
        ),
        "old": lambda: (
            forget_old_drafts(session, now=clock() + timedelta(days=7)),
            session.commit(),
        ),
    }
    for end in ends.values():
        browser.post("/yours/typed", SENT, expect=204)
        assert len(drafts(session)) == 1
        end()
        assert drafts(session) == []
