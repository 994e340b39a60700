"""Signing in: one answer for whoever does not get in, and ways back for whoever forgot."""

import time
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from support.accounts import last_link, letters, sign_in
from support.browser import Browser
from support.make import PASSWORD, Make, hashed

from mentorship.app import create_app
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import LetterKind

KNOWN = "known@example.org"


def an_account(app: Flask, make: Make, **about) -> Account:
    with app.app_context():
        password = hashed()
    return make.an_account(RoleName.MENTEE, email=KNOWN, password=password, **about)


def test_passwords_are_kept_as_argon2id(app: Flask, make: Make) -> None:
    assert an_account(app, make).password.startswith("$argon2id$")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    app: Flask, make: Make, browser
) -> None:
    an_account(app, make)

    wrong = sign_in(browser(), KNOWN, "not the right password", expect=200)
    unknown = sign_in(browser(), "unknown@example.org", "not the right password", expect=200)

    assert wrong.text == unknown.text
    assert "do not fit together" in wrong.text


def test_a_password_without_end_is_a_wrong_one_like_any_other(
    app: Flask, make: Make, visitor: Browser
) -> None:
    an_account(app, make)

    page = sign_in(visitor, KNOWN, "u" * 5_000, expect=200)

    assert "do not fit together" in page.text


def test_an_address_is_found_whatever_the_case(app: Flask, make: Make, visitor: Browser) -> None:
    an_account(app, make)

    assert sign_in(visitor, "KNOWN@Example.ORG").location == "/account/"


def test_an_unconfirmed_person_is_told_only_by_letter(
    app: Flask, make: Make, visitor: Browser, session: Session
) -> None:
    """S7: the general answer hides that the address still has to be confirmed."""
    an_account(app, make, confirmed=False)

    page = sign_in(visitor, KNOWN, expect=200)

    assert "do not fit together" in page.text
    assert letters(session) == [LetterKind.CONFIRM_ADDRESS]


def test_the_sign_in_page_says_that_a_fresh_link_will_come(visitor: Browser) -> None:
    assert "signing in sends a fresh link" in visitor.get("/account/login").text


def test_nothing_is_remembered_on_a_device_that_others_use(
    app: Flask, make: Make, visitor: Browser
) -> None:
    an_account(app, make)

    visitor.get("/account/login")
    visitor.send({"email": KNOWN, "password": PASSWORD, "remember": "y"}, action="login")

    assert visitor.client.get_cookie("remember_token", "localhost") is None


def test_no_token_in_a_header_or_an_address_signs_anybody_in(
    app: Flask, make: Make, visitor: Browser
) -> None:
    """S9: the cookie is the only way in."""
    number = an_account(app, make).id
    visitor.before()
    with app.app_context():
        token = app.extensions["security"].datastore.find_user(id=number).get_auth_token()

    by_header = visitor.raw("GET", "/account/settings", headers={"Authentication-Token": token})
    by_address = visitor.raw("GET", "/account/settings", query_string={"auth_token": token})

    assert (by_header.status_code, by_address.status_code) == (302, 302)


def test_a_forgotten_password_is_replaced_once(
    app: Flask, make: Make, visitor: Browser, session: Session
) -> None:
    an_account(app, make)
    visitor.get("/account/reset")
    visitor.send({"email": KNOWN}, action="reset", expect=200)
    link = last_link(session, LetterKind.RESET_PASSWORD)

    new = "an entirely different sentence"
    visitor.get(link)
    visitor.send({"password": new, "password_confirm": new}, action="reset")

    assert visitor.get(link, expect=302).location == "/account/reset"
    assert sign_in(visitor, KNOWN, expect=200)
    assert sign_in(visitor, KNOWN, new).location == "/account/"
    assert letters(session) == [LetterKind.PASSWORD_CHANGED, LetterKind.RESET_PASSWORD]


def test_asking_for_a_new_password_tells_nobody_whether_the_address_is_known(
    app: Flask, make: Make, browser, session: Session
) -> None:
    an_account(app, make)

    pages = []
    for address in (KNOWN, "unknown@example.org"):
        device = browser()
        device.get("/account/reset")
        pages.append(device.send({"email": address}, action="reset", expect=200))

    assert pages[0].text.replace(KNOWN, "") == pages[1].text.replace("unknown@example.org", "")
    assert letters(session) == [LetterKind.RESET_PASSWORD]


def test_a_request_for_a_new_password_is_never_lost(
    app: Flask, make: Make, visitor: Browser, session: Session
) -> None:
    """S2, on the second of its paths."""
    an_account(app, make)

    visitor.get("/account/reset")
    visitor.send({"email": KNOWN}, action="reset", expect=200)

    assert letters(session) == [LetterKind.RESET_PASSWORD]


def test_the_answer_takes_as_long_for_an_unknown_address(instance, clock) -> None:
    settings = {"TESTING": True, "BASE_URL": "https://localhost", "ANSWER_SECONDS": 0.7}
    visitor = Browser(create_app(settings, instance=instance, clock=clock))
    visitor.get("/account/confirm")

    started = time.monotonic()
    visitor.send({"email": "unknown@example.org"}, action="confirm", expect=200)

    assert time.monotonic() - started >= 0.7


def test_after_signing_in_she_comes_back_to_where_she_wanted_to_go(
    app: Flask, make: Make, visitor: Browser
) -> None:
    an_account(app, make)

    wanted = visitor.get("/account/settings", expect=302)
    visitor.get(wanted.location)
    answer = visitor.send({"email": KNOWN, "password": PASSWORD}, action="login")

    assert answer.location == "/account/settings"


@pytest.mark.parametrize(
    "path", ["https://evil.example.net/", "//evil.example.net", "/\\evil.example.net", "\\\\evil"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(
    app: Flask, make: Make, visitor: Browser, path: str
) -> None:
    an_account(app, make)

    visitor.get("/account/login")
    filled = {"email": KNOWN, "password": PASSWORD, "next": path}
    answer = visitor.send(filled, action="login", expect=None)

    assert answer.location[:2] not in ("//", "/\\")
    assert urlsplit(answer.location).netloc == ""


def test_whoever_guesses_is_asked_to_wait_and_she_can_still_sign_in_from_elsewhere(
    app: Flask, make: Make, visitor: Browser
) -> None:
    an_account(app, make)
    visitor.get("/account/login")
    form = {"csrf_token": visitor.token(), "email": KNOWN, "password": "a guess that is wrong"}

    def guess(place: str, **more: str) -> int:
        at = {"REMOTE_ADDR": place}
        answer = visitor.raw("POST", "/account/login", data=form | more, environ_overrides=at)
        return answer.status_code

    guesses = [guess("192.0.2.7") for _ in range(21)]

    assert guesses == [200] * 20 + [429]
    assert guess("192.0.2.8", email=KNOWN.upper()) == 429
    assert guess("198.51.100.1", password=PASSWORD) == 303


def test_codes_cannot_be_guessed_without_end(
    app: Flask, make: Make, visitor: Browser, session: Session
) -> None:
    account = an_account(app, make)
    with app.app_context():
        account.tf_totp_secret = app.extensions["security"].totp_factory.generate_totp_secret()
    account.tf_primary_method = "authenticator"
    sign_in(visitor, KNOWN)
    visitor.follow()

    tried = [
        visitor.send({"code": f"{code:06d}"}, action="tf-validate", expect=None).status
        for code in range(1, 20)
    ]
    last = visitor.post("/account/tf-validate", {"code": "000000"}, expect=None).status

    assert (set(tried), last) == ({200}, 200)
    assert visitor.post("/account/tf-validate", {"code": "000000"}, expect=None).status == 429
