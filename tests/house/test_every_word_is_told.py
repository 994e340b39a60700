"""Whatever participants and visitors read can be said in another language, word for word.

Pages are read in a language in which every message stands in brackets. What stands outside is
somebody's own words, or was forgotten, or was glued together from pieces.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.found_forms import Found, forms_in
from support.pseudo import Pseudo, unmarked, words_script, write_day
from support.rough_hands import Hands, Reply
from werkzeug.routing import Rule

from mentorship.db import db
from mentorship.domain.people import Field
from mentorship.language import saying
from mentorship.models.account import Account
from mentorship.models.circle import Circle
from mentorship.models.profile import Profile
from mentorship.models.round import Round

READERS = {"anonymous", "mentee", "other mentee", "mentor", "other mentor", "unvetted mentor"}
READERS |= {"newcomer"}
ENGLISH_ALONE = {"coordinator", "demo", "style"}
# What is typed and never ticked.
TYPED = (
    *(Field.NAME, Field.PRONOUNS, Field.CONTACT, Field.KEEP_APART, Field.WORKPLACE),
    *(Field.DEPARTMENT, Field.PLACE, Field.SPECIALTY, Field.WORDS, Field.ROLES, Field.PREFERENCE),
    *(Field.ANYTHING_ELSE, Field.PHONE, Field.STATED_AT),
)
# The name of a passkey, and what somebody has begun to write.
TYPED_HERE = ("Phone", "A name", "A place")
# What is the same in every language: names of places, of files and of days in lists of days.
SAME_EVERYWHERE = {"UTC", "America/Phoenix", "yours.zip", "mm", "Other"}
NONSENSE = "?" * 6_000


@pytest.fixture(scope="module")
def in_brackets(hands: Hands) -> Iterator[None]:
    words = words_script()
    known = {one if isinstance(one, str) else one[0] for _, one in words.messages()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saying, "translations_of", lambda _code: Pseudo(known))
        patch.setattr(saying, "write_day", write_day)
        yield


@pytest.fixture(scope="module")
def own_words(hands: Hands) -> frozenset[str]:
    """Whatever somebody of this world has told about herself, in lower case."""
    with hands.app.app_context(), Session(db.engine) as session:
        said = [
            *session.scalars(select(Account.email)),
            *session.scalars(select(Round.name)),
            *(
                word
                for one in session.scalars(select(Circle))
                for word in (one.title, one.held_by, one.join_at)
            ),
            *(one.answers.get(f, "") for one in session.scalars(select(Profile)) for f in TYPED),
        ]
    return frozenset(" ".join(one.split()).casefold() for one in (*said, *TYPED_HERE) if one)


@pytest.fixture(scope="module")
def forgotten(
    in_brackets: None, hands: Hands, own_words: frozenset[str]
) -> Mapping[str, Mapping[str, set[str]]]:
    """endpoint → what stands outside of brackets → on which pages."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for endpoint, where, text in _everything_read(hands):
        for piece in unmarked(text):
            if not _is_own(piece, own_words):
                found[endpoint][piece].add(where)
    return found


def _everything_read(hands: Hands) -> Iterator[tuple[str, str, str]]:
    """(endpoint, how it was come by, the page): whatever can be opened, and what is refused."""
    forms: dict[str, Found] = {}
    for endpoint, persona, page in _pages(hands):
        yield endpoint, f"{page.path} as {persona}", page.text
        for form in forms_in(hands, page.text, persona, page.path):
            if form.endpoint not in forms or len(form.names) > len(forms[form.endpoint].names):
                forms[form.endpoint] = form
    for form in forms.values():
        for kind, fields in _badly_filled(hands, form):
            reply = hands.send(form.persona, form.path, fields)
            if reply.kind == "text/html" and not 300 <= reply.status < 400:
                yield form.endpoint, f"{form.path}, {kind}, as {form.persona}", reply.text


def _pages(hands: Hands) -> Iterator[tuple[str, str, Reply]]:
    """(endpoint, persona, page): each page as everybody who reads it, and where those lead."""
    seen: set[tuple[str, str]] = set()
    todo = [
        (rule.endpoint, hands.address(rule, persona), persona)
        for rule in hands.app.url_map.iter_rules()
        if "GET" in rule.methods and rule.endpoint != "static" and hands.who_may(rule)
        for persona in _readers_of(hands, rule)
    ]
    todo.append(("", "/nowhere", "anonymous"))
    while todo:
        endpoint, path, persona = todo.pop()
        if (path, persona) in seen or endpoint.partition(".")[0] in ENGLISH_ALONE:
            continue
        seen.add((path, persona))
        page = hands.look(persona, path)
        if page.kind == "text/html" and not 300 <= page.status < 400:
            yield endpoint, persona, page
        where = page.headers.get("Location", "").partition("?")[0]
        if where.startswith("/"):
            todo.append((hands.endpoint(where, method="GET"), where, persona))
    yield "", "anonymous", hands.send("anonymous", "/account/login", (("email", "?"),))


def _readers_of(hands: Hands, rule: Rule) -> set[str]:
    first = hands.who_may(rule)
    side = {"mentee": {"other mentee"}, "mentor": {"other mentor", "unvetted mentor"}}
    return ({first} | side.get(first, set())) & READERS


def _badly_filled(hands: Hands, form: Found) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    hidden = {"draft", "about", "next", "here", *(name for name, _ in form.buttons)}
    names = [name for name in form.names if name not in hidden]
    stands = [pair for pair in form.filled() if pair[0] in hidden]
    yield "empty", hands.with_token(*stands, *((name, "") for name in names))
    yield "nonsense", hands.with_token(*stands, *((name, NONSENSE) for name in names))


def _is_own(piece: str, own_words: frozenset[str]) -> bool:
    parts = [part.strip(" :,.“”()?").casefold() for part in piece.split(" · ")]
    return piece in SAME_EVERYWHERE or all(
        not part or any(part in words for words in own_words) for part in parts
    )


def test_every_word_is_told(forgotten: Mapping[str, Mapping[str, set[str]]]) -> None:
    lines = [
        f"{endpoint}: {piece!r} ({sorted(pages)[0]})"
        for endpoint, pieces in forgotten.items()
        for piece, pages in pieces.items()
    ]
    assert not lines, "\n".join(sorted(lines))
