"""Whatever is sent: no page breaks, shows it as markup, or changes more than its own.

Forms are found by looking at every page, so a form that is new is tried by itself.
"""

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer
from support.found_forms import CLOSED, SELDOM, Found, forms_of, seldom_shown
from support.polyglots import IN_ADDRESSES, LONG, MARKUP, PAYLOADS, TOO_LONG, faults_of, harm
from support.rough_hands import Hands, Pairs, Reply

import mentorship.web
from mentorship.models.base import Base

# What whoever leaves in a hurry must never be asked for a token.
NO_TOKEN = {"public.leave"}
WIDE = "application/json"
# The others come alone, in their turn.
EVERYWHERE = ("markup", "line breaks", "half a letter", "huge", "formula")


@pytest.fixture(scope="module")
def forms(hands: Hands) -> Mapping[str, Found]:
    """The form of every page that takes one."""
    return {**seldom_shown(hands), **forms_of(hands)}


def sent(hands: Hands, form: Found, fields: Pairs | bytes, **how: object) -> Reply:
    return hands.send(form.persona, form.path, fields, **how)


def test_every_form_is_known(hands: Hands, forms: Mapping[str, Found]) -> None:
    """Every way to change something is reached by one of the forms that are tried here."""
    taking = {one.endpoint for one in hands.app.url_map.iter_rules() if "POST" in one.methods}

    assert sorted(taking - forms.keys()) == sorted(taking & CLOSED)
    assert SELDOM.keys() <= taking


def test_every_form_is_reached(hands: Hands, forms: Mapping[str, Found]) -> None:
    """Filled in as a person would, it comes to its view: the rest tries more than doors."""
    answers = {name: sent(hands, form, form.filled()).status for name, form in forms.items()}

    reached = (200, 204, 303, 409, 422)
    assert {name: code for name, code in answers.items() if code not in reached} == {}
    assert sum(code == 303 for code in answers.values()) > 30


def test_the_same_words_everywhere(hands: Hands, forms: Mapping[str, Found]) -> None:
    assert faults_of(_everywhere(hands, forms)) == []


def _everywhere(hands: Hands, forms: Mapping[str, Found]) -> Iterator[tuple[str, Reply]]:
    for name, form in forms.items():
        for kind in EVERYWHERE if form.names else ():
            everything = dict.fromkeys(form.names, PAYLOADS[kind])
            yield f"{name}: {kind}", sent(hands, form, form.filled(**everything))


def test_one_field_at_a_time(hands: Hands, forms: Mapping[str, Found]) -> None:
    """The others are in order, so that the words come as far as they can."""
    assert faults_of(_one_by_one(hands, forms)) == []


def _one_by_one(hands: Hands, forms: Mapping[str, Found]) -> Iterator[tuple[str, Reply]]:
    ways = itertools.cycle((_missing, _twice, _long, _half_a_letter))
    for name, form in forms.items():
        for field, way in zip(form.names, ways, strict=False):
            yield f"{name}: {field}{way.__name__}", sent(hands, form, way(form, field))


def _missing(form: Found, field: str) -> Pairs:
    return tuple(pair for pair in form.filled() if pair[0] != field)


def _twice(form: Found, field: str) -> Pairs:
    return (*form.filled(), (field, MARKUP), (field, ""), (f"{field}[]", MARKUP))


def _long(form: Found, field: str) -> Pairs:
    return form.filled(**{field: LONG})


def _half_a_letter(form: Found, field: str) -> Pairs:
    return form.filled(**{field: PAYLOADS["half a letter"]})


def test_what_was_stored_is_shown_as_text(hands: Hands, forms: Mapping[str, Found]) -> None:
    pages = [(rule, who) for rule, who in hands.pages("GET") if rule.endpoint != "static"]
    kept = 0
    for name, form in forms.items():
        stored = False
        for field in form.names:
            reply = sent(hands, form, form.filled(**{field: MARKUP}), stay=True)
            assert harm(reply) == [], (name, field)
            stored |= reply.status == 303 and any(
                one.table in _TEXT_TABLES for one in reply.changes
            )
        kept += stored
        looked = (
            (rule.endpoint, hands.look(who, hands.address(rule, who), stay=True))
            for rule, who in pages
            if stored and who == form.persona
        )
        assert faults_of(looked) == [], name
        hands.go_back()
    assert kept >= 5


_TEXT_TABLES = {"profile", "round", "team_member", "sheet_import", "draft", "audit_entry"}


def test_a_body_of_another_kind(hands: Hands, forms: Mapping[str, Found]) -> None:
    assert faults_of(_other_bodies(hands, forms)) == []


def _other_bodies(hands: Hands, forms: Mapping[str, Found]) -> Iterator[tuple[str, Reply]]:
    told = {"X-CSRFToken": hands.form_token}
    for name, form in forms.items():
        nested = {one: {"a": [MARKUP, None, 10**30]} for one in form.names}
        halves = dict.fromkeys(form.names, "\ud800\0")
        bodies = {
            "object": (json.dumps(nested), WIDE),
            "halves": (json.dumps(halves | {"csrf_token": hands.form_token}), WIDE),
            "list": ("[1, [2]]", WIDE),
            "not even": ('{"a":', WIDE),
            "text": (MARKUP, "text/plain"),
            "torn": (
                "--x\r\nContent-Disposition: form-data; name=",
                "multipart/form-data; boundary=x",
            ),
            "too long": (f"a={TOO_LONG}", "application/x-www-form-urlencoded"),
            "letters": (
                "a=%ff%fe&%ed%a0%80=1&=&&%",
                "application/x-www-form-urlencoded; charset=utf-7",
            ),
            "many": ("a=1&" * 5000, "application/x-www-form-urlencoded"),
        }
        for kind, (body, content_type) in bodies.items():
            how = {"content_type": content_type, "headers": told}
            yield f"{name}: {kind}", sent(hands, form, body.encode(), **how)


def test_fields_that_a_form_does_not_have_change_nothing(
    hands: Hands, forms: Mapping[str, Found]
) -> None:
    """Every column of every table is offered as a field: the same cells are changed as without."""
    columns = {column.name for table in Base.metadata.tables.values() for column in table.columns}
    offered = columns | {"is_admin", "roles", "role", "is_coordinator", "user_id", "_method"}
    for name, form in forms.items():
        more = tuple((one, "1") for one in sorted(offered - set(form.names) - {"next"}))
        plain, greedy = sent(hands, form, form.filled()), sent(hands, form, form.filled() + more)
        assert (greedy.status, harm(greedy)) == (plain.status, []), name
        assert _cells(greedy) == _cells(plain), name


def _cells(reply: Reply) -> list[tuple[str, str, int]]:
    return sorted((change.table, change.column, change.row) for change in reply.changes)


def test_only_its_own_form_changes_what_decides(hands: Hands, forms: Mapping[str, Found]) -> None:
    """Roles, sides, ids and the team's word about a mentor, whatever was typed where."""
    word = {"coordinator.say_of_mentor", "coordinator.undo_import", "mine.delete_now"}
    joins = {"security.register", "mentee.claim", "mine.delete_now"}
    for name, form in forms.items():
        everything = dict.fromkeys(form.names, "1")
        changes = (
            sent(hands, form, form.filled()).changes
            | sent(hands, form, form.filled(**everything)).changes
        )
        for change in changes:
            cell = f"{change.table}.{change.column}"
            assert cell not in _NEVER, (name, cell)
            assert cell not in _WORD or name in word, (name, cell)
            assert change.table != "account_role" or name in joins, (name, cell)


_NEVER = {
    "account.id",
    "account.created_at",
    "profile.id",
    "profile.side",
    "profile.created_at",
    "consent.profile_id",
    "consent.field",
    "match.mentee_id",
    "match.mentor_id",
    "match.score",
    "audit_entry.-",
    "audit_entry.verb",
    "audit_entry.actor",
}
_WORD = {"profile.vetted_at", "profile.vetted_by", "profile.turned_away_at"}


def test_a_form_from_elsewhere_changes_nothing(hands: Hands, forms: Mapping[str, Found]) -> None:
    for name, form in forms.items():
        bare = tuple(pair for pair in form.filled() if pair[0] != "csrf_token")
        foreign = (("csrf_token", "IjAxMjM0NTY3ODki.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"), *bare)
        answers = {
            "cross-site": sent(
                hands, form, form.filled(), headers={"Sec-Fetch-Site": "cross-site"}
            ),
            "same-site": sent(hands, form, form.filled(), headers={"Sec-Fetch-Site": "same-site"}),
        }
        if name not in NO_TOKEN:
            answers |= {"none": sent(hands, form, bare), "foreign": sent(hands, form, foreign)}
            answers["another visit's"] = sent(hands, form, (("csrf_token", _another(hands)), *bare))
        for kind, reply in answers.items():
            # What she typed may be kept for her, and is offered to her alone.
            changed = {change.table for change in reply.changes} - {"draft"}
            assert (reply.status in (400, 403), changed) == (True, set()), (name, kind)


def _another(hands: Hands) -> str:
    """A token that holds, in a visit that is not this one."""
    signer = URLSafeTimedSerializer(str(hands.app.secret_key), salt="wtf-csrf-token")
    return str(signer.dumps("f" * 40))


def test_the_part_of_an_address_after_the_question_mark(hands: Hands) -> None:
    assert faults_of(_asked(hands)) == []


def _asked(hands: Hands) -> Iterator[tuple[str, Reply]]:
    read = re.compile(r'request\.(?:args|values)\.get(?:list)?\("(\w+)"')
    sources = Path(mentorship.web.__file__).parent.rglob("*.py")
    names = {name for source in sources for name in read.findall(source.read_text("utf-8"))}
    assert {"page", "shelf", "language"} <= names
    for rule, persona in hands.pages("GET"):
        path = hands.address(rule, persona)
        for kind in IN_ADDRESSES:
            payload = PAYLOADS[kind]
            pairs = [(name, payload) for name in sorted(names) if name != "next"] * 2
            query = urlencode([*pairs, (payload, "")], errors="surrogatepass")
            yield f"{path}: {kind}", hands.look(persona, f"{path}?{query}")


def test_the_parts_of_a_path(hands: Hands) -> None:
    assert faults_of(_named(hands)) == []


def _named(hands: Hands) -> Iterator[tuple[str, Reply]]:
    parts = [*(PAYLOADS[kind] for kind in IN_ADDRESSES), "../../etc/passwd", "x" * 10_000]
    for method in ("GET", "POST"):
        for rule, persona in hands.pages(method):
            for payload in parts if rule.arguments else ():
                part = quote(payload, safe="", errors="surrogatepass")
                path = re.sub(r"<[^>]*>", lambda _: part, rule.rule)  # noqa: B023 - called at once
                reply = hands.send(persona, path, hands.with_token(), method=method)
                yield f"{method} {rule.rule}: {payload[:20]!r}", reply


@settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=st.data())
def test_any_words_at_all(hands: Hands, forms: Mapping[str, Found], words: st.DataObject) -> None:
    form = words.draw(st.sampled_from([form for _, form in sorted(forms.items()) if form.names]))
    letters = (
        st.text(st.characters(), max_size=60)
        | st.integers().map(str)
        | st.sampled_from(sorted(PAYLOADS.values()))
    )
    typed = words.draw(st.dictionaries(st.sampled_from(form.names), letters, min_size=1))

    assert harm(sent(hands, form, form.filled(**typed))) == []
