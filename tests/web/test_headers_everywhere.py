"""Every answer of every page, whatever the method and whatever went wrong, tells the same."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from support.browser import Browser
from werkzeug.test import TestResponse

from mentorship.app import create_app

# The contract, word for word: what is changed in the code has to be changed here, too.
CONTRACT = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; font-src 'self'; connect-src 'self'; object-src 'none'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": "accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), "
    "camera=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), "
    "geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), "
    "usb=(), xr-spatial-tracking=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Robots-Tag": "noindex, nofollow",
}
NEVER = ("Access-Control-Allow-Origin", "X-Powered-By", "Refresh")
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


def faults(answer: TestResponse, *, is_kept: bool = False) -> list[str]:
    """What the answer does not say, or should not have said."""
    wrong = [name for name, said in CONTRACT.items() if answer.headers.getlist(name) != [said]]
    if not is_kept:
        wrong += [name for name in NEVER if name in answer.headers]
        wrong += [] if answer.headers.get("Cache-Control") == "no-store" else ["Cache-Control"]
    return wrong


def addresses(app: Flask) -> Iterator[str]:
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {
            name: 1 if "Int" in type(converter).__name__ else "nothing-like-it"
            for name, converter in rule._converters.items()
        }
        yield adapter.build(rule.endpoint, values)


def test_every_page_by_every_method(app: Flask, visitor: Browser) -> None:
    paths = sorted(set(addresses(app)))
    answers = {(how, path): visitor.raw(how, path) for path in paths for how in METHODS}

    assert len(paths) > 70
    assert {200, 302, 303, 400, 404, 405} <= {one.status_code for one in answers.values()}
    assert {where: wrong for where, one in answers.items() if (wrong := faults(one))} == {}


def test_every_page_of_somebody_signed_in(
    app: Flask, coordinator_client: Browser, mentee_client: Browser, mentor_client: Browser
) -> None:
    for browser in (coordinator_client, mentee_client, mentor_client):
        found = {path: faults(browser.raw("GET", path)) for path in sorted(set(addresses(app)))}
        assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("method", "path", "request_", "status"),
    [
        ("GET", "/", {"base_url": "https://evil.example.net"}, 400),
        ("POST", "/account/login", {"data": {"file": (BytesIO(b"x"), "a.csv")}}, 415),
        ("POST", "/account/login", {"data": {"email": "x" * 300_000}}, 413),
        ("GET", "/account/login?next=%0d%0aX-Evil:%20yes", {}, 400),
        ("POST", "/leave", {"headers": {"Sec-Fetch-Site": "cross-site"}}, 400),
        ("GET", "/no\0such", {}, 404),
        ("TRACE", "/", {}, 405),
        ("TRACK", "/", {}, 405),
        ("JUNK", "/account/login", {}, 405),
    ],
)
def test_refusals_too(
    visitor: Browser, method: str, path: str, request_: dict[str, object], status: int
) -> None:
    answer = visitor.raw(method, path, **request_)

    assert (answer.status_code, faults(answer)) == (status, [])


def test_too_many_tries_too(visitor: Browser) -> None:
    token = visitor.token()
    tries = [
        visitor.raw("POST", "/account/login", data={"email": "a@example.org", "csrf_token": token})
        for _ in range(22)
    ]

    assert tries[-1].status_code == 429
    assert faults(tries[-1]) == []


def test_a_fault_of_ours_too(instance: Path, clock: Callable[[], object]) -> None:
    about = {"TESTING": True, "BASE_URL": "https://localhost", "ANSWER_SECONDS": 0.0}
    app = create_app(about, instance=instance, clock=clock)
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def break_down() -> str:
        raise ZeroDivisionError

    break_down.open_to = app.view_functions["public.home"].open_to
    app.view_functions["public.help_page"] = break_down

    answer = Browser(app).raw("GET", "/help")

    assert (answer.status_code, faults(answer)) == (500, [])


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/static/css/base.css", {}, 200),
        ("HEAD", "/static/css/base.css", {}, 200),
        ("GET", "/static/css/base.css", {"Range": "bytes=0-9"}, 206),
        ("GET", "/static/css/base.css", {"Range": "bytes=99999999-"}, 416),
        (
            "GET",
            "/static/css/base.css",
            {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
            304,
        ),
        ("POST", "/static/css/base.css", {}, 405),
        ("OPTIONS", "/static/css/base.css", {}, 405),
        ("GET", "/static/js/leave.js", {}, 200),
        ("GET", "/static/no-such-file.css", {}, 404),
        ("GET", "/static/../mentorship/app.py", {}, 404),
    ],
)
def test_files_too(
    visitor: Browser, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = visitor.raw(method, path, headers=headers)

    assert (answer.status_code, faults(answer, is_kept=True)) == (status, [])
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_cookie_changes_when_a_visit_has_died(
    mentee_client: Browser, clock: Callable[[], object]
) -> None:
    """A page that was kept whole for the Back button is given up when the cookie changes."""
    clock.move(timedelta(minutes=31))

    answer = mentee_client.raw("GET", "/programs")

    assert answer.headers["Set-Cookie"].startswith("__Host-visit=;")
