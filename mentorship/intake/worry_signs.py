"""Signs that mean nothing alone and much together, within a few neighbouring words.

People find new words for the same thing. So classes of cues are combined here (a drug, a dose
that would be enough, herself) where the lists of worry_words_*.json know whole wordings.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from mentorship.intake.text import fold
from mentorship.intake.worry_heads import heads_in, heads_of
from mentorship.intake.worry_patterns import without_harmless

# A run-on text without full stops is read in overlapping stretches of this many words.
_STRETCH = 32
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;…؟؛])\s+|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|\s)\(?(?:[A-Za-z]\.|dr|prof|mr|mrs|ms|mme|sra?|dra?|st|m|د|أ|ا|م)\.?$", re.I
)
_LONGEST_ABBREVIATION = 12
# A cue that begins so is looked for in the text as typed: capitals and points carry meaning.
_AS_TYPED = "typed:"
# "And", "then", "with", "to" and "like" are written onto the word that follows.
_JOINED_IN_ARABIC = "[وفبلك]"


def sentences(text: str) -> list[str]:
    """Sentences, where the point of a title or an initial ends none."""
    parts: list[list[str]] = []
    for part in _SENTENCE_ENDS.split(text):
        # Looked for at the very end: from the start it takes minutes in a text of many initials.
        if parts and _ABBREVIATION.search(parts[-1][-1][-_LONGEST_ABBREVIATION:]):
            parts[-1].append(part)
        elif part:
            parts.append([part])
    return [" ".join(part) for part in parts]


def stretches(text: str) -> Iterator[str]:
    """A short text whole, else each sentence with the next, in pieces one thought can fill."""
    if len(text.split()) <= _STRETCH:
        yield text
        return
    parts = sentences(text)
    for at, part in enumerate(parts):
        words = " ".join(parts[at : at + 2]).split() if at + 1 < len(parts) else part.split()
        for start in range(0, max(1, len(words) - _STRETCH // 2), _STRETCH // 2):
            yield " ".join(words[start : start + _STRETCH])


def has_link(text: str) -> bool:
    """True when an address of a page stands in a text."""
    return _Looked(text, text)["link"]


@lru_cache(maxsize=32768)
def has_signs(kind: str, text: str) -> bool:
    """True when all the cues of one rule of this kind stand close together in a text."""
    return any(True for _ in where_signs(kind, text))


def where_signs(kind: str, text: str) -> Iterator[str]:
    """The stretches, as typed, in which all the cues of one rule of this kind stand."""
    for typed in stretches(text):
        words = without_harmless(kind, typed)
        could_be = _cues_that_could_be(words)
        rules = [rule for needs, rule in _rules(kind) if needs <= could_be]
        if rules and _any_holds(rules, _Looked(words, typed)):
            yield typed


class _Looked(dict[str, bool]):
    """Whether each cue stands in one stretch; looked for once, when first asked."""

    def __init__(self, words: str, typed: str) -> None:
        self._words, self._typed = words, typed

    def __missing__(self, cue: str) -> bool:
        folded, as_typed = _cue(cue)
        self[cue] = bool(folded and folded.search(self._words)) or bool(
            as_typed and as_typed.search(self._typed)
        )
        return self[cue]


def _any_holds(rules: Iterable[tuple[str, ...]], there: _Looked) -> bool:
    return any(_holds(rule, there) for rule in rules)


def _holds(rule: tuple[str, ...], there: _Looked) -> bool:
    """True when every cue is there, and none of those that the rule excludes with "!"."""
    return all(there[cue.removeprefix("!")] is not cue.startswith("!") for cue in rule)


@cache
def _signs() -> Mapping[str, Mapping[str, list[str]]]:
    text = (files(__package__) / "worry_signs.json").read_text(encoding="utf-8")
    signs: Mapping[str, Mapping[str, list[str]]] = json.loads(text)
    return signs


@cache
def _rules(kind: str) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    """Each rule of a kind, behind the cues without which it cannot hold."""
    rules = [tuple(rule.split()) for rule in _signs()["rules"][kind]]
    return tuple((frozenset(c for c in rule if not c.startswith("!")), rule) for rule in rules)


@lru_cache(maxsize=4096)
def _cues_that_could_be(words: str) -> frozenset[str]:
    """The cues of which some wording begins as something in these words does."""
    by_head = _cues_by_head()
    return frozenset(by_head[""]).union(*(by_head[h] for h in heads_in(words) if h in by_head))


@cache
def _cues_by_head() -> Mapping[str, frozenset[str]]:
    by_head: dict[str, set[str]] = {"": set()}
    for name, wordings in _signs()["cues"].items():
        for wording in wordings:
            typed = wording.startswith(_AS_TYPED)
            for head in {""} if typed else heads_of(_plain(wording)):
                by_head.setdefault(head, set()).add(name)
    return {head: frozenset(names) for head, names in by_head.items()}


@cache
def _cue(name: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """One pattern for the bare words and one for the text as typed, where the cue has such."""
    wordings = _signs()["cues"][name]
    folded = [_plain(w) for w in wordings if not w.startswith(_AS_TYPED)]
    as_typed = [w.removeprefix(_AS_TYPED) for w in wordings if w.startswith(_AS_TYPED)]
    return _united(folded), _united(as_typed)


def _united(wordings: list[str]) -> re.Pattern[str] | None:
    if not wordings:
        return None
    return re.compile(rf"(?<!\w){_JOINED_IN_ARABIC}?(?:{'|'.join(wordings)})(?!\w)")


def _plain(wording: str) -> str:
    """The wording as `fold` leaves words: without accents."""
    spread = unicodedata.normalize("NFKD", wording)
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def word_count(text: str) -> int:
    """How many words a text has."""
    return len(fold(text).split())
