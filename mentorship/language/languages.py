"""The languages of the programme, each by its own name."""

from collections.abc import Iterable, Mapping
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


def language_of(code: str | None) -> Language:
    """The language of this code, English for any other."""
    return LANGUAGES.get(code or "", ENGLISH)


def best_of(wished: Iterable[str]) -> Language:
    """The first of these tags that we speak, in whatever country it is spoken ("es-MX" is "es")."""
    spoken = (LANGUAGES.get(tag.lower().partition("-")[0]) for tag in wished)
    return next(filter(None, spoken), ENGLISH)
