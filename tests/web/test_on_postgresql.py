"""Accounts on PostgreSQL: the same steps as on SQLite."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SETTINGS, Clock
from flask import Flask
from sqlalchemy.orm import Session
from support.accounts import last_link, sign_in
from support.browser import Browser
from support.make import PASSWORD

from mentorship.app import create_app
from mentorship.db import db
from mentorship.models.base import Base
from mentorship.models.letter import LetterKind
from mentorship.services.accounts import find_account

pytestmark = pytest.mark.postgresql
EMAIL = "samira@example.org"


@pytest.fixture
def app(instance: Path, clock: Clock, postgres_url: str) -> Iterator[Flask]:
    app = create_app({**SETTINGS, "DATABASE_URL": postgres_url}, instance=instance, clock=clock)
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_she_joins_confirms_signs_in_and_out(visitor: Browser, session: Session) -> None:
    visitor.get("/account/register")
    join = {"side": "mentee", "email": EMAIL, "password": PASSWORD, "password_confirm": PASSWORD}
    visitor.send(join, action="register")
    visitor.get(last_link(session, LetterKind.CONFIRM_ADDRESS))
    visitor.send(action="confirm")

    sign_in(visitor, EMAIL)
    visitor.get("/account/settings")
    visitor.send(action="logout")

    assert find_account(session, email=EMAIL).confirmed_at is not None
    assert visitor.get("/account/settings", expect=302)
