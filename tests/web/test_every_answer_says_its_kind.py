"""Every answer says what it is and in which letters it is written: no browser has to guess."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.rough_hands import Hands, Reply

from mentorship.cli.front_door import _answer

STATIC = Path(__file__).parents[2] / "static"
# What holds no letters, or says itself which: the standard asks nothing more of it.
NO_LETTERS = {
    "application/json",
    "application/zip",
    "font/woff2",
    "image/vnd.microsoft.icon",
    "image/x-icon",
}


def wrong(reply: Reply) -> str:
    """What the answer does not say about itself; "" when it says all."""
    said = reply.headers.getlist("Content-Type")
    kind, _, more = (said[0] if said else "").partition(";")
    if len(said) != 1 or "/" not in kind:
        return f"{said}"
    in_letters = more.replace('"', "").strip().casefold() == "charset=utf-8"
    return "" if kind in NO_LETTERS or in_letters else said[0]


def faults(replies: Iterator[tuple[str, Reply]]) -> dict[str, str]:
    return {name: said for name, reply in replies if (said := wrong(reply))}


def asked_and_refused(hands: Hands) -> Iterator[tuple[str, Reply]]:
    for rule, persona in hands.pages("GET"):
        path = hands.address(rule, persona)
        yield f"GET {path}", hands.look(persona, path)
    for rule, persona in hands.pages("POST"):
        path = hands.address(rule, persona)
        yield f"POST {path}", hands.send(persona, path)
    for method in ("HEAD", "OPTIONS", "PUT", "TRACE"):
        for persona in ("anonymous", "coordinator"):
            yield f"{method} {persona}", hands.send(persona, "/desk/", method=method)


def test_every_page_whatever_it_answers(hands: Hands) -> None:
    replies = dict(asked_and_refused(hands))

    assert {200, 302, 303, 308, 400, 404, 405} <= {one.status for one in replies.values()}
    assert {"text/html", "text/plain"} <= {one.kind for one in replies.values()}
    assert len(replies) > 120
    assert faults(iter(replies.items())) == {}


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        ("/problems.csv", "text/csv"),
        ("/yours/download", "application/zip"),
        ("/account/passkey/ask", "application/json"),
    ],
)
def test_what_is_no_page_too(hands: Hands, end: str, kind: str) -> None:
    ((rule, persona),) = (found for found in hands.pages("POST") if found[0].rule.endswith(end))
    path = hands.address(rule, persona)

    reply = hands.send(persona, path, hands.with_token(), stay=True)
    if reply.status == 303:
        reply = hands.look(persona, reply.headers["Location"], stay=True)
    hands.go_back()

    assert (reply.status, reply.kind, wrong(reply)) == (200, kind, "")


def test_every_file_too(hands: Hands) -> None:
    paths = [f"/static/{one.relative_to(STATIC)}" for one in STATIC.rglob("*") if one.is_file()]
    replies = {path: hands.look("anonymous", path) for path in [*paths, "/static/none.css"]}

    assert {200, 404} == {one.status for one in replies.values()}
    assert {"text/css", "text/javascript", "image/svg+xml", "font/woff2"} <= {
        one.kind for one in replies.values()
    }
    assert faults(iter(replies.items())) == {}


def test_what_is_no_request_at_all_too() -> None:
    head = _answer("400 Bad Request").decode().splitlines()

    assert "Content-Type: text/plain; charset=utf-8" in head
