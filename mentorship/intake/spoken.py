"""Languages that people can talk in, named in their own words and scripts."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

from mentorship.domain.vocabulary import vocabulary
from mentorship.intake.labels import Ticked
from mentorship.intake.lists import wordings
from mentorship.intake.text import fold, one_line
from mentorship.intake.word_lists import word_list

_CUTS = re.compile(r"[;,|\n/+&•]+|\s(?:and|y|et|und|و)\s")
# She can say hello in it, but she did not say that she can talk in it.
_BARELY = re.compile(
    r"\b(a little|little|some|basic|beginner|learning|conversational|intermediate|un poco|un peu"
    r"|rusty|a bit|not great|understand)\b"
)
_SURELY = re.compile(
    r"\b(fluent(ly)?|native|bilingual|mother tongue|first|second|language|speaker|nativo|nativa"
    r"|primary|both|i speak|also|medical|professional|idioma|langue)\b"
)
# The languages in which the names of languages are known.
_NAMED_IN = ("en", "es", "fr", "ar", "so", "pt", "sw", "am")
# Our list says some names otherwise than the standard does.
_OURS = {"zh": "Mandarin", "cmn": "Mandarin", "fa": "Farsi", "fil": "Tagalog", "tl": "Tagalog"}
_OURS |= {"ht": "Haitian Creole", "ase": "ASL"}


def read_languages(cell: str) -> Ticked:
    """The languages of a cell by their English names; those outside our list are kept as well.

    A language that is only just spoken counts only when there is no other.
    """
    pieces = [piece for piece in map(one_line, _CUTS.split(cell)) if fold(piece)]
    well_spoken = _read([piece for piece in pieces if not _BARELY.search(fold(piece))])
    if not well_spoken.codes:
        return _read(pieces)
    barely = [piece for piece in pieces if _BARELY.search(fold(piece))]
    return Ticked(well_spoken.codes, (*well_spoken.leftover, *barely))


def _read(pieces: list[str]) -> Ticked:
    codes: dict[str, None] = {}
    leftover = []
    for piece in pieces:
        language = _language(fold(piece))
        if language is None:
            leftover.append(piece)
        else:
            codes[language] = None
    return Ticked(tuple(codes), tuple(leftover))


def _language(words: str) -> str | None:
    known = _names()
    plain = " ".join(_SURELY.sub(" ", _BARELY.sub(" ", words)).split())
    return known.get(words) or known.get(plain)


@cache
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for name, language in _all_names():
        names.setdefault(fold(name), language)
    names.pop("", None)
    return names


def _all_names() -> Iterator[tuple[str, str]]:
    for language in vocabulary().languages:
        yield language, language
        for way in wordings()["languages"].get(language, ()):
            yield way, language
    english = Locale("en").languages
    for reader in _NAMED_IN:
        for code, name in Locale(reader).languages.items():
            if "_" not in code and code in english:
                yield name, _OURS.get(code, english[code])
    # In its own words each of these, too, so that "Kiswahili" and "Türkçe" are read.
    for code in sorted(word_list("own_language_names")):
        yield Locale(code).languages.get(code, ""), _OURS.get(code, english[code])
