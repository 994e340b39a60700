"""Languages in their own words and scripts; one that is only just spoken does not count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.domain.vocabulary import vocabulary
from mentorship.intake.spoken import read_languages


@pytest.mark.parametrize(
    ("cell", "languages"),
    [
        (";".join(vocabulary().languages), set(vocabulary().languages)),
        ("Inglés, español", {"English", "Spanish"}),
        ("English and French", {"English", "French"}),
        ("العربية", {"Arabic"}),
        ("Af Soomaali; English", {"Somali", "English"}),
        ("አማርኛ", {"Amharic"}),
        ("中文", {"Mandarin"}),
        ("français (fluent)", {"French"}),
        ("Tigrinya", {"Tigrinya"}),
        ("Kiswahili/English", {"Swahili", "English"}),
        ("Persian", {"Farsi"}),
        ("American Sign Language", {"ASL"}),
        ("English, a little French", {"English"}),
        ("a little English", {"English"}),
        ("", set()),
    ],
)
def test_languages_are_read_by_any_of_their_names(cell: str, languages: set[str]) -> None:
    assert set(read_languages(cell).codes) == languages


def test_what_is_no_known_language_is_left_over() -> None:
    assert read_languages("English; whatever works").leftover == ("whatever works",)


@given(st.text(max_size=40))
def test_no_text_makes_it_stumble(cell: str) -> None:
    read_languages(cell)
