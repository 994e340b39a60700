"""A sentence in the language of whoever reads it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from babel.lists import format_list
from babel.support import NullTranslations, Translations

from mentorship.domain.sentences import BESIDE, Day, Listing, Sentence, in_a_row
from mentorship.language.days import write_day
from mentorship.language.languages import ENGLISH

CATALOGS = Path(__file__).parent / "catalogs"
_STYLES: Mapping[str, Literal["standard", "or"]] = {"and": "standard", "or": "or"}


@cache
def translations_of(code: str) -> NullTranslations:
    """The catalog of this language; an unknown one says everything in English."""
    return Translations.load(CATALOGS, [code])


def say_pattern(pattern: str, code: str) -> str:
    """What stands for this message in the catalog; the English text where nothing does."""
    # Under "" a catalog speaks of itself.
    return str(translations_of(code).ugettext(pattern)) if pattern else pattern


def say_counted(one: str, many: str, number: int, code: str) -> str:
    """The same for a message about so many things."""
    return str(translations_of(code).ungettext(one, many, number))


def say(text: str, code: str) -> str:
    """The text in the language of this code; what is not a sentence of ours stays as it is."""
    if isinstance(text, Sentence):
        return _sentence(text, code)
    if isinstance(text, Day):
        return write_day(text, code)
    if isinstance(text, Listing):
        return _listing(tuple(say(item, code) for item in text.items), text.joined_by, code)
    return str(text)


def _listing(said: tuple[str, ...], joined_by: str, code: str) -> str:
    if joined_by == BESIDE or code == ENGLISH.code:
        return str(in_a_row(said, joined_by))
    return format_list(said, _STYLES[joined_by], code)


def _sentence(text: Sentence, code: str) -> str:
    if text.many:
        pattern = say_counted(text.pattern, text.many, text.number, code)
    else:
        pattern = say_pattern(text.pattern, code)
    if not text.values:
        return pattern
    values = {
        name: say(value, code) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return pattern % values
