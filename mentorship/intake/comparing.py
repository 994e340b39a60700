"""Two sign-ups laid side by side: what speaks for one person and what against it."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from mentorship.domain.people import Field, Person
from mentorship.domain.vocabulary import vocabulary
from mentorship.guard.name_keys import count_of_parts, share_given_name
from mentorship.guard.names import NameMatch, compare_names
from mentorship.guard.spelling import core, folded, initials
from mentorship.intake.contacts import Agreement, addresses_agree, numbers_agree
from mentorship.intake.text import fold


class Fit(Enum):
    """How one answer of two people compares."""

    SAME = "same"
    NEAR = "near"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


# Texts shorter than this many words are what anybody might write.
TELLING_WORDS = 6
_SAME_TEXT_SHARE = 0.85
_NEAR_RUNGS = 2
_TWICE = re.compile(
    r"signed up (?:twice|before|already|again)|sign(?:ed)? up twice|resubmit|re submit"
    r"|same as (?:before|my (?:first|other|last))|second (?:time|form|entry|submission|sign up)"
    r"|(?:filled|did|sent|submitted) (?:this|it|the form|mine) (?:in |out )?(?:twice|again|already)"
    r"|duplicate|ignore my (?:first|other|last|previous|earlier)"
    r"|my (?:other|previous|earlier|first) (?:entry|form|response|answer|submission|sign up|email)"
    r"|also signed up|again with"
    r"|new email|old email|updated? (?:my )?(?:hospital|email|answers|form)|dos veces|deux fois"
    r"|مرتين|laba jeer"
)
_NEW_SURNAME = re.compile(
    r"new (?:sur|last |family )?name|married|maiden|\bnée?\b|\bnee\b|formerly|changed my name"
    r"|used to be|casada|mariée|divorce",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is known about two sign-ups together."""

    name: NameMatch
    names_given: bool
    given_agrees: bool
    new_surname: bool
    address: Agreement
    phone: Agreement
    words: Fit
    field: Fit
    stage: Fit
    workplace: Fit
    department: Fit
    place: Fit
    says_twice: bool

    @property
    def support(self) -> int:
        """How many ordinary facts agree."""
        fits = (self.field, self.stage, self.workplace, self.department, self.place)
        contacts = self.phone is not Agreement.NONE, self.address is not Agreement.NONE
        return sum(fit is Fit.SAME for fit in fits) + sum(contacts)


def compare(a: Person, b: Person, *, shared_words: frozenset[str]) -> Comparison:
    """The comparison of two people.

    shared_words   folded texts that so many people gave that they tell nobody apart
    """
    return Comparison(
        name=compare_names(a.name, b.name),
        names_given=bool(count_of_parts(a.name) and count_of_parts(b.name)),
        given_agrees=share_given_name(a.name, b.name),
        new_surname=bool(
            _NEW_SURNAME.search(_about_name(a)) or _NEW_SURNAME.search(_about_name(b))
        ),
        address=addresses_agree(a, b),
        phone=numbers_agree(a, b),
        words=_words(a, b, shared_words=shared_words),
        field=_field(a, b),
        stage=_stage(a, b),
        workplace=_workplace(a.workplace, b.workplace),
        department=_by_fold(a.department, b.department),
        place=_place(a, b),
        says_twice=says_twice(a) or says_twice(b),
    )


def _about_name(person: Person) -> str:
    return f"{person.name} {person.anything_else} {person.email.replace('.', ' ')}"


def says_twice(person: Person) -> bool:
    """True when somebody writes that this may not be her only sign-up."""
    return bool(_TWICE.search(fold(f"{person.words} {person.anything_else}")))


@lru_cache(maxsize=65536)
def telling_words(text: str) -> tuple[str, ...]:
    """The words of a text, or none when it is too short to tell people apart."""
    words = tuple(fold(text).split())
    # Scripts without spaces between words are counted by letters.
    if len(words) < TELLING_WORDS and len("".join(words)) >= 4 * TELLING_WORDS:
        words = tuple("".join(words))
    return words if len(words) >= TELLING_WORDS else ()


def _words(a: Person, b: Person, *, shared_words: frozenset[str]) -> Fit:
    if fold(a.words) in shared_words or fold(b.words) in shared_words:
        return Fit.UNKNOWN
    return words_agree(a, b)


def words_agree(a: Person, b: Person) -> Fit:
    """Whether two people wrote nearly the same words; unknown where one wrote too little."""
    one, other = telling_words(a.words), telling_words(b.words)
    if not one or not other:
        return Fit.UNKNOWN
    first, second = set(one), set(other)
    shared = len(first & second) / min(len(first), len(second))
    return Fit.SAME if shared >= _SAME_TEXT_SHARE else Fit.DIFFERENT


def _field(a: Person, b: Person) -> Fit:
    if not a.specialties or not b.specialties:
        return _by_fold(a.answers.get(Field.SPECIALTY, ""), b.answers.get(Field.SPECIALTY, ""))
    if set(a.specialties) & set(b.specialties):
        return Fit.SAME
    near = any(_are_near(one, other) for one in a.specialties for other in b.specialties)
    return Fit.NEAR if near else Fit.DIFFERENT


@lru_cache(maxsize=16384)
def _are_near(a: str, b: str) -> bool:
    terms = vocabulary().specialties
    if a not in terms or b not in terms:
        return False
    return terms[a].area == terms[b].area or frozenset((a, b)) in vocabulary().bridges


def _stage(a: Person, b: Person) -> Fit:
    one, other = (vocabulary().stages.get(person.stage or "") for person in (a, b))
    if one is None or other is None:
        return Fit.UNKNOWN
    if one == other:
        return Fit.SAME
    apart = abs(one.rung - other.rung)
    return Fit.NEAR if apart <= _NEAR_RUNGS else Fit.DIFFERENT


@lru_cache(maxsize=65536)
def _workplace(a: str, b: str) -> Fit:
    one, other = folded(a), folded(b)
    if not one or not other:
        return Fit.UNKNOWN
    if set(one) == set(other) or (core(one) and set(core(one)) == set(core(other))):
        return Fit.SAME
    if "".join(one) in initials(b) or "".join(other) in initials(a):
        return Fit.SAME
    own, others = set(core(one)), set(core(other))
    contained = own and others and (own <= others or others <= own)
    return Fit.NEAR if contained else Fit.DIFFERENT


def _place(a: Person, b: Person) -> Fit:
    one, other = fold(a.place).split(), fold(b.place).split()
    if not one or not other:
        return Fit.UNKNOWN
    if one == other or set(one) & set(other) - {
        "new",
        "san",
        "st",
        "saint",
        "the",
        "city",
        "america",
        "time",
    }:
        return Fit.SAME
    if a.time_zone and a.time_zone == b.time_zone:
        return Fit.NEAR
    return Fit.DIFFERENT


def _by_fold(a: str, b: str) -> Fit:
    if not fold(a) or not fold(b):
        return Fit.UNKNOWN
    return Fit.SAME if fold(a) == fold(b) else Fit.DIFFERENT
