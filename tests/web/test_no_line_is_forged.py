"""Whatever somebody sends, she cannot write a line of her own into the log of errors."""

import io
import logging
import re
from collections.abc import Iterator
from typing import NoReturn

import pytest
from flask import Flask, request
from support.browser import Browser

MARK = "zq7"
FORGED = (
    f"\r\n2026-03-02 09:00:00 ERROR all is well {MARK}\r\n\x1b[2J\x1b[31m{MARK}\u2028\x85{MARK}"
)
IN_A_HEADER = FORGED.encode().decode("latin-1")
# The first line of ours, the kind of a fault, where it went through, and the source there.
_LINE = re.compile(
    r'A fault of ours on the page [\w.]+|[A-Za-z.]+|  File "[^"]+", line \d+, in [\w<>.]+|    .+'
)
SENT = {
    "in the address": ("GET", f"/account/reset/%0d%0aERROR%20{MARK}%1b[2J", {}),
    "after the question mark": ("GET", f"/account/letter-sent?a=%0d%0aERROR+{MARK}%1b%5b2J", {}),
    "in a form": ("POST", "/leave", {"data": {"email": FORGED, FORGED: "x"}}),
    "in the name of the browser": ("GET", "/account/letter-sent", {"HTTP_USER_AGENT": IN_A_HEADER}),
    "in where she comes from": ("GET", "/account/letter-sent", {"HTTP_REFERER": IN_A_HEADER}),
    "in her place": (
        "GET",
        "/account/letter-sent",
        {"REMOTE_ADDR": FORGED, "HTTP_X_FORWARDED_FOR": FORGED},
    ),
    "in a cookie": ("GET", "/account/letter-sent", {"HTTP_COOKIE": f"a={IN_A_HEADER}"}),
    "in the kind of a body": ("POST", "/leave", {"CONTENT_TYPE": f"text/plain{IN_A_HEADER}"}),
}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged while the test runs, as a file of the server would hold it."""
    written, root = io.StringIO(), logging.getLogger()
    listener = logging.StreamHandler(written)
    before = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(listener)
    root.setLevel(before)


def break_down(**values: str) -> NoReturn:
    """Breaks over whatever was sent, and quotes all of it, also in the fault behind the fault."""
    told = (request.method, request.path, values, request.query_string, request.content_type)
    try:
        raise KeyError(request.form.to_dict(), request.cookies, request.remote_addr, FORGED)
    except KeyError as first:
        raise ValueError(f"{told} {request.headers} {FORGED}") from first


@pytest.fixture
def broken(app: Flask, visitor: Browser) -> Browser:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    break_down.open_to = app.view_functions["public.home"].open_to
    for endpoint in ("account.letter_sent", "public.leave", "security.reset_password"):
        app.view_functions[endpoint] = break_down
    return visitor


@pytest.mark.parametrize("where", SENT)
def test_a_fault_writes_lines_of_ours_alone(broken: Browser, log: io.StringIO, where: str) -> None:
    method, path, how = SENT[where]
    form = {"data": how["data"]} if "data" in how else {"environ_overrides": how}

    answer = broken.raw(method, path, headers={"X-CSRFToken": broken.token()}, **form)

    assert answer.status_code == 500
    lines = log.getvalue().splitlines()
    assert lines[0].startswith("A fault of ours on the page ")
    assert {"KeyError", "ValueError"} <= set(lines)
    assert [line for line in lines if not _LINE.fullmatch(line)] == []
    assert [one for one in (MARK, "\x1b", "\r", "all is well") if one in log.getvalue()] == []


def test_what_is_refused_quotes_nothing(visitor: Browser, log: io.StringIO) -> None:
    answers = [
        visitor.raw("ZQ7\r\n\x1b", "/leave"),
        visitor.raw("GET", f"/none%0d%0a{MARK}"),
        visitor.raw("POST", "/account/login", data={"email": FORGED}),
        visitor.raw("POST", "/account/login", data={"a": (io.BytesIO(b"x"), f"{FORGED}.csv")}),
        visitor.raw("GET", "/", environ_overrides={"HTTP_HOST": IN_A_HEADER}),
    ]

    assert [answer.status_code for answer in answers] == [405, 404, 400, 415, 400]
    assert set(log.getvalue().splitlines()) <= {"The CSRF token is missing."}
