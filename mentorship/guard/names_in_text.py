"""People named in free text: "Dr. U. Vandermolen (my PI)", "my chief, Amina Yusuf"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mentorship.guard.name_comparing import NameMatch, NameVerdict, compare_names
from mentorship.guard.name_keys import name_keys
from mentorship.guard.name_letters import folded
from mentorship.guard.name_parts import is_fathers, is_rare
from mentorship.guard.name_reading import Part, read_name
from mentorship.guard.name_words import name_words

_WORD = re.compile(r"[^\W\d_][\w'’‘ʼ\u0640\u200c\u200d]*(?:[-‐‑][^\W\d_][\w'’]*)*\.?")
# al-Qasimi, d'Almeida: the small beginning belongs to a name.
_PREFIXED = re.compile(r"[a-zà-ÿ]{1,3}[-‐‑'’][A-ZÀ-Þ]")
_POSSESSIVE = re.compile(r"['’]s$")
_NO_NAME = NameMatch(NameVerdict.DIFFERENT, "Nobody of that name is mentioned.")
_LONGEST = 5
_SHORTEST_SURNAME = 3


@lru_cache(maxsize=16384)
def find_names(text: str) -> tuple[str, ...]:
    """Person names that a text mentions, in its order and without repeats."""
    words = list(_WORD.finditer(text))
    found: dict[str, None] = {}
    at = 0
    while at < len(words):
        end = _name_from(text, words, at)
        if end > at:
            name = text[words[at].start() : words[end - 1].end()]
            found.setdefault(_POSSESSIVE.sub("", name.strip(" .,")))
        at = max(end, at + 1)
    return tuple(found)


def lone_surnames(text: str) -> frozenset[str]:
    """Capital words that stand by themselves and may be surnames: "my grand-boss (Mutasa)".

    Many are none. They only count where somebody of the cohort carries one as a surname.
    """
    rest = text
    for name in find_names(text):
        if len(read_name(name).parts) > 1:
            rest = rest.replace(name, " ; ")
    return frozenset(
        _POSSESSIVE.sub("", word[0].strip("."))
        for word in _WORD.finditer(rest)
        if len(word[0]) > _SHORTEST_SURNAME and _is_capital(word[0]) and _may_be_part(word[0])
    )


def surname_of(name: str) -> str:
    """The surname of somebody named in full; empty where the last name is the father's."""
    parts = read_name(name).parts
    return parts[-1].text if len(parts) > 1 and not is_fathers(parts[-1]) else ""


def surname_agrees(surname: str, name: str) -> bool:
    """True when somebody of this name carries the surname, or one half of it is given."""
    own = {spelling for part in read_name(name).parts[1:] for spelling in part.spellings}
    parts = read_name(surname).parts
    return bool(parts) and all(part.spellings & own for part in parts)


@lru_cache(maxsize=65536)
def has_rare_surname(name: str) -> bool:
    """True when somebody named in full carries a surname that few people share."""
    parts = read_name(name).parts
    return len(parts) > 1 and is_rare(parts[-1])


@lru_cache(maxsize=65536)
def share_rare_surname(a: str, b: str) -> bool:
    """True for two full names of one letter in front and one surname that few people share."""
    one, other = read_name(a).parts, read_name(b).parts
    rare = has_rare_surname(a) and has_rare_surname(b)
    return (
        rare
        and bool(one[-1].spellings & other[-1].spellings)
        and one[0].text[0] == other[0].text[0]
    )


def _name_from(text: str, words: list[re.Match[str]], at: int) -> int:
    """Where the name ends that starts with word `at`; `at` itself when none does."""
    if _is_listed(words[at][0], "titles") or not _may_be_part(words[at][0]):
        return at
    led = _is_led(text, words, at)
    end = at
    while end < len(words) and end - at < _LONGEST and _continues(text, words, at, end, led=led):
        end += 1
    while end > at and _is_small(words[end - 1][0]):
        end -= 1
    full = [word[0] for word in words[at:end] if not _is_small(word[0])]
    if not led and not _is_capital(words[at][0]):
        return at
    if not led and _is_start_of_a_place(text, words, end):
        return at
    long_enough = any(len(word.strip(".")) > 1 for word in full)
    return end if long_enough and (led or len(full) > 1) else at


def _continues(text: str, words: list[re.Match[str]], at: int, end: int, *, led: bool) -> bool:
    if end == at:
        return True
    gap = text[words[end - 1].end() : words[end].start()]
    if gap.strip(" -'’") or (not gap and not words[end - 1][0].endswith(".")):
        return False
    if words[end - 1][0].endswith(".") and len(words[end - 1][0]) > 2:
        return False
    word = words[end][0]
    if _is_small(word):
        return True
    return _may_be_part(word) and (_is_capital(word) or (led and end - at < 2))


def _is_start_of_a_place(text: str, words: list[re.Match[str]], end: int) -> bool:
    """True when a capital word follows that names no person: "Great Plains Medical"."""
    if end >= len(words) or text[words[end - 1].end() : words[end].start()].strip():
        return False
    return _is_capital(words[end][0]) and not _may_be_part(words[end][0])


def _is_led(text: str, words: list[re.Match[str]], at: int) -> bool:
    """True when a title or a role stands just before: "Dr.", "my chief,"."""
    if at == 0:
        return False
    before = words[at - 1]
    gap = text[before.end() : words[at].start()]
    if gap.strip(" ,:(-–—.") or "\n" in gap:
        return False
    if _is_listed(before[0], "titles"):
        # "ms diagnosis", "i miss her": most titles are words, too, so the name needs its capital.
        return not words[at][0][0].islower() or _is_listed(before[0], "academic_titles")
    return _is_listed(before[0], "roles") and not words[at][0][0].islower()


@lru_cache(maxsize=65536)
def _may_be_part(word: str) -> bool:
    plain = folded(word.strip("."))
    if len(word) == 2 and word[0].isupper() and word.endswith("."):
        return True
    if plain in name_words("not_a_name") or plain in name_words("roles") or not plain:
        return False
    return plain not in name_words("credentials") or plain.isupper()


def _is_capital(word: str) -> bool:
    # Scripts without capitals name people only behind a title or a role.
    return word[0].isupper() or bool(_PREFIXED.match(word))


@lru_cache(maxsize=65536)
def _is_small(word: str) -> bool:
    plain = folded(word.strip("."))
    small = plain in name_words("particles") or plain in name_words("articles")
    return small and word[0].islower()


def _is_listed(word: str, kind: str) -> bool:
    return folded(word.strip(".")) in _listed(kind)


@lru_cache(maxsize=8)
def _listed(kind: str) -> frozenset[str]:
    return frozenset(map(folded, name_words(kind)))


@dataclass(frozen=True, slots=True, eq=False)
class _Spoken:
    """A text as a name is looked for in it.

    words   in order, and beside them `keys`, by which each may be part of the name
    every   all of these keys
    lone    names of one part only: "Dr. Fenwick"
    """

    words: tuple[str, ...]
    keys: tuple[frozenset[str], ...]
    every: frozenset[str]
    lone: tuple[Part, ...]


@lru_cache(maxsize=16384)
def _spoken(text: str) -> _Spoken:
    words = tuple(match[0].strip(".") for match in _WORD.finditer(text))
    keys = tuple(map(name_keys, words))
    found = [read_name(name).parts for name in find_names(text)]
    return _Spoken(
        words=words,
        keys=keys,
        every=frozenset[str]().union(*keys),
        lone=tuple(parts[0] for parts in found if len(parts) == 1),
    )


def mentions(text: str, name: str) -> NameMatch:
    """Whether a text names this person.

    A surname alone counts as LIKELY when a title or a role stands before it, or when it is rare
    and written with a capital; a given name alone does not count.
    """
    spoken = _spoken(text)
    if name_keys(name).isdisjoint(spoken.every):
        # Nearly every text and name end here.
        return _NO_NAME
    matches = [compare_names(candidate, name) for candidate in _candidates(spoken, name)]
    if _surname_alone(spoken, name):
        matches.append(NameMatch(NameVerdict.LIKELY, "The surname is mentioned."))
    sure = [match for match in matches if match.verdict is NameVerdict.SAME]
    return next(iter(sure or [match for match in matches if match.is_possible]), _NO_NAME)


def _candidates(spoken: _Spoken, name: str) -> Iterator[str]:
    """Stretches of two or more words in which the whole name may stand."""
    words, keys = spoken.words, name_keys(name)
    near = [not keys.isdisjoint(own) for own in spoken.keys]
    longest = min(len(read_name(name).parts) + 2, _LONGEST)
    for start in range(len(words)):
        for size in range(2, min(longest, len(words) - start) + 1):
            stretch = " ".join(words[start : start + size])
            # "Dr. Beatriz" is one name, however many words it has.
            if any(near[start : start + size]) and len(read_name(stretch).parts) > 1:
                yield stretch


def _surname_alone(spoken: _Spoken, name: str) -> bool:
    surnames = read_name(name).parts[1:]
    return any(alone.spellings & part.spellings for alone in spoken.lone for part in surnames)
