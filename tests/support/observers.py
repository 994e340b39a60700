"""What somebody can observe: every page that her home leads to, and every letter, in one text."""

import io
import re
import time
import zipfile
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from urllib.parse import urlsplit
from zlib import crc32

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentorship.models.account import Account
from support.browser import standing
from support.page import Page
from support.worlds import World

HOME = "https://localhost"
# Method, path, fields.
Guess = tuple[str, str, tuple[tuple[str, str], ...]]
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
# The pages of one person or pair are many and alike: each world shows some of them.
_OF_ONE = re.compile(r"/desk/[^/]+/((person|pair|check)/|(review|track|check)\?)")


def seen_by(
    world: World, account: Account, home: str, *, all_pages: bool = False
) -> dict[str, str]:
    """Address → status, headers and body of everything that this account can open from her home.

    all_pages  also those that speak of nobody, and those of every single person and pair
    """
    client = signed_in(world, account)
    seen: dict[str, str] = {}
    ahead = [home]
    while ahead:
        path = ahead.pop()
        if path in seen or not (all_pages or _is_chosen(path, world)) or is_left_out(path):
            continue
        answer = client.get(path, base_url=HOME)
        seen[path] = as_text(answer, world)
        ahead += _links(answer)
    return {plain(path, world): said for path, said in seen.items()}


def is_left_out(path: str) -> bool:
    """True for what nobody follows to look at something."""
    return _NOT_FOLLOWED.match(path) is not None


def _is_chosen(path: str, world: World) -> bool:
    """The same pages in both worlds of a story, and others in the next story."""
    if _OF_NOBODY.match(path):
        return False
    drawn = crc32(f"{world.others.number} {plain(path, world)}".encode())
    return not _OF_ONE.match(path) or drawn % 3 == 0


def signed_in(world: World, account: Account) -> FlaskClient:
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


def as_text(answer: TestResponse, world: World) -> str:
    """Everything that one answer says: status, headers, size and body."""
    body = plain(answer.get_data(as_text=True), world)
    headers = "\n".join(
        f"{name}: {_header(name, value, world)}"
        for name, value in sorted(answer.headers.items())
        # Follows from the body, whose size stands below.
        if name != "Content-Length"
    )
    return f"{answer.status}\n{headers}\nsize: {len(body)}\n\n{body}"


def _header(name: str, value: str, world: World) -> str:
    """As it is; of a cookie all but its value, which is a new one in each answer."""
    return re.sub(r"=[^;]*", "=…", value, count=1) if name == "Set-Cookie" else plain(value, world)


def plain(text: str, world: World) -> str:
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
    return plain(message.as_string(), world)


def send_form(world: World, account: Account, path: str) -> tuple[str, str]:
    """The one form of this page that changes something, sent as it stands: what came of it."""
    client = signed_in(world, account)
    page = Page(client.get(path, base_url=HOME))
    forms = [form for form in page.forms() if form.get("method") == "post"]
    if not forms:
        return as_text(page.response, world), ""
    answer = client.post(forms[0].get("action", ""), base_url=HOME, data=standing(forms[0]))
    after = client.get(urlsplit(answer.headers["Location"]).path, base_url=HOME)
    return as_text(answer, world), as_text(after, world)


def download_of(world: World, account: Account) -> tuple[str, bytes]:
    """Everything that the programme holds about this account, as it takes it home."""
    client = signed_in(world, account)
    page = Page(client.get("/yours/download", base_url=HOME))
    answer = client.post("/yours/download", base_url=HOME, data=standing(page.form()))
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        files = [packed.read(name) for name in packed.namelist()]
    return answer.status, b"\n".join(files)


def guessed_by(
    world: World,
    account: Account,
    requests: Iterable[Guess],
    *,
    visit: FlaskClient | None = None,
) -> dict[Guess, str]:
    """What comes of requests that name somebody by an id which no page shows.

    The page after it is part of the answer: a sentence may wait there.
    visit  one that goes on; otherwise a new one
    """
    client = visit or signed_in(world, account)
    token = _token(client)
    found: dict[Guess, str] = {}
    for method, path, fields in requests:
        data = {"csrf_token": token, **dict(fields)} if method == "POST" else None
        answer = client.open(path, method=method, base_url=HOME, data=data)
        after = ""
        if location := answer.headers.get("Location"):
            after = as_text(client.get(urlsplit(location).path, base_url=HOME), world)
        found[method, plain(path, world), fields] = as_text(answer, world) + after
    return found


def _token(client: FlaskClient) -> str:
    fields = Page(client.get("/help", base_url=HOME)).tree.iter("input")
    return next(one.get("value", "") for one in fields if one.get("name") == "csrf_token")
