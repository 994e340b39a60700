"""What programs look for that try every site: banners, listings, left-over files, cookies."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from support.browser import Browser

from mentorship.web.account.passwords import fault_of

NOT_THERE = (
    *("/static/", "/static/css", "/static/css/", "/static/.git/config", "/static/../setup.cfg"),
    *("/static/js/%2e%2e/%2e%2e/wsgi.py", "/static/css/base.css~", "/static/css/base.css.bak"),
    *("/.git/HEAD", "/.env", "/.well-known/", "/instance/keys", "/wsgi.py", "/setup.cfg"),
    *("/server-status", "/console", "/admin", "/wp-login.php", "/phpinfo.php", "/debug"),
)
BANNERS = re.compile(r"traceback|werkzeug|flask|jinja|gunicorn|python|sqlalchemy|/site-packages")
# What a browser may be given; the rest of the tree is nobody's.
FILES = {".css", ".ico", ".js", ".md", ".svg", ".woff2", ".LICENSE", ".txt", ""}
CREDENTIALS = {
    "/account/login": {"password": "current-password"},
    "/account/register": {"password": "new-password", "password_confirm": "new-password"},
}


@pytest.mark.parametrize("path", NOT_THERE)
def test_nothing_is_listed_and_nothing_lies_about(visitor: Browser, path: str) -> None:
    answer = visitor.raw("GET", path)

    assert answer.status_code == 404
    assert "<h1>There is nothing here</h1>" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/no-such-page", 404),
        ("POST", "/help", 405),
        ("POST", "/account/login", 400),
        ("GET", "/account/login?next=//example.net", 400),
        ("TRACE", "/", 405),
        ("GET", "/" + "x" * 3_000, 404),
    ],
)
def test_a_refusal_is_a_page_of_ours_and_tells_nothing_of_the_inside(
    visitor: Browser, method: str, path: str, status: int
) -> None:
    answer = visitor.raw(method, path, headers={"X-Probe": "mirrored"})
    said = answer.get_data(as_text=True)

    assert answer.status_code == status
    assert "/static/css/base.css" in said
    assert "mirrored" not in said
    assert not BANNERS.search((said + str(answer.headers)).casefold())


def test_the_cookie_is_bound_to_this_host_this_way_and_this_visit(visitor: Browser) -> None:
    cookie = visitor.raw("GET", "/account/login").headers["Set-Cookie"]

    name, _, rest = cookie.partition("=")
    assert name == "__Host-visit"
    assert set(rest.split("; ")[1:]) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_search_engines_are_asked_to_stay_away(visitor: Browser) -> None:
    assert visitor.raw("GET", "/robots.txt").get_data() == b"User-agent: *\nDisallow: /\n"


def test_whoever_finds_a_weakness_is_told_where_it_goes(
    app: Flask, visitor: Browser, clock
) -> None:
    assert visitor.raw("GET", "/.well-known/security.txt").status_code == 404

    app.config["WEAKNESSES_TO"] = "safety@example.org"
    answer = visitor.raw("GET", "/.well-known/security.txt")

    until = clock() + timedelta(days=180)
    assert answer.mimetype == "text/plain"
    assert answer.get_data(as_text=True).splitlines() == [
        "Contact: mailto:safety@example.org",
        f"Expires: {until:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: https://localhost/.well-known/security.txt",
    ]


@pytest.mark.parametrize("path", CREDENTIALS)
def test_a_password_can_be_pasted_and_kept_by_a_manager(visitor: Browser, path: str) -> None:
    fields = [
        field for field in visitor.get(path).tree.iter("input") if field.get("type") == "password"
    ]

    assert {field.get("name"): field.get("autocomplete") for field in fields} == CREDENTIALS[path]
    assert [name for field in fields for name in field.attrib if name == "maxlength"] == []


def test_a_long_password_is_a_good_one() -> None:
    assert fault_of("a heron stands in the reeds and waits for the evening to come back") is None


def test_only_what_a_browser_needs_is_served(app: Flask) -> None:
    files = [path for path in Path(str(app.static_folder)).rglob("*") if path.is_file()]

    assert {path.suffix for path in files} <= FILES
    assert [path.name for path in files if path.name.startswith(".")] == []
