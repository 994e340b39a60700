"""A sentence is said in the language of its reader; what is somebody's own words stays."""

import copy
import pickle
from collections.abc import Callable

import pytest

from mentorship.domain.sentences import Sentence, beside, counted, listing, sentence
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


def test_things_beside_each_other_have_a_dot_between_them_everywhere() -> None:
    three = beside(("a", sentence("b"), "c"))
    assert [say(three, code) for code in LANGUAGES] == ["a · b · c"] * len(LANGUAGES)
    assert say(beside(()), "ar") == ""


@pytest.mark.parametrize("more", [{"max": 5}, {"number": 5, "min": -1}])
def test_a_library_that_puts_its_own_values_in_leaves_a_sentence(more: dict[str, int]) -> None:
    plain, filled = sentence("100 %") % more, sentence("up to %(number)s", number=3) % more
    assert (plain, filled) == ("100 %", f"up to {more.get('number', 3)}")
    assert {type(plain), type(filled)} == {Sentence}


@pytest.mark.parametrize("again", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_sentence_that_was_sent_to_another_process_is_one_still(
    again: Callable[[Sentence], Sentence],
) -> None:
    made = again(counted("%(count)s %(what)s", "%(count)s of %(what)s", count=2, what="x"))
    assert (made, say(made, "fr")) == ("2 of x", "2 of x")
    assert (made.many, made.number) == ("%(count)s of %(what)s", 2)


def test_nothing_is_said_of_nothing() -> None:
    assert [say(sentence(""), code) for code in LANGUAGES] == [""] * len(LANGUAGES)


def test_a_language_that_we_do_not_offer_is_english() -> None:
    spoken = tuple(LANGUAGES.values())
    assert language_of("tlh", spoken) is ENGLISH is language_of(None, spoken)
    assert language_of("fr", spoken) is best_of(["tlh", "fr-CA", "es"], spoken) is LANGUAGES["fr"]
    assert best_of([], spoken) is ENGLISH is language_of("fr", (ENGLISH,))
    assert best_of(["fr", "en-GB"], (ENGLISH,)) is ENGLISH
