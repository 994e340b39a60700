"""Letters about an account as they arrive: one whole link, at once, and not without end."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import Clock
from flask import Flask
from itsdangerous import URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.accounts import last_link, letters, sign_in
from support.browser import Browser
from support.make import PASSWORD, Make, hashed

from mentorship.models.account import RoleName
from mentorship.models.keys import keyed_digest
from mentorship.models.letter import Letter, LetterKind
from mentorship.post.deliver import stationery_from
from mentorship.post.render import render

EMAIL = "samira@example.org"
NEW = "an entirely different sentence"
JOIN = {"side": "mentee", "email": EMAIL, "password": PASSWORD, "password_confirm": PASSWORD}


@pytest.fixture
def links(app: Flask, session: Session, now: datetime):
    """The lines of the newest letter of a kind that hold an address, as its reader gets them."""
    stationery = stationery_from(app.config, templates=Path(str(app.template_folder)))

    def links_(kind: LetterKind) -> list[str]:
        session.rollback()
        letter = session.scalars(select(Letter).where(Letter.kind == kind)).all()[-1]
        message = render(session, letter, stationery=stationery, now=now)
        assert message is not None
        return [line for line in message.get_content().splitlines() if "://" in line]

    return links_


def join(browser: Browser) -> None:
    browser.get("/account/register")
    browser.send(JOIN, action="register")


def ask_for_a_new_password(browser: Browser) -> None:
    browser.get("/account/reset")
    browser.send({"email": EMAIL}, action="reset", expect=200)


def test_whoever_finds_a_link_in_a_log_cannot_try_addresses_on_it(visitor: Browser, links) -> None:
    join(visitor)

    (link,) = links(LetterKind.CONFIRM_ADDRESS)
    payload, _when, _signature = link.rpartition("/")[2].rsplit(".", 2)
    _who, digest = URLSafeSerializer("nobody's key").load_payload(payload.encode())

    # Equal for whoever holds the key alone; no digest that could be made without one.
    assert digest == keyed_digest("link", EMAIL)
    everywhere = [hashlib.new(name, EMAIL.encode()) for name in ("md5", "sha1", "sha256", "sha512")]
    assert digest not in [made.hexdigest() for made in everywhere]
    assert "$" not in digest


def test_the_letter_that_confirms_has_a_link_that_opens(visitor: Browser, links) -> None:
    join(visitor)

    (link,) = links(LetterKind.CONFIRM_ADDRESS)

    assert link.startswith("https://localhost/account/confirm/")
    visitor.get(link.removeprefix("https://localhost"))
    visitor.send(action="confirm")
    assert visitor.follow().h1 == "Sign in"


def test_whoever_joins_twice_is_led_to_a_page_that_opens(
    app: Flask, make: Make, visitor: Browser, links
) -> None:
    with app.app_context():
        make.an_account(RoleName.MENTEE, email=EMAIL, password=hashed())
    join(visitor)

    (link,) = links(LetterKind.ALREADY_REGISTERED)

    visitor.get(link.removeprefix("https://localhost"))


def test_a_new_password_and_the_notice_after_it_have_links_that_open(
    app: Flask, make: Make, session: Session, visitor: Browser, links
) -> None:
    with app.app_context():
        make.an_account(RoleName.MENTEE, email=EMAIL, password=hashed())
    ask_for_a_new_password(visitor)
    (link,) = links(LetterKind.RESET_PASSWORD)
    assert link == "https://localhost" + last_link(session, LetterKind.RESET_PASSWORD)
    visitor.get(link.removeprefix("https://localhost"))
    visitor.send({"password": NEW, "password_confirm": NEW}, action="reset")

    (notice,) = links(LetterKind.PASSWORD_CHANGED)

    assert notice == "https://localhost/account/reset"
    sign_in(visitor, EMAIL, NEW)


def test_nobody_can_fill_somebodys_mailbox_and_the_answer_stays_the_same(
    app: Flask, make: Make, session: Session, visitor: Browser, clock: Clock
) -> None:
    with app.app_context():
        make.an_account(RoleName.MENTEE, email=EMAIL, password=hashed())
    said = set()
    for _ in range(9):
        ask_for_a_new_password(visitor)
        said.add(visitor.page.text)

    assert letters(session) == [LetterKind.RESET_PASSWORD] * 5
    assert len(said) == 1

    clock.move(timedelta(minutes=16))
    ask_for_a_new_password(visitor)
    assert len(letters(session)) == 6


def test_a_letter_about_an_account_is_rung_for_at_once(app: Flask, visitor: Browser) -> None:
    bell = app.extensions["doorbell"].huey

    join(visitor)

    assert bell.pending_count() == 1
