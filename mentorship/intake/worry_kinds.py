"""The kinds of worry, and which of them may take a row out of the round."""

from enum import StrEnum


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


GONE = frozenset({WorryKind.WITHDRAWAL, WorryKind.WRONG_FORM, WorryKind.TEST_ROW, WorryKind.SPAM})
