"""The languages of the programme, each by its own name."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Language:
    """code       as in the `lang` of a page (BCP 47)
    own_name   what it calls itself
    direction  "ltr" or "rtl"
    """

    code: str
    own_name: str
    direction: str = "ltr"


ENGLISH = Language("en", "English")
LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        language.code: language
        for language in (
            ENGLISH,
            Language("es", "Español"),
            Language("fr", "Français"),
            Language("ar", "العربية", "rtl"),
            Language("so", "Soomaali"),
        )
    }
)


# In these every message stands, so that nobody meets a page that is half in English.
COMPLETE = tuple(LANGUAGES.values())


def language_of(code: str | None, offered: Iterable[Language] = COMPLETE) -> Language:
    """The language of this code, if it is offered; English for any other."""
    return next((one for one in offered if one.code == code), ENGLISH)


def best_of(wished: Iterable[str], offered: Collection[Language] = COMPLETE) -> Language:
    """The first offered of these tags, in whatever country it is spoken ("es-MX" is "es")."""
    codes = (tag.lower().partition("-")[0] for tag in wished)
    return next((one for code in codes for one in offered if one.code == code), ENGLISH)
