"""Whether two sign-ups are one person: yes, ask, or no, with the evidence for and against.

Whoever is merged by mistake loses her place, and her words reach another's mentor; whoever is
asked about costs a minute. So YES needs evidence that two people cannot share by chance, and that
nobody who only knows her can write: her address, or a whole text of hers. Where she answered here
herself, it needs her address.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mentorship.domain.people import Person
from mentorship.guard.names import NameVerdict, compare_names
from mentorship.intake.comparing import (
    Comparison,
    Fit,
    compare,
    is_worth_comparing,
    words_agree,
)
from mentorship.intake.contacts import Agreement
from mentorship.intake.evidence import evidence
from mentorship.intake.neighbours import possible_pairs
from mentorship.intake.text import fold
from mentorship.intake.traits import Traits, traits_of


class Verdict(StrEnum):
    """What to do about two sign-ups that may be one person's."""

    YES = "yes"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two sign-ups that are, or may be, one person's.

    first, second   keys; the earlier sign-up first, whatever row it stands in
    evidence_for, evidence_against   sentences for the coordinator, which quote nobody
    before_saying  what to do before saying that they are one; empty when there is nothing
    """

    first: str
    second: str
    verdict: Verdict
    evidence_for: tuple[str, ...]
    evidence_against: tuple[str, ...]
    before_saying: str = ""


_ANYBODY = "Anybody can write this name. Write to"
_TO_THE_ONE = f"{_ANYBODY} the address on the sheet before you say that they are one."
_TO_BOTH = f"{_ANYBODY} both addresses before you say that they are one."
# A text that more people than this gave word for word was not written by any of them.
_MOST_AUTHORS = 3
# Facts that have to agree before a name that is only likely is worth a question.
_ENOUGH_SUPPORT = 3


def find_same(people: Sequence[Person]) -> tuple[Likeness, ...]:
    """Every two sign-ups that are one person's (YES) or may be (ASK), in the order of content.

    Works within one list, and over both lists together, where YES means the same human being on
    both sides. The order of the rows changes nothing.
    """
    ordered = sorted(people, key=content)
    traits = [traits_of(person) for person in ordered]
    possible = possible_pairs(traits)
    telling = _without(traits, _shared_words(traits) | _patterns(traits, possible))
    found = []
    for first, second in possible:
        if is_worth_comparing(telling[first], telling[second]):
            seen = compare(telling[first], telling[second])
            verdict = judge(seen)
            if verdict is not None:
                pair = ordered[first], ordered[second]
                found.append(_likeness(*pair, verdict, of=evidence(seen)))
    return tuple(found)


def _likeness(
    first: Person, second: Person, verdict: Verdict, *, of: tuple[tuple[str, ...], tuple[str, ...]]
) -> Likeness:
    if shares_address(first, second):
        return Likeness(first.key, second.key, verdict, *of)
    with_account = [first.has_account, second.has_account]
    # Whoever answered here herself is nobody's second sign-up, whatever somebody else knows of her.
    sure = Verdict.ASK if any(with_account) else verdict
    before_saying = _TO_THE_ONE if with_account.count(True) == 1 else _TO_BOTH
    return Likeness(first.key, second.key, sure, *of, before_saying)


def shares_address(first: Person, second: Person) -> bool:
    """True when letters to the two go to one address, letter by letter."""
    address = first.email.strip().casefold()
    return bool(address) and address == second.email.strip().casefold()


def content(person: Person) -> tuple[str, ...]:
    """What a person is sorted by: when she signed up and what she said, never the row."""
    stated = person.stated_at.isoformat() if person.stated_at else ""
    answers = (f"{field}={person.answers[field]}" for field in sorted(person.answers))
    return (stated, fold(person.email), fold(person.name), *answers, fold(person.words))


_Text = tuple[str, ...]


def _shared_words(people: Sequence[Traits]) -> frozenset[_Text]:
    """The texts that several people gave word for word."""
    texts = Counter(person.text for person in people if person.text)
    return frozenset(text for text, authors in texts.items() if authors > _MOST_AUTHORS)


def _patterns(people: Sequence[Traits], possible: Iterable[tuple[int, int]]) -> frozenset[_Text]:
    """The texts that follow a form's own pattern: several people of other names wrote the same."""
    alike: Counter[int] = Counter()
    for first, second in possible:
        a, b = people[first], people[second]
        if words_agree(a, b) is Fit.SAME and not compare_names(a.name, b.name).is_possible:
            alike.update((first, second))
    return frozenset(people[at].text for at, others in alike.items() if others > _MOST_AUTHORS)


def _without(people: Sequence[Traits], texts: frozenset[_Text]) -> list[Traits]:
    """The same people, as if those who gave these texts had written nothing."""
    return [
        replace(person, text=(), words=frozenset()) if person.text in texts else person
        for person in people
    ]


def judge(seen: Comparison) -> Verdict | None:
    """YES, ASK or nothing for two sign-ups; the first rule that speaks decides."""
    for rule in _RULES:
        applies, verdict = rule(seen)
        if applies:
            return verdict
    return None


_Ruling = tuple[bool, Verdict | None]


def _by_address(seen: Comparison) -> _Ruling:
    """One address is one person, unless a family shares it, or somebody added his own to hers."""
    if seen.several_addresses and seen.same_text:
        return False, None
    known = seen.name.is_possible or seen.given_agrees or not seen.names_given
    return (
        seen.address is Agreement.SAME,
        Verdict.YES if known and not seen.several_addresses else Verdict.ASK,
    )


def _by_words(seen: Comparison) -> _Ruling:
    """Nobody writes the same paragraph twice by chance, but people do send for one another."""
    if seen.words is not Fit.SAME:
        return False, None
    if not seen.same_text:
        return seen.name.is_possible or seen.given_agrees, Verdict.ASK
    if seen.name.is_possible or not seen.names_given:
        return True, Verdict.YES
    if seen.given_agrees:
        return True, Verdict.YES if seen.support >= 2 else Verdict.ASK
    return seen.support >= _ENOUGH_SUPPORT, Verdict.ASK


def _by_mistyped_address(seen: Comparison) -> _Ruling:
    """What looks like a slip may be the address of somebody who wants her letters."""
    if seen.address is not Agreement.SLIP:
        return False, None
    return seen.name.is_possible or seen.given_agrees, Verdict.ASK


def _by_phone(seen: Comparison) -> _Ruling:
    """One whole number: hers, or one of her household's, or one that somebody knows of her."""
    if seen.phone is not Agreement.SAME:
        return False, None
    if not (seen.name.is_possible or seen.given_agrees):
        # Under another name altogether: two of one household, or one with a new name.
        return seen.support > _ENOUGH_SUPPORT + 1, Verdict.ASK
    return True, Verdict.ASK


def _by_whole_name(seen: Comparison) -> _Ruling:
    """The same name merges nobody, whatever else agrees: anybody who knows her can write it."""
    if seen.name.verdict is not NameVerdict.SAME:
        return False, None
    if _is_another_life(seen):
        return True, Verdict.ASK if seen.address is Agreement.ALIKE else None
    return True, Verdict.ASK if _is_worth_asking(seen) else None


def _is_another_life(seen: Comparison) -> bool:
    """Another field at another workplace."""
    return seen.field is Fit.DIFFERENT and seen.workplace is Fit.DIFFERENT


def _is_worth_asking(seen: Comparison) -> bool:
    if seen.field is Fit.DIFFERENT or seen.workplace is Fit.DIFFERENT:
        near = seen.field is Fit.NEAR and seen.place is not Fit.DIFFERENT
        agrees = Fit.SAME in (seen.field, seen.workplace) or near
        return agrees and not (seen.field is not Fit.SAME and seen.stage is Fit.DIFFERENT)
    return True


def _by_likely_name(seen: Comparison) -> _Ruling:
    likely = seen.name.verdict is NameVerdict.LIKELY
    renamed = seen.given_agrees and seen.new_surname
    enough = seen.support >= _ENOUGH_SUPPORT and not _contradicts(seen)
    return (likely or renamed) and enough, Verdict.ASK


def _contradicts(seen: Comparison) -> bool:
    return Fit.DIFFERENT in (seen.field, seen.workplace)


_RULES: tuple[Callable[[Comparison], _Ruling], ...] = (
    _by_address,
    _by_words,
    _by_mistyped_address,
    _by_phone,
    _by_whole_name,
    _by_likely_name,
)
