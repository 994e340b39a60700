"""Every answer, of whatever kind, tells the browser the same."""

from io import BytesIO

import pytest
from flask import Flask
from support.browser import Browser

from mentorship.app import create_app
from mentorship.web.headers import EVERY_ANSWER

ANSWERS = [
    ("GET", "/", 200),
    ("GET", "/account/settings", 302),
    ("GET", "/no-such-page", 404),
    ("POST", "/help", 405),
    ("POST", "/account/login", 400),
    ("GET", "/static/css/base.css", 200),
    ("GET", "/static/no-such-file.css", 404),
    ("GET", "/favicon.ico", 200),
    ("GET", "/health", 200),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_carries_the_headers(
    visitor: Browser, method: str, path: str, status: int
) -> None:
    answer = visitor.raw(method, path)

    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in EVERY_ANSWER} == EVERY_ANSWER
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/account/login", "/no-such-page"])
def test_no_page_is_kept(visitor: Browser, path: str) -> None:
    assert visitor.raw("GET", path).headers["Cache-Control"] == "no-store"


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline() -> None:
    assert EVERY_ANSWER["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; object-src 'none'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )


def test_the_cookie_is_kept_from_scripts_other_sites_and_open_lines(visitor: Browser) -> None:
    cookie = visitor.raw("GET", "/account/login").headers["Set-Cookie"]

    name, _, rest = cookie.partition("=")
    assert name == "__Host-visit"
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(rest.split("; "))


def test_only_a_development_on_this_machine_has_an_open_cookie(instance) -> None:
    app = create_app({"TESTING": True, "BASE_URL": "http://localhost:8000"}, instance=instance)

    assert app.config["SESSION_COOKIE_SECURE"] is False


def test_a_foreign_host_is_not_served(visitor: Browser) -> None:
    answer = visitor.raw("GET", "/account/login", base_url="https://evil.example.net")

    assert answer.status_code == 400
    assert "evil" not in answer.get_data(as_text=True)


def test_files_are_refused_where_no_sheet_is_asked_for(mentee_client: Browser) -> None:
    answer = mentee_client.raw("POST", "/account/change", data={"file": (BytesIO(b"x"), "a.csv")})

    assert answer.status_code == 415


def test_a_very_long_form_is_refused(app: Flask, visitor: Browser) -> None:
    answer = visitor.raw("POST", "/account/login", data={"email": "x" * 300_000})

    assert answer.status_code == 413
