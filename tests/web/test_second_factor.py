"""The second factor: every coordinator has one, each code works once, and codes lie encrypted."""

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session
from support.accounts import authenticator, sign_in
from support.browser import Browser
from support.make import Make, hashed

from mentorship.models.account import Account, RoleName

EMAIL = "runs.rounds@example.org"


def a_coordinator(app: Flask, make: Make) -> Account:
    with app.app_context():
        password = hashed()
    return make.an_account(RoleName.COORDINATOR, email=EMAIL, password=password)


def scan(app: Flask, browser: Browser):
    """She scans the square: the app on her phone."""
    browser.send({"setup": "authenticator"}, action="tf-setup", expect=200)
    with browser.client.session_transaction(base_url="https://localhost") as visit:
        return authenticator(app, visit["tf_totp_secret"])


def enrol(app: Flask, browser: Browser):
    """She sets everything up at her first sign-in; gives her authenticator."""
    sign_in(browser, EMAIL)
    browser.follow()
    phone = scan(app, browser)
    browser.send({"code": phone.generate().token}, action="tf-validate")
    return phone


def test_a_new_coordinator_sees_nothing_before_her_second_factor_stands(
    app: Flask, make: Make, visitor: Browser, session: Session
) -> None:
    account = a_coordinator(app, make)

    enrol(app, visitor)
    between = visitor.get("/account/settings", expect=302)
    visitor.get("/account/mf-recovery-codes")
    codes = visitor.send({"generate_new_codes": "yes"}, action="mf-recovery", expect=200)

    assert between.location == "/account/enrol"
    assert len(list(codes.tree.iter("code"))) == 10
    session.refresh(account)
    assert account.has_second_factor
    visitor.get("/account/settings")


def test_a_password_alone_does_not_let_a_coordinator_in(
    app: Flask, make: Make, visitor: Browser
) -> None:
    a_coordinator(app, make)

    assert sign_in(visitor, EMAIL).location == "/account/tf-setup"
    assert visitor.get("/account/settings", expect=302).location.startswith("/account/login")


def test_a_code_that_set_it_up_does_not_sign_in_as_well(app: Flask, make: Make, browser) -> None:
    """S3: whoever looks over her shoulder cannot use the same code again."""
    a_coordinator(app, make)
    phone = enrol(app, browser())

    thief = browser()
    sign_in(thief, EMAIL)
    thief.follow()
    again = thief.send({"code": phone.generate().token}, action="tf-validate", expect=200)

    assert "each works once" in again.text
    assert thief.get("/account/settings", expect=302)


def test_a_code_of_another_phone_is_refused(app: Flask, make: Make, browser) -> None:
    a_coordinator(app, make)
    enrol(app, browser())

    other = browser()
    sign_in(other, EMAIL)
    other.follow()
    page = other.send({"code": "000000"}, action="tf-validate", expect=200)

    assert "does not fit" in page.text


def with_codes(app: Flask, browser: Browser) -> list[str]:
    enrol(app, browser)
    browser.get("/account/mf-recovery-codes")
    page = browser.send({"generate_new_codes": "yes"}, action="mf-recovery", expect=200)
    return [code.text for code in page.tree.iter("code")]


def test_recovery_codes_lie_encrypted(
    app: Flask, make: Make, visitor: Browser, session: Session
) -> None:
    """S4: whoever steals the database has no codes."""
    a_coordinator(app, make)
    codes = with_codes(app, visitor)

    session.rollback()
    stored = session.execute(text("SELECT mf_recovery_codes, tf_totp_secret FROM account")).one()

    assert not any(code.encode() in stored[0] for code in codes)
    assert b"enckey" not in stored[1]


def test_a_recovery_code_works_once(app: Flask, make: Make, browser) -> None:
    a_coordinator(app, make)
    code = with_codes(app, browser())[3]

    first, second = browser(), browser()
    for device in (first, second):
        sign_in(device, EMAIL)
        device.get("/account/mf-recovery")
    used = first.send({"code": code}, action="mf-recovery")
    again = second.send({"code": code}, action="mf-recovery", expect=200)

    assert used.location == "/account/"
    assert "was used before" in again.text


def test_a_coordinator_cannot_switch_it_off(
    app: Flask, make: Make, visitor: Browser, session: Session
) -> None:
    account = a_coordinator(app, make)
    with_codes(app, visitor)

    visitor.get("/account/tf-setup")
    page = visitor.send({"setup": "disable"}, action="tf-setup", expect=200)

    assert "Switch it off" not in page.text
    session.refresh(account)
    assert account.tf_primary_method == "authenticator"


def test_a_mentee_may_set_one_up_and_switch_it_off(
    app: Flask, mentee_client: Browser, session: Session
) -> None:
    mentee_client.get("/account/tf-setup")
    phone = scan(app, mentee_client)
    mentee_client.send({"code": phone.generate().token}, action="tf-validate")
    mentee_client.get("/account/tf-setup")
    mentee_client.send({"setup": "disable"}, action="tf-setup")

    assert "step at sign-in: off" in mentee_client.get("/account/settings").text


def test_the_square_to_scan_stands_in_the_page(app: Flask, mentee_client: Browser) -> None:
    """S6: an image address with data in it would need a weaker content policy."""
    mentee_client.get("/account/tf-setup")
    page = mentee_client.send({"setup": "authenticator"}, action="tf-setup", expect=200)

    assert '<svg class="qr"' in page.html
    assert "data:" not in page.html


def test_no_code_is_ever_sent_by_mail(app: Flask, make: Make, browser) -> None:
    """S9: whoever reads her mail does not get past the second factor."""
    a_coordinator(app, make)
    enrol(app, browser())
    thief = browser()
    sign_in(thief, EMAIL)

    thief.get("/account/tf-rescue", expect=404)


def test_a_page_out_of_its_turn_signs_nobody_out(mentee_client: Browser) -> None:
    mentee_client.get("/account/tf-validate", expect=302)

    mentee_client.get("/account/settings")


def test_a_wrong_code_while_setting_up_is_asked_for_again_in_true_words(
    app: Flask, mentee_client: Browser
) -> None:
    """Nobody signs in there: the button says what it does, and a new square is one step away."""
    mentee_client.get("/account/tf-setup")
    scan(app, mentee_client)

    page = mentee_client.send({"code": "000000"}, action="tf-validate", expect=200)

    assert ("Check the code" in page.text, "I do not have my phone" in page.text) == (True, False)
    assert "/account/tf-setup" in page.links()
