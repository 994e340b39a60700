"""A text as the pieces of words that the multilingual encoder was trained on, and their numbers.

Of all ways to cut a word, the likeliest is taken (Kudo 2018, unigram language model).
"""

import re
from dataclasses import dataclass, field

from mentorship.intake.text import one_line
from mentorship.matching.meaning.four_bit_file import EncoderFile

START, END, UNKNOWN = 0, 2, 3
# Of a text the encoder reads so many pieces, with the two that stand for its ends.
MOST_PIECES = 128
# A longer text has no meaning that so few pieces could tell.
_MOST_LETTERS = 2_000
_SPACES = re.compile(" {2,}")
# In the list of pieces, this stands before each word.
_BEFORE_A_WORD = "\u2581"
# An unknown letter is this much less likely than the least likely piece.
_LESS = 10.0
# The encoder was trained with this before what people ask, and answers are asked the same way.
_ASKED = "query: "


@dataclass(frozen=True, slots=True)
class Cutter:
    """Cuts texts as one encoder's file says.

    longest   letters of the longest piece
    unknown   how likely a letter is that stands in no piece
    """

    file: EncoderFile
    longest: int
    unknown: float
    cut: dict[str, list[int]] = field(default_factory=dict)

    def pieces_of(self, text: str) -> list[int]:
        """The numbers of a text's pieces between those of its two ends, at most `MOST_PIECES`."""
        plain = (_ASKED + one_line(text)[:_MOST_LETTERS]).translate(self.file.letters)
        inside: list[int] = []
        for word in _SPACES.sub(" ", plain).split(" "):
            inside += self._pieces_of_word(_BEFORE_A_WORD + word)
        return [START, *inside[: MOST_PIECES - 2], END]

    def _pieces_of_word(self, word: str) -> list[int]:
        if word not in self.cut:
            self.cut[word] = self._likeliest(word)
        return self.cut[word]

    def _likeliest(self, word: str) -> list[int]:
        """The best way to each letter is the best way to an earlier one, and one piece more."""
        best: list[tuple[float, int, int]] = [(0.0, 0, UNKNOWN)]
        for end in range(1, len(word) + 1):
            ways = [(best[end - 1][0] + self.unknown, end - 1, UNKNOWN)]
            for start in range(max(0, end - self.longest), end):
                number = self.file.pieces.get(word[start:end], UNKNOWN)
                if number != UNKNOWN:
                    ways.append((best[start][0] + self.file.likely[number], start, number))
            best.append(max(ways, key=lambda way: way[0]))
        found: list[int] = []
        at = len(word)
        while at:
            _, at, number = best[at]
            found.append(number)
        return found[::-1]


def cutter(file: EncoderFile) -> Cutter:
    """One for the pieces and letters of this file."""
    longest = max(map(len, file.pieces))
    return Cutter(file, longest, unknown=float(file.likely.min()) - _LESS)
