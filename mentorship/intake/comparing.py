"""Two sign-ups laid side by side: what speaks for one person and what against it."""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from mentorship.domain.vocabulary import vocabulary
from mentorship.guard.name_keys import count_of_parts, share_given_name
from mentorship.guard.names import NameMatch, compare_names
from mentorship.guard.spelling import core, folded, initials
from mentorship.intake.contacts import Agreement, addresses_agree, numbers_agree
from mentorship.intake.traits import Traits


class Fit(Enum):
    """How one answer of two people compares."""

    SAME = "same"
    NEAR = "near"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


_SAME_TEXT_SHARE = 0.85
# Of all that the two wrote, so much is the same: a few common words prove nothing, and neither does
# a list of many.
_WHOLE_TEXT_SHARE = 0.6
_NEAR_RUNGS = 2
_TOO_COMMON_IN_PLACES = frozenset({"new", "san", "st", "saint", "the", "city", "america", "time"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is known about two sign-ups together."""

    name: NameMatch
    names_given: bool
    given_agrees: bool
    new_surname: bool
    address: Agreement
    several_addresses: bool
    phone: Agreement
    words: Fit
    same_text: bool
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


def compare(a: Traits, b: Traits) -> Comparison:
    """The comparison of two people."""
    return Comparison(
        name=compare_names(a.name, b.name),
        names_given=bool(count_of_parts(a.name) and count_of_parts(b.name)),
        given_agrees=share_given_name(a.name, b.name),
        new_surname=a.new_surname or b.new_surname,
        address=addresses_agree(a.boxes, b.boxes),
        several_addresses=max(len(a.boxes), len(b.boxes)) > 1,
        phone=numbers_agree(a.numbers, b.numbers),
        words=words_agree(a, b),
        same_text=_is_same_text(a, b),
        field=_field(a, b),
        stage=_stage(a.stage, b.stage),
        workplace=_workplace(a.workplace, b.workplace),
        department=_if_given(a.department, b.department),
        place=_place(a, b),
        says_twice=a.says_twice or b.says_twice,
    )


def is_worth_comparing(a: Traits, b: Traits) -> bool:
    """False where no rule can speak: another field and workplace, no contact and no words alike.

    Costs a hundredth of comparing two names, and settles nearly all pairs of namesakes.
    """
    if not a.number_ends.isdisjoint(b.number_ends) or words_agree(a, b) is Fit.SAME:
        return True
    one_life = _field(a, b) is not Fit.DIFFERENT or (
        _workplace(a.workplace, b.workplace) is not Fit.DIFFERENT
    )
    return one_life or addresses_agree(a.boxes, b.boxes) is not Agreement.NONE


def words_agree(a: Traits, b: Traits) -> Fit:
    """Whether two people wrote nearly the same words; unknown where one wrote too little."""
    if not a.words or not b.words:
        return Fit.UNKNOWN
    shared = len(a.words & b.words) / min(len(a.words), len(b.words))
    return Fit.SAME if shared >= _SAME_TEXT_SHARE else Fit.DIFFERENT


def _is_same_text(a: Traits, b: Traits) -> bool:
    """True when hardly anything in the one text is missing in the other."""
    return len(a.words & b.words) > _WHOLE_TEXT_SHARE * len(a.words | b.words)


def _field(a: Traits, b: Traits) -> Fit:
    if not a.specialties or not b.specialties:
        return _if_given(a.specialty, b.specialty)
    if not a.specialties.isdisjoint(b.specialties):
        return Fit.SAME
    near = any(_are_near(one, other) for one in a.specialties for other in b.specialties)
    return Fit.NEAR if near else Fit.DIFFERENT


@lru_cache(maxsize=16384)
def _are_near(a: str, b: str) -> bool:
    terms = vocabulary().specialties
    if a not in terms or b not in terms:
        return False
    return terms[a].area == terms[b].area or frozenset((a, b)) in vocabulary().bridges


@lru_cache(maxsize=4096)
def _stage(a: str, b: str) -> Fit:
    one, other = vocabulary().stages.get(a), vocabulary().stages.get(b)
    if one is None or other is None:
        return Fit.UNKNOWN
    if one == other:
        return Fit.SAME
    apart = abs(one.rung - other.rung)
    return Fit.NEAR if apart <= _NEAR_RUNGS else Fit.DIFFERENT


@lru_cache(maxsize=65536)
def _workplace(a: str, b: str) -> Fit:
    one, other = _employer(a), _employer(b)
    if not one.words or not other.words:
        return Fit.UNKNOWN
    if one.words == other.words or (one.core and one.core == other.core):
        return Fit.SAME
    if one.joined in other.initials or other.joined in one.initials:
        return Fit.SAME
    contained = one.core and other.core and (one.core <= other.core or other.core <= one.core)
    return Fit.NEAR if contained else Fit.DIFFERENT


@dataclass(frozen=True, slots=True)
class _Employer:
    """A workplace as it is compared: all of its words, those that tell it apart, its letters."""

    words: frozenset[str]
    core: frozenset[str]
    joined: str
    initials: frozenset[str]


@lru_cache(maxsize=65536)
def _employer(written: str) -> _Employer:
    words = folded(written)
    letters = frozenset(initials(written))
    return _Employer(frozenset(words), frozenset(core(words)), "".join(words), letters)


def _place(a: Traits, b: Traits) -> Fit:
    if not a.place or not b.place:
        return Fit.UNKNOWN
    shared = set(a.place.split()) & set(b.place.split()) - _TOO_COMMON_IN_PLACES
    if a.place == b.place or shared:
        return Fit.SAME
    if a.time_zone and a.time_zone == b.time_zone:
        return Fit.NEAR
    return Fit.DIFFERENT


def _if_given(a: str, b: str) -> Fit:
    if not a or not b:
        return Fit.UNKNOWN
    return Fit.SAME if a == b else Fit.DIFFERENT
