"""The name to use: no titles, no credentials, readable letters, any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.intake.names import read_name


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Chidinma Okafor", "Chidinma Okafor"),
        ("OKAFOR, Chidinma", "Chidinma Okafor"),
        ("Bautista, Maricel", "Maricel Bautista"),
        ("Okafor, Chidinma, MD", "Chidinma Okafor"),
        ("DR CHIDINMA OKAFOR", "Chidinma Okafor"),
        ("Prof. Dr. Chidinma Okafor, Ph.D.", "Chidinma Okafor"),
        ("Chidinma Okafor, MD, FACS", "Chidinma Okafor"),
        ("Chidinma Okafor MD PhD", "Chidinma Okafor"),
        ("chidinma okafor", "Chidinma Okafor"),
        ("  Chidinma   Okafor\u200b", "Chidinma Okafor"),
        ("Chidinma O.", "Chidinma O."),
        ("esi", "Esi"),
        ("D'SOUZA, Ananya", "Ananya D'Souza"),
        ("AL-MASRI, Samira", "Samira Al-Masri"),
        ("yesenia de la cruz", "Yesenia de la Cruz"),
        ("MARÍA JOSÉ NÚÑEZ", "María José Núñez"),
        ("MA, Jing", "Jing MA"),
        ("Jing Ma", "Jing Ma"),
        ("DR ANH DO", "Anh Do"),
        ("Robert Smith, Jr.", "Robert Smith Jr."),
        ("Zoya Qureshi (new surname)", "Zoya Qureshi"),
        ("Ana Ruiz (she/her)", "Ana Ruiz"),
        ("李 娜 (Na Li)", "李 娜 (Na Li)"),
        ("\u200fفاطمة الزهراء", "فاطمة الزهراء"),
        ("ሰላም ተስፋዬ", "ሰላም ተስፋዬ"),
        ('=HYPERLINK("http://example.com","Mei")', "Mei"),
        ("RN", "RN"),
        ("", ""),
    ],
)
def test_a_name_is_read_as_she_would_be_addressed(cell: str, name: str) -> None:
    assert read_name(cell) == name


@given(st.text(max_size=60))
def test_a_name_with_letters_never_vanishes(cell: str) -> None:
    name = read_name(cell)

    if any(letter.isalpha() for letter in cell) and not set(cell) & set("()[]/"):
        assert name
