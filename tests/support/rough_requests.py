"""What no browser sends: cookies, hosts, headers, addresses and bodies that are none."""

from collections.abc import Mapping

from support.polyglots import MARK, MARKUP

Environ = Mapping[str, str]
_LONG = "a" * 70_000

# "visit" stands for what our own cookie is called.
COOKIES = (
    "",
    ";;;===;;",
    "visit",
    "visit=",
    f"visit={MARKUP}",
    f"visit={_LONG}",
    "visit=.eJx.aaaa.bbbb",
    "visit=e30.aaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "visit=\xff\xfe\x00\x01",
    'visit="unfinished',
    "visit=a; visit=b; visit=c",
    "; ".join(f"c{number}=1" for number in range(3000)),
    "visit=..; __proto__=1; remember_token=1|aaaa; csrf_token=x",
)
HOSTS = (
    "",
    "evil.example.net",
    "localhost.evil.example.net",
    "localhost:443:443",
    "localhost:99999999",
    "localhost:port",
    "localhost, evil.example.net",
    "localhost evil.example.net",
    "localhost\t",
    "user@localhost",
    "localhost/path",
    "localhost?x",
    "localhost#x",
    "[::1",
    "[localhost]",
    "::1",
    "127.0.0.1",
    "LOCALHOST.",
    "\xff\xfe",
    "l\u00f6calhost".encode().decode("latin-1"),
    f"{MARK}<script>",
    _LONG,
    "%00",
)
HEADERS: Mapping[str, Environ] = {
    "ranges": {"HTTP_RANGE": "bytes=abc-,--1,9999999999999999999-"},
    "dates": {"HTTP_IF_MODIFIED_SINCE": "Yesterday", "HTTP_IF_UNMODIFIED_SINCE": "\xff"},
    "far date": {"HTTP_IF_MODIFIED_SINCE": "Fri, 31 Dec 99999 23:59:59 GMT"},
    "marks": {
        "HTTP_IF_NONE_MATCH": 'W/"' + MARKUP.encode().decode("latin-1"),
        "HTTP_IF_MATCH": ",",
    },
    "tastes": {
        "HTTP_ACCEPT": "a/b;q=x,,;",
        "HTTP_ACCEPT_LANGUAGE": "\xff;q=nan",
        "HTTP_ACCEPT_ENCODING": ";",
    },
    "json please": {"HTTP_ACCEPT": "application/json"},
    "who she is": {"HTTP_AUTHORIZATION": "Basic !!!!", "HTTP_AUTHENTICATION_TOKEN": MARK},
    "digest": {"HTTP_AUTHORIZATION": 'Digest username="a, realm=\xff'},
    "bearer": {"HTTP_AUTHORIZATION": "Bearer " + _LONG},
    "elsewhere": {
        "HTTP_X_FORWARDED_HOST": "evil.example.net",
        "HTTP_X_FORWARDED_PROTO": "javascript",
        "HTTP_X_FORWARDED_PREFIX": f"/{MARK}",
        "HTTP_X_FORWARDED_PORT": "x",
        "HTTP_FORWARDED": "for=\xff;host=evil.example.net",
        "HTTP_X_ORIGINAL_URL": "/desk/",
        "HTTP_X_REWRITE_URL": "/desk/",
    },
    "another method": {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE", "HTTP_X_METHOD_OVERRIDE": "POST"},
    "from where": {"HTTP_REFERER": "\xff//evil", "HTTP_ORIGIN": "null"},
    "which site": {"HTTP_SEC_FETCH_SITE": MARK},
    "token": {"HTTP_X_CSRFTOKEN": "\xff" * 100, "HTTP_X_CSRF_TOKEN": _LONG},
    "length": {"CONTENT_LENGTH": "abc"},
    "less than none": {"CONTENT_LENGTH": "-1"},
    "far too long": {"CONTENT_LENGTH": "9" * 30},
    "kind": {"CONTENT_TYPE": "\xff/\xff; charset=\xff; boundary=\xff"},
    "packed": {"HTTP_CONTENT_ENCODING": "gzip"},
    "pieces": {"HTTP_TRANSFER_ENCODING": "chunked"},
    "script of ours": {
        "HTTP_HX_REQUEST": "true",
        "HTTP_HX_TARGET": MARKUP.encode().decode("latin-1"),
    },
    "browser": {"HTTP_USER_AGENT": "\xff\x00" * 500},
}
# Where nobody knows who asks: what proxies and sockets can name instead of an address.
NEIGHBOURHOODS = (
    "",
    "unknown",
    "10.0.0.1:4444",
    "[::1]:99",
    "fe80::1%eth0",
    "unix:",
    MARK,
    "999.1.1.1",
)
# As a server hands them over: bytes, each in a letter of its own.
PATHS = (
    "//evil.example.net/%2f..",
    "/\\evil.example.net",
    "/.",
    "/..",
    "/../../etc/passwd",
    "/static/../../mentorship/app.py",
    "/static/%2e%2e/mentorship/app.py",
    "/static/\xff\xfe",
    "/static/a\x00b",
    "/static//etc/passwd",
    "/static/" + "a/" * 5000,
    "/\xff\xfe\xc0\xae",
    "/\xed\xa0\x80",
    "/%zz%",
    "/%252e%252e",
    "/home/../desk/",
    "/home;jsessionid=1",
    "/desk//\r\nX-zq7: yes",
    "/account/login/",
    "/ACCOUNT/LOGIN",
    "/account/login\x00.css",
    "/account/login%00",
    "/" + "a" * 100_000,
    "/a" * 30_000,
    "",
    "*",
    "home",
    "http://evil.example.net/",
    f"/{MARKUP}".encode().decode("latin-1"),
)
QUERIES = (
    "%",
    "%zz=%ff&%00=%00",
    "=&=&;&&&",
    "next",
    "next=&next=",
    "page=1&page=2&page=-1",
    "page=9999999999999999999999",
    "page=\xff",
    "a" * 100_000,
    "&".join(f"a{number}=1" for number in range(20_000)),
    "\r\nX-zq7: yes",
)


def multipart(*parts: bytes, end: bytes = b"--x--\r\n") -> bytes:
    return b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + end


def part(name: str, content: bytes = b"", *, more: str = "") -> bytes:
    return f'Content-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + content


IN_PARTS = "multipart/form-data; boundary=x"


# What it is called → its content type and body; `token` makes it a form of ours.
def odd_bodies(token: str) -> Mapping[str, tuple[str, bytes]]:
    ours = part("csrf_token", token.encode()) + b"\r\n--x\r\n" + part("pasted_kind", b"mentees")
    file = "mentees"
    return {
        "no name of a file": (
            IN_PARTS,
            multipart(ours, part(file, b"a,b", more="; filename")),
        ),
        "an empty name": (IN_PARTS, multipart(ours, part(file, b"a,b", more='; filename=""'))),
        "a name that leads away": (
            IN_PARTS,
            multipart(ours, part(file, b"a,b", more='; filename="../../../etc/passwd\0.csv"')),
        ),
        "a name with a line break": (
            IN_PARTS,
            multipart(ours, part(file, b"a,b", more=f"; filename*=utf-8''%0d%0aX-{MARK}%3A1")),
        ),
        "a name without end": (
            IN_PARTS,
            multipart(ours, part(file, b"a,b", more=f'; filename="{_LONG}"')),
        ),
        "a file where words belong": (
            IN_PARTS,
            multipart(ours, part("pasted", b"\xff\xfe\0", more='; filename="a"')),
        ),
        "words where a file belongs": (IN_PARTS, multipart(ours, part(file, b"\xff\xfe\0"))),
        "one field many times": (IN_PARTS, multipart(ours, *[part(file, b"a")] * 900)),
        "ten thousand parts": (IN_PARTS, multipart(ours, *[part("a", b"1")] * 10_000)),
        "a header without end": (
            IN_PARTS,
            multipart(ours, b"X: " + b"y" * 200_000 + b"\r\n\r\n1"),
        ),
        "no header": (IN_PARTS, multipart(ours, b"\r\n1", b"nonsense\r\n\r\n1")),
        "no end": (IN_PARTS, multipart(ours, part(file, b"a,b"), end=b"")),
        "no name": (IN_PARTS, multipart(ours, b"Content-Disposition: form-data\r\n\r\n1")),
        "another encoding": (
            IN_PARTS,
            multipart(
                ours,
                b'Content-Disposition: form-data; name="pasted"\r\n'
                b"Content-Type: text/plain; charset=nonsense\r\n"
                b"Content-Transfer-Encoding: base64\r\n\r\n!!!!",
            ),
        ),
        "a form in a form": (
            IN_PARTS,
            multipart(
                ours,
                b'Content-Disposition: form-data; name="a"\r\n'
                b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + multipart(part("b", b"1")),
            ),
        ),
        "no boundary": ("multipart/form-data", multipart(ours)),
        "an endless boundary": (f"multipart/form-data; boundary={'b' * 5000}", multipart(ours)),
        "mixed": ("multipart/mixed; boundary=x", multipart(ours)),
        "nothing": (IN_PARTS, b""),
    }
