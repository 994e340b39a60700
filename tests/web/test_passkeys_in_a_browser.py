"""Passkeys in Chromium, with a device that Chromium plays: the whole way, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, CDPSession, Page, expect
from support.make import PASSWORD, Make, hashed
from support.servers import barriers

from mentorship.app import create_app
from mentorship.models.account import RoleName

pytestmark = pytest.mark.browser

EMAIL = "samira@example.org"


@pytest.fixture
def site(instance: Path, make: Make, live_server: Callable[[Flask], str]) -> str:
    """The address of a running programme in which Samira has an account."""
    settings = {"TESTING": True, "BASE_URL": "http://localhost", "ANSWER_SECONDS": 0.0}
    app = create_app(settings, instance=instance)
    with app.app_context():
        make.an_account(RoleName.MENTEE, email=EMAIL, password=hashed())
    make.session.close()
    return live_server(app)


def a_device(page: Page) -> tuple[CDPSession, str]:
    """This browser's own device: it keeps passkeys, and the finger is always the right one."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return wire, made["authenticatorId"]


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/account/login?next=/account/passkeys")
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Passkeys")


def add_one(page: Page) -> None:
    page.get_by_label("What would you like to call it?").fill("Phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()


def sign_out(page: Page, site: str) -> None:
    page.goto(f"{site}/account/settings")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(site + "/")


def test_added_used_removed_and_refused(phone: Page, site: str) -> None:
    a_device(phone)
    sign_in(phone, site)
    assert barriers(phone) == []
    add_one(phone)
    assert barriers(phone) == []
    sign_out(phone, site)

    phone.goto(f"{site}/account/login?next=/account/passkeys")
    assert barriers(phone) == []
    phone.get_by_role("button", name="Use a passkey instead").click()
    expect(phone.get_by_role("heading", name="Phone")).to_be_visible()

    phone.goto(f"{site}/account/verify?next=/account/passkeys")
    phone.get_by_role("button", name="Use a passkey instead").click()
    phone.get_by_role("button", name="Remove it").click()
    expect(phone.get_by_text("You have none.")).to_be_visible()
    sign_out(phone, site)

    phone.goto(f"{site}/account/login")
    phone.get_by_role("button", name="Use a passkey instead").click()
    expect(phone.get_by_text("does not open anything here")).to_be_visible()
    assert EMAIL not in phone.content()


def test_a_device_that_does_not_know_her_finger_opens_nothing(phone: Page, site: str) -> None:
    wire, device = a_device(phone)
    sign_in(phone, site)
    add_one(phone)
    sign_out(phone, site)

    who = {"authenticatorId": device, "isUserVerified": False}
    wire.send("WebAuthn.setUserVerified", who)
    phone.goto(f"{site}/account/login")
    phone.get_by_role("button", name="Use a passkey instead").click()

    expect(phone.get_by_text("You can try again, or use your password.")).to_be_visible()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_without_scripts_the_password_does_everything(
    device: Callable[..., BrowserContext], site: str
) -> None:
    page = device(java_script_enabled=False).new_page()
    sign_in(page, site)

    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
    expect(page.get_by_text("This browser cannot add a passkey here.")).to_be_visible()
