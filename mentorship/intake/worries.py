"""Sign-ups that a person must read today, or that are none: worries found in what people wrote.

The lists are tuned for recall. They hold and alert; they never refuse, and nothing that was held
is ever repeated in a sentence, a log or a letter.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mentorship.domain.people import Field, Mentor, Person
from mentorship.intake.answers import LONGEST_READ
from mentorship.intake.text import fold
from mentorship.intake.worry_kinds import GONE as _GONE
from mentorship.intake.worry_kinds import WorryKind as WorryKind
from mentorship.intake.worry_names import (
    accuses_by_name,
    acts_against_her,
    is_named_with_title,
    names_a_patient,
)
from mentorship.intake.worry_patterns import how_many, is_found
from mentorship.intake.worry_signs import has_signs, sentences, word_count
from mentorship.intake.worry_sureness import is_advertising, leaves_by_itself


class Outcome(StrEnum):
    """What becomes of the row: a person reads it while she waits, or it leaves the round.

    Where one row has both, a person reads it.
    """

    HOLD = "hold"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Worry:
    """One reason to look at a row. The sentence is the coordinator's and quotes nobody."""

    kind: WorryKind
    sentence: str
    outcome: Outcome


# A second reader of many people's words at once: by key, the worries it hears. Whoever has one
# hands it in, so that a process that only serves pages never loads it.
Listen = Callable[[Sequence[Person]], Mapping[str, tuple[Worry, ...]]]

_SENTENCES = {
    WorryKind.DISTRESS: "Row needs a person today: the words sound like distress.",
    WorryKind.UNSAFE: "Row needs a person today: somebody may not be safe.",
    WorryKind.UNDER_18: "Row needs a person today: this may be somebody under 18.",
    WorryKind.ASKS_FOR_A_CALL: "Row needs a person today: a call is asked for instead of writing.",
    WorryKind.PATIENT_DETAILS: "Row needs a person: the words seem to hold a patient's details.",
    WorryKind.NAMES_A_PERSON: "Row needs a person: somebody is accused by name.",
    WorryKind.WITHDRAWAL: "Row asks to be taken off the list.",
    WorryKind.WRONG_FORM: "Row seems to be meant for another form.",
    WorryKind.TEST_ROW: "Row looks like a test.",
    WorryKind.SPAM: "Row looks like advertising.",
}
# Where people write in their own words, or write what the next column was for.
_OWN_WORDS = (
    Field.WORDS,
    Field.ANYTHING_ELSE,
    Field.DEPARTMENT,
    Field.GOALS,
    Field.CONTACT,
    Field.HEARD_FROM,
    Field.PREFERENCE,
    Field.ROLES,
)
_FOR_A_READER = (Field.WORDS, Field.ANYTHING_ELSE, Field.CONTACT, Field.GOALS)
_AGE_TELLING = (Field.WORKPLACE, Field.STAGE, Field.SPECIALTY)
_UNDER_AGE_STAGE = "hs"
_SIGNS_TOGETHER = 3
_SHORT = 14
# A mentor who tells what she came through offers it; one who is in it needs somebody herself.
_IN_IT_NOW = re.compile(
    r"\b(?:i dont (?!have)|i do not|i cant|i cannot|i still|he is|she is|they are|most days"
    r"|is (?:stalking|threatening|following|hitting)|these days|right now|lately|tonight|any ?more"
    r"|every (?:day|night|morning)|since (?:the|my|last)|(?:i am|im) (?:being|not|in))\b"
)
_CAME_THROUGH = re.compile(
    r"\b(?:i was|i had|been|used to|years? ago|as an? (?:intern|resident|student|fellow)|survived"
    r"|still here|alive and well|came back|recovered|i can talk|talk about|ask me|i reported"
    r"|in (?:residency|training|fellowship|medical school)|back then|my own|happy to|glad to"
    r"|i help|i left|i got out|i learned|i came|i kept|taught me|in (?:19|20)\d\d)\b"
)


def worries_of(person: Person) -> tuple[Worry, ...]:
    """Every worry about one sign-up, the most urgent first; empty when there is none."""
    found = [kind for kind in WorryKind if _FINDERS[kind](person)]
    return tuple(Worry(kind, _SENTENCES[kind], _outcome(kind, person, found)) for kind in found)


def joined(found: Sequence[Worry], heard: Sequence[Worry]) -> tuple[Worry, ...]:
    """What either reader worries about, the most urgent first; each kind once.

    Where a second reader hears anything, a row that would have left unread waits for a person.
    """
    by_kind = {worry.kind: worry for worry in (*heard, *found)}
    if heard:
        by_kind |= {
            kind: replace(worry, outcome=Outcome.HOLD)
            for kind, worry in by_kind.items()
            if kind is not WorryKind.WITHDRAWAL
        }
    return tuple(by_kind[kind] for kind in WorryKind if kind in by_kind)


def _outcome(kind: WorryKind, person: Person, found: list[WorryKind]) -> Outcome:
    """GONE only for what is sure; nobody leaves the round on a guess."""
    if kind not in _GONE:
        return Outcome.HOLD
    # Someone who may be in danger is somebody, whatever else the row looks like.
    if kind is not WorryKind.WITHDRAWAL and any(other not in _GONE for other in found):
        return Outcome.HOLD
    is_sure = leaves_by_itself(
        kind,
        list(_written(person)),
        question=(person.words or person.answers.get(Field.WORDS, ""))[:LONGEST_READ],
        name=person.name,
        by_mentor=isinstance(person, Mentor),
    )
    return Outcome.GONE if is_sure else Outcome.HOLD


def texts_of(person: Person, *fields: Field) -> Iterator[str]:
    """What she wrote in these columns, read or as given; of a text that nobody writes the start."""
    for field in fields:
        read = getattr(person, field.value, "")
        given = person.answers.get(field, "")
        if isinstance(read, str) and read:
            yield read[:LONGEST_READ]
        if given and given != read:
            yield given[:LONGEST_READ]


def _written(person: Person) -> Iterator[str]:
    return texts_of(person, *_OWN_WORDS, Field.KEEP_APART)


def _is_distress(person: Person) -> bool:
    if _is_told(person, "distress"):
        return True
    # People hint: several small signs together ask for a reader as one plain word does.
    return not isinstance(person, Mentor) and any(
        how_many("distress_weak", text) >= _SIGNS_TOGETHER for text in _written(person)
    )


def _is_unsafe(person: Person) -> bool:
    # Who else reads her letters is written where she says how to reach her.
    contact = person.answers.get(Field.CONTACT, "")[:LONGEST_READ]
    return _is_told(person, "unsafe") or has_signs("unsafe_contact", contact)


def _is_told(person: Person, kind: str) -> bool:
    texts = _written(person)
    if not isinstance(person, Mentor):
        return any(_tells(kind, text) for text in texts)
    return any(
        _tells(kind, sentence) and _is_happening(sentence)
        for text in texts
        for sentence in sentences(text)
    )


def _tells(kind: str, text: str) -> bool:
    """True when a whole wording is known, or signs of it stand together."""
    return is_found(kind, text) or has_signs(kind, text)


def _is_happening(sentence: str) -> bool:
    words = fold(sentence)
    return bool(_IN_IT_NOW.search(words)) or not _CAME_THROUGH.search(words)


def _is_under_18(person: Person) -> bool:
    if person.stage == _UNDER_AGE_STAGE:
        return True
    if isinstance(person, Mentor):
        return False
    return any(_tells("under_18", text) for text in texts_of(person, *_OWN_WORDS, *_AGE_TELLING))


def _asks_for_a_call(person: Person) -> bool:
    # "Call me any time" is what a mentor offers.
    if isinstance(person, Mentor):
        return False
    if any(_tells("asks_for_a_call", text) for text in _written(person)):
        return True
    # The question there is whom to keep away; "rather by phone" is no answer to it.
    kept_apart = person.answers.get(Field.KEEP_APART, "")[:LONGEST_READ]
    return word_count(kept_apart) <= _SHORT and has_signs("call_in_keep_apart", kept_apart)


def _has_patient_details(person: Person) -> bool:
    return any(
        _tells("patient_details", text) or names_a_patient(text, person.name)
        for text in _written(person)
    )


def _names_a_person(person: Person) -> bool:
    if any(accuses_by_name(text, person.name) for text in texts_of(person, *_OWN_WORDS)):
        return True
    # Whom to keep away belongs there; that somebody falsified is more than a wish.
    if any(is_found("apart_accuse", text) for text in texts_of(person, Field.KEEP_APART)):
        return True
    # A mentor's colleagues and a mentee's laboratory are named without any worry.
    return not isinstance(person, Mentor) and any(
        is_named_with_title(text) or acts_against_her(text, person.name)
        for text in texts_of(person, *_FOR_A_READER)
    )


def _withdraws(person: Person) -> bool:
    return any(_tells("withdrawal", text) for text in _written(person))


def _is_wrong_form(person: Person) -> bool:
    side = "wrong_form_mentor" if isinstance(person, Mentor) else "wrong_form_mentee"
    fields = (Field.WORDS, Field.ANYTHING_ELSE, Field.HEARD_FROM)
    return any(
        _tells("wrong_form", text) or is_found("wrong_form_plain", text) or is_found(side, text)
        for text in texts_of(person, *fields)
    )


def _is_test(person: Person) -> bool:
    texts = texts_of(person, Field.WORDS, Field.ANYTHING_ELSE)
    return is_found("test_name", person.name) or any(_tells("test_row", text) for text in texts)


def _is_spam(person: Person) -> bool:
    return any(is_advertising(text) for text in _written(person))


_FINDERS: dict[WorryKind, Callable[[Person], bool]] = {
    WorryKind.DISTRESS: _is_distress,
    WorryKind.UNSAFE: _is_unsafe,
    WorryKind.UNDER_18: _is_under_18,
    WorryKind.ASKS_FOR_A_CALL: _asks_for_a_call,
    WorryKind.PATIENT_DETAILS: _has_patient_details,
    WorryKind.NAMES_A_PERSON: _names_a_person,
    WorryKind.WITHDRAWAL: _withdraws,
    WorryKind.WRONG_FORM: _is_wrong_form,
    WorryKind.TEST_ROW: _is_test,
    WorryKind.SPAM: _is_spam,
}
