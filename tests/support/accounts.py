"""Steps that tests of accounts share: the last letter, a code, a sign-in through the pages."""

from urllib.parse import urlsplit

from flask import Flask
from passlib.totp import TOTP
from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.models.letter import Letter, LetterKind
from support.browser import Browser
from support.make import PASSWORD
from support.page import Page


def letters(session: Session) -> list[LetterKind]:
    """The kinds of all letters in the outbox, in the order of the alphabet."""
    session.rollback()
    return sorted(session.scalars(select(Letter.kind)))


def last_link(session: Session, kind: LetterKind) -> str:
    """The path that the newest letter of this kind leads to."""
    session.rollback()
    found = session.scalars(select(Letter).where(Letter.kind == kind)).all()
    assert found, f"No letter of the kind {kind}."
    return urlsplit(found[-1].link or "").path


def sign_in(browser: Browser, email: str, password: str = PASSWORD, *, expect: int = 303) -> Page:
    browser.get("/account/login")
    return browser.send({"email": email, "password": password}, action="login", expect=expect)


def authenticator(app: Flask, secret: str) -> TOTP:
    """The app on her phone: `.generate().token` is the code of this moment."""
    factory = app.extensions["security"].totp_factory._totp
    return factory.from_source(secret)
