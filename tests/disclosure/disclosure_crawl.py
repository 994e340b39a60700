"""All that one device gets to read: every page that leads on from its first ones, as it came."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from disclosure_traces import plain_text
from support.browser import Browser
from werkzeug.test import TestResponse

_LINK = re.compile(r'(?:href|action|hx-get)="(/[^"#]*)')
# Files are the same for everybody; leaving ends the visit.
_NOT_FOLLOWED = re.compile(r"/(static|leave|account/logout|favicon|help$|demo)")
# An account's own settings, which no state of a match changes.
_OF_NOBODY = re.compile(r"/account/|/yours/(delete|gone)|/desk/(new|[^/]+/bring-in)")
_OFFERED = re.compile(
    r'<label class="tile"(?:(?!</label>).)*</label>|<option(?:(?!</option>).)*</option>'
    r"|<datalist.*?</datalist>",
    re.DOTALL,
)
_REFUSALS = (("GET", "/nowhere"), ("PUT", "/home"), ("POST", "/desk/"), ("GET", "/desk/none"))


def all_pages(device: Browser, start: Iterable[str], *, to_settings: bool = False) -> str:
    """Whatever leads on from these pages, with heads, cookies and refusals, in one text.

    to_settings  also pages that speak of nobody's match
    """
    seen: dict[str, str] = {}
    ahead = list(start)
    while ahead:
        path = ahead.pop()
        if path in seen or _NOT_FOLLOWED.match(path):
            continue
        if path not in start and not to_settings and _OF_NOBODY.match(path):
            continue
        answer = device.raw("GET", path)
        seen[path] = as_read(answer, path)
        ahead += _links(answer)
    said = [as_read(device.raw(method, path), path) for method, path in _REFUSALS]
    return plain_text(*seen.values(), *said, *_cookies(device))


def these_pages(device: Browser, paths: Iterable[str]) -> str:
    """These pages alone, in the same form."""
    said = [as_read(device.raw("GET", path), path) for path in paths]
    return plain_text(*said, *_cookies(device))


def _links(answer: TestResponse) -> Iterator[str]:
    if location := answer.headers.get("Location"):
        yield urlsplit(location).path
    if answer.mimetype == "text/html":
        found = _LINK.findall(answer.get_data(as_text=True))
        yield from (link.replace("&amp;", "&") for link in found)


def as_read(answer: TestResponse, path: str) -> str:
    """Address, head and body. Of the boxes of a form only what is ticked: the rest is on offer."""
    body = answer.get_data()
    if answer.mimetype == "application/zip":
        body = b"\n".join(_unpacked(body))
    text = body.decode(errors="replace")
    if path.endswith("/sign-up"):
        text = _OFFERED.sub(lambda part: part[0] if _is_chosen(part[0]) else "", text)
    # By chance the length of a page is the number of a telephone.
    answer.headers.remove("Content-Length")
    return f"{path}\n{answer.status}\n{answer.headers}\n{text}"


def _is_chosen(part: str) -> bool:
    return " checked" in part or " selected" in part


def _unpacked(packed: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        yield from (archive.read(name) for name in archive.namelist())


def _cookies(device: Browser) -> Iterator[str]:
    """What the browser keeps, as written and as anybody could read it: it is only signed."""
    sealed = device.cookie()
    opens = device.app.session_interface.get_signing_serializer(device.app)
    if sealed:
        yield sealed
        yield repr(opens.loads(sealed))
