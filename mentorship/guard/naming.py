"""Whom and which places one clause names."""

import re
from collections.abc import Sequence

from mentorship.guard.committees import is_head
from mentorship.guard.institutions import Register
from mentorship.guard.kin import in_known_words, kin_in
from mentorship.guard.mentions import Mention
from mentorship.guard.names import find_names, lone_surnames, surname_of
from mentorship.guard.phrases import RELATIVE
from mentorship.guard.spelling import plain

# "Bristow, Hale is my partner"
_TURNED = re.compile(r"\b([A-Z][\w'’-]+), ([A-Z][\w'’-]+)\b")
# "my sister Hamdi signed up": a verb in small letters is no second name.
_AS_GIVEN = re.compile(r"(?:[^\W\d_a-z][\w'’-]*\s*)*")

_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")


def places_in(clause: str, *, register: Register) -> Sequence[Mention]:
    """The institutions that a clause names; a doubtful one within somebody's name is none."""
    mentions = register.mentions(clause)
    if all(one.certain for one in mentions):
        return mentions
    named = [name for name in find_names(clause) if surname_of(name) and not _ACRONYM.search(name)]
    return [
        one
        for one in mentions
        if one.certain or not any(_is_within(clause[one.start : one.end], n) for n in named)
    ]


def _is_within(short: str, name: str) -> bool:
    return short in name and short.strip() != name.strip()


def people_in(
    clause: str, mentions: Sequence[Mention], *, words: str
) -> tuple[frozenset[str], frozenset[str]]:
    """The people whom a clause names, and capital words that may be surnames."""
    spoken = clause
    for mention in reversed([one for one in mentions if one.certain]):
        # A doubtful one may be a person: Peter is no reason to lose Peter Novak.
        spoken = f"{spoken[: mention.start]} ; {spoken[mention.end :]}"
    spoken = in_known_words(spoken)
    names = frozenset(find_names(spoken))
    surnames = frozenset(one for one in lone_surnames(spoken) if not is_head(plain(one)))
    if RELATIVE.search(words):
        # Whoever carries the same surname may be one more of the family.
        surnames |= {last for name in names if (last := surname_of(name))}
        names |= {f"{given} {family}" for family, given in _TURNED.findall(spoken)}
        names |= set(filter(None, map(given_part, names)))
        names |= kin_in(clause).named
    return names, surnames


def given_part(name: str) -> str:
    """The words at the beginning of a found name that are written like one."""
    found = _AS_GIVEN.match(name)
    return found[0].strip() if found else ""
