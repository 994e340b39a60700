"""Ticked answers: which labels of a closed list a cell holds, and which words are on no list."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from mentorship.intake.text import fold, one_line

_SEPARATORS = re.compile(r"[;,|\n\r\t•]+")
# Where a remark may be cut once it is clear that it is no label as a whole.
_SOFT_CUTS = re.compile(
    r"\s+(?:and|or|plus|also|y|o|e|et|ou)\s+|[/&+()\[\]]|\s[-–—]\s|(?:^|\s)\d{1,2}[.)]\s", re.I
)
_NEGATION = re.compile(r"\b(no|not|never|nothing|except|without|dont|nor|sin|sauf|pas)\b")
# A label may hold commas; none holds more than this many.
_MOST_PIECES_IN_A_LABEL = 5
_TYPO_LIKENESS = 90
_TYPO_MARGIN = 6
_SHORTEST_TYPO = 6


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a cell of ticked answers says: the codes, in order, and the words on no list."""

    codes: tuple[str, ...]
    leftover: tuple[str, ...]


class Labels:
    """A closed list, ready to be found in cells, however its labels were joined together."""

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        """spellings  (a way to write it, code); the first spelling of a kind wins."""
        self._codes: dict[str, str] = {}
        for spelling, code in spellings:
            self._codes.setdefault(fold(spelling), code)
        self._codes.pop("", None)
        self._long = tuple(words for words in self._codes if len(words) >= _SHORTEST_TYPO)
        self._found: dict[str, str | None] = {}

    @property
    def codes(self) -> Mapping[str, str]:
        return self._codes

    def read(self, cell: str) -> Ticked:
        """The longest labels that the cell holds, from left to right.

        Never splits blindly: labels contain commas, so several pieces together are tried first.
        """
        pieces = [piece for piece in map(one_line, _SEPARATORS.split(cell)) if piece]
        codes: dict[str, None] = {}
        leftover: list[str] = []
        at = 0
        while at < len(pieces):
            code, length = self._longest(pieces, at)
            if code is None:
                leftover.append(pieces[at])
            else:
                codes[code] = None
            at += length
        return Ticked(tuple(codes), tuple(leftover))

    def read_loosely(self, cell: str) -> Ticked:
        """As `read`; words that are no label are also looked at in parts: "zoom or phone"."""
        ticked = self.read(cell)
        codes = dict.fromkeys(ticked.codes)
        leftover: list[str] = []
        for words in ticked.leftover:
            parts = self._parts(words)
            codes.update(dict.fromkeys(parts.codes))
            leftover += parts.leftover
        return Ticked(tuple(codes), tuple(leftover))

    def _parts(self, words: str) -> Ticked:
        """The labels in one remark; the whole remark is left over where none is meant."""
        if _NEGATION.search(fold(words)):
            return Ticked((), (words,))
        parts = [part for part in map(one_line, _SOFT_CUTS.split(words)) if fold(part)]
        found = [(self.find(part), part) for part in parts]
        codes = tuple(code for code, _ in found if code is not None)
        return Ticked(
            codes, tuple(part for code, part in found if code is None) if codes else (words,)
        )

    def find(self, words: str) -> str | None:
        """The code of one label, small typing errors forgiven where no other label is near."""
        folded = fold(words)
        if folded not in self._found:
            self._found[folded] = self._codes.get(folded) or self._nearly(folded)
        return self._found[folded]

    def _longest(self, pieces: list[str], at: int) -> tuple[str | None, int]:
        longest = min(_MOST_PIECES_IN_A_LABEL, len(pieces) - at)
        for length in range(longest, 0, -1):
            code = self._codes.get(fold(" ".join(pieces[at : at + length])))
            if code is not None:
                return code, length
        for length in range(longest, 0, -1):
            code = self.find(" ".join(pieces[at : at + length]))
            if code is not None:
                return code, length
        return None, 1

    def _nearly(self, words: str) -> str | None:
        if not _SHORTEST_TYPO <= len(words) <= 120:
            return None
        near = process.extract(
            words,
            self._long,
            scorer=fuzz.ratio,
            score_cutoff=_TYPO_LIKENESS - _TYPO_MARGIN,
            limit=5,
        )
        if not near or near[0][1] < _TYPO_LIKENESS:
            return None
        best = self._codes[near[0][0]]
        others = [score for spelling, score, _ in near if self._codes[spelling] != best]
        return best if not others or near[0][1] - others[0] >= _TYPO_MARGIN else None
