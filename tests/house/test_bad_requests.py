"""Requests that no browser sends get a whole answer of ours: no fault, and nothing is changed."""

from collections.abc import Iterable, Iterator

from flask import Flask
from support.found_forms import CLOSED
from support.polyglots import faults_of
from support.rough_hands import NEWCOMER, Hands, Reply
from support.rough_requests import (
    COOKIES,
    HEADERS,
    HOSTS,
    NEIGHBOURHOODS,
    PATHS,
    QUERIES,
    odd_bodies,
)

Found = Iterator[tuple[str, Reply]]
# The others are tried by everybody in test_access_matrix.py.
METHODS = ("TRACE", "PROPFIND", "HEAD")
SOME_PAGES = (
    ("anonymous", "/"),
    ("anonymous", "/account/login"),
    (NEWCOMER, "/home/sign-up/1"),
    ("coordinator", "/desk/"),
    ("anonymous", "/static/css/base.css"),
)


def routes(app: Flask, method: str) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules() if method in rule.methods}


def test_every_route_is_tried(hands: Hands) -> None:
    for method in ("GET", "POST"):
        tried = {rule.endpoint for rule, _ in hands.pages(method)}
        assert routes(hands.app, method) - tried == CLOSED & routes(hands.app, method)


def test_whatever_the_method_is_called(hands: Hands) -> None:
    assert faults_of(_by_other_methods(hands)) == []


def _by_other_methods(hands: Hands) -> Found:
    for rule, persona in hands.pages("GET"):
        path = hands.address(rule, persona)
        for method in METHODS:
            reply = hands.send(persona, path, hands.with_token(), method=method)
            assert reply.changes == frozenset(), (method, path)
            assert method != "HEAD" or reply.text == ""
            yield f"{method} {path}", reply


def test_whatever_the_cookie_holds(hands: Hands) -> None:
    assert faults_of(_with_cookies(hands)) == []


def _with_cookies(hands: Hands) -> Found:
    ours = hands.app.config["SESSION_COOKIE_NAME"]
    for cookie in COOKIES:
        environ = {"HTTP_COOKIE": cookie.replace("visit", ours)}
        for method, path in (
            ("GET", "/"),
            ("GET", "/home"),
            ("POST", "/leave"),
            ("POST", "/desk/new"),
        ):
            reply = hands.send("anonymous", path, method=method, environ_overrides=environ)
            assert reply.changes == frozenset()
            yield f"{path}: {cookie[:20]!r}", reply


def test_whatever_host_is_named(hands: Hands) -> None:
    assert faults_of(_at_hosts(hands)) == []


def _at_hosts(hands: Hands) -> Found:
    for host in HOSTS:
        for persona, path in SOME_PAGES[:4]:
            reply = hands.look(persona, path, environ_overrides={"HTTP_HOST": host})
            assert reply.status in (200, 302, 400), (host[:40], path)
            assert "evil" not in reply.text + str(reply.headers), (host[:40], path)
            yield f"{path} at {host[:40]!r}", reply


def test_whatever_the_headers_say(hands: Hands) -> None:
    assert faults_of(_with_headers(hands)) == []


def _with_headers(hands: Hands) -> Found:
    for kind, environ in HEADERS.items():
        for persona, path in SOME_PAGES:
            for method in ("GET", "POST"):
                reply = hands.send(persona, path, b"", method=method, environ_overrides=environ)
                assert "evil" not in reply.text + str(reply.headers), (kind, path)
                yield f"{method} {path}: {kind}", reply


def test_wherever_somebody_asks_from(hands: Hands) -> None:
    assert faults_of(_from_nowhere(hands)) == []


def _from_nowhere(hands: Hands) -> Found:
    sent = hands.with_token(("email", "a@example.org"), ("password", "a guess of somebody's"))
    for place in NEIGHBOURHOODS:
        environ = {"REMOTE_ADDR": place}
        reply = hands.send("anonymous", "/account/login", sent, environ_overrides=environ)
        assert reply.status == 200, place
        yield place, reply


def test_whatever_address_is_asked_for(hands: Hands) -> None:
    assert faults_of(_at_paths(hands)) == []
    assert faults_of(_with_queries(hands)) == []


def _at_paths(hands: Hands) -> Found:
    for path in PATHS:
        for persona in ("anonymous", "coordinator"):
            for method in ("GET", "POST"):
                environ = {"PATH_INFO": path, "QUERY_STRING": ""}
                reply = hands.send(persona, "/", method=method, environ_overrides=environ)
                yield f"{method} {path[:40]!r}", reply


def _with_queries(hands: Hands) -> Found:
    for query in QUERIES:
        for persona, path in SOME_PAGES:
            environ = {"QUERY_STRING": query}
            yield f"{path}?{query[:20]!r}", hands.look(persona, path, environ_overrides=environ)


def test_bodies_in_parts(hands: Hands) -> None:
    """Files are taken by the pages for sheets alone, and no page stumbles over their envelope."""
    assert faults_of(_in_parts(hands)) == []


def _in_parts(hands: Hands) -> Found:
    bodies = odd_bodies(hands.form_token)
    for rule, persona in hands.pages("POST"):
        path = hands.address(rule, persona)
        takes_sheets = rule.endpoint == "coordinator.bring_in"
        for kind, (content_type, body) in bodies.items() if takes_sheets else _some(bodies):
            reply = hands.send(persona, path, body, content_type=content_type)
            assert takes_sheets or reply.changes == frozenset(), (path, kind)
            yield f"{path}: {kind}", reply


def _some(bodies: object) -> Iterable[tuple[str, tuple[str, bytes]]]:
    wanted = ("a name that leads away", "ten thousand parts", "no boundary")
    return [(kind, bodies[kind]) for kind in wanted]
