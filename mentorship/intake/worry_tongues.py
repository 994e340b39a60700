"""Whether somebody wrote in a language that the second reader knows well enough.

It has learned from five languages, and the encoder knows some more. Of any other it hears only
noise. The letters tell some of these apart, and the small words that every sentence has the rest.
"""

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files

from mentorship.intake.text import fold

# Letters of Vietnamese and of several languages of West Africa, and the scripts of many more.
_LETTERS_OF_OTHERS = re.compile(
    "[\u0103\u01a1\u01b0\u0111\u1ea0-\u1ef9\u0253\u0257\u0199\u025b\u0254"
    "\u067e\u0679\u0688\u06ba\u06d2\u0900-\u0dff\u0e80-\u10ff\u1200-\u139f\u1780-\u17ff]"
)
_LATIN = re.compile("[a-z]")
_FEW = 3
# One small word in so many is enough: headlines and tired people leave some out.
_ONE_IN = 8


def is_in_a_known_language(piece: str) -> bool:
    """False when letters or words are those of a language that nobody taught the reader."""
    words = fold(piece).split()
    if _LETTERS_OF_OTHERS.search(unicodedata.normalize("NFC", piece).casefold()):
        return False
    if len(words) < _FEW or not _LATIN.search(" ".join(words)):
        return True
    known = sum(word in _small_words("known") for word in words)
    other = sum(word in _small_words("other") for word in words)
    return known >= other and known * _ONE_IN >= len(words)


def language_of(piece: str) -> str:
    """The known language whose small words stand in a text most often; English when it is a draw,
    nothing when there are no words to go by.
    """
    words = fold(piece).split()
    counts = {
        language: sum(word in small for word in words)
        for language, small in _small_words_of().items()
    }
    most = max(counts.values())
    if most == 0:
        return "en" if _LATIN.search(" ".join(words)) else ""
    return "en" if counts["en"] == most else max(counts, key=lambda one: counts[one])


@cache
def _small_words_of() -> dict[str, frozenset[str]]:
    text = (files(__package__) / "worry_tongues.json").read_text(encoding="utf-8")
    return {
        language: frozenset(fold(word) for word in words.split())
        for language, words in json.loads(text)["known"].items()
    }


@cache
def _small_words(whose: str) -> frozenset[str]:
    text = (files(__package__) / "worry_tongues.json").read_text(encoding="utf-8")
    return frozenset(
        fold(word) for words in json.loads(text)[whose].values() for word in words.split()
    )
