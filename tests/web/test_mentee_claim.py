"""Her account, when a coordinator brought her in: one link, one password, once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Clock
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.accounts import sign_in
from support.browser import Browser
from support.make import PASSWORD, Make, hashed
from support.road import ADDRESS, HER_NAME, THEIR_NAME, Road

from mentorship.domain.people import Side
from mentorship.models.account import Account, RoleName
from mentorship.services.profiles import profile_of

SignIn = Callable[[Account], Browser]


@pytest.fixture
def path(road: Road) -> str:
    """The link in her letter."""
    profile, mentor = road.a_profile(Side.MENTEE), road.a_mentor()
    road.close()
    road.ask_her(road.propose(profile, mentor))
    return f"/claim/{road.claim_token()}"


def accounts(session: Session) -> list[Account]:
    session.rollback()
    return [one for one in session.scalars(select(Account)) if one.email == ADDRESS]


def test_a_password_opens_her_account_and_leads_to_what_there_is_to_read(
    session: Session, visitor: Browser, path: str
) -> None:
    assert visitor.get(path).h1 == "Your account is waiting for you"

    visitor.send({"password": PASSWORD})

    assert visitor.follow().h1 == f"Meet {THEIR_NAME}?"
    [account] = accounts(session)
    assert account.role_names == {RoleName.MENTEE}
    assert profile_of(session, account, Side.MENTEE) is not None


def test_she_can_sign_in_with_it_later(
    browser: Callable[[], Browser], visitor: Browser, path: str
) -> None:
    visitor.get(path)
    visitor.send({"password": PASSWORD})

    later = browser()
    sign_in(later, ADDRESS)

    assert later.follow().h1 == f"Meet {THEIR_NAME}?"


def test_a_blank_at_the_end_belongs_to_the_password(
    browser: Callable[[], Browser], visitor: Browser, path: str
) -> None:
    visitor.get(path)
    visitor.send({"password": PASSWORD + " "})

    later = browser()
    sign_in(later, ADDRESS, PASSWORD + " ")

    assert later.follow().h1 == f"Meet {THEIR_NAME}?"


def test_looking_at_the_link_fifty_times_uses_nothing_up(
    session: Session, visitor: Browser, path: str
) -> None:
    for _ in range(25):
        visitor.get(path)
        visitor.client.head(path, base_url="https://localhost")

    assert accounts(session) == []
    assert visitor.get(path).h1 == "Your account is waiting for you"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "Please write a password."),
        ("too short", "at least 12 characters"),
        ("password1234", "would be tried first"),
    ],
)
def test_a_weak_password_is_told_so(
    session: Session, visitor: Browser, path: str, password: str, said: str
) -> None:
    visitor.get(path)

    page = visitor.send({"password": password}, expect=422)

    assert said in page.text
    assert accounts(session) == []


def test_used_unknown_and_old_links_look_the_same(
    browser: Callable[[], Browser], path: str
) -> None:
    her, stranger = browser(), browser()
    her.get(path)
    her.send({"password": PASSWORD})

    used = stranger.get(path).text
    unknown = stranger.get("/claim/anything").text

    assert used == unknown
    assert "This link has done its work" in used
    assert HER_NAME not in used


def test_after_thirty_days_the_link_opens_nothing(
    session: Session, clock: Clock, visitor: Browser, path: str
) -> None:
    clock.move(timedelta(days=30))

    assert visitor.get(path).h1 == "This link has done its work"
    visitor.post(path, {"password": PASSWORD}, expect=200)
    assert accounts(session) == []


def test_the_page_names_nobody(visitor: Browser, path: str) -> None:
    page = visitor.get(path)

    assert HER_NAME not in page.html
    assert ADDRESS not in page.html
    assert THEIR_NAME not in page.html


def test_an_account_of_hers_takes_the_answers_in_after_she_signed_in(
    session: Session, app: Flask, make: Make, visitor: Browser, path: str
) -> None:
    with app.app_context():
        password = hashed()
    account = make.an_account(RoleName.MENTOR, email=ADDRESS, password=password)

    page = visitor.get(path)
    assert page.h1 == "Please sign in first"
    visitor.get(next(link for link in page.links() if "login?next=" in link))
    visitor.send({"email": ADDRESS, "password": PASSWORD}, action="login")
    assert visitor.follow().h1 == "Take your answers into your account"
    visitor.send(action="/claim/")

    assert visitor.follow().h1 == f"Meet {THEIR_NAME}?"
    session.rollback()
    assert profile_of(session, account, Side.MENTEE) is not None


def test_somebody_else_who_is_signed_in_takes_nothing(
    session: Session, make: Make, signed_in: SignIn, path: str
) -> None:
    make.an_account(RoleName.MENTOR, email=ADDRESS)
    other = make.an_account(RoleName.MENTEE, email="other@example.org")
    browser = signed_in(other)

    assert browser.get(path).h1 == "Please sign in first"
    browser.post(path, expect=200)

    session.rollback()
    assert profile_of(session, other, Side.MENTEE) is None
