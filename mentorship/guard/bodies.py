"""Bodies outside the register that one person may decide for and the other depend on.

A foundation, a study section, a consortium, somebody's laboratory: no register lists them all.
Where one text says that its writer decides for one, and the other text depends on one of the same
name, a person is asked. The name is the telling word beside the word for the body.
"""

import re
from collections.abc import Iterable
from functools import cache

from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.vocabulary import vocabulary
from mentorship.guard.phrases import alternatives, words_in
from mentorship.guard.spelling import is_telling, words_of

_SAME = {
    "labs": "lab",
    "laboratory": "lab",
    "laboratories": "lab",
    "laboratorio": "lab",
    "laboratoire": "lab",
    "awards": "award",
    "fellowships": "fellowship",
    "scholarships": "scholarship",
    "scholars": "scholarship",
    "prizes": "prize",
    "trusts": "trust",
    "grants": "grant",
    "fundacion": "foundation",
    "fondation": "foundation",
    "sociedad": "society",
    "societe": "society",
    "asociacion": "association",
    "consorcio": "consortium",
    "beca": "fellowship",
    "bourse": "fellowship",
    "premio": "prize",
    "prix": "prize",
}
_NAMED = alternatives("bodies")
# Panels are named in small letters, too: "the mucosal immunity study section".
_PANELS = alternatives("panels")
# So are foundations by those who type no capitals; few other words stand before these two.
_WRITTEN_SMALL = frozenset({"foundation", "trust"})
_EMPTY = words_in("empty_in_bodies")
_IS_PANEL = re.compile(_PANELS)
_WORD = r"\b[^\W\d_][\w'’&-]{0,40}"
_ANY = re.compile(rf"\b(?i:{_NAMED}|{_PANELS}|fundación)\b")
_OF = r"(?:of|for|on|de|del|du|des|d')\s*(?:the\s+|la\s+)?"
_BEFORE_NAMES = r"beca|premio|fundaci[oó]n|laboratorio|bourse|prix|fondation|laboratoire"
# "Harrow Prize", "Society of Women Engineers", "beca Alarcón"; and which word is the nearest.
_WRITTEN = (
    (re.compile(rf"(?P<words>(?:{_WORD}\s+){{1,3}})(?P<body>(?i:{_NAMED}|{_PANELS}))\b"), -1),
    (
        re.compile(rf"\b(?P<body>(?i:{_NAMED}|{_PANELS}))\s+{_OF}(?P<words>(?:{_WORD}\s*){{1,3}})"),
        0,
    ),
    (re.compile(rf"\b(?P<body>(?i:{_BEFORE_NAMES}))\s+(?P<words>{_WORD})"), 0),
)
_DECIDES = re.compile(rf"\b(?:{alternatives('decides_for')})\b")
_DEPENDS = re.compile(rf"\b(?:{alternatives('depends_on')})\b")
_KEY = "body "


def is_body(key: str) -> bool:
    """True for a key of `bodies_before`."""
    return key.startswith(_KEY)


def bodies_before(person: Mentee | Mentor) -> frozenset[str]:
    """Keys that two people share where one decides for a body on which the other depends."""
    free = (person.keep_apart, person.words, person.anything_else)
    if isinstance(person, Mentor):
        said = [*_named(person.department), *_named(person.roles), *_named_with(_DECIDES, free)]
    else:
        said = [*_named(person.department), *_named(person.workplace)]
        said += _named_with(_DEPENDS, free)
    return frozenset(f"{_KEY}{name}" for name in said)


def _named_with(cue: re.Pattern[str], texts: Iterable[str]) -> Iterable[str]:
    """The bodies that a text names, if it also says why."""
    for text in texts:
        if text and (names := list(_named(text))) and cue.search(" ".join(words_of(text))):
            yield from names


def _named(text: str) -> Iterable[str]:
    """Each body that a text names: its kind, and the telling word that stands nearest to it."""
    if not _ANY.search(text):
        return
    for way, nearest in _WRITTEN:
        for found in way.finditer(text):
            kind = " ".join(words_of(found["body"]))
            free = bool(_IS_PANEL.fullmatch(kind)) or _SAME.get(kind, kind) in _WRITTEN_SMALL
            words = _telling(found["words"].split(), panel=free)
            if words:
                yield f"{_SAME.get(kind, kind)} {words[nearest]}"


def _telling(written: Iterable[str], *, panel: bool) -> list[str]:
    """The words that tell one body from another; a panel may be called by a field alone."""
    spoken = [("".join(words_of(re.sub(r"['’]s$", "", word))), word) for word in written]
    if panel:
        return [one for one, _ in spoken if len(one) > 2 and one not in _EMPTY]
    return [
        one
        for one, word in spoken
        if word[:1].isupper() and one not in _EMPTY and one not in _fields() and is_telling([one])
    ]


@cache
def _fields() -> frozenset[str]:
    """The words of fields: "Cardiology Fellowship" is no name."""
    known = vocabulary().specialties.values()
    return frozenset(
        word for one in known for name in (one.label, *one.aliases) for word in words_of(name)
    )
