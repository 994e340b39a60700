"""Sign-ups that a person must read today, or that are none: worries found in what people wrote.

The lists are tuned for recall. They hold and alert; they never refuse, and nothing that was held
is ever repeated in a sentence, a log or a letter.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from mentorship.domain.people import Field, Mentor, Person
from mentorship.guard.name_words import name_words
from mentorship.guard.names import compare_names, find_names
from mentorship.intake.text import fold
from mentorship.intake.worry_patterns import how_many, is_found


class WorryKind(StrEnum):
    """What a row seems to hold, the most urgent first."""

    DISTRESS = "distress"
    UNSAFE = "unsafe"
    UNDER_18 = "under_18"
    ASKS_FOR_A_CALL = "asks_for_a_call"
    PATIENT_DETAILS = "patient_details"
    NAMES_A_PERSON = "names_a_person"
    WITHDRAWAL = "withdrawal"
    WRONG_FORM = "wrong_form"
    TEST_ROW = "test_row"
    SPAM = "spam"


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
_GONE = frozenset({WorryKind.WITHDRAWAL, WorryKind.WRONG_FORM, WorryKind.TEST_ROW, WorryKind.SPAM})
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
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;…؟؛])\s+|\n+")
# A mentor who tells what she came through offers it; one who is in it needs somebody herself.
_IN_IT_NOW = re.compile(
    r"\b(?:i dont (?!have)|i do not|i cant|i cannot|i still|he is|she is|they are|most days"
    r"|is (?:stalking|threatening|following|hitting)|these days|right now|lately|tonight|any ?more"
    r"|every (?:day|night|morning)|since (?:the|my|last)|(?:i am|im) (?:being|not|in))\b"
)
_CAME_THROUGH = re.compile(
    r"\b(?:i was|i had|been|used to|years? ago|as an? (?:intern|resident|student|fellow)|survived"
    r"|still here|alive and well|came back|recovered|i can talk|talk about|ask me|i reported"
    r"|in (?:residency|training|medical school)|back then|my own|happy to|glad to|i help)\b"
)


def worries_of(person: Person) -> tuple[Worry, ...]:
    """Every worry about one sign-up, the most urgent first; empty when there is none."""
    return tuple(
        Worry(kind, _SENTENCES[kind], Outcome.GONE if kind in _GONE else Outcome.HOLD)
        for kind in WorryKind
        if _FINDERS[kind](person)
    )


def _texts(person: Person, *fields: Field) -> Iterator[str]:
    """What she wrote in these columns, read or as given."""
    for field in fields:
        read = getattr(person, field.value, "")
        given = person.answers.get(field, "")
        if isinstance(read, str) and read:
            yield read
        if given and given != read:
            yield given


def _written(person: Person) -> Iterator[str]:
    return _texts(person, *_OWN_WORDS, Field.KEEP_APART)


def _is_distress(person: Person) -> bool:
    if _is_told(person, "distress"):
        return True
    # People hint: several small signs together ask for a reader as one plain word does.
    return not isinstance(person, Mentor) and any(
        how_many("distress_weak", text) >= _SIGNS_TOGETHER for text in _written(person)
    )


def _is_unsafe(person: Person) -> bool:
    return _is_told(person, "unsafe")


def _is_told(person: Person, kind: str) -> bool:
    texts = _written(person)
    if not isinstance(person, Mentor):
        return any(is_found(kind, text) for text in texts)
    return any(
        is_found(kind, sentence) and _is_happening(sentence)
        for text in texts
        for sentence in _SENTENCE_ENDS.split(text)
    )


def _is_happening(sentence: str) -> bool:
    words = fold(sentence)
    return bool(_IN_IT_NOW.search(words)) or not _CAME_THROUGH.search(words)


def _is_under_18(person: Person) -> bool:
    if person.stage == _UNDER_AGE_STAGE:
        return True
    if isinstance(person, Mentor):
        return False
    return any(is_found("under_18", text) for text in _texts(person, *_OWN_WORDS, *_AGE_TELLING))


def _asks_for_a_call(person: Person) -> bool:
    # "Call me any time" is what a mentor offers.
    if isinstance(person, Mentor):
        return False
    return any(is_found("asks_for_a_call", text) for text in _written(person))


def _has_patient_details(person: Person) -> bool:
    return any(
        is_found("patient_details", text) or _names_a_patient(text) for text in _written(person)
    )


def _names_a_patient(text: str) -> bool:
    return is_found("patient_mr", text) and _has_titled(text, _LAY_TITLES)


def _names_a_person(person: Person) -> bool:
    if any(_accuses_by_name(text, person.name) for text in _texts(person, *_OWN_WORDS)):
        return True
    # A mentor's colleagues and a mentee's laboratory are named without any worry.
    return not isinstance(person, Mentor) and any(
        _has_titled(text, _TITLES) and not is_found("kind_words", text)
        for text in _texts(person, *_FOR_A_READER)
    )


def _accuses_by_name(text: str, own_name: str) -> bool:
    if not is_found("accuse", text):
        return False
    if _has_titled(text, _TITLES) and not is_found("kind_words", text):
        return True
    return any(
        is_found("accuse", sentence)
        and not is_found("kind_words", sentence)
        and _names_another(sentence, own_name)
        for sentence in _sentences(text)
    )


def _sentences(text: str) -> list[str]:
    """Sentences, where the full stop of a title ends none."""
    parts: list[str] = []
    for part in _SENTENCE_ENDS.split(text):
        if parts and fold(parts[-1].rsplit(" ", 1)[-1]) in _TITLES:
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return parts


def _names_another(sentence: str, own_name: str) -> bool:
    return any(not compare_names(name, own_name).is_possible for name in find_names(sentence))


_TITLES = frozenset(fold(title) for title in name_words("titles"))
_LAY_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mme", "madame", "monsieur", "senora", "senor", "sra", "sr"}
)


def _has_titled(text: str, titles: frozenset[str]) -> bool:
    """True when a person is named behind one of these titles."""
    words = fold(text)
    return any(
        re.search(rf"(?<!\w)(?:{'|'.join(sorted(titles))}) {re.escape(fold(name))}", words)
        for name in find_names(text)
    )


def _withdraws(person: Person) -> bool:
    return any(is_found("withdrawal", text) for text in _written(person))


def _is_wrong_form(person: Person) -> bool:
    side = "wrong_form_mentor" if isinstance(person, Mentor) else "wrong_form_mentee"
    fields = (Field.WORDS, Field.ANYTHING_ELSE, Field.HEARD_FROM)
    return any(
        is_found("wrong_form", text) or is_found(side, text) for text in _texts(person, *fields)
    )


def _is_test(person: Person) -> bool:
    texts = _texts(person, Field.WORDS, Field.ANYTHING_ELSE)
    return is_found("test_name", person.name) or any(is_found("test_row", text) for text in texts)


def _is_spam(person: Person) -> bool:
    return any(is_found("spam", text) for text in _written(person))


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
