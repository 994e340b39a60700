"""`mentorship sign-out`: whoever looks after the server ends every visit of one person."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make

from mentorship.cli import main
from mentorship.models.account import Account, RoleName
from mentorship.models.audit import AuditEntry, Verb
from mentorship.services.audit import actor_of

HER = "samira@example.org"


@pytest.fixture(autouse=True)
def _instance(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTORSHIP_INSTANCE", str(instance))


def sign_out(email: str) -> Result:
    return CliRunner().invoke(main, ["sign-out", email])


def is_in(browser: Browser) -> bool:
    return browser.get("/account/settings", expect=None).status == 200


def test_every_visit_of_hers_ends_and_nobody_elses_and_it_is_on_record(
    make: Make, signed_in: Callable[[Account], Browser], session: Session
) -> None:
    her = make.an_account(RoleName.MENTEE, email=HER)
    handle = actor_of(her)
    browsers = [signed_in(one) for one in (her, her, make.an_account(RoleName.MENTOR))]
    assert all(map(is_in, browsers))
    session.commit()

    said = sign_out("Samira@Example.ORG")

    assert said.exit_code == 0
    assert "Nobody is signed in with this address now." in said.output
    assert [is_in(one) for one in browsers] == [False, False, True]
    session.rollback()
    entries = session.execute(select(AuditEntry.verb, AuditEntry.actor, AuditEntry.subject)).all()
    assert entries == [(Verb.END_VISITS, "", handle)]


def test_an_address_of_nobody_changes_nothing(
    make: Make, signed_in: Callable[[Account], Browser], session: Session
) -> None:
    browser = signed_in(make.an_account(RoleName.MENTEE, email=HER))
    session.commit()

    said = sign_out("nobody@example.org")

    assert (said.exit_code, said.output) == (
        2,
        "Nobody has an account with this address. Nothing was changed.\n",
    )
    assert is_in(browser)
    assert session.scalars(select(AuditEntry)).all() == []
