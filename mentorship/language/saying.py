"""A sentence in the language of whoever reads it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from babel.lists import format_list
from babel.support import NullTranslations, Translations

from mentorship.domain.sentences import Listing, Sentence
from mentorship.language.languages import ENGLISH

CATALOGS = Path(__file__).parent / "catalogs"
_STYLES: Mapping[str, Literal["standard", "or"]] = {"and": "standard", "or": "or"}


@cache
def translations_of(code: str) -> NullTranslations:
    """The catalog of this language; an unknown one says everything in English."""
    return Translations.load(CATALOGS, [code])


def say(text: str, code: str) -> str:
    """The text in the language of this code; what is not a sentence of ours stays as it is."""
    if isinstance(text, Sentence):
        return _sentence(text, code)
    if isinstance(text, Listing) and code != ENGLISH.code:
        return format_list([say(item, code) for item in text.items], _STYLES[text.joined_by], code)
    return str(text)


def _sentence(text: Sentence, code: str) -> str:
    catalog = translations_of(code)
    if text.many:
        pattern = catalog.ungettext(text.pattern, text.many, text.number)
    else:
        pattern = catalog.ugettext(text.pattern)
    if not text.values:
        return str(pattern)
    values = {
        name: say(value, code) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return str(pattern % values)
