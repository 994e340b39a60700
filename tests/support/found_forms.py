"""Every form that a page of the programme shows, found by looking at all of them."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from support.access_world import PERSONAS
from support.rough_hands import Hands, Pairs

PASSPHRASE = "seven quiet otters by the river"
_FILLED = {
    "email": "somebody@example.org",
    "password": PASSPHRASE,
    "date": "2026-05-01",
    "hidden": "",
}
# Forms that are shown only in moments that this world does not have, and what is in them.
SELDOM = {
    "account.sign_out_elsewhere": (),
    "coordinator.ask_for_room_now": (),
    "coordinator.confirm_page": ("pair",),
    "coordinator.look_again": (),
    "mentee.word_of_opening": (),
    "mentor.say_whether_room": ("keep_apart", "places"),
    "mine.forget_what_i_typed": ("draft", "about"),
    "security.mf_recovery": ("code",),
    "security.two_factor_setup_validate": ("code",),
}
# Pages of a library that nothing leads to, so that they are open to nobody.
CLOSED = {"security.tf_select", "security.two_factor_rescue"}
# So many pages of one kind are looked at by one person.
_OFTEN = 8


@dataclass(frozen=True)
class Found:
    """One form as a person would send it: who, from which page, where to, and every field."""

    endpoint: str
    persona: str
    path: str
    fields: Pairs
    buttons: Pairs = ()

    @property
    def names(self) -> list[str]:
        """Every field that can be filled with anything."""
        return list(dict.fromkeys(n for n, _ in self.fields + self.buttons if n != "csrf_token"))

    def filled(self, **other: str) -> Pairs:
        """As it stands, with the first button pressed, these fields filled in otherwise."""
        whole = self.fields + self.buttons[:1]
        return tuple((name, other.get(name, value)) for name, value in whole)


@dataclass
class _Form:
    told: dict[str, str]
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)


class _Forms(HTMLParser):
    """Collects forms: their action, their fields and buttons, and where links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[_Form] = []
        self.links: list[str] = []
        self._inside = False
        self._select = ""
        self._chosen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(_Form(told))
            self._inside, self._chosen = True, set()
        elif tag == "a":
            self.links.append(told.get("href", ""))
        elif self._inside:
            self._field(tag, told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False

    def _field(self, tag: str, told: dict[str, str]) -> None:
        form = self.forms[-1]
        name, kind = told.get("name", ""), told.get("type", "text")
        if tag in ("select", "datalist"):
            self._select = name
        elif tag == "option" and self._select:
            self._choice(self._select, told.get("value", ""), chosen="selected" in told)
        elif tag == "button" or kind == "submit":
            form.buttons += [(name, told.get("value", ""))] if name else []
            form.ways += [told["formaction"]] if "formaction" in told else []
        elif kind in ("radio", "checkbox"):
            self._choice(name, told.get("value", "on"), chosen="checked" in told)
        elif tag in ("input", "textarea") and name:
            stands = told.get("value", "")
            form.fields.append((name, stands or _FILLED.get(kind, "Some words")))

    def _choice(self, name: str, value: str, *, chosen: bool) -> None:
        """The chosen ones, or else the last that says anything."""
        if not chosen and name in self._chosen:
            return
        fields = self.forms[-1].fields
        if name not in self._chosen:
            fields[:] = [pair for pair in fields if pair[0] != name or not (value or chosen)]
        if chosen or name not in dict(fields):
            fields.append((name, value))
        if chosen:
            self._chosen.add(name)


def forms_of(hands: Hands) -> dict[str, Found]:
    """For every endpoint the form that leads there: on a page, or on the page after a form."""
    found: dict[str, Found] = {}
    for path, persona, text in walk(hands):
        _add(found, forms_in(hands, text, persona, path))
    for form in list(found.values()):
        sent = hands.send(form.persona, form.path, form.filled(), stay=True)
        to = urlsplit(sent.headers.get("Location", "")).path
        page = hands.look(form.persona, to) if to.startswith("/") else sent
        _add(found, forms_in(hands, page.text, form.persona, to or form.path))
        hands.go_back()
    return found


def seldom_shown(hands: Hands) -> dict[str, Found]:
    """The forms that no page of this world shows, as if one did."""
    return {
        rule.endpoint: Found(
            rule.endpoint,
            persona,
            hands.address(rule, persona),
            hands.with_token(*((name, "Some words") for name in SELDOM[rule.endpoint])),
        )
        for rule, persona in hands.pages("POST")
        if rule.endpoint in SELDOM
    }


def walk(hands: Hands) -> Iterator[tuple[str, str, str]]:
    """Every page that somebody comes to by links: where, who, and what it says."""
    starts = [(rule, persona) for rule, persona in hands.pages("GET") if rule.endpoint != "static"]
    todo = deque((hands.address(rule, persona), persona) for rule, persona in starts)
    todo.extend(("/", persona) for persona in PERSONAS[4:10])
    seen, times = set(todo), Counter[tuple[str, str]]()
    while todo:
        path, persona = todo.popleft()
        page = hands.look(persona, path)
        if page.kind != "text/html":
            continue
        yield path, persona, page.text
        for link in [*links_in(page.text), page.headers.get("Location", "")]:
            step = (link.split("#")[0], persona)
            endpoint = hands.endpoint(urlsplit(step[0]).path, method="GET")
            if endpoint and step not in seen and times[endpoint, persona] < _OFTEN:
                seen.add(step)
                times[endpoint, persona] += 1
                todo.append(step)


def _add(found: dict[str, Found], forms: Iterator[Found]) -> None:
    for form in forms:
        known = found.get(form.endpoint)
        if known is None or len(known.names) < len(form.names):
            found[form.endpoint] = form


def forms_in(hands: Hands, text: str, persona: str, path: str) -> Iterator[Found]:
    """The forms of this page that send something, each with a token that holds."""
    for form in _parsed(text).forms:
        if form.told.get("method", "get").lower() != "post":
            continue
        token = ("csrf_token", hands.form_token)
        fields = (token, *(pair for pair in form.fields if pair[0] != "csrf_token"))
        ways = [form.told.get("action") or path, *form.ways]
        ways += [form.told.get(name, "") for name in ("data-draft", "data-passkey")]
        for way in filter(None, ways):
            if endpoint := hands.endpoint(urlsplit(way).path):
                yield Found(endpoint, persona, way, fields, tuple(form.buttons))


def links_in(text: str) -> list[str]:
    return [link for link in _parsed(text).links if link.startswith("/")]


def _parsed(text: str) -> _Forms:
    parser = _Forms()
    parser.feed(text)
    return parser
