"""Sentences are short and easy, and some words are not said at all."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest
from support.pseudo import words_script
from support.reading import grade, sentences_of, syllables_of

TEMPLATES = Path(__file__).parents[2] / "templates"
# They praise, label or sort the one who asks.
NOT_SAID = re.compile(
    r"\b(?:resilien\w*|journeys?|all(?:y|ies)|reject(?:s|ed|ing|ions?)?|(?<!human )resources?"
    r"|under-?represented|ambitious)\b",
    re.IGNORECASE,
)
# What Jinja reads, and the names of tags and of their attributes.
_NOT_READ = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|<script.*?</script>|</?[a-z][\w-]*|\b[\w-]+=", re.DOTALL
)
# Grade 6 is read at about eleven; fewer words than these measure one sentence, not a page.
HARDEST, LEAST_WORDS = 6.0, 40
# Longer sentences are read twice: https://insidegovuk.blog.gov.uk/2014/08/04/
LONGEST = 25


@pytest.fixture(scope="module")
def texts() -> Mapping[str, list[str]]:
    """Where it is written → what mentees, mentors and visitors read there, in English."""
    script: ModuleType = words_script()
    found: dict[str, list[str]] = {}
    for where, message in script.messages():
        found.setdefault(where, []).extend([message] if isinstance(message, str) else message)
    return found


def written() -> Iterator[tuple[str, str]]:
    """Every page and letter, those of the team as well, without what is not read."""
    for path in sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]):
        yield path.relative_to(TEMPLATES).as_posix(), _NOT_READ.sub(" ", path.read_text("utf-8"))


def test_some_words_are_not_said(texts: Mapping[str, list[str]]) -> None:
    told = [(where, text) for where, several in texts.items() for text in several]
    everything = [*told, *written()]

    assert len(everything) > 2_000
    assert [(where, at[0]) for where, text in everything for at in NOT_SAID.finditer(text)] == []


def test_every_page_and_letter_is_read_at_eleven(texts: Mapping[str, list[str]]) -> None:
    grades = {
        where: round(grade(several), 1)
        for where, several in texts.items()
        # A list of labels has no sentences.
        if not where.endswith(".json") and _words(several) >= LEAST_WORDS
    }

    assert len(grades) >= 60
    assert {where: found for where, found in grades.items() if found > HARDEST} == {}


def test_no_sentence_is_long(texts: Mapping[str, list[str]]) -> None:
    sentences = [
        (where, words)
        for where, several in texts.items()
        for text in several
        for words in sentences_of(text)
    ]

    assert len(sentences) > 900
    assert [(w, " ".join(words)) for w, words in sentences if len(words) > LONGEST] == []


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("made", 1), ("reason", 2), ("asked", 1), ("wanted", 2), ("table", 2), ("doesn’t", 1)],
)
def test_syllables_are_counted(word: str, syllables: int) -> None:
    assert syllables_of(word) == syllables


def test_a_hard_page_would_be_noticed() -> None:
    easy = ["You can stop at any time. Nobody asks why."]
    hard = ["Participants acknowledge that confidentiality obligations terminate accordingly."]

    assert grade(easy) < 3 < 12 < grade(hard)
    assert NOT_SAID.search("her Journey")
    assert not NOT_SAID.search("really, an allied field")


def _words(texts: list[str]) -> int:
    return sum(len(words) for text in texts for words in sentences_of(text))
