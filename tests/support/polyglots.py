"""What hostile or unlucky hands type, and how it is seen that it did harm."""

import csv
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from mentorship.web.headers import EVERY_ANSWER, HTTPS_ONLY, NOT_KEPT
from support.rough_hands import Reply

MARK = "zq7"
EVIL = "evil.example.net"
SUM = "50239"
MARKUP = (
    f"{MARK}\"'><script>{MARK}()</script><img src={MARK} onerror={MARK}()><{MARK} a="
    "{{7177*7}}${7177*7}<%=7177*7%>#{7177*7}{%print(7177*7)%}%(zq7)s{0.__class__}%n"
    "' OR '1'='1'; DROP TABLE account;--\\ \u202e\u2066\u200b\ufeff\u2028e\u0301"
)
PAYLOADS = {
    "markup": MARKUP,
    "line breaks": f"{MARK}\r\nX-{MARK}: yes\r\nSet-Cookie: {MARK}=1\r\n\r\n<b>{MARK}",
    "formula": f'=HYPERLINK("https://{EVIL}/{MARK}")',
    "half a letter": f"\ud800{MARK}\udfff\0\x01\x1b[2J",
    "huge": "9" * 400,
    "number": "-9223372036854775809",
    "list": f'[{{"{MARK}": [null, 1.5]}}]',
    "elsewhere": f"//{EVIL}/{MARK}",
    "script": f"javascript:{MARK}()",
    "empty": "",
}
IN_ADDRESSES = ("markup", "line breaks", "half a letter", "huge", "number")
LONG = f"{MARK} (a" * 17_000
TOO_LONG = "a" * 1_000_000
_REASON_SECONDS = 10.0
_INSIDE = re.compile(r'Traceback \(most recent|File "/|sqlalchemy|sqlite3\.|jinja2', re.IGNORECASE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WORDS = re.compile(re.escape(MARK), re.IGNORECASE)


class _Active(HTMLParser):
    """Notes every piece of markup that came from what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        acts = any(name.startswith("on") or MARK in name for name in told)
        leads = [told.get(name, "") for name in ("href", "src", "action", "formaction")]
        leads_out = any(
            EVIL in way or way.strip().lower().startswith("javascript:") for way in leads
        )
        if MARK in tag or acts or leads_out or (tag == "script" and "src" not in told):
            self.found.append(tag)


def harm(reply: Reply) -> list[str]:
    """What this answer should never be; empty for a good one."""
    found = [f"{reply.status} {reply.fault}"] if reply.status >= 500 or reply.fault else []
    found += ["slow"] if reply.seconds > _REASON_SECONDS else []
    found += ["computed"] if SUM in reply.text else []
    found += ["the inside"] if _INSIDE.search(reply.text) else []
    found += [
        f"without {name}" for name, said in told(reply) if reply.headers.getlist(name) != said
    ]
    found += [f"header {name}" for name, value in reply.headers if _is_bad_header(name, value)]
    if reply.kind == "text/html" and _WORDS.search(reply.text):
        found += [f"active {tag}" for tag in _active(reply.text)]
    if reply.kind == "text/csv":
        found += [f"formula {cell[:20]}" for cell in _formulas(reply.text)]
    return found


def told(reply: Reply) -> Iterator[tuple[str, list[str]]]:
    """What every answer tells the browser; a file may be kept, a page never."""
    yield from ((name, [said]) for name, said in (*EVERY_ANSWER.items(), HTTPS_ONLY))
    if not reply.path.startswith("/static/"):
        yield "Cache-Control", [NOT_KEPT]


def faults_of(replies: Iterable[tuple[str, Reply]]) -> list[tuple[str, list[str]]]:
    """What was sent where the answer did harm, with the harm."""
    return [(what, found) for what, reply in replies if (found := harm(reply))]


def _is_bad_header(name: str, value: str) -> bool:
    if name == "Location":
        value = value.removeprefix("https://localhost")
        return not value.startswith("/") or value.startswith(("//", "/\\")) or EVIL in value
    # Within a sealed cookie the mark can stand by chance; as one of its own it cannot.
    return MARK in name.lower() or (name == "Set-Cookie" and value.startswith(f"{MARK}="))


def _active(text: str) -> list[str]:
    parser = _Active()
    parser.feed(text)
    return parser.found


def _formulas(text: str) -> Iterator[str]:
    for row in csv.reader(text.splitlines()):
        yield from (cell for cell in row if cell.startswith(_FORMULA))
