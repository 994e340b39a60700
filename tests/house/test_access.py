"""Every page says who may open it, and is not found by anybody else."""

from collections.abc import Callable

import pytest
from flask import Flask
from support.browser import Browser
from support.make import Make
from werkzeug.routing import Rule

from mentorship.models.account import Account, RoleName
from mentorship.web.access import ANYONE, COORDINATOR, MENTEE, MENTOR, SIGNED_IN, who_may_open

# Pages of a library that nothing of ours leads to: open to nobody.
CLOSED = {"security.tf_select", "security.two_factor_rescue"}
# What the pages of each audience may be open to at most; a link from a letter opens to anyone.
AT_MOST = {
    "mentee": {MENTEE, ANYONE},
    "mentor": {MENTOR, ANYONE},
    "coordinator": {COORDINATOR},
}


def pages(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def address(app: Flask, rule: Rule) -> str:
    """The address of a page about something that does not exist."""
    values = {
        name: 424242 if "Int" in type(converter).__name__ else "there-is-no-such-thing"
        for name, converter in rule._converters.items()
    }
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def test_every_page_says_who_may_open_it(app: Flask) -> None:
    silent = {r.endpoint for r in pages(app) if not who_may_open(app, r.endpoint)}

    assert silent == CLOSED


def test_pages_of_one_audience_are_open_to_it_alone(app: Flask) -> None:
    wrong = [
        rule.endpoint
        for rule in pages(app)
        for room, most in AT_MOST.items()
        if rule.endpoint.startswith(f"{room}.") and not who_may_open(app, rule.endpoint) <= most
    ]

    assert wrong == []


def test_closed_pages_are_not_found_by_anybody(app: Flask, coordinator_client: Browser) -> None:
    for rule in pages(app):
        if rule.endpoint in CLOSED:
            coordinator_client.get(address(app, rule), expect=404)


def test_a_visitor_who_is_not_signed_in_is_sent_to_sign_in(app: Flask, visitor: Browser) -> None:
    for rule in pages(app):
        invited = who_may_open(app, rule.endpoint)
        if invited and ANYONE not in invited and "GET" in rule.methods:
            answer = visitor.get(address(app, rule), expect=302)
            assert answer.location.startswith("/account/login"), rule.endpoint


@pytest.mark.parametrize("role", list(RoleName))
def test_whoever_is_not_invited_finds_nothing(
    app: Flask, make: Make, signed_in: Callable[[Account], Browser], role: RoleName
) -> None:
    own = make.a_coordinator() if role is COORDINATOR else make.an_account(role)
    browser = signed_in(own)

    found = []
    for rule in pages(app):
        invited = who_may_open(app, rule.endpoint)
        if invited and not invited & {ANYONE, SIGNED_IN, role}:
            method = "GET" if "GET" in rule.methods else "POST"
            found += [rule.endpoint] if _status(browser, method, address(app, rule)) != 404 else []

    assert found == []


def _status(browser: Browser, method: str, path: str) -> int:
    if method == "GET":
        return browser.raw("GET", path).status_code
    return browser.post(path, expect=None).status


def test_every_change_asks_for_a_token(app: Flask, visitor: Browser) -> None:
    free = [
        rule.endpoint
        for rule in pages(app)
        if "POST" in rule.methods
        and ANYONE in who_may_open(app, rule.endpoint)
        and visitor.raw("POST", address(app, rule)).status_code != 400
    ]

    assert free == ["public.leave"]
