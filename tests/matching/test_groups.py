"""Everybody stands where she put herself, and a silence is a group of its own."""

from people import a_mentee

from mentorship.domain.vocabulary import OWN_WORDS, PREFER_NOT_TO_SAY, vocabulary
from mentorship.matching.fairness.groups import BLANK, Grouping, groupings


def about(question: str) -> Grouping:
    return next(grouping for grouping in groupings() if grouping.question.startswith(question))


def test_every_stage_field_and_label_has_a_row() -> None:
    words = vocabulary()
    cases = [
        *(("Career", {"stage": code}) for code in words.stages),
        *(("Field", {"specialties": (code,)}) for code in words.specialties),
        *(("Race", {"race_ethnicity": frozenset({label})}) for label in words.race_ethnicity),
        *(("Faith", {"faith": frozenset({label})}) for label in words.faith),
        *(("Gender", {"gender": frozenset({label})}) for label in words.gender),
        *(("Other", {"other_identity": frozenset({label})}) for label in words.other_identity),
    ]

    for question, answers in cases:
        grouping = about(question)
        assert grouping.members([a_mentee(**answers)]).sum() == 1
        assert BLANK not in grouping.of(a_mentee(**answers))


def test_what_was_left_out_is_a_blank() -> None:
    nobody = a_mentee(stage=None, specialties=())

    assert {grouping.of(nobody) for grouping in groupings()} == {frozenset({BLANK})}


def test_preferring_not_to_say_is_an_answer_unless_something_was_said() -> None:
    silent = a_mentee(faith=frozenset({PREFER_NOT_TO_SAY}))
    said = a_mentee(faith=frozenset({PREFER_NOT_TO_SAY, "Sikh"}))

    assert about("Faith").of(silent) == {PREFER_NOT_TO_SAY}
    assert about("Faith").of(said) == {"Sikh"}


def test_a_label_from_no_list_is_in_her_own_words() -> None:
    assert about("Faith").of(a_mentee(faith=frozenset({"Quaker"}))) == {OWN_WORDS}


def test_one_person_can_stand_in_several_rows_and_once_in_each() -> None:
    parent = a_mentee(other_identity=frozenset({"Parent", "Caring for family", "On a visa"}))

    grouping = about("Other")
    assert grouping.of(parent) == {"Being a parent or carer", "Immigrant / IMG experience"}
    assert grouping.members([parent]).sum() == 2


def test_a_sentence_can_speak_of_every_row() -> None:
    phrases = {grouping.phrase(row) for grouping in groupings() for row in grouping.rows}

    assert "who said “Muslim”" in phrases
    assert "who left “Field” blank" in phrases
    assert "who preferred not to say anything about “Faith”" in phrases
    assert not any("{" in phrase for phrase in phrases)
