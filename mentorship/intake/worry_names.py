"""Named people in what somebody wrote: who is accused, and who was a patient."""

import re
from functools import cache
from itertools import pairwise

from mentorship.guard.name_words import name_words
from mentorship.guard.names import compare_names, find_names
from mentorship.intake.text import fold
from mentorship.intake.worry_patterns import is_found
from mentorship.intake.worry_signs import sentences, where_signs

_LAY_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mme", "madame", "monsieur", "senora", "senor", "sra", "sr"}
)
# Typed in small letters; "ms" without its point is as often a diagnosis.
_TYPED_SMALL = re.compile(
    r"(?<!\w)(?:(?:mr|mrs|ms|mme|mlle|sra?)\.|mrs?|mister)\s?[^\W\d_]{3,}", re.I
)
_TITLES = frozenset(fold(title) for title in name_words("titles"))
_STAFF_TITLES = _TITLES - _LAY_TITLES


def is_named_with_title(text: str) -> bool:
    """True when somebody with a title is named and nothing kind is said."""
    return (
        not is_found("kind_words", text)
        and not praises(text)
        and any(_has_titled(part, _TITLES) for part in sentences(text))
    )


def praises(text: str) -> bool:
    """True when somebody is spoken of well, and nothing bad stands beside it."""
    return is_found("praise", text) and not is_found("accuse", text)


def accuses_by_name(text: str, own_name: str) -> bool:
    """True when a text names somebody else and says something bad about them."""
    if is_found("accuse", text) and is_named_with_title(text):
        return True
    parts = sentences(text)
    return any(_accuses(part, own_name) for part in parts) or any(
        _accuses(f"{first} {second}", own_name) and is_found("goes_on", second)
        for first, second in pairwise(parts)
    )


def acts_against_her(text: str, own_name: str) -> bool:
    """True when somebody is named close to what they did to her, in whatever words."""
    return any(
        not is_found("kind_words", stretch)
        and not praises(stretch)
        and (_names_another(stretch, own_name) or bool(_TYPED_SMALL.search(stretch)))
        for stretch in where_signs("names_a_person", text)
    )


def names_a_patient(text: str, own_name: str) -> bool:
    """True when a name stands beside a bed, a disease or a death, and it is no colleague's."""
    if is_found("patient_mr", text) and (
        _has_titled(text, _LAY_TITLES) or _TYPED_SMALL.search(text)
    ):
        return True
    return any(
        _names_another(stretch, own_name) and not _has_titled(stretch, _STAFF_TITLES)
        for stretch in where_signs("patient_by_name", text)
    )


def _accuses(sentence: str, own_name: str) -> bool:
    return (
        is_found("accuse", sentence)
        and (not is_found("kind_words", sentence) or is_found("apart_accuse", sentence))
        and _names_another(sentence, own_name)
    )


def _names_another(text: str, own_name: str) -> bool:
    """True when a text names somebody who cannot be the writer; no name reaches over a stop."""
    return any(
        not compare_names(name, own_name).is_possible
        for sentence in sentences(text)
        for name in find_names(sentence)
    )


def _has_titled(text: str, titles: frozenset[str]) -> bool:
    """True when a person is named behind one of these titles."""
    words = fold(text)
    behind = [found.end() for found in _any_of(titles).finditer(words)]
    return bool(behind) and any(
        words.startswith(fold(name), at) for name in find_names(text) for at in behind
    )


@cache
def _any_of(titles: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(titles))}) ")
