"""Joining: an address is proven, a side is chosen, and nobody learns whose address is known."""

from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.accounts import last_link, letters, sign_in
from support.browser import Browser
from support.make import PASSWORD, Make
from support.page import Page
from support.road import Road

from mentorship.domain.people import Side
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.profile import Profile
from mentorship.services.accounts import find_account

JOIN = {"side": "mentee", "email": "samira@example.org", "password": PASSWORD}


def join(browser: Browser, *, expect: int = 303, **answers: str) -> Page:
    browser.get("/account/register")
    filled = JOIN | answers
    return browser.send(
        filled | {"password_confirm": filled["password"]}, action="register", expect=expect
    )


def test_she_joins_confirms_and_signs_in(visitor: Browser, session: Session) -> None:
    join(visitor)
    assert visitor.follow().h1 == "Please look at your letters"

    visitor.get(last_link(session, LetterKind.CONFIRM_ADDRESS))
    visitor.send(action="confirm")
    answer = sign_in(visitor, JOIN["email"])

    assert answer.location == "/account/"
    account = find_account(session, email=JOIN["email"])
    assert account.role_names == {RoleName.MENTEE}
    assert account.confirmed_at.tzinfo is UTC


def test_a_mentor_joins_as_a_mentor_only(visitor: Browser, session: Session) -> None:
    join(visitor, side="mentor")

    assert find_account(session, email=JOIN["email"]).role_names == {RoleName.MENTOR}


def test_what_a_sheet_holds_under_her_confirmed_address_is_hers(
    visitor: Browser, session: Session, road: Road
) -> None:
    profile_id = road.a_profile(Side.MENTEE, email=JOIN["email"]).id
    session.commit()
    join(visitor)
    assert session.get_one(Profile, profile_id).account_id is None, "anybody could have typed it"
    session.rollback()

    visitor.get(last_link(session, LetterKind.CONFIRM_ADDRESS))
    visitor.send(action="confirm")

    session.expire_all()
    account = find_account(session, email=JOIN["email"])
    assert session.get_one(Profile, profile_id).account_id == account.id


def test_an_address_that_two_people_of_a_sheet_share_gives_neither_away(
    visitor: Browser, session: Session, road: Road
) -> None:
    names = ("Ana Quail", "Bea Quail")
    ids = [road.a_profile(Side.MENTEE, email=JOIN["email"], name=name).id for name in names]
    session.commit()
    join(visitor)

    visitor.get(last_link(session, LetterKind.CONFIRM_ADDRESS))
    visitor.send(action="confirm")

    session.expire_all()
    assert [session.get_one(Profile, id_).account_id for id_ in ids] == [None, None]


@pytest.mark.parametrize("side", ["coordinator", "", "Role.COORDINATOR"])
def test_nobody_makes_herself_a_coordinator(visitor: Browser, session: Session, side: str) -> None:
    join(visitor, side=side, expect=200)

    assert session.scalars(select(Account)).all() == []


def test_an_address_without_a_mail_server_can_join_offline(
    visitor: Browser, session: Session
) -> None:
    """S1: whether a domain receives mail is never looked up."""
    join(visitor, email="somebody@no-such-host-anywhere.org")

    assert find_account(session, email="somebody@no-such-host-anywhere.org") is not None


def test_a_known_address_gets_the_same_answer_and_a_letter_of_its_own(
    browser: Callable[[], Browser], session: Session, make: Make
) -> None:
    make.an_account(RoleName.MENTEE, email="known@example.org")

    known, unknown = browser(), browser()
    first = join(known, email="known@example.org")
    second = join(unknown, email="unknown@example.org")

    assert (first.status, first.location) == (second.status, second.location)
    assert known.follow().text == unknown.follow().text
    assert letters(session) == [LetterKind.ALREADY_REGISTERED, LetterKind.CONFIRM_ADDRESS]


def test_a_letter_to_a_known_address_is_never_lost(
    visitor: Browser, session: Session, make: Make
) -> None:
    """S2: on this path Flask-Security commits nothing of its own."""
    make.an_account(RoleName.MENTEE, email="known@example.org")

    join(visitor, email="known@example.org")

    assert letters(session) == [LetterKind.ALREADY_REGISTERED]


def test_the_case_of_an_address_opens_no_second_account(visitor: Browser, session: Session) -> None:
    """S8: Amina@ and amina@ are one person."""
    join(visitor, email="Amina@example.org")
    join(visitor, email="amina@EXAMPLE.org")

    accounts = session.scalars(select(Account)).all()
    assert [account.email for account in accounts] == ["Amina@example.org"]


def test_looking_at_the_link_confirms_nothing(visitor: Browser, session: Session) -> None:
    """Scanners of mail open links; only the button counts."""
    join(visitor)
    link = last_link(session, LetterKind.CONFIRM_ADDRESS)

    visitor.get(link)

    assert find_account(session, email=JOIN["email"]).confirmed_at is None


def test_the_address_stands_nowhere_in_clear(
    app: Flask, visitor: Browser, session: Session
) -> None:
    join(visitor)
    session.close()

    stored = b"".join(path.read_bytes() for path in _files(app))

    assert b"samira" not in stored.lower()


def test_a_link_in_a_letter_leads_to_our_own_host_whatever_the_browser_says(
    app: Flask, session: Session, visitor: Browser
) -> None:
    refused = visitor.raw("GET", "/account/register", headers={"Host": "evil.example.net"})
    join(visitor)

    assert refused.status_code == 400
    session.rollback()
    link = session.scalar(select(Letter.link))
    assert link.startswith("/account/confirm/")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "at least 12 characters"),
        ("password1234", "tried first"),
        ("P@ssw0rd!2026", "tried first"),
        ("123456789012", "tried first"),
        ("aaaaaaaaaaaaaaa", "tried first"),
        ("x" * 129, "at most 128"),
    ],
)
def test_a_password_that_others_would_try_is_not_taken(
    visitor: Browser, session: Session, password: str, says: str
) -> None:
    page = join(visitor, password=password, expect=200)

    assert says in page.text
    assert session.scalars(select(Account)).all() == []


def _files(app: Flask) -> Iterator[Path]:
    return Path(app.instance_path).glob("mentorship.sqlite*")
