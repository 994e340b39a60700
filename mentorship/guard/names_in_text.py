"""People named in free text: "Dr. U. Vandermolen (my PI)", "my chief, Amina Yusuf"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from mentorship.guard.name_comparing import NameMatch, NameVerdict, compare_names
from mentorship.guard.name_keys import name_keys
from mentorship.guard.name_letters import folded
from mentorship.guard.name_parts import is_fathers
from mentorship.guard.name_reading import read_name
from mentorship.guard.name_words import name_words

_WORD = re.compile(r"[^\W\d_][\w'’‘ʼ\u0640\u200c\u200d]*(?:[-‐‑][^\W\d_][\w'’]*)*\.?")
# al-Qasimi, d'Almeida: the small beginning belongs to a name.
_PREFIXED = re.compile(r"[a-zà-ÿ]{1,3}[-‐‑'’][A-ZÀ-Þ]")
_POSSESSIVE = re.compile(r"['’]s$")
_NO_NAME = NameMatch(NameVerdict.DIFFERENT, "Nobody of that name is mentioned.")
_LONGEST = 5
_SHORTEST_SURNAME = 3


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
        if len(word[0]) > _SHORTEST_SURNAME and _is_capital(word) and _may_be_part(word)
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


def _name_from(text: str, words: list[re.Match[str]], at: int) -> int:
    """Where the name ends that starts with word `at`; `at` itself when none does."""
    if _is_listed(words[at], "titles") or not _may_be_part(words[at]):
        return at
    led = _is_led(text, words, at)
    end = at
    while end < len(words) and end - at < _LONGEST and _continues(text, words, at, end, led=led):
        end += 1
    while end > at and _is_small(words[end - 1]):
        end -= 1
    full = [word for word in words[at:end] if not _is_small(word)]
    if not led and not _is_capital(words[at]):
        return at
    if not led and _is_start_of_a_place(text, words, end):
        return at
    long_enough = any(len(word[0].strip(".")) > 1 for word in full)
    return end if long_enough and (led or len(full) > 1) else at


def _continues(text: str, words: list[re.Match[str]], at: int, end: int, *, led: bool) -> bool:
    if end == at:
        return True
    gap = text[words[end - 1].end() : words[end].start()]
    if gap.strip(" -'’") or (not gap and not words[end - 1][0].endswith(".")):
        return False
    if words[end - 1][0].endswith(".") and len(words[end - 1][0]) > 2:
        return False
    if _is_small(words[end]):
        return True
    return _may_be_part(words[end]) and (_is_capital(words[end]) or (led and end - at < 2))


def _is_start_of_a_place(text: str, words: list[re.Match[str]], end: int) -> bool:
    """True when a capital word follows that names no person: "Great Plains Medical"."""
    if end >= len(words) or text[words[end - 1].end() : words[end].start()].strip():
        return False
    return _is_capital(words[end]) and not _may_be_part(words[end])


def _is_led(text: str, words: list[re.Match[str]], at: int) -> bool:
    """True when a title or a role stands just before: "Dr.", "my chief,"."""
    if at == 0:
        return False
    before = words[at - 1]
    gap = text[before.end() : words[at].start()]
    if gap.strip(" ,:(-–—.") or "\n" in gap:
        return False
    if _is_listed(before, "titles"):
        # "ms diagnosis", "i miss her": most titles are words, too, so the name needs its capital.
        return not words[at][0][0].islower() or _is_listed(before, "academic_titles")
    return _is_listed(before, "roles") and not words[at][0][0].islower()


def _may_be_part(word: re.Match[str]) -> bool:
    plain = folded(word[0].strip("."))
    if len(word[0]) == 2 and word[0][0].isupper() and word[0].endswith("."):
        return True
    if plain in name_words("not_a_name") or plain in name_words("roles") or not plain:
        return False
    return plain not in name_words("credentials") or plain.isupper()


def _is_capital(word: re.Match[str]) -> bool:
    # Scripts without capitals name people only behind a title or a role.
    return word[0][0].isupper() or bool(_PREFIXED.match(word[0]))


def _is_small(word: re.Match[str]) -> bool:
    plain = folded(word[0].strip("."))
    small = plain in name_words("particles") or plain in name_words("articles")
    return small and word[0][0].islower()


def _is_listed(word: re.Match[str], kind: str) -> bool:
    plain = folded(word[0].strip("."))
    return plain in _listed(kind)


@lru_cache(maxsize=8)
def _listed(kind: str) -> frozenset[str]:
    return frozenset(map(folded, name_words(kind)))


def mentions(text: str, name: str) -> NameMatch:
    """Whether a text names this person.

    A surname alone counts as LIKELY when a title or a role stands before it, or when it is rare
    and written with a capital; a given name alone does not count.
    """
    matches = [compare_names(candidate, name) for candidate in _candidates(text, name)]
    if _surname_alone(text, name):
        matches.append(NameMatch(NameVerdict.LIKELY, "The surname is mentioned."))
    sure = [match for match in matches if match.verdict is NameVerdict.SAME]
    return next(iter(sure or [match for match in matches if match.is_possible]), _NO_NAME)


def _candidates(text: str, name: str) -> Iterator[str]:
    """Stretches of two or more words in which the whole name may stand."""
    words = [match[0].strip(".") for match in _WORD.finditer(text)]
    near = [not name_keys(name).isdisjoint(name_keys(word)) for word in words]
    longest = min(len(read_name(name).parts) + 2, _LONGEST)
    for start in range(len(words)):
        for size in range(2, min(longest, len(words) - start) + 1):
            stretch = " ".join(words[start : start + size])
            # "Dr. Beatriz" is one name, however many words it has.
            if any(near[start : start + size]) and len(read_name(stretch).parts) > 1:
                yield stretch


def _surname_alone(text: str, name: str) -> bool:
    parts = read_name(name).parts
    if len(parts) < 2:
        return False
    for found in find_names(text):
        read = read_name(found).parts
        if len(read) == 1 and any(read[0].spellings & part.spellings for part in parts[1:]):
            return True
    return False
