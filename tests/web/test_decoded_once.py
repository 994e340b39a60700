"""What is sent is decoded once: whoever wraps a sign twice gets the wrapped sign, not the sign."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from flask import Flask
from support.browser import Browser, standing
from support.make import PASSWORD, Make, hashed
from support.road import Road

from mentorship.models.account import Account, RoleName

# Once decoded each of these still looks like something that could be decoded again.
WRAPPED = (
    "a%2541b",
    "%252e%252e%252f",
    "%25%30%30",
    "one+two%2Bthree",
    "&amp;amp; &lt;b&gt; &#38;#60;",
    "=?utf-8?q?a=0d=0a?=",
    "\\u003cb\\u003e",
    "caf\u00c3\u00a9",
)


@pytest.mark.parametrize("typed", WRAPPED)
def test_what_was_typed_comes_back_sign_for_sign(
    road: Road, make: Make, signed_in: Callable[[Account], Browser], typed: str
) -> None:
    browser = signed_in(make.an_account(RoleName.MENTEE))

    for screen, asked in ((1, "name"), (5, "words")):
        sent = {"draft": f"sign-up/{screen}", asked: typed}
        browser.post("/yours/typed", sent, expect=204)

        page = browser.get(f"/home/sign-up/{screen}")
        form = next(one for one in page.forms() if "data-draft" in one.attrib)
        assert standing(form)[asked] == [typed]


@pytest.mark.parametrize(
    ("once", "twice"),
    [
        ("/account/lo%67in", "/account/lo%2567in"),
        ("/help%3f", "/help%253f"),
        ("/account%2flogin", "/account%252flogin"),
        ("/static/css/base%2ecss", "/static/css/base%252ecss"),
        ("/static/css%2fbase.css", "/static/css%252fbase.css"),
    ],
)
def test_an_address_is_decoded_once(visitor: Browser, once: str, twice: str) -> None:
    """The first is the page, or no page at all because of its sign; the second never is one."""
    expected = 404 if once == "/help%3f" else 200

    assert visitor.raw("GET", once).status_code == expected
    assert visitor.raw("GET", twice).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/static/%252e%252e/setup.cfg",
        "/static/..%252fsetup.cfg",
        "/static/%25%32%65%25%32%65/setup.cfg",
        "/static/css%25%30%30/base.css",
        "/static/css/base.css%2500",
        "/%252e%252e/%252e%252e/etc/passwd",
        "/account/reset/%25%30%30",
        "/desk/%2500",
    ],
)
def test_nothing_is_found_by_wrapping_it_twice(coordinator_client: Browser, path: str) -> None:
    answer = coordinator_client.raw("GET", path)

    assert answer.status_code in (302, 404)
    assert "install_requires" not in answer.get_data(as_text=True)
    assert answer.location in (None, "/account/reset")


@pytest.mark.parametrize(
    "wanted",
    ["/%2f%2fevil.example.net", "/help%2541", "/%255cevil.example.net", "/help%250d%250aX:"],
)
def test_where_she_wanted_to_go_is_decoded_once(
    app: Flask, make: Make, visitor: Browser, wanted: str
) -> None:
    """It was looked at as it stands: decoded once more it would be another address.

    The way on is encoded anew, so the browser that decodes it comes to what was looked at.
    """
    with app.app_context():
        account = make.an_account(RoleName.MENTEE, password=hashed())
    visitor.get("/account/login")

    answer = visitor.send(
        {"email": account.email, "password": PASSWORD, "next": wanted}, action="login"
    )

    assert unquote(answer.location) == wanted
    assert "%25" in answer.location
