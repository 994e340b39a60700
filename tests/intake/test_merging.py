"""Putting sign-ups together: only what is certain, and only between people who are all alike."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.domain.people import Field
from mentorship.domain.questions import QuestionKind
from mentorship.intake.cells import says_nothing
from mentorship.intake.duplicates import Likeness, Verdict
from mentorship.intake.gathering import Gathering, begin
from mentorship.intake.merging import as_one, ask_who_is_who, merge
from mentorship.intake.people import mentee_from_answers
from mentorship.intake.text import fold


def sign_ups(count: int) -> Gathering:
    return begin(
        mentee_from_answers(
            f"mentee:{row}",
            row,
            {Field.EMAIL: f"p{row}@example.org", Field.STATED_AT: f"2026-01-{row:02}"},
        )
        for row in range(2, 2 + count)
    )


def alike(first: int, second: int, verdict: Verdict = Verdict.YES) -> Likeness:
    return Likeness(f"mentee:{first}", f"mentee:{second}", verdict, ("The same name.",), ())


def test_three_sign_ups_of_one_person_become_her_latest() -> None:
    gathering = sign_ups(3)
    likenesses = [alike(2, 3), alike(3, 4), alike(2, 4)]

    merge(gathering, likenesses)
    ask_who_is_who(gathering, likenesses)

    assert set(gathering.people) == {"mentee:4"}
    assert gathering.merged_into == {"mentee:2": "mentee:4", "mentee:3": "mentee:4"}
    assert gathering.questions == []


def test_a_likeness_of_a_likeness_is_asked_about_and_not_merged() -> None:
    gathering = sign_ups(3)
    likenesses = [alike(2, 3), alike(3, 4)]

    merge(gathering, likenesses)
    ask_who_is_who(gathering, likenesses)

    assert len(gathering.people) == 3
    assert [question.mentee for question in gathering.questions] == [
        "mentee:2",
        "mentee:3",
        "mentee:3",
        "mentee:4",
    ]
    assert set(gathering.held) == {"mentee:2", "mentee:3", "mentee:4"}


def test_a_crowd_that_looks_alike_is_never_merged_into_one() -> None:
    gathering = sign_ups(12)
    likenesses = [alike(*pair) for pair in combinations(range(2, 14), 2)]

    merge(gathering, likenesses)
    ask_who_is_who(gathering, likenesses)

    assert len(gathering.people) == 12
    assert len(gathering.questions) == 12
    assert {question.kind for question in gathering.questions} == {QuestionKind.SAME_PERSON}
    assert "looks like 11 others" in gathering.questions[0].text


def test_a_doubt_about_a_merged_row_is_asked_about_the_one_that_stands() -> None:
    gathering = sign_ups(3)
    likenesses = [alike(2, 3), alike(2, 4, Verdict.ASK), alike(3, 4, Verdict.ASK)]

    merge(gathering, likenesses)
    ask_who_is_who(gathering, likenesses)

    assert [question.mentee for question in gathering.questions] == ["mentee:3", "mentee:4"]
    assert "row 4" in gathering.questions[0].text


_SAID = st.sampled_from(
    ["", " ", "none", "n/a", "Ali", "Alison", "Dr. Alison Obi", "VA", "Nevada State", "my chair"]
)
_ANSWERS = st.fixed_dictionaries(
    dict.fromkeys((Field.KEEP_APART, Field.WORKPLACE, Field.WORDS, Field.PLACE), _SAID)
)


@settings(deadline=None)
@given(st.lists(_ANSWERS, min_size=1, max_size=4))
def test_putting_sign_ups_together_loses_no_word(answers: list[dict[Field, str]]) -> None:
    reads = [mentee_from_answers(f"mentee:{row}", row, own) for row, own in enumerate(answers, 2)]

    whole = as_one(reads)

    for own in answers:
        for field in (Field.KEEP_APART, Field.WORKPLACE):
            said = fold(own[field])
            if not says_nothing(own[field]):
                assert f" {said} " in f" {fold(whole.answers.get(field, ''))} "
    for field in (Field.WORDS, Field.PLACE):
        given_ = [own[field] for own in answers if fold(own[field])]
        assert fold(whole.answers.get(field, "")) == (fold(given_[-1]) if given_ else "")
