"""Fields of work from labels, short forms, several languages and half-sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.domain.vocabulary import vocabulary
from mentorship.intake.fields_of_work import MOST_FIELDS, read_fields


@pytest.mark.parametrize("term", vocabulary().specialties.values(), ids=lambda term: term.code)
def test_every_label_means_its_field_in_any_case(term) -> None:
    for cell in (term.label, term.label.upper(), f" {term.label.lower()} "):
        assert read_fields(cell).codes == (term.code,)


def test_every_alias_means_a_field_and_hedges_take_nothing_away() -> None:
    for term in vocabulary().specialties.values():
        for alias in term.aliases:
            for cell in (alias, f"{alias} (I think)", f"{alias} - mostly", f"{alias} / undecided"):
                assert read_fields(cell).codes == (term.code,), cell


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("genral surgery", ("gs",)),
        ("surgery-ish", ("gs",)),
        ("Cardiologist", ("cards",)),
        ("paediatrics", ("peds",)),
        ("O&G", ("obgyn",)),
        ("heme/onc", ("hemeonc",)),
        ("I.D.", ("id",)),
        ("IM -> cards", ("im", "cards")),
        ("EM/ICU", ("em", "pulmcc")),
        ("Pediatric surgery or trauma", ("pedsurg", "trauma")),
        ("cardiology and maybe public health, I loved my rotation", ("cards", "ph")),
        ("Radiology (breast imaging)", ("rads",)),
        ("neuro (PhD)", ("neurosci",)),
        ("undecided", ("other",)),
        ("gynécologie-obstétrique", ("obgyn",)),
        ("Ciencia de datos", ("ds",)),
        ("", ()),
        ("underwater basket weaving", ()),
        ("something with people", ()),
    ],
)
def test_free_text_is_read_and_never_guessed(cell: str, codes: tuple[str, ...]) -> None:
    assert read_fields(cell).codes == codes


def test_a_half_sentence_beside_a_field_is_left_over() -> None:
    assert read_fields("cardiology, and I loved my rotation").leftover
    assert not read_fields("cardiology, mostly").leftover


@given(st.text(max_size=60))
def test_no_text_makes_it_stumble(cell: str) -> None:
    codes = read_fields(cell).codes

    assert set(codes) <= set(vocabulary().specialties)
    assert len(codes) <= MOST_FIELDS
