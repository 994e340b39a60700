"""How the matches of a pattern can begin, so that most patterns need not be searched in a text.

A head is the first letters of a match, five at most. Whatever is not understood in a pattern
makes its heads shorter or leaves it without any ("" begins everything), so that a pattern is
skipped only where it cannot match.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

_LONGEST = 5
_LENGTHS = range(_LONGEST + 1)
_WORD_START = re.compile(r"(?<!\w)\w")
_CLASS = re.compile(r"\[([^\]\\^]*)\]")
_DIGIT = re.compile(r"\d")
_PLAIN = re.compile(r"[\w ]")
# What stands before, after or at an edge takes no room itself.
_EMPTY = ("^", "$", "\\b")
_BRACKET = re.compile(r"\(\?(?:[:!=]|<[!=])")
_REPEAT = re.compile(r"\{\d+(?:,\d*)?\}|[?*+]")
# Written onto the word that follows, and no part of what a pattern begins with.
_JOINED_IN_ARABIC = frozenset("وفبلك")

# What a match may begin with, and whether all of it is known so far.
_Begun = frozenset[tuple[str, bool]]
_NOTHING: _Begun = frozenset({("", True)})
_ANYTHING: _Begun = frozenset({("", False)})
# Figures of every script count as one, here and in a text.
_FIGURE = "0"
_A_DIGIT: _Begun = frozenset({(_FIGURE, True)})


@lru_cache(maxsize=1024)
def heads_in(words: str) -> frozenset[str]:
    """Every head that a match in these bare words can have."""
    words = _DIGIT.sub(_FIGURE, words)
    starts = [found.start() for found in _WORD_START.finditer(words)]
    starts += [at + 1 for at in starts if words[at] in _JOINED_IN_ARABIC]
    return frozenset(words[at : at + length] for at in starts for length in _LENGTHS)


def heads_of(pattern: str) -> frozenset[str]:
    """The heads of what a pattern can match; one of them stands in every text that it is in."""
    begun, _ = _alternatives(pattern, 0)
    return frozenset(_DIGIT.sub(_FIGURE, head[:_LONGEST]) for head, _ in begun)


class Headed:
    """Patterns by their heads: which of them a text could hold at all."""

    def __init__(self, patterns: Sequence[re.Pattern[str]], sources: Iterable[str]) -> None:
        self._patterns = patterns
        self._by_head: dict[str, list[int]] = {}
        for at, source in enumerate(sources):
            for head in heads_of(source):
                self._by_head.setdefault(head, []).append(at)
        self._heads = frozenset(self._by_head)

    def any_in(self, words: str) -> bool:
        """True when one of the patterns is in these bare words."""
        if not self._patterns:
            return False
        begun = self._heads & heads_in(words)
        possible = {at for head in begun for at in self._by_head[head]}
        return any(self._patterns[at].search(words) for at in possible)


def _alternatives(pattern: str, at: int) -> tuple[_Begun, int]:
    """What one of several alternatives begins with, up to the bracket that ends them."""
    found: set[tuple[str, bool]] = set()
    while True:
        begun, at = _sequence(pattern, at)
        found |= begun
        if at >= len(pattern) or pattern[at] == ")":
            return frozenset(found), at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[_Begun, int]:
    begun = _NOTHING
    while at < len(pattern) and pattern[at] not in "|)":
        item, at = _item(pattern, at)
        repeated = _REPEAT.match(pattern, at)
        if repeated:
            at = repeated.end() + (pattern[repeated.end() : repeated.end() + 1] in ("?", "+"))
            item = _repeated(item, repeated.group())
        begun = _joined(begun, item)
    return begun, at


def _item(pattern: str, at: int) -> tuple[_Begun, int]:
    for empty in _EMPTY:
        if pattern.startswith(empty, at):
            return _NOTHING, at + len(empty)
    bracket = _BRACKET.match(pattern, at)
    if bracket:
        begun, end = _alternatives(pattern, bracket.end())
        return begun if bracket.group() == "(?:" else _NOTHING, end + 1
    one_of = _CLASS.match(pattern, at)
    if one_of and "-" not in one_of.group():
        return frozenset((letter, True) for letter in one_of.group(1)), one_of.end()
    if pattern.startswith("\\d", at):
        return _A_DIGIT, at + 2
    if _PLAIN.match(pattern, at):
        return frozenset({(pattern[at], True)}), at + 1
    return _ANYTHING, _end_of_unknown(pattern, at)


def _end_of_unknown(pattern: str, at: int) -> int:
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        return pattern.index("]", at + 2) + 1
    return at + 1


def _repeated(item: _Begun, how: str) -> _Begun:
    """An item that may be missing, or may come again so that what follows is not known."""
    if how == "?":
        return item | _NOTHING
    again: _Begun = frozenset((head, False) for head, _ in item)
    return again | _NOTHING if how == "*" or how.startswith("{0") else again


def _joined(begun: _Begun, item: _Begun) -> _Begun:
    return frozenset(
        (
            (head + more, whole)
            if known and len(head) < _LONGEST
            else (head, known and len(head) < _LONGEST)
        )
        for head, known in begun
        for more, whole in item
    )
