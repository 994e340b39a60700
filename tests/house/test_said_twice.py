"""Every field of a form, and every parameter of its address, sent twice does no more than once.

The forms are those that stand on the pages that can be opened; test_bad_input.py looks further.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from support.found_forms import Found, forms_in
from support.polyglots import MARKUP, harm
from support.rough_hands import Hands, Reply

# Whatever a page of ours reads after the question mark, with something that it could mean.
PARAMETERS = (("next", "/help"), ("shelf", "set_aside"), ("page", "2"), ("part", "now"))
_IS_AN_ID = re.compile(r"[\w-]{22}").fullmatch


@pytest.fixture(scope="module")
def forms(hands: Hands) -> Mapping[str, Found]:
    """For every endpoint the longest of its forms."""
    found: dict[str, Found] = {}
    for rule, persona in hands.pages("GET"):
        if rule.endpoint != "static":
            path = hands.address(rule, persona)
            for form in forms_in(hands, hands.look(persona, path).text, persona, path):
                known = found.get(form.endpoint, form)
                found[form.endpoint] = max(known, form, key=lambda one: len(one.names))
    return found


def meaning_another(hands: Hands, form: Found) -> list[tuple[str, str]]:
    """Every field once more: somebody else's id in the place of an id, markup instead of words."""
    ids = {one for kind in hands.objects.values() for pair in kind.values() for one in pair}
    elsewhere = sorted(one for one in ids if _IS_AN_ID(one) and one not in form.path)
    pairs = [pair for pair in form.filled() if pair[0] != "csrf_token"]
    return [
        (name, next(one for one in elsewhere if one != value) if _IS_AN_ID(value) else MARKUP)
        for name, value in pairs
    ]


def touched(reply: Reply) -> tuple[set[tuple[str, int]], set[str]]:
    """Which records are not as they were, and of what kind there is a new one."""
    changed = {(one.table, one.row) for one in reply.changes if one.column != "+"}
    return changed, {one.table for one in reply.changes if one.column == "+"}


def test_the_first_counts_or_nothing_does(hands: Hands, forms: Mapping[str, Found]) -> None:
    more: dict[str, object] = {}
    written = 0
    for name, form in forms.items():
        again = meaning_another(hands, form)
        asked = urlencode([*again, *again, *PARAMETERS, *PARAMETERS], errors="replace")
        path = f"{form.path}{'&' if '?' in form.path else '?'}{asked}"

        reply = hands.send(form.persona, path, (*form.filled(), *again))

        changed, new = touched(reply)
        if changed or new:
            written += 1
            once = touched(hands.send(form.persona, form.path, form.filled()))
            changed, new = changed - once[0], new - once[1]
        if harm(reply) or changed or new:
            more[name] = (harm(reply), changed, new)

    assert len(forms) > 35
    assert written > 15
    assert more == {}
