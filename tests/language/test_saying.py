"""A sentence is said in the language of its reader; what is somebody's own words stays."""

import pytest

from mentorship.domain.sentences import counted, listing, sentence
from mentorship.language.languages import ENGLISH, LANGUAGES, best_of, language_of
from mentorship.language.saying import say


def test_a_sentence_is_its_english_text() -> None:
    assert sentence("%(number)s is plenty.", number=sentence("Five")) == "Five is plenty."
    assert sentence("100 % of it") == "100 % of it"
    assert counted("one place", "%(count)s places", count=1) == "one place"
    assert counted("one place", "%(count)s places", count=0) == "0 places"
    assert [listing(("a", "b", "c")[:length]) for length in range(4)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert listing(("a", "b"), joined_by="or") == "a or b"


def test_a_value_that_is_missing_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        sentence("%(number)s is plenty.", other="Five")


def test_things_in_a_row_are_joined_as_the_language_does() -> None:
    assert say(listing(("Inés", "Ana", "Eva")), "es") == "Inés, Ana y Eva"
    assert say(listing(("Inés", "Ana"), joined_by="or"), "fr") == "Inés ou Ana"


def test_a_language_that_we_do_not_speak_is_english() -> None:
    assert language_of("tlh") is ENGLISH is language_of(None)
    assert best_of(["tlh", "fr-CA", "es"]) is LANGUAGES["fr"]
    assert best_of([]) is ENGLISH
