"""One person from several sign-ups: the latest answer wins, what protects is never lost."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mentorship.domain.people import Field, Mentee, Mentor, Person, in_force
from mentorship.intake.cells import says_nothing
from mentorship.intake.duplicates import shares_address
from mentorship.intake.people import ReadPerson, read_again
from mentorship.intake.text import fold

# Whoever left out a name, an employer or a role the second time has not taken the first back:
# what keeps two people apart is added up, never replaced.
_ADDED_UP = (Field.KEEP_APART, Field.WORKPLACE, Field.ROLES)
# An agreement is given with each sign-up; an earlier one does not fill a blank.
_NEVER_FILLED = (Field.AGREEMENT,)


def as_one(reads: Sequence[ReadPerson]) -> Mentee | Mentor:
    """One person from all of her sign-ups, earliest first; she stands under the latest key.

    Into what somebody said here herself, nothing of a sheet comes but whom to keep away from:
    anybody can write a row with her name, or give a name of hers to an address of his.
    """
    # What she told about an earlier answer counts as that answer: a later form still wins.
    answers = _together([_of_use(read.person, to=reads[-1].person) for read in reads])
    consents = {
        door: is_open
        for read in reads
        if not is_strange(read.person, to=reads[-1].person)
        for door, is_open in read.person.consents.items()
    }
    latest = replace(reads[-1], person=replace(reads[-1].person, told={}, consents=consents))
    return read_again(latest, answers)


def _of_use(person: Person, *, to: Person) -> Mapping[Field, str]:
    """The answers of one sign-up that may fill the gaps of another."""
    answers = in_force(person.answers, person.told)
    if not is_strange(person, to=to):
        return answers
    return {field: words for field, words in answers.items() if field in _ADDED_UP}


def is_strange(one: Person, *, to: Person) -> bool:
    """True when the one says nothing for the other: what belongs to an account is filled by
    nobody but its owner."""
    if one.key == to.key or not (one.has_account or to.has_account):
        return False
    return not (one.has_account and to.has_account and shares_address(one, to))


def _together(answers: Sequence[Mapping[Field, str]]) -> dict[Field, str]:
    """The latest answers, gaps filled from before, and what keeps people apart added up."""
    together = dict(answers[-1])
    for earlier in reversed(answers[:-1]):
        for of, words in earlier.items():
            if of in _NEVER_FILLED or not fold(words):
                continue
            if not fold(together.get(of, "")):
                together[of] = words
            elif of in _ADDED_UP and not says_nothing(words):
                together[of] = _added(together[of], words)
    return together


def _added(latest: str, earlier: str) -> str:
    if says_nothing(latest):
        return earlier
    # Whole words: "Ali" has not been said again by "Alison".
    said_again = f" {fold(earlier)} " in f" {fold(latest)} "
    return latest if said_again else f"{latest}\n{earlier}"
