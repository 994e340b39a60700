"""The shipped catalogue of universities: thousands of names, found letter for letter or not at all.

A name of it is known only when it is written in full and belongs to one place. What merely
resembles a name is offered to a person, and never believed.
"""

import gzip
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from rapidfuzz import fuzz, process

from mentorship.guard.lookup import NOTHING, Found, Words
from mentorship.guard.mentions import Mention
from mentorship.guard.spelling import (
    folded,
    folded_lines,
    is_distinctive,
    is_kind,
    is_telling,
    words_of,
)

_WORD = re.compile(r"[^\W_][\w'’&-]*")
_SMALL = frozenset(["of", "the", "for", "and", "at", "in", "de", "la", "del", "des", "du", "di"])
# "A university in Chile", "my college": words with which a kind of place is described.
_LOOSE = frozenset(["a", "an", "at", "en", "in", "mi", "my", "near", "our", "un", "una", "une"])
_BREAK = re.compile(r"\s[-–—]\s|[,;:()/]")
_OWNING = re.compile(r"['’]s?$")
# What turns the name of a university into that of its hospital.
_CARE = frozenset(["center", "clinic", "clinics", "health", "hospital", "medical", "teaching"])
# A resemblance, of 100, from which on a name is offered.
_ALIKE = 82
_MOST_OFFERED = 5
_LONGEST_IN_TEXT = 14


@dataclass(frozen=True, slots=True)
class Entry:
    """One institution of the catalogue; `systems` are what it shares with others of a domain."""

    name: str
    names: tuple[str, ...]
    domains: tuple[str, ...]
    systems: tuple[str, ...] = ()


class Catalogue:
    """Institutions that are written one on a line: names between bars, domains, systems.

    Only the places where a name stands are kept in memory; an entry is made when it is asked for.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        rows = [line.split("\t") for line in lines]
        spelled = [(name, at) for at, row in enumerate(rows) for name in row[0].split("|")]
        self._exact: dict[str, tuple[int, ...]] = {}
        for words, (_, at) in zip(folded_lines([n for n, _ in spelled]), spelled, strict=True):
            _note(self._exact, " ".join(words), at)
        self._by_domain: dict[str, tuple[int, ...]] = {}
        for at, row in enumerate(rows):
            for domain in row[1].split(" "):
                _note(self._by_domain, domain, at)
        self._by_name = {row[0].partition("|")[0]: at for at, row in enumerate(rows)}

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every institution, in the order of its name."""
        return tuple(_entry(line) for line in self._lines)

    def entry(self, name: str) -> Entry | None:
        """The institution of exactly this name."""
        return _entry(self._lines[self._by_name[name]]) if name in self._by_name else None

    def exactly(self, text: str) -> Found:
        """What a text names in full.

        Asked about are a name without a word of its own or without its kind ("San Diego"), and
        one that several places bear. "A university in Chile" is no Universidad de Chile.
        """
        words = folded(text)
        found = self._named(words)
        if not found or not _is_written_so(text, found):
            return NOTHING
        names = frozenset(one.name for one in found)
        if _in_common(found) and is_distinctive(words):
            return Found(surely=names)
        return Found(perhaps=tuple(sorted(names)))

    def of_domain(self, domain: str) -> str | None:
        """The institution of a domain, or the system of several on it."""
        found = self._of(self._by_domain.get(domain, ()))
        if not found:
            return None
        return found[0].name if len(found) == 1 else min(_in_common(found), default=found[0].name)

    def within(self, name: str) -> tuple[str, ...]:
        """The institutions whose whole name stands within this one, the longest name first."""
        found = (one.name for part in parts_of(name) for one in self._named(part))
        return tuple(dict.fromkeys(found))

    def beginning(self, words: Words) -> tuple[str, ...]:
        """The institutions whose names go on after these words, the shortest first."""
        spoken = f"{' '.join(words)} "
        first = bisect_left(self._in_order, spoken)
        last = bisect_left(self._in_order, f"{spoken}\U0010ffff", lo=first)
        return self._names_of(sorted(self._in_order[first:last], key=len))

    def mentions(self, text: str) -> Iterator[Mention]:
        """The institutions named within a text in full, by two words or more and in capitals."""
        spans = [match.span() for match in _WORD.finditer(text)]
        at = 0
        while at < len(spans):
            named = next(self._named_at(text, spans[at : at + _LONGEST_IN_TEXT]), None)
            at += 1
            if named:
                yield named
                at += sum(1 for start, _ in spans[at:] if start < named.end)

    def resembling(self, words: Words) -> tuple[str, ...]:
        """The institutions that a person may mean by these words, the nearest first."""
        if not is_telling(words):
            return ()
        close = process.extract(
            " ".join(words), self._in_order, scorer=fuzz.ratio, limit=20, score_cutoff=_ALIKE
        )
        near = self._names_of(form for form, _, _ in close)
        return tuple(dict.fromkeys((*near, *self.beginning(words))))[:_MOST_OFFERED]

    def _names_of(self, forms: Iterable[str]) -> tuple[str, ...]:
        return tuple(one.name for form in forms for one in self._of(self._exact[form]))

    def _named(self, words: Words) -> list[Entry]:
        return self._of(self._exact.get(" ".join(words), ()))

    def _of(self, places: Iterable[int]) -> list[Entry]:
        return [_entry(self._lines[at]) for at in places]

    @cached_property
    def _in_order(self) -> Sequence[str]:
        return sorted(self._exact)

    @cached_property
    def _first_words(self) -> Mapping[str, int]:
        """The words that begin a name fit for finding in texts, and how long the longest is."""
        longest: dict[str, int] = {}
        for words in map(tuple, map(str.split, self._exact)):
            if is_distinctive(words):
                longest[words[0]] = max(len(words), longest.get(words[0], 0))
        return longest

    def _named_at(self, text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Mention]:
        """The longest name that begins with the first of these words."""
        start = spans[0][0]
        first = folded(text[slice(*spans[0])])
        if not first or first[0] not in self._first_words or not text[start].isupper():
            return
        for _, end in reversed(spans[1 : self._first_words[first[0]] * 2]):
            phrase = _OWNING.sub("", text[start:end])
            if is_distinctive(folded(phrase)) and is_written_as_name(phrase):
                found = self.exactly(phrase)
                if names := found.surely or frozenset(found.perhaps):
                    yield Mention(names, start, start + len(phrase), certain=bool(found.surely))


def _note(index: dict[str, tuple[int, ...]], key: str, at: int) -> None:
    """Line `at` stands under this key, once."""
    known = index.get(key)
    if not known:
        index[key] = (at,)
    elif known[-1] != at:
        index[key] = (*known, at)


def _in_common(found: Sequence[Entry]) -> frozenset[str]:
    """The systems that all of these share; a place by itself is its own."""
    return frozenset.intersection(*(frozenset((one.name, *one.systems)) for one in found))


def parts_of(text: str) -> Iterator[Words]:
    """Every run of words within a text that could name a place by itself, the longest first.

    A word before it that belongs to the name ends the search: New York University holds no York
    University, and the Technical University of Munich is not the University of Munich.
    """
    runs = {run for segment in (text, *_BREAK.split(text)) for run in _runs(words_of(segment))}
    yield from sorted(filter(is_distinctive, runs), key=lambda run: (-len(run), run))
    yield from _of_a_hospital(folded(text))


def _runs(words: Words) -> Iterator[Words]:
    for start in range(len(words)):
        if start == 0 or _may_begin(words[start], after=words[start - 1]):
            for end in range(start + 2, len(words) + 1):
                yield folded(" ".join(words[start:end]))


def _may_begin(word: str, *, after: str) -> bool:
    """True where a name may begin: after "of", after a kind of place, "university" after a name."""
    before = folded(after)
    return not before or is_kind(before[0]) or (is_kind(word) and is_telling(before))


def _of_a_hospital(words: Words) -> Iterator[Words]:
    """The university whose hospital this is, in both orders: University Hospital Bonn."""
    rest = tuple(word for word in words if word not in _CARE)
    if len(rest) == len(words) or "university" not in rest or not is_distinctive(rest):
        return
    own = tuple(word for word in rest if word != "university")
    yield ("university", *own)
    yield (*own, "university")


def _is_written_so(text: str, found: Iterable[Entry]) -> bool:
    """False where a small word makes a remark of it, unless the name itself has this word."""
    loose = _LOOSE.intersection(words_of(text))
    return not loose or any(loose <= set(words_of(name)) for one in found for name in one.names)


def is_written_as_name(phrase: str) -> bool:
    """True when every word has its capital, small words aside, and none trails at the end."""
    split = phrase.split()
    capitals = all(
        word[:1].isupper() or word.casefold() in _SMALL or not words_of(word) for word in split
    )
    return capitals and bool(split) and bool(folded(split[-1]))


_EMPTY = Catalogue(())


def no_catalogue() -> Catalogue:
    """Nothing: for a register that knows its own entries alone."""
    return _EMPTY


@cache
def shipped_catalogue() -> Catalogue:
    """The universities that come with the program, read when first asked for."""
    packed = (files(__package__) / "universities.tsv.gz").read_bytes()
    return Catalogue(gzip.decompress(packed).decode("utf-8").rstrip("\n").split("\n"))


def _entry(line: str) -> Entry:
    names, domains, systems = line.split("\t")
    spelled = tuple(names.split("|"))
    above = tuple(filter(None, systems.split("|")))
    return Entry(spelled[0], spelled, tuple(domains.split(" ")), above)
