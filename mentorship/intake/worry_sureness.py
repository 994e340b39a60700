"""When a row may leave the round by itself: never for one word that people use for other things.

It takes a whole phrase that means one thing, or two signs that have nothing to do with each other.
Everything less waits for a person.
"""

from collections.abc import Callable, Sequence
from functools import partial

from mentorship.intake.worry_kinds import WorryKind
from mentorship.intake.worry_patterns import how_many, is_found, signs_apart
from mentorship.intake.worry_signs import has_link, has_signs, word_count

# A wording that takes a row out says little else, and stands beside no question of this length.
_PLAIN = 30
_NO_QUESTION = 3
_TWO = 2
# What somebody says who meant the other sheet, by whether she stands in the mentors'.
_SIDE = {False: "wrong_form_mentee", True: "wrong_form_mentor"}
_ASKS = ("?", "\u061f")


def leaves_by_itself(
    kind: WorryKind, texts: Sequence[str], *, question: str, name: str, by_mentor: bool
) -> bool:
    """True when what was written says plainly that the row is for another purpose, or for none."""
    asks_nothing = word_count(question) <= _NO_QUESTION
    is_plain = _plainly(kind, by_mentor=by_mentor)
    said = [text for text in texts if word_count(text) <= _PLAIN and is_plain(text)]
    if kind is WorryKind.TEST_ROW:
        named = is_found("test_name", name) and any(is_found("test_row", text) for text in texts)
        return (named and asks_nothing) or question in said
    if kind is WorryKind.WITHDRAWAL and any(has_signs("withdrawal", text) for text in said):
        return True
    return bool(said) and (question in said or asks_nothing)


def is_advertising(text: str) -> bool:
    """True for a phrase of advertisers, or where several words that they like stand together."""
    signs = signs_apart(["spam_word"], text) + has_link(text)
    return is_found("spam", text) or has_signs("spam", text) or signs >= _TWO


def _is_plain_withdrawal(text: str) -> bool:
    """People change their minds about much else, and a question about leaving is a question."""
    if has_signs("withdrawal", text):
        return True
    asks = any(mark in text for mark in _ASKS)
    return not asks and how_many("withdrawal", text) > how_many("withdrawal_weak", text)


def _is_plain_wrong_form(side: str, text: str) -> bool:
    return (
        is_found("wrong_form_plain", text)
        or has_signs("wrong_form_sure", text)
        or signs_apart(["wrong_form", side], text) >= _TWO
    )


def _is_plain_spam(text: str) -> bool:
    return signs_apart(["spam", "spam_word"], text) + has_link(text) >= _TWO


def _is_plain_test(text: str) -> bool:
    return is_found("test_row_plain", text)


def _plainly(kind: WorryKind, *, by_mentor: bool) -> Callable[[str], bool]:
    if kind is WorryKind.WRONG_FORM:
        return partial(_is_plain_wrong_form, _SIDE[by_mentor])
    return _PLAINLY[kind]


_PLAINLY: dict[WorryKind, Callable[[str], bool]] = {
    WorryKind.WITHDRAWAL: _is_plain_withdrawal,
    WorryKind.SPAM: _is_plain_spam,
    WorryKind.TEST_ROW: _is_plain_test,
}
