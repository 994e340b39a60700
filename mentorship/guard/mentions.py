"""Finding institutions within longer texts, where nothing marks where a name begins and ends."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from mentorship.guard.lookup import Lookup
from mentorship.guard.spelling import GENERIC, folded, words_of

Span = tuple[int, int]
# "Tide water" is one long word; short ones are too often two.
_SHORTEST_WHOLE = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """An institution named within a longer text: where, and whether the words leave no doubt."""

    names: frozenset[str]
    start: int
    end: int
    certain: bool


@dataclass(frozen=True, slots=True)
class _Named:
    names: frozenset[str] = frozenset()
    certain: bool = False


_NOBODY = _Named()
_WORD = re.compile(r"[\w][\w'’.&-]*(?<![.\-])", re.UNICODE)
_AT_A_PLACE = re.compile(
    r"\b(?:at|from|with|join(?:ing|ed)?|left|leaving|of|for|to|in|chez|à|au|en|de|del"
    r"|del hospital|of the|at the|for the|from the|with the)\s+$",
    re.IGNORECASE,
)
_OWNING = re.compile(r"['’]s?$")
_TITLE = re.compile(r"\b(?:dr|dra|prof|professor|mr|mrs|ms|sra?|mme|doctor)\.?\s+$", re.IGNORECASE)
_NEVER_AT_AN_END = frozenset(
    [
        "the",
        "a",
        "an",
        "at",
        "in",
        "of",
        "for",
        "and",
        "or",
        "my",
        "our",
        "your",
        "his",
        "her",
        "their",
        "from",
        "to",
        "with",
        "where",
        "who",
        "which",
        "i",
        "is",
        "was",
        "are",
        "it",
        "on",
        "by",
        "as",
        "de",
        "la",
        "le",
        "du",
        "des",
        "el",
        "y",
        "et",
        "en",
        "chez",
        "al",
        "also",
    ]
)


def find_mentions(text: str, layers: Sequence[Lookup]) -> Iterable[Mention]:
    """The institutions named within a text, in order, longest names first, none twice."""
    spans = [match.span() for match in _WORD.finditer(text)]
    may_be_name = _may_be_names([text[start:end] for start, end in spans], layers)
    longest = max((layer.longest for layer in layers), default=0) + 3
    at = 0
    while at < len(spans):
        ends = (i for i in range(min(at + longest, len(spans)) - 1, at - 1, -1) if may_be_name[i])
        mention, last = None, at
        if may_be_name[at]:
            mention, last = _longest_at(text, spans, at, ends=ends, layers=layers)
        if mention:
            yield mention
        at = last + 1


def with_wider(written: Iterable[Mention], full: Iterable[Mention]) -> tuple[Mention, ...]:
    """Both, in order: a full name takes the shorter ones within it along, and never cuts one."""
    kept = list(written)
    for wide in full:
        met = [one for one in kept if one.start < wide.end and wide.start < one.end]
        if not met:
            kept.append(wide)
        elif wide.certain and all(_is_longer(wide, one) for one in met):
            names = wide.names.union(*(one.names for one in met))
            kept = [one for one in kept if one not in met]
            kept.append(Mention(names, wide.start, wide.end, certain=True))
    return tuple(sorted(kept, key=lambda one: one.start))


def _is_longer(wide: Mention, one: Mention) -> bool:
    around = wide.start <= one.start and one.end <= wide.end
    return around and (wide.start, wide.end) != (one.start, one.end)


def _longest_at(
    text: str, spans: Sequence[Span], at: int, *, ends: Iterable[int], layers: Sequence[Lookup]
) -> tuple[Mention | None, int]:
    """The longest name that begins at this word, and its last word."""
    start = spans[at][0]
    for last in ends:
        end = spans[last][1]
        phrase = text[start:end]
        named = _named(phrase, before=text[:start], layers=layers)
        if not named.names and _OWNING.search(phrase):
            # "Queensgate's lawyers", while St. Brigid's is a name as it stands.
            named = _named(_OWNING.sub("", phrase), before=text[:start], layers=layers)
        if named.names:
            return Mention(named.names, start, end, named.certain), last
    return None, at


def _may_be_names(words: Sequence[str], layers: Sequence[Lookup]) -> list[bool]:
    """Which words may begin or end a name, also as one half of a word: "Tide water General"."""
    may = [_may_be_name(word, layers) for word in words]
    for at, (one, other) in enumerate(pairwise(words)):
        if one[:1].isupper() and _is_one_word(_folded_word(one) + _folded_word(other), layers):
            may[at] = may[at + 1] = True
    return may


def _is_one_word(halves: Sequence[str], layers: Sequence[Lookup]) -> bool:
    """True for two halves of one long word that a name holds, neither of them known by itself."""
    whole = "".join(halves)
    return (
        len(halves) == len(("one", "other"))
        and len(whole) >= _SHORTEST_WHOLE
        and any(whole in layer.vocabulary for layer in layers)
        and not all(any(half in layer.vocabulary for layer in layers) for half in halves)
    )


def _with_whole_words(words: tuple[str, ...], layers: Sequence[Lookup]) -> tuple[str, ...]:
    for at, halves in enumerate(pairwise(words)):
        if _is_one_word(halves, layers):
            return (*words[:at], "".join(halves), *words[at + 2 :])
    return words


def _may_be_name(word: str, layers: Sequence[Lookup]) -> bool:
    slips = word[:1].isupper()
    if _OWNING.search(word) and _may_be_name(_OWNING.sub("", word), layers):
        return True
    return any(
        layer.knows(part) or (slips and layer.nearly_knows(part))
        for part in _folded_word(word)
        for layer in layers
    )


@lru_cache(maxsize=20_000)
def _folded_word(word: str) -> tuple[str, ...]:
    """What `folded` makes of one word: texts repeat their words."""
    return folded(word)


def _named(phrase: str, *, before: str, layers: Sequence[Lookup]) -> _Named:
    """What a phrase inside a text names, and whether that is certain."""
    words = folded(phrase)
    if phrase[:1].isupper():
        words = _with_whole_words(words, layers)
    written = words_of(phrase)
    if not words or _NEVER_AT_AN_END.intersection((written[0], written[-1])):
        return _NOBODY
    if len(written) == 1 and len(written[0]) == 1:
        # "I publish with T. Strand": a letter stands for a given name.
        return _NOBODY
    placed = bool(_AT_A_PLACE.search(before))
    one_word_of_speech = len(words) == 1 and not phrase.isupper() and not placed
    if not (one_word_of_speech and (phrase.islower() or _TITLE.search(before))):
        for layer in layers:
            if found := layer.exactly(words).surely:
                return _Named(found, not one_word_of_speech)
    return _named_in_short(phrase, before=before, layers=layers)


def _named_in_short(phrase: str, *, before: str, layers: Sequence[Lookup]) -> _Named:
    """A place named by part of its name: only where it is written or placed like a name."""
    words = _with_whole_words(folded(phrase), layers)
    placed = bool(_AT_A_PLACE.search(before))
    in_halves = phrase[:1].isupper() and len(words) < len(folded(phrase))
    written = in_halves or all(_looks_like_a_name(word) for word in phrase.split())
    if not (placed or written) or _TITLE.search(before) or words[0] in GENERIC:
        return _NOBODY
    for layer in layers:
        misspelt = any(layer.nearly_knows(word) for word in words)
        if misspelt and len(words) == 1:
            continue  # Thornberry is a person before it is a slip for Thornbury
        if found := layer.find(words).surely:
            telling = len(words) > 1 or phrase.isupper() or placed
            return _Named(found, telling and not misspelt)
    return _NOBODY


def _looks_like_a_name(word: str) -> bool:
    return word[:1].isupper() or word.casefold() in {
        "of",
        "the",
        "for",
        "and",
        "&",
        "-",
        "de",
        "du",
    }
