"""`mentorship coordinator` and `keys new`: what somebody types who has just installed it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.accounts import letters, sign_in
from support.browser import Browser
from support.make import PASSWORD, Make, hashed

from mentorship.cli.coordinator import coordinator
from mentorship.cli.keys import keys
from mentorship.models.account import Account, RoleName
from mentorship.models.audit import AuditEntry, Verb
from mentorship.models.letter import LetterKind
from mentorship.models.private_files import is_private
from mentorship.services.accounts import find_account
from mentorship.services.audit import actor_of

EMAIL = "runs.rounds@example.org"
NEW = "an entirely different sentence"


@pytest.fixture(autouse=True)
def _instance(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTORSHIP_INSTANCE", str(instance))


def add(*arguments: str) -> Result:
    return CliRunner().invoke(coordinator, ["add", *arguments])


def the_link(said: Result) -> str:
    return re.search(r"http://localhost:8000(/account/reset/\S+)", said.output)[1]


def test_the_first_coordinator_is_made_without_a_server(session: Session) -> None:
    said = add(EMAIL)

    assert said.exit_code == 0
    assert "second factor" in said.output
    assert find_account(session, email=EMAIL).role_names == {RoleName.COORDINATOR}


def test_the_link_of_the_first_coordinator_opens_once(visitor: Browser) -> None:
    link = the_link(add(EMAIL))

    visitor.get(link)
    visitor.send({"password": NEW, "password_confirm": NEW}, action="reset")

    assert visitor.get(link, expect=302).location == "/account/reset"
    assert sign_in(visitor, EMAIL, NEW).location == "/account/tf-setup"


def test_adding_her_again_says_so_and_changes_nothing(visitor: Browser, session: Session) -> None:
    link = the_link(add(EMAIL))
    visitor.get(link)
    visitor.send({"password": NEW, "password_confirm": NEW}, action="reset")

    said = add(EMAIL.upper())

    assert said.exit_code == 0
    assert "has a password already" in said.output
    assert "/account/reset/" not in said.output


def test_the_link_can_go_by_letter(session: Session) -> None:
    said = add(EMAIL, "--letter")

    assert "/account/reset/" not in said.output
    assert letters(session) == [LetterKind.COORDINATOR_INVITED]


@pytest.mark.parametrize(
    "email",
    [
        "not an address",
        "=?utf-8?q??=@example.org",
        "=?utf-8?q?a=0d=0aDATA?=@example.org",
        "a@=?utf-8?q?evil.org?=.example.org",
        "a@example.org.",
        "a\udcff@example.org",
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(session: Session, email: str) -> None:
    said = add(email)

    assert said.exit_code == 1
    assert said.output == "Error: Please write an address like name@example.org.\n"
    assert session.scalars(select(Account)).all() == []


def test_that_she_was_made_a_coordinator_is_on_record(session: Session) -> None:
    add(EMAIL)

    her = find_account(session, email=EMAIL)
    assert her is not None
    entries = session.execute(select(AuditEntry.verb, AuditEntry.actor, AuditEntry.subject)).all()
    assert entries == [(Verb.ADD_COORDINATOR, "", actor_of(her))]


def test_no_link_is_shown_of_somebody_who_was_not_added(session: Session) -> None:
    said = add(EMAIL, "--works-at", "Nowhere in particular")

    assert said.exit_code != 0
    assert "/account/reset/" not in said.output
    assert find_account(session, email=EMAIL) is None
    assert session.scalars(select(AuditEntry)).all() == []


def test_new_keys_are_written_once(instance: Path) -> None:
    (instance / "keys").unlink()

    first = CliRunner().invoke(keys, ["new"])
    second = CliRunner().invoke(keys, ["new"])

    assert (first.exit_code, second.exit_code) == (0, 1)
    assert is_private(instance / "keys")


def test_a_stranger_who_registered_her_address_first_gets_nothing(
    make: Make, session: Session, visitor: Browser, app: Flask
) -> None:
    with app.app_context():
        make.an_account(RoleName.MENTEE, email=EMAIL, password=hashed(), confirmed=False)

    link = the_link(add(EMAIL))

    sign_in(visitor, EMAIL, PASSWORD, expect=200)
    visitor.get(link)
    visitor.send({"password": NEW, "password_confirm": NEW}, action="reset")
    sign_in(visitor, EMAIL, NEW)
