"""The sentence worth quoting is the mentor's own, word for word; there is not always one."""

import pytest
from people import a_mentee, a_mentor

from mentorship.matching.reasons.closest_sentence import closest_by_words, sentences

QUESTION = a_mentee(words="Patients ask for the real nurse. How do you carry that for a shift?")
OFFER = a_mentor(
    words="Twenty-two years in the unit. I will teach you the sentence I use when they ask for the "
    "real nurse. It works nine times in ten."
)
OTHER = a_mentor(key="mentor:3", words="I read contracts. Ask for admin time and a start date.")


def test_the_closest_sentence_is_quoted_word_for_word() -> None:
    closest = closest_by_words([QUESTION], [OFFER, OTHER])

    assert closest(QUESTION, OFFER) == (
        "I will teach you the sentence I use when they ask for the real nurse."
    )


def test_one_word_in_common_is_an_accident() -> None:
    assert closest_by_words([QUESTION], [OFFER, OTHER])(QUESTION, OTHER) is None


@pytest.mark.parametrize("words", ["", "  ", "?", "🙂", "Whatever is useful."])
def test_who_says_little_is_not_quoted(words: str) -> None:
    quiet = a_mentor(words=words)

    assert closest_by_words([QUESTION], [quiet])(QUESTION, quiet) is None
    assert closest_by_words([a_mentee(words=words)], [OFFER])(a_mentee(words=words), OFFER) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes. I can talk about visas. Ask!", ["I can talk about visas."]),
        (
            "He said 'that is how it is.' Then I left the room\nand slept well that night",
            ["He said 'that is how it is.'", "Then I left the room", "and slept well that night"],
        ),
        (
            "هل تريدين أن نتحدث؟ عندي نماذج رسائل كثيرة.",
            ["هل تريدين أن نتحدث؟", "عندي نماذج رسائل كثيرة."],
        ),
        (
            "I trained with Dr. Garcia for years. I compare academia vs. industry for you.",
            ["I trained with Dr. Garcia for years.", "I compare academia vs. industry for you."],
        ),
        (
            "Ask me about J. R. Obi at St. Ann's, e.g. The night shift. I left the U.S. Army too.",
            [
                "Ask me about J. R. Obi at St. Ann's, e.g. The night shift.",
                "I left the U.S. Army too.",
            ],
        ),
        ("Wait ... what did they say then?", ["Wait ... what did they say then?"]),
        ("You and I. We can talk about visas.", ["We can talk about visas."]),
        ("word " * 60, []),
        ("", []),
    ],
)
def test_sentences_are_told_apart_in_any_script(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
