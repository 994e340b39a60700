"""Heads: a pattern is passed over only where it cannot match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.intake.text import fold
from mentorship.intake.worry_heads import Headed, heads_in, heads_of
from mentorship.intake.worry_patterns import LANGUAGES, is_found, without_harmless, wordings
from tests.support.worry_texts import labelled_texts

KINDS = ("distress", "unsafe", "patient_details", "accuse", "under_18", "withdrawal", "spam")


@pytest.mark.parametrize(
    ("pattern", "heads"),
    [
        ("dying to", {"dying"}),
        ("(?:a|an|the) bed", {"a bed", "an be", "the b"}),
        ("(?:my )?bed", {"my be", "bed"}),
        ("^1[0-7] years?", {"0"}),
        ("(?!not)so it", {"so it"}),
        (r"\w+ bed", {""}),
        ("be+d", {"be"}),
        ("(?:i|im|)x", {"ix", "imx", "x"}),
    ],
)
def test_a_pattern_begins_as_its_heads_say(pattern: str, heads: set[str]) -> None:
    assert heads_of(pattern) == heads


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_found_is_what_a_search_of_everything_finds(kind: str) -> None:
    from_lists = wordings(kind)
    everything = re.compile(r"(?<!\w)(?:" + "|".join(from_lists) + ")")
    found = [bool(is_found(kind, text.text)) for text in labelled_texts()[:600]]

    assert any(found)
    assert found == [
        bool(everything.search(without_harmless(kind, text.text)))
        for text in labelled_texts()[:600]
    ]


@given(st.from_regex(re.compile(r"(?:so |very )?(?:sad|tired of \w+|1[0-7]) here"), fullmatch=True))
def test_whatever_a_pattern_matches_begins_with_one_of_its_heads(text: str) -> None:
    source = r"(?:so |very )?(?:sad|tired of \w+|1[0-7]) here"
    words = fold(text)

    if re.search(rf"(?<!\w)(?:{source})", words):
        assert heads_of(source) & heads_in(words)
        assert Headed([re.compile(rf"(?<!\w)(?:{source})")], [source]).any_in(words)


def test_every_language_has_its_lists() -> None:
    assert len(LANGUAGES) == 5
    assert len(wordings("distress")) > 200
