"""A visit ends when she leaves, when she is long away, and everywhere with a new password."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import PASSWORD, Make, hashed

from mentorship.models.account import RoleName
from mentorship.services.accounts import add_coordinator

SIGN_IN = "/account/login?next=/account/settings"


def is_in(browser: Browser) -> bool:
    return browser.get("/account/settings", expect=None).status == 200


def copy_of(browser: Browser, other: Browser) -> Browser:
    """Another device with a stolen copy of the cookie."""
    name = browser.app.config["SESSION_COOKIE_NAME"]
    other.client.set_cookie(name, browser.cookie(), domain="localhost")
    return other


def test_a_copied_cookie_dies_at_sign_out(mentee_client: Browser, visitor: Browser) -> None:
    thief = copy_of(mentee_client, visitor)
    assert is_in(thief)

    mentee_client.get("/account/settings")
    mentee_client.send(action="logout")

    assert not is_in(thief)


def test_signing_out_deletes_the_cookie(mentee_client: Browser) -> None:
    """A browser keeps pages for its Back button as long as the cookie stays the same."""
    mentee_client.get("/account/settings")
    mentee_client.send(action="logout")

    assert mentee_client.cookie() is None


def test_leaving_ends_the_visit_deletes_the_cookie_and_shows_a_page_that_says_nothing(
    mentee_client: Browser, visitor: Browser
) -> None:
    thief = copy_of(mentee_client, visitor)

    answer = mentee_client.raw("POST", "/leave")

    assert (answer.status_code, answer.location) == (303, "/programs")
    assert mentee_client.cookie() is None
    assert not is_in(thief)
    page = mentee_client.get("/programs")
    assert page.h1 == "Programs"
    assert "ment" not in page.html.replace("document", "")


def test_a_page_from_elsewhere_cannot_end_her_visit(mentee_client: Browser) -> None:
    mentee_client.raw("POST", "/leave", headers={"Sec-Fetch-Site": "cross-site"})

    assert is_in(mentee_client)


def test_somebody_away_for_half_an_hour_is_asked_to_sign_in(mentee_client: Browser, clock) -> None:
    clock.move(timedelta(minutes=31))

    assert mentee_client.get("/account/settings", expect=302).location == SIGN_IN
    assert mentee_client.cookie() is None


def test_somebody_at_work_is_not_interrupted(mentee_client: Browser, clock) -> None:
    for _ in range(4):
        clock.move(timedelta(minutes=20))
        assert is_in(mentee_client)


def test_a_coordinator_who_is_away_is_signed_out_sooner(coordinator_client: Browser, clock) -> None:
    clock.move(timedelta(minutes=16))

    assert not is_in(coordinator_client)


def test_no_visit_is_longer_than_half_a_day(mentee_client: Browser, clock) -> None:
    for _ in range(35):
        clock.move(timedelta(minutes=20))
        assert is_in(mentee_client)
    clock.move(timedelta(minutes=20))

    assert not is_in(mentee_client)


def test_a_new_password_ends_all_other_visits(
    app: Flask, make: Make, signed_in: Callable[..., Browser], session: Session
) -> None:
    with app.app_context():
        account = make.an_account(RoleName.MENTEE, password=hashed())
    here, elsewhere = signed_in(account), signed_in(account)
    new = "an entirely different sentence"

    here.get("/account/change")
    here.send(
        {"password": PASSWORD, "new_password": new, "new_password_confirm": new}, action="change"
    )

    assert is_in(here)
    assert not is_in(elsewhere)


def test_a_new_role_ends_all_visits(
    make: Make, signed_in: Callable[..., Browser], session: Session, now
) -> None:
    account = make.an_account(RoleName.MENTOR)
    device = signed_in(account)
    assert is_in(device)

    add_coordinator(session, email=account.email, now=now)

    assert not is_in(device)


def test_a_closed_account_is_signed_in_nowhere(
    make: Make, signed_in: Callable[..., Browser], session: Session
) -> None:
    account = make.an_account(RoleName.MENTEE)
    device = signed_in(account)

    account.active = False

    assert not is_in(device)


def test_the_token_of_a_form_before_sign_in_is_not_good_after_it(
    app: Flask, make: Make, visitor: Browser
) -> None:
    with app.app_context():
        account = make.an_account(RoleName.MENTEE, password=hashed())
    before = visitor.token()

    visitor.get("/account/login")
    visitor.send({"email": account.email, "password": PASSWORD}, action="login")
    answer = visitor.raw("POST", "/account/logout", data={"csrf_token": before})

    assert answer.status_code == 400
    assert is_in(visitor)
