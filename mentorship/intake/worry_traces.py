"""What the second reader looks at: pieces of a text, and the letters and words in each.

The encoder does not know every language (Somali is none of its own). So beside the meaning of a
piece its words, and the runs of three to five letters in them, are counted under numbers that a
checksum gives; the same piece has the same numbers everywhere.
"""

import zlib
from collections import Counter
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from mentorship.intake.text import fold, one_line
from mentorship.intake.worry_signs import sentences, stretches

LETTER_TRACES = 2**14
WORD_TRACES = 2**13
# More than any form's answer holds; of a longer text the beginning and the end are read.
BEGINNING, END = 8_000, 4_000
MOST_PIECES = 240
_WHOLE = 32
_TOO_FEW_WORDS = 3
_LONGEST_WORD = 40
_RUNS = (3, 4, 5)

Counted = tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]


def pieces(text: str) -> tuple[str, ...]:
    """What is read of a text: the whole last, and of a long one its sentences, alone and in pairs.

    Nothing, where there are too few words to say anything.
    """
    typed = text if len(text) <= BEGINNING + END else f"{text[:BEGINNING]} {text[-END:]}"
    line = one_line(typed)
    if not _says_something(line):
        return ()
    if len(line.split()) <= _WHOLE:
        return (line,)
    parts = [*stretches(typed), *(one for one in sentences(typed) if len(one) < BEGINNING)]
    told = dict.fromkeys(one_line(part) for part in parts if _says_something(part))
    told.pop(line, None)
    return (*tuple(told)[: MOST_PIECES - 1], line)


def letter_traces(piece: str) -> Counted:
    """Which runs of letters a piece has, weighed so that long and short pieces compare."""
    counts: Counter[int] = Counter()
    for word in _words(piece):
        counts.update(_runs_of(word))
    return _weighed(counts)


def word_traces(piece: str) -> Counted:
    """Which words and pairs of words a piece has, weighed in the same way."""
    words = _words(piece)
    pairs = (f"{first} {second}" for first, second in pairwise(words))
    return _weighed(Counter(_number(part, WORD_TRACES) for part in (*words, *pairs)))


def _says_something(part: str) -> bool:
    return len(fold(part).split()) >= _TOO_FEW_WORDS


def _words(piece: str) -> list[str]:
    return [word[:_LONGEST_WORD] for word in fold(piece).split()]


@lru_cache(maxsize=16384)
def _runs_of(word: str) -> tuple[int, ...]:
    ended = f" {word} "
    return tuple(
        _number(ended[at : at + length], LETTER_TRACES)
        for length in _RUNS
        for at in range(len(ended) - length + 1)
    )


def _number(part: str, of: int) -> int:
    return zlib.crc32(part.encode("utf-8", "replace")) % of


def _weighed(counts: Counter[int]) -> Counted:
    """Numbers and weights in one order, whatever the order in which they were met."""
    numbers = np.array(sorted(counts), dtype=np.int64)
    weights = np.array([counts[number] for number in numbers], dtype=np.float64)
    length = np.sqrt((weights**2).sum())
    return numbers, weights / length if length else weights
