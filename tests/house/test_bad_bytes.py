"""Whatever is said on the wire to a production, nothing breaks and nothing is told or noted.

Every answer carries our headers, also where gunicorn refuses what is no request.
"""

from collections.abc import Iterator, Mapping

import pytest
from support.polyglots import MARK
from support.raw_wire import HOST, Answered, Served, a_production_served

from mentorship.web.headers import EVERY_ANSWER, HTTPS_ONLY

_TO = f"Host: {HOST}\r\n".encode()
_GET = b"GET / HTTP/1.1\r\n" + _TO
_POST = b"POST /account/login HTTP/1.1\r\n" + _TO
_FORM = _POST + b"Content-Type: application/x-www-form-urlencoded\r\n"
_CHUNKED = _FORM + b"Transfer-Encoding: chunked\r\n\r\n"
_MARK = MARK.encode()


def _get(path: bytes) -> bytes:
    return b"GET " + path + b" HTTP/1.1\r\n" + _TO + b"\r\n"


# What is said → how an answer may begin; 0 for none at all, where it hangs up.
SAID: Mapping[str, bytes] = {
    "nothing": b"",
    "line ends": b"\r\n\r\n\r\n\r\n",
    "noise": bytes(range(256)) * 20,
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 512,
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/0.9": b"GET /\r\n",
    "HTTP/9.9": b"GET / HTTP/9.9\r\n" + _TO + b"\r\n",
    "a proxy's line": b"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n" + _GET + b"\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "no host, HTTP/1.0": b"GET / HTTP/1.0\r\n\r\n",
    "two hosts": _GET + b"Host: evil.example.net\r\n\r\n",
    "a foreign host": b"GET / HTTP/1.1\r\nHost: evil.example.net\r\n\r\n",
    "a whole address": _get(b"http://evil.example.net/" + _MARK),
    "a whole address of ours": _get(b"https://" + HOST.encode() + b"/help"),
    "star": b"OPTIONS * HTTP/1.1\r\n" + _TO + b"\r\n",
    "connect": b"CONNECT evil.example.net:443 HTTP/1.1\r\n" + _TO + b"\r\n",
    "trace": b"TRACE / HTTP/1.1\r\n" + _TO + b"Cookie: visit=" + _MARK + b"\r\n\r\n",
    "a method in small letters": b"get / HTTP/1.1\r\n" + _TO + b"\r\n",
    "a method of markup": b"<script>" + _MARK + b" / HTTP/1.1\r\n" + _TO + b"\r\n",
    "a long method": b"A" * 500 + b" / HTTP/1.1\r\n" + _TO + b"\r\n",
    "a path with a blank": _get(b"/a b"),
    "a path with a NUL": _get(b"/\0"),
    "a path with NUL in letters": _get(b"/%00"),
    "a path of no letters": _get(b"/\xff\xfe\xed\xa0\x80"),
    "a path with bad signs": _get(b"/%zz%f%"),
    "a path with line ends": _get(b"/%0d%0aX-" + _MARK + b":%20yes"),
    "a path that climbs": _get(b"/static/../../../../etc/passwd"),
    "a path of slashes": _get(b"//evil.example.net//"),
    "a path of markup": _get(b"/<script>" + _MARK + b"()</script>"),
    "a path far too long": _get(b"/" + b"a" * 20_000),
    "a question of no letters": _get(b"/?page=\xff\xfe"),
    "a question far too long": _get(b"/?" + b"a=1&" * 5_000),
    "a header without a name": _GET + b": x\r\n\r\n",
    "a header without a colon": _GET + b"X " + _MARK + b"\r\n\r\n",
    "a header with a blank": _GET + b"X y: z\r\n\r\n",
    "a header over two lines": _GET + b"X-A: b\r\n " + _MARK + b"\r\n\r\n",
    "a bare line feed": _GET + b"X-A: b\nX-" + _MARK + b": c\r\n\r\n",
    "a bare carriage return": _GET + b"X-A: b\rX-" + _MARK + b": c\r\n\r\n",
    "a header with a NUL": _GET + b"X-A: \0\r\n\r\n",
    "a header of no letters": _GET + b"X-A: \xff\xfe\r\n\r\n",
    "a header far too long": _GET + b"X-A: " + b"a" * 20_000 + b"\r\n\r\n",
    "a thousand headers": _GET + b"".join(b"X-%d: 1\r\n" % at for at in range(1000)) + b"\r\n",
    "an unfinished header": _GET + b"X-A: b",
    "a cookie of no letters": _GET + b"Cookie: visit=\xff\xfe;;=\r\n\r\n",
    "a header of the server's": _GET + b"X_FORWARDED_FOR: " + _MARK + b"\r\nREMOTE_ADDR: 1\r\n\r\n",
    "who is said to ask": _GET + b"X-Forwarded-For: " + _MARK + b"\r\nX-Forwarded-Proto: x\r\n\r\n",
    "two schemes": _GET + b"X-Forwarded-Proto: https\r\nX-Forwarded-Ssl: off\r\n\r\n",
    "an expectation": _POST + b"Expect: " + _MARK + b"\r\nContent-Length: 0\r\n\r\n",
    "an upgrade": _GET
    + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: A\r\n\r\n",
    "a socket": _GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "two lengths": _FORM + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\na=b",
    "two equal lengths": _FORM + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b",
    "a list of lengths": _FORM + b"Content-Length: 3, 3\r\n\r\na=b",
    "a length below none": _FORM + b"Content-Length: -1\r\n\r\na=b",
    "a length with a sign": _FORM + b"Content-Length: +3\r\n\r\na=b",
    "a length in words": _FORM + b"Content-Length: three\r\n\r\na=b",
    "a length in hexadecimal": _FORM + b"Content-Length: 0x3\r\n\r\na=b",
    "an endless length": _FORM + b"Content-Length: " + b"9" * 40 + b"\r\n\r\na=b",
    "a length far too large": _FORM + b"Content-Length: 999999999\r\n\r\na=b",
    "half a body": _FORM + b"Content-Length: 50000\r\n\r\na=b",
    "half a body in parts": _POST
    + b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 50000\r\n\r\n--x\r\n",
    "a length and pieces": _FORM
    + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "pieces": _CHUNKED + b"3\r\na=b\r\n0\r\n\r\n",
    "pieces without a size": _CHUNKED + b"\r\na=b\r\n0\r\n\r\n",
    "pieces of a bad size": _CHUNKED + b"zz\r\na=b\r\n0\r\n\r\n",
    "pieces below none": _CHUNKED + b"-3\r\na=b\r\n0\r\n\r\n",
    "pieces without end": _CHUNKED + b"ffffffffffffffff\r\na=b",
    "pieces that do not fit": _CHUNKED + b"3\r\na=bcdef\r\n0\r\n\r\n",
    "pieces that stop": _CHUNKED + b"10\r\na=b",
    "pieces with words": _CHUNKED + b'3;a="\r\nb"\r\na=b\r\n0\r\n\r\n',
    "pieces with a trailer": _CHUNKED + b"0\r\nX-A: b\r\nHost: evil.example.net\r\n\r\n",
    "pieces of a megabyte": _CHUNKED + b"100000\r\n" + b"a" * 0x100000 + b"\r\n0\r\n\r\n",
    "pieces of pieces": _FORM + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "packed pieces": _FORM + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "unknown pieces": _FORM + b"Transfer-Encoding: " + _MARK + b"\r\n\r\n0\r\n\r\n",
    "pieces in disguise": _FORM + b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n",
    "pieces to HTTP/1.0": b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two requests": _GET + b"\r\n" + _get(b"/help"),
    "a request in a request": _FORM
    + b"Content-Length: 0\r\n\r\n"
    + b"GET /"
    + _MARK
    + b" HTTP/1.1\r\n",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with a_production_served(tmp_path_factory.mktemp("served")) as production:
        yield production


def wrong(answer: Answered) -> list[str]:
    """What is wrong with an answer: nothing about one that never came."""
    if not answer.status:
        return [] if answer.body == b"" else ["no answer of HTTP"]
    told = (*EVERY_ANSWER.items(), HTTPS_ONLY, ("Cache-Control", "no-store"))
    found = [name for name, said in told if answer.headers.get_all(name) != [said]]
    found += [f"{answer.status}"] if answer.status >= 500 else []
    # In a page with a token of ours the mark could stand by chance.
    repeats = answer.status >= 400 and (_MARK in answer.body or MARK in str(answer.headers))
    return found + (["says it again"] if repeats else [])


def test_the_same_as_every_page(served: Served) -> None:
    """The rest is measured by this one: it is a page of ours, with all that it has to say."""
    answer = served.say(_GET + b"Connection: close\r\n\r\n")

    assert (answer.status, wrong(answer)) == (200, [])
    assert b"<html" in answer.body


def test_whatever_is_said(served: Served) -> None:
    answers = {kind: served.say(said) for kind, said in SAID.items()}

    assert {kind: faults for kind, answer in answers.items() if (faults := wrong(answer))} == {}
    refused = [kind for kind, answer in answers.items() if 400 <= answer.status < 500]
    assert len(refused) > 30
    assert served.say(_get(b"/health")).status == 200


def test_slowly(served: Served) -> None:
    """A letter at a time is heard to its end; silence in the middle is no fault of ours."""
    head = [bytes([letter]) for letter in b"GET /health HTTP/1.1\r\n" + _TO]

    whole = served.say(*head, b"\r\n", pause=0.02)
    broken = served.say(*head, pause=0.02)

    assert (whole.status, wrong(whole)) == (200, [])
    assert (broken.status, broken.body) == (0, b"")


def test_nothing_of_it_is_written_down(served: Served) -> None:
    """Neither what was said nor who said it: gunicorn's own words would hold both."""
    for said in SAID.values():
        served.say(said)
    log = served.log.read_bytes()

    assert (_MARK in log, b"127.0.0.1" in log.replace(b"http://127.0.0.1", b"")) == (False, False)
    assert b"Traceback" not in log
