"""A text as the pieces of words that the English encoder was trained on, and their numbers.

The list of pieces is that of BERT, in lower case and without accents (Devlin et al. 2019; Apache
2.0, see wordpieces.LICENSE). A word that is not in it is cut into the longest pieces that are.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

START, END, UNKNOWN, PADDING = 101, 102, 100, 0
# Of a text the encoder reads so many pieces, with the two that stand for its ends.
MOST_PIECES = 128
# A longer word is no word.
_LONGEST_WORD = 100
_KEPT_CONTROLS = "\t\n\r"
_WORDS_REMEMBERED = 20_000
# Each of these signs is a word of its own in this list, as it is written without spaces.
_CHINESE = (
    range(0x4E00, 0xA000),
    range(0x3400, 0x4DC0),
    range(0x20000, 0x2A6E0),
    range(0x2A700, 0x2CEB0),
    range(0xF900, 0xFB00),
    range(0x2F800, 0x2FA20),
)


def pieces_of(text: str) -> list[int]:
    """The numbers of a text's pieces between those of its two ends, at most `MOST_PIECES`."""
    inside = [number for word in _words(text) for number in _pieces_of_word(word)]
    return [START, *inside[: MOST_PIECES - 2], END]


def _words(text: str) -> Iterator[str]:
    bare = "".join(filter(_is_kept, unicodedata.normalize("NFD", _clean(text).lower())))
    for run in bare.split():
        yield from _split_at_signs(run)


def _clean(text: str) -> str:
    return "".join(_cleaned(letter) for letter in text)


def _cleaned(letter: str) -> str:
    if letter in _KEPT_CONTROLS or unicodedata.category(letter) == "Zs":
        return " "
    if letter == "\ufffd" or unicodedata.category(letter).startswith("C"):
        return ""
    return f" {letter} " if any(ord(letter) in block for block in _CHINESE) else letter


def _is_kept(letter: str) -> bool:
    return unicodedata.category(letter) != "Mn"


def _split_at_signs(run: str) -> Iterator[str]:
    """A sign of punctuation is a word of its own."""
    word = ""
    for letter in run:
        if not _is_sign(letter):
            word += letter
            continue
        if word:
            yield word
        yield letter
        word = ""
    if word:
        yield word


def _is_sign(letter: str) -> bool:
    if letter.isascii():
        return letter.isprintable() and not letter.isalnum()
    return unicodedata.category(letter).startswith("P")


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _pieces_of_word(word: str) -> tuple[int, ...]:
    """The longest known pieces from the left; one unknown where something fits no piece."""
    numbers = _numbers()
    found: list[int] = []
    at = 0
    while at < len(word):
        mark = "##" if at else ""
        ends = range(len(word), at, -1)
        end = next((end for end in ends if mark + word[at:end] in numbers), None)
        if end is None or len(word) > _LONGEST_WORD:
            return (UNKNOWN,)
        found.append(numbers[mark + word[at:end]])
        at = end
    return tuple(found)


@cache
def _numbers() -> dict[str, int]:
    listed = (files(__package__) / "wordpieces.txt").read_text(encoding="utf-8")
    return {piece: number for number, piece in enumerate(listed.rstrip("\n").split("\n"))}
