"""The catalogs: written anew they are as they stand, and a complete one leaves nothing out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from support.pseudo import words_script

from mentorship.language.languages import COMPLETE, ENGLISH, LANGUAGES
from mentorship.language.saying import CATALOGS

CODES = [code for code in LANGUAGES if code != ENGLISH.code]
FINISHED = [language.code for language in COMPLETE if language is not ENGLISH]
_VALUE = re.compile(r"%\((\w+)\)[sd]")
_MARKUP = re.compile(r"</?[a-z]+|&\w+;|https?://\S+")
# What is written alike in two languages, each with the reason.
ALIKE: dict[str, frozenset[str]] = {
    "LGBTQ+": frozenset({"es", "fr", "so"}),  # letters that are used as they are
    "%(day)s, %(time)s": frozenset({"es", "so"}),  # nothing but values
    "%(day)s: %(news)s": frozenset({"es", "ar", "so"}),
    "%(stage)s, %(area)s": frozenset({"es", "so"}),
    "%(count)s minute": frozenset({"fr"}),  # the same word in both languages
    "%(count)s minutes": frozenset({"fr"}),
    "%(num)s minute": frozenset({"fr"}),
    "%(num)s minutes": frozenset({"fr"}),
    "Error:": frozenset({"es"}),
    "Mentor": frozenset({"fr"}),
    "mentor": frozenset({"fr"}),
    "No": frozenset({"es"}),
    "no": frozenset({"es"}),
    # Languages that are called the same.
    **dict.fromkeys(("Hindi", "Igbo", "Yoruba"), frozenset({"es", "fr"})),
    **dict.fromkeys(("Mandarin", "Somali", "Swahili", "Tagalog"), frozenset({"fr"})),
    "Urdu": frozenset({"es"}),
}
# Messages that two English ones may share, because the language does not tell them apart.
SHARED: dict[str, frozenset[frozenset[str]]] = {
    # One minute and two are said without a number, and so without the name of its value.
    "ar": frozenset({frozenset({"%(num)s minute", "%(count)s minute"})}),
}


def po(code: str) -> Catalog:
    with (CATALOGS / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=code)


def said(code: str) -> Iterator[tuple[Message, str, str]]:
    """(message, English, translation) for each form of each message of this language."""
    for message in po(code):
        if not message.id:
            continue
        if isinstance(message.id, tuple):
            one, many = message.id
            for number, text in enumerate(message.string):
                yield message, one if number == 0 else many, text
        else:
            yield message, message.id, message.string


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return words_script()


def test_the_catalogs_are_as_they_would_be_written_now(script: ModuleType) -> None:
    stale = [path for path, content in script.files() if _content(path) != content]

    assert [path.relative_to(CATALOGS).as_posix() for path in stale] == [], "run: make words"


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def test_they_hold_the_sentences_and_nothing_that_changes_by_itself(script: ModuleType) -> None:
    text = script.as_po(script.catalog_of("")).decode()
    assert "Could you look at this again?" in text
    assert "Avoiding retaliation, or dealing with it" in text
    assert not re.search(r":\d+$|Date|fuzzy", text, re.M)


@pytest.mark.parametrize("code", CODES)
def test_what_the_programme_reads_is_what_was_translated(code: str) -> None:
    with (CATALOGS / code / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        compiled = _by_id(read_mo(file))

    assert compiled == {key: said for key, said in _by_id(po(code)).items() if all(said)}


def _by_id(catalog: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {_several(one.id): _several(one.string) for one in catalog if one.id}


def _several(text: str | Sequence[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_values_and_the_markup_of_its_english(code: str) -> None:
    """Also in a language that is not finished: what stands there has to be right."""
    wrong = [
        (english, text)
        for message, english, text in said(code)
        if text and not _fits(english, text, plural=isinstance(message.id, tuple))
    ]
    assert wrong == []


def _fits(english: str, text: str, *, plural: bool) -> bool:
    told, asked = Counter(_VALUE.findall(text)), Counter(_VALUE.findall(english))
    # One or two of something may be said in words, without the number.
    values = told.keys() <= asked.keys() and (plural or told.keys() == asked.keys())
    markup = Counter(_MARKUP.findall(text)) == Counter(_MARKUP.findall(english))
    blanks = text == text.strip() if english == english.strip() else True
    percents = text.replace("%(", "").count("%") == english.replace("%(", "").count("%")
    return values and markup and blanks and percents


@pytest.mark.parametrize("code", CODES)
def test_a_finished_language_has_every_message(code: str) -> None:
    missing = [english for _message, english, text in said(code) if not text]

    assert (missing == []) is (code in FINISHED), missing
    assert [one.id for one in po(code) if one.id and one.fuzzy] == []


@pytest.mark.parametrize("code", CODES)
def test_every_number_has_its_form(code: str) -> None:
    catalog = po(code)
    several = [one for one in catalog if isinstance(one.id, tuple)]

    assert several != []
    assert {len(one.string) for one in several} == {catalog.num_plurals}


@pytest.mark.parametrize("code", CODES)
def test_no_translation_is_its_own_english(code: str) -> None:
    same = {english for _message, english, text in said(code) if text == english}
    excused = {one for one, codes in ALIKE.items() if code in codes}

    assert same - excused == set()
    assert code not in FINISHED or excused <= same


@pytest.mark.parametrize("code", CODES)
def test_no_two_messages_are_told_alike(code: str) -> None:
    """A translation that slipped into the wrong place is mostly that of another message."""
    by_text: dict[str, set[str]] = {}
    for message, _english, text in said(code):
        if not text:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        by_text.setdefault(text, set()).add(key)
    alike = {frozenset(keys) for keys in by_text.values() if len(keys) > 1}

    excused = SHARED.get(code, frozenset())

    assert (alike - excused, excused - alike if code in FINISHED else set()) == (set(), set())
