"""What somebody can observe: every page that her home leads to, and every letter, in one text."""

import re
import time
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentorship.models.account import Account
from support.browser import standing
from support.page import Page
from support.worlds import World

HOME = "https://localhost"
_LINK = re.compile(r'(?:href|action|hx-get)="(/[^"#]*)')
_NONCES = (
    re.compile(r'(?<=name="csrf_token" type="hidden" value=")[^"]+'),
    re.compile(r'(?<=name="csrf_token" value=")[^"]+'),
    re.compile(r"(?<=/answer/)[\w-]{20,}"),
    re.compile(r"(?<=/claim/)[\w-]{20,}"),
    re.compile(r"(?<=Message-ID: <)[^@]+"),
)
# Leaving a page or the programme ends the visit; files are the same for everybody.
_NOT_FOLLOWED = re.compile(r"/(static|leave|account/logout|favicon)")
# Pages that speak of nobody: an account's own settings, help, an empty form.
_OF_NOBODY = re.compile(r"/($|account/|help|join|desk/new|yours/?$|desk/[^/]+/bring-in$)")
# Headers whose words are of this one answer: a cookie, and a length that follows from the body.
_OF_THIS_ANSWER = ("Set-Cookie", "Content-Length")


def seen_by(
    world: World, account: Account, home: str, *, all_pages: bool = False
) -> dict[str, str]:
    """Address → status, headers and body of everything that this account can open from her home.

    all_pages  also those that speak of nobody
    """
    client = _signed_in(world, account)
    seen: dict[str, str] = {}
    ahead = [home]
    while ahead:
        path = ahead.pop()
        if path in seen or _NOT_FOLLOWED.match(path):
            continue
        if not all_pages and _OF_NOBODY.match(path):
            continue
        answer = client.get(path, base_url=HOME)
        seen[path] = _as_text(answer, world)
        ahead += _links(answer)
    return {_plain(path, world): said for path, said in seen.items()}


def _signed_in(world: World, account: Account) -> FlaskClient:
    uniquifier, token = account.fs_uniquifier, world.visit(account)
    client = world.house.app.test_client()
    with client.session_transaction(base_url=HOME) as visit:
        visit["_user_id"], visit["token"] = uniquifier, token
        visit["seen"] = int(world.clock().timestamp())
        visit["fs_paa"] = time.time()
    return client


def _links(answer: TestResponse) -> Iterator[str]:
    if location := answer.headers.get("Location"):
        yield urlsplit(location).path
    if answer.mimetype == "text/html":
        yield from (
            link.replace("&amp;", "&") for link in _LINK.findall(answer.get_data(as_text=True))
        )


def _as_text(answer: TestResponse, world: World) -> str:
    body = _plain(answer.get_data(as_text=True), world)
    headers = "\n".join(
        f"{name}: {_plain(value, world)}"
        for name, value in sorted(answer.headers.items())
        if name not in _OF_THIS_ANSWER
    )
    return f"{answer.status}\n{headers}\nsize: {len(body)}\n\n{body}"


def _plain(text: str, world: World) -> str:
    """The text without what is drawn anew each time: tokens, and the handles of round and run."""
    for nonce in _NONCES:
        text = nonce.sub("…", text)
    for number, handle in enumerate(world.handles()):
        text = text.replace(handle, f"handle{number}")
    return text


def letters_to(world: World, addresses: Iterable[str]) -> list[str]:
    """Every letter to one of these addresses, with the moment at which it came."""
    wanted = set(addresses)
    came = [(at, one) for at, one in world.letters.arrived if one["To"] in wanted]
    return sorted(f"{at}\n{_letter(one, world)}" for at, one in came)


def _letter(message: EmailMessage, world: World) -> str:
    return _plain(message.as_string(), world)


def send_form(world: World, account: Account, path: str) -> tuple[str, str]:
    """The one form of this page that changes something, sent as it stands: what came of it."""
    client = _signed_in(world, account)
    page = Page(client.get(path, base_url=HOME))
    forms = [form for form in page.forms() if form.get("method") == "post"]
    if not forms:
        return _as_text(page.response, world), ""
    answer = client.post(forms[0].get("action", ""), base_url=HOME, data=standing(forms[0]))
    after = client.get(urlsplit(answer.headers["Location"]).path, base_url=HOME)
    return _as_text(answer, world), _as_text(after, world)
