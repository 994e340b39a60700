"""Committees by their names: whom "anyone on the Southwest Fieldwork Ethics Panel" means.

No register lists them. Where one answer asks to be kept apart from a committee, and the other
person says to sit on one of the same name, however it is shortened, a person is asked.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.guard.phrases import any_of, entries, words_in
from mentorship.guard.spelling import words_of

_KEY = "committee "
_HEADS = {
    spelling: names.split("|")[0]
    for names in entries("committees")
    for spelling in names.split("|")
}
_WHOLE_WORD = {
    short: whole for short, _, whole in (e.partition("=") for e in entries("shortened_words"))
}
_EMPTY = words_in("empty_in_committees")
# Every place has one of these: "the ethics committee" names none by itself.
_COMMON = words_in("common_committees")
_OWN = any_of("own")
_SEGMENTS = re.compile(r"[;\n]+|(?<=\w{4})\.(?=\s|$)|\s+(?:but|pero|mais)\s+")
_MOST_WORDS = 8


def is_committee(key: str) -> bool:
    """True for a key of `committees_before`."""
    return key.startswith(_KEY)


def is_head(word: str) -> bool:
    """True for a folded word that says "committee" in one way or another."""
    return word in _HEADS


def committees_before(person: Mentee | Mentor) -> frozenset[str]:
    """Keys that two people share where one refuses a committee on which the other sits."""
    other = Side.MENTOR if person.side is Side.MENTEE else Side.MENTEE
    texts = [person.words, person.anything_else, person.department]
    texts += [person.roles] if isinstance(person, Mentor) else []
    refused = (f"{_KEY}{other} {name}" for name in _named((person.keep_apart,), asked=True))
    sits_on = (f"{_KEY}{person.side} {name}" for name in _named(texts))
    return frozenset((*refused, *sits_on))


def _named(texts: Iterable[str], *, asked: bool = False) -> Iterator[str]:
    """Two telling words of each committee that a text names, or its kind and the only one."""
    for text in texts:
        for segment in _SEGMENTS.split(text) if text else ():
            words = _whole_words(segment or "")
            heads = {_HEADS[word] for word in words if word in _HEADS}
            if heads and not (asked and _OWN.search(" ".join(words))):
                yield from _keys(words, heads)


def _keys(words: Iterable[str], heads: Iterable[str]) -> Iterator[str]:
    telling = {w for w in words if w not in _EMPTY and w not in _HEADS and len(w) > 2}
    kept = sorted(telling)[:_MOST_WORDS]
    yield from (f"{one} {other}" for one, other in combinations(kept, 2))
    if len(telling - _COMMON) == 1:
        (only,) = telling - _COMMON
        yield from (f"{head} {only}" for head in heads)


def _whole_words(text: str) -> tuple[str, ...]:
    words = " ".join(_WHOLE_WORD.get(word, word) for word in words_of(text))
    return tuple(words.replace("task force", "taskforce").replace("study section", "panel").split())
