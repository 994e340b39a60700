"""Whoever guesses is slowed down, whatever he writes beside his guess; she is never shut out."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from support.accounts import last_link, letters, sign_in
from support.browser import HOME, Browser
from support.make import PASSWORD, Make, hashed

from mentorship.models.account import Account, RoleName
from mentorship.models.letter import LetterKind

HERS = "known@example.org"
TRIES = 20

Browsers = Callable[[], Browser]
SignedIn = Callable[[Account], Browser]


@pytest.fixture
def her(app: Flask, make: Make) -> Account:
    with app.app_context():
        password = hashed()
    return make.an_account(RoleName.MENTEE, email=HERS, password=password)


def tries(
    browser: Browser,
    path: str,
    *,
    times: int = TRIES + 1,
    network: str = "127.0.0.1",
    **fields: str,
) -> list[int]:
    """What each of some guesses is answered; each is sent with another address beside it."""
    token = browser.token()
    return [
        browser.raw(
            "POST",
            path,
            data={"csrf_token": token, "email": f"x{number}@example.org"} | fields,
            environ_base={"REMOTE_ADDR": network},
        ).status_code
        for number in range(times)
    ]


@pytest.mark.parametrize(
    ("path", "field"), [("/account/verify", "password"), ("/account/change", "password")]
)
def test_a_field_that_the_page_does_not_have_buys_no_guesses(
    her: Account, signed_in: SignedIn, path: str, field: str
) -> None:
    answers = tries(signed_in(her), path, **{field: "a wrong sentence, again"})

    assert answers[-1] == 429
    assert 429 not in answers[:TRIES]


def test_another_spelling_of_an_address_buys_no_guesses(her: Account, visitor: Browser) -> None:
    spellings = [
        "KNOWN@example.org",
        "known@EXAMPLE.org",
        "known@example。org",
        " known@example.org",
    ]
    answers = [
        tries(visitor, "/account/login", times=6, email=one, password="wrong once more")[-1]
        for one in spellings
    ]

    assert answers[-1] == 429


def test_codes_are_counted_over_all_networks(
    app: Flask, make: Make, visitor: Browser, her: Account, session: Session
) -> None:
    her.tf_primary_method = "authenticator"
    with app.app_context():
        her.tf_totp_secret = app.extensions["security"].totp_factory.generate_totp_secret()
    session.commit()
    sign_in(visitor, HERS)

    answers = [
        one
        for number in range(3)
        for one in tries(
            visitor, "/account/tf-validate", network=f"192.0.{number}.7", code="000000"
        )
    ]

    assert answers[:TRIES] == [200] * TRIES
    assert answers[-1] == 429, "after fifty, another network does not help"


def test_whoever_guesses_beside_her_leaves_her_the_way_of_a_new_password(
    her: Account, browser: Browsers, session: Session
) -> None:
    guesser, hers = browser(), browser()
    tries(guesser, "/account/login", email=HERS, password="wrong once more")
    tries(guesser, "/account/reset", email=HERS)
    sign_in(hers, HERS, expect=429)

    hers.get("/account/reset")
    hers.send({"email": HERS}, action="reset", expect=200)
    hers.get(last_link(session, LetterKind.RESET_PASSWORD))
    new = "another quiet sentence"
    hers.send({"password": new, "password_confirm": new}, action="reset")

    assert sign_in(hers, HERS, new).location == "/account/"


def test_that_her_password_was_changed_she_learns_however_often_it_is_changed(
    her: Account, signed_in: SignedIn, session: Session
) -> None:
    hers = signed_in(her)
    sentences = [PASSWORD, *(f"another quiet sentence {number}" for number in range(6))]
    for old, new in pairwise(sentences):
        hers.get("/account/change")
        hers.send(
            {"password": old, "new_password": new, "new_password_confirm": new}, action="change"
        )

    assert letters(session).count(LetterKind.PASSWORD_CHANGED) == 6


@pytest.mark.parametrize(
    ("named", "same"),
    [
        ("192.0.2.1:5555", "192.0.2.9"),
        ("::ffff:192.0.2.1", "192.0.2.9"),
        ("[2001:db8::1]:443", "2001:db8::9"),
    ],
)
def test_a_visitor_is_counted_however_a_proxy_names_her(
    visitor: Browser, named: str, same: str
) -> None:
    for network in (named, same):
        answers = tries(visitor, "/account/login", network=network, email=HERS, password="wrong")

    assert answers[0] == 429


def test_two_networks_of_the_older_kind_are_two(visitor: Browser) -> None:
    tries(visitor, "/account/login", network="::ffff:192.0.2.1", email=HERS, password="wrong")

    other = tries(
        visitor, "/account/login", network="::ffff:198.51.100.1", email=HERS, password="wrong"
    )

    assert other[0] == 200


@pytest.mark.parametrize("named", ["unknown", "_hidden", "1.2.3", ""])
def test_who_comes_from_nowhere_can_sign_in(visitor: Browser, her: Account, named: str) -> None:
    token = visitor.token()
    answer = visitor.client.post(
        "/account/login",
        base_url=HOME,
        data={"csrf_token": token, "email": HERS, "password": PASSWORD},
        environ_base={"REMOTE_ADDR": named},
    )

    assert answer.status_code == 302 or answer.status_code == 303
