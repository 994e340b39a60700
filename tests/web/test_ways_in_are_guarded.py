"""Whatever changes how somebody signs in asks for her password, and no way in goes round a step."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import inspect
from sqlalchemy.orm import Session
from support.accounts import authenticator, last_link, sign_in
from support.browser import HOME, Browser
from support.make import Make, hashed
from support.passkeys import Device, kept_device, question

from mentorship.models.account import Account, RoleName
from mentorship.models.letter import LetterKind
from mentorship.models.passkey import Passkey

HER = "samira@example.org"
NEW = "an entirely different sentence"
# Every page that changes how she signs in, and what is sent there. Her address cannot be changed.
CHANGES = {
    "/account/passkeys/ask": {"name": "Phone"},
    "/account/passkeys": {"name": "Phone", "credential": "{}"},
    "/account/passkeys/{passkey}/remove": {},
    "/account/tf-setup": {"setup": "disable"},
    "/account/mf-recovery-codes": {"generate_new_codes": "yes"},
}


@dataclass(frozen=True)
class Way:
    """Somebody signed in half an hour ago, with a passkey and a second step."""

    browser: Browser
    account: Account
    passkey: str

    def state(self, session: Session) -> dict[str, object]:
        """All by which she can sign in now."""
        session.rollback()
        session.expire_all()
        columns = (one.key for one in inspect(Account).column_attrs)
        kept = session.query(Passkey.id).all()
        return {name: getattr(self.account, name) for name in columns} | {"passkeys": kept}


@pytest.fixture(params=[RoleName.MENTEE, RoleName.MENTOR, RoleName.COORDINATOR])
def way(
    request: pytest.FixtureRequest,
    app: Flask,
    make: Make,
    signed_in: Callable[[Account], Browser],
    session: Session,
    now: datetime,
) -> Way:
    account = with_second_step(app, make, request.param)
    kept_device(session, account, now=now)
    passkey = session.query(Passkey.id).scalar()
    session.commit()
    browser = signed_in(account)
    with browser.client.session_transaction(base_url=HOME) as visit:
        visit["fs_paa"] = time.time() - 30 * 60
    return Way(browser, account, passkey)


def with_second_step(app: Flask, make: Make, role: RoleName) -> Account:
    with app.test_request_context(base_url=HOME):
        secret = app.extensions["security"].totp_factory.generate_totp_secret()
        password = hashed()
    account = make.an_account(role, email=HER, password=password)
    account.tf_primary_method, account.tf_totp_secret = "authenticator", secret
    account.mf_recovery_codes = ["one-of-her-codes"]
    make.session.commit()
    return account


def test_each_change_of_how_she_signs_in_asks_for_her_password_first(
    way: Way, session: Session
) -> None:
    before = way.state(session)

    answers = {
        path: way.browser.post(path.format(passkey=way.passkey), sent, expect=None)
        for path, sent in CHANGES.items()
    }

    assert {answer.status for answer in answers.values()} <= {302, 303}
    through = [path for path, one in answers.items() if "/account/verify" not in one.location]
    assert through == []
    assert way.state(session) == before


def test_with_a_fresh_password_each_of_them_opens(way: Way) -> None:
    """Otherwise the test above would pass for a page that opens to nobody."""
    with way.browser.client.session_transaction(base_url=HOME) as visit:
        visit["fs_paa"] = time.time()

    answers = [
        way.browser.post(path.format(passkey=way.passkey), sent, expect=None).location
        for path, sent in CHANGES.items()
    ]

    assert [one for one in answers if one and one.startswith("/account/verify")] == []


def test_a_new_password_asks_for_the_old_one_however_fresh_she_is(
    way: Way, session: Session
) -> None:
    before = way.state(session)
    chosen = {"new_password": NEW, "new_password_confirm": NEW}

    for guess in ("", "not the right password"):
        answer = way.browser.post("/account/change", {"password": guess, **chosen}, expect=None)
        assert (answer.status, way.state(session)) == (200, before)


def test_a_second_step_is_not_begun_in_one_visit_and_ended_in_another(
    way: Way, session: Session
) -> None:
    """Its last page takes a token that only the page before hands out, to the fresh alone."""
    before = way.state(session)

    way.browser.post("/account/tf-setup/invented-token", {"code": "123456"}, expect=None)

    assert way.state(session) == before


def test_every_page_of_an_account_that_takes_something_is_one_of_these(app: Flask) -> None:
    """A new one has to be listed here, as one that changes how she signs in or as one that not."""
    adapter = app.url_map.bind("localhost")
    changing = {adapter.match(path, method="POST")[0] for path in CHANGES}
    taking = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and rule.endpoint.startswith(("account.", "security."))
    }

    assert taking - changing == NO_CHANGE | {
        "security.change_password",
        "security.two_factor_setup_validate",
    }


NO_CHANGE = {
    # Before she is signed in: by a password, a passkey, a code or a letter of her own.
    *("security.login", "security.register", "security.confirm_email"),
    *("security.send_confirmation", "security.forgot_password", "security.reset_password"),
    *("security.two_factor_token_validation", "security.mf_recovery"),
    *("account.passkey_question", "account.passkey_sign_in"),
    # These ask for the password, close something, or have nothing to do with signing in.
    *("security.verify", "account.passkey_still_me"),
    *("security.logout", "account.sign_out_elsewhere"),
    *("account.quiet", "account.letters", "account.workplace"),
    # Nothing leads there: they are open to nobody.
    *("security.tf_select", "security.two_factor_rescue"),
}


@pytest.mark.parametrize("role", RoleName)
def test_a_new_password_by_letter_does_not_go_round_the_second_step(
    app: Flask,
    make: Make,
    browser: Callable[[], Browser],
    session: Session,
    now: datetime,
    role: RoleName,
) -> None:
    account = with_second_step(app, make, role)
    device = kept_device(session, account, now=now)
    thief = browser()

    chosen_by_letter(thief, session)

    assert session.query(Passkey).count() == 0
    assert not is_in(thief)
    assert sign_in(thief, HER, NEW).location.startswith("/account/tf-validate")
    assert not is_in(thief)
    assert is_refused_without_a_code(thief)
    assert is_refused(browser(), device)
    assert opens_with_the_code(app, browser(), account)


def chosen_by_letter(browser: Browser, session: Session) -> None:
    """Whoever reads her letters has chosen a new password."""
    browser.get("/account/reset")
    browser.send({"email": HER}, action="reset", expect=200)
    browser.get(last_link(session, LetterKind.RESET_PASSWORD))
    browser.send({"password": NEW, "password_confirm": NEW}, action="reset")


def is_in(browser: Browser) -> bool:
    return browser.get("/account/settings", expect=None).status == 200


def is_refused_without_a_code(browser: Browser) -> bool:
    """Neither a guess nor the pages of setting a step up lead on from the first step."""
    for path, sent in {
        "/account/tf-validate": {"code": "000000"},
        "/account/mf-recovery": {"code": "no-code-of-hers"},
        "/account/tf-setup": {"setup": "authenticator"},
        "/account/mf-recovery-codes": {"generate_new_codes": "yes"},
    }.items():
        browser.post(path, sent, expect=None)
    return not is_in(browser)


def is_refused(browser: Browser, device: Device) -> bool:
    """The passkey of before opens nothing, not even the first step."""
    answer = device.sign(question(browser))
    browser.post("/account/passkey", {"credential": answer})
    return not is_in(browser)


def opens_with_the_code(app: Flask, browser: Browser, account: Account) -> bool:
    """She herself comes in, by the new password and the code of her phone."""
    with app.app_context():
        phone = authenticator(app, account.tf_totp_secret)
    sign_in(browser, HER, NEW)
    browser.follow()
    browser.send({"code": phone.generate().token}, action="tf-validate")
    return is_in(browser)
