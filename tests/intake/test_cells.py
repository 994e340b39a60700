"""Ticked answers, scales, yes and no: read into codes whatever the joining and the wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.domain.people import Field, Matters
from mentorship.domain.vocabulary import OWN_WORDS, PREFER_NOT_TO_SAY, vocabulary
from mentorship.intake.cells import read_matters, read_may_show, read_ticks, read_yes, says_nothing
from mentorship.intake.lists import labels_of

LISTS = {
    Field.VALUES: vocabulary().values,
    Field.TOPICS: vocabulary().topics,
    Field.GOALS: vocabulary().goals,
    Field.STYLES: vocabulary().styles,
    Field.FORMATS: vocabulary().formats,
    Field.SLOTS: vocabulary().slots,
}


@pytest.mark.parametrize("field", LISTS)
@given(data=st.data())
def test_every_choice_of_ticks_is_found_however_they_are_joined(
    field: Field, data: st.DataObject
) -> None:
    terms = data.draw(
        st.lists(st.sampled_from(list(LISTS[field].values())), unique=True, max_size=9)
    )
    mentors = data.draw(st.booleans())
    joined = data.draw(st.sampled_from([";", ", ", "; ", "\n", " | ", ","]))
    labels = [term.mentor_label if mentors else term.label for term in terms]

    ticks = read_ticks(field, joined.join(labels))

    assert ticks.codes == {term.code for term in terms}
    assert not ticks.leftover


@pytest.mark.parametrize(
    ("field", "labels"),
    [
        (Field.RACE_ETHNICITY, vocabulary().race_ethnicity),
        (Field.FAITH, vocabulary().faith),
        (Field.GENDER, vocabulary().gender),
        (Field.OTHER_IDENTITY, vocabulary().other_identity),
    ],
)
def test_identity_labels_are_found_with_the_commas_inside_them(
    field: Field, labels: tuple[str, ...]
) -> None:
    assert read_ticks(field, ", ".join(labels)).codes == set(labels)


def test_her_own_words_about_herself_are_kept_as_an_answer() -> None:
    ticks = read_ticks(Field.RACE_ETHNICITY, f"Black - Caribbean;{OWN_WORDS};Garifuna")

    assert ticks.codes == {"Black - Caribbean", OWN_WORDS, "Garifuna"}


def test_prefer_not_to_say_is_an_answer_of_its_own() -> None:
    assert read_ticks(Field.FAITH, "I'd rather not say").codes == {PREFER_NOT_TO_SAY}
    assert read_ticks(Field.FAITH, "").codes == frozenset()


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Imposter syndrome", {"imposter"}),
        ("RACISM AT WORK", {"racism"}),
        ("Sexism and harrassment", {"sexism"}),
        ("Parenting; visas", {"caregiving", "imgvisa"}),
        ("Burn-out, boundaries and rest", {"burnout"}),
        ("Lidership", set()),
    ],
)
def test_former_wordings_and_small_slips_are_read(cell: str, codes: set[str]) -> None:
    assert read_ticks(Field.TOPICS, cell).codes == codes


def test_words_on_no_list_are_left_over_and_nothing_is_guessed_from_them() -> None:
    ticks = read_ticks(Field.TOPICS, "Racism at work; hair, and being told it is 'unprofessional'")

    assert ticks.codes == {"racism"}
    assert ticks.leftover
    assert labels_of(Field.TOPICS).read("a;hair dye").leftover == ("a", "hair dye")


def test_more_ticks_than_asked_for_are_all_kept() -> None:
    labels = [term.label for term in vocabulary().values.values()][:9]

    ticks = read_ticks(Field.VALUES, ";".join(labels))

    assert len(ticks.codes) == 9
    assert ticks.too_many


def test_none_of_these_beside_other_ticks_means_none() -> None:
    assert read_may_show("Faith;Gender").codes == {"Faith", "Gender"}
    ticks = read_may_show("Faith;None of these, please")
    assert ticks.codes == frozenset()
    assert ticks.too_many


@pytest.mark.parametrize(
    ("cell", "matters"),
    [
        ("Must - I would rather wait", Matters.MUST),
        ("must", Matters.MUST),
        ("Must – I'd rather wait", Matters.MUST),
        ("Would help", Matters.HELPS),
        ("would be nice", Matters.HELPS),
        ("Not important", Matters.NOT_IMPORTANT),
        ("no", Matters.NOT_IMPORTANT),
        ("", None),
        ("blue", None),
    ],
)
def test_how_much_it_matters(cell: str, matters: Matters | None) -> None:
    assert read_matters(cell) is matters


@pytest.mark.parametrize(
    "cell",
    ["Yes, I agree", "yes", "TRUE", "1", "✓", "Sí", "Oui", "نعم", "haa", "I agree", "X", "y"],
)
def test_a_yes_in_any_of_our_languages(cell: str) -> None:
    assert read_yes(cell) is True


@pytest.mark.parametrize("cell", ["", " ", "No", "FALSE", "0", "لا", "not yet", "I do not agree"])
def test_a_no_or_a_blank_is_no_agreement(cell: str) -> None:
    assert read_yes(cell) is False


@pytest.mark.parametrize("cell", ["yes but not this year", "who reads this?", "agree with most"])
def test_what_is_neither_is_left_to_a_person(cell: str) -> None:
    assert read_yes(cell) is not True or cell.startswith("agree")


def test_nothing_to_say() -> None:
    assert all(map(says_nothing, ["", "n/a", "None", "no", "N/A.", "ninguno", "-"]))
    assert not says_nothing("nobody from Alder General")


@given(st.text(max_size=80))
def test_no_text_makes_a_reader_stumble(cell: str) -> None:
    for field in (*LISTS, Field.RACE_ETHNICITY, Field.MAY_SHOW):
        read_ticks(field, cell)
    assert read_matters(cell) in {None, *Matters}
    assert read_yes(cell) in (True, False, None)
