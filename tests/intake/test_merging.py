"""Putting sign-ups together: only what is certain, and only between people who are all alike."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.domain.people import Audience, Field
from mentorship.domain.questions import QuestionKind
from mentorship.intake.cells import says_nothing
from mentorship.intake.cohort import gather
from mentorship.intake.duplicates import Likeness, Verdict
from mentorship.intake.gathering import Gathering, begin
from mentorship.intake.merging import ask_who_is_who, merge
from mentorship.intake.one_person import as_one
from mentorship.intake.people import ReadPerson, mentee_from_answers
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


@pytest.mark.parametrize("accounts", [(True, False), (False, True), (True, True)])
def test_nothing_of_another_fills_what_belongs_to_an_account(accounts: tuple[bool, bool]) -> None:
    """Not even when the team says that the two are one: only what keeps people apart is added."""
    earlier, latest = (
        replace(read, person=replace(read.person, has_account=has_account))
        for read, has_account in zip(two_of_one_name(), accounts, strict=True)
    )

    whole = as_one([earlier, latest])

    assert (whole.words, whole.topics) == ("", frozenset())
    assert whole.consents == {}
    assert whole.keep_apart == "Idris Quill"


def two_of_one_name() -> tuple[ReadPerson, ReadPerson]:
    """What Zahra said, and what somebody said who knows her name."""
    hers = {
        Field.EMAIL: "zahra@example.net",
        Field.WORDS: "How do I leave?",
        Field.TOPICS: "Speaking up and advocating for myself",
        Field.KEEP_APART: "Idris Quill",
    }
    his = {Field.EMAIL: "his@example.com", Field.WORDS: ""}
    first, second = (
        mentee_from_answers(f"mentee:{row}", row, {Field.NAME: "Zahra Qureshi", **said})
        for row, said in enumerate((hers, his), 2)
    )
    opened = {(Field.WORDS, Audience.ASKED): True}
    return replace(first, person=replace(first.person, consents=opened)), second


def test_two_sign_ups_on_sheets_still_fill_each_other() -> None:
    assert as_one(two_of_one_name()).words == "How do I leave?"


@pytest.mark.parametrize("at", [0, 1])
def test_what_she_said_here_stands_whenever_a_sheet_says_something_else(at: int) -> None:
    reads = list(two_of_one_name())
    reads[at] = replace(reads[at], person=replace(reads[at].person, has_account=True))

    cohort = gather(reads, (), same=[("mentee:2", "mentee:3")])

    assert list(cohort.merged_into.values()) == [reads[at].person.key]


def test_a_goodbye_elsewhere_holds_her_and_is_asked_about() -> None:
    hers, his = two_of_one_name()
    hers = replace(hers, person=replace(hers.person, has_account=True))
    leaves = {**his.person.answers, Field.WORDS: "Please withdraw my application."}
    his = mentee_from_answers("mentee:3", 3, leaves)

    cohort = gather((hers, his), (), same=[("mentee:2", "mentee:3")])

    assert (set(cohort.gone), set(cohort.held)) == ({"mentee:3"}, {"mentee:2"})
    assert any("write to her own address" in question.text for question in cohort.questions)
