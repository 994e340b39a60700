"""What one sign-up is compared by with every other, read and folded once for each person."""

import re
from dataclasses import dataclass

from mentorship.domain.people import Field, Person
from mentorship.intake.contacts import Mailbox, mailboxes, number_ends, numbers_of
from mentorship.intake.text import fold

# Texts shorter than this many words are what anybody might write.
TELLING_WORDS = 6
# Thai, Lao, Burmese, Khmer, Japanese and Chinese.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
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


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """One sign-up, folded.

    boxes        (name, host) of her mailboxes; none when the address is nobody's own
    numbers      the digits of her telephone numbers, and `number_ends`, by which they meet
    text         her own words in order; empty when they are too few to tell people apart
    words        the same as a set
    specialty    her field as she wrote it, for answers that have no code
    """

    name: str
    boxes: tuple[Mailbox, ...]
    numbers: frozenset[str]
    number_ends: frozenset[str]
    text: tuple[str, ...]
    words: frozenset[str]
    specialties: frozenset[str]
    specialty: str
    stage: str
    workplace: str
    department: str
    place: str
    time_zone: str
    new_surname: bool
    says_twice: bool


def traits_of(person: Person) -> Traits:
    """What this sign-up is compared by."""
    numbers, text = numbers_of(person), telling_words(person.words)
    return Traits(
        name=person.name,
        boxes=mailboxes(person.email, person.answers.get(Field.EMAIL, "")),
        numbers=numbers,
        number_ends=number_ends(numbers),
        text=text,
        words=frozenset(text),
        specialties=frozenset(person.specialties),
        specialty=fold(person.answers.get(Field.SPECIALTY, "")),
        stage=person.stage or "",
        workplace=person.workplace,
        department=fold(person.department),
        place=fold(person.place),
        time_zone=person.time_zone or "",
        new_surname=bool(_NEW_SURNAME.search(_about_name(person))),
        says_twice=bool(_TWICE.search(f"{fold(person.words)} {fold(person.anything_else)}")),
    )


def _about_name(person: Person) -> str:
    return f"{person.name} {person.anything_else} {person.email.replace('.', ' ')}"


def telling_words(text: str) -> tuple[str, ...]:
    """The words of a text, or none when it is too short to tell people apart."""
    words = tuple(fold(text).split())
    # Scripts without spaces between words are counted by letters.
    if len(words) < TELLING_WORDS and _UNSPACED.search(text):
        letters = tuple("".join(words))
        return letters if len(letters) >= 4 * TELLING_WORDS else ()
    return words if len(words) >= TELLING_WORDS else ()
