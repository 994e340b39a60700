"""Text as people type it, made comparable: one spelling of spaces, marks and letters."""

import re
import unicodedata
from functools import lru_cache

# Marks that steer direction or width, and that copy-and-paste leaves behind. They change how a
# cell looks, never what it says. Zero-width joiners inside words of Arabic or Indic scripts do
# carry meaning, so those two are taken out of comparisons only (`fold`).
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_JOINERS = re.compile("[\u034f\u200c\u200d\ufe00-\ufe0f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02bb`\u00b4]")

# Letters that decomposition leaves whole.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
)


def without_unreadable(text: str) -> str:
    """The text without NULs, control characters and halves of characters; line breaks stay."""
    return _CONTROL.sub("", text)


@lru_cache(maxsize=65536)
def one_line(text: str) -> str:
    """The text on one line, with single spaces and without invisible marks."""
    visible = _INVISIBLE.sub("", without_unreadable(text))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", visible)).strip()


def paragraphs(text: str) -> str:
    """The text with its line breaks kept, without invisible marks and stray spaces at the ends."""
    visible = _INVISIBLE.sub("", without_unreadable(text))
    return unicodedata.normalize("NFC", visible.replace("\r\n", "\n").replace("\r", "\n")).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The bare words: lower case, no accents, no punctuation, single spaces; any script."""
    plain = unicodedata.normalize("NFKD", _JOINERS.sub("", one_line(text))).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _APOSTROPHES.sub("", plain).translate(_WHOLE_LETTERS)
    return _NOT_WORD.sub(" ", plain).strip()
