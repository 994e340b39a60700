"""What the team has decided is neither asked again nor held again, as long as the words stand."""

from collections.abc import Mapping

import pytest

from mentorship.domain.decisions import Choice
from mentorship.domain.people import Field
from mentorship.domain.questions import Cohort, Question, QuestionKind
from mentorship.intake.cohort import gather
from mentorship.intake.people import ReadPerson, mentee_from_answers, mentor_from_answers

IN_DISTRESS = "Some days I do not want to be alive any more."


def mentee(row: int = 2, **answers: str) -> ReadPerson:
    said = {
        Field.EMAIL: f"m{row}@example.org",
        Field.NAME: f"Mentee Number{row}",
        Field.AGREEMENT: "yes",
        **{Field(name): words for name, words in answers.items()},
    }
    return mentee_from_answers(f"mentee:{row}", row, said)


def mentor(row: int = 2, **answers: str) -> ReadPerson:
    said = {
        Field.EMAIL: f"o{row}@example.com",
        Field.NAME: f"Mentor Other{row}",
        Field.AGREEMENT: "yes",
        Field.CAPACITY: "1",
        **{Field(name): words for name, words in answers.items()},
    }
    return mentor_from_answers(f"mentor:{row}", row, said)


def the_question(cohort: Cohort, kind: QuestionKind) -> Question:
    (question,) = {q.topic: q for q in cohort.questions if q.kind is kind}.values()
    return question


def gathered(*reads: ReadPerson, decided: Mapping[str, Choice] | None = None) -> Cohort:
    return gather(
        [one for one in reads if one.person.side == "mentee"],
        [one for one in reads if one.person.side == "mentor"],
        decided=decided or {},
    )


@pytest.mark.parametrize(
    ("read", "kind"),
    [
        (mentee(words=IN_DISTRESS), QuestionKind.WORRY),
        (mentee(name="test test", words="test"), QuestionKind.OTHER),
        (mentee(words="Please withdraw my application."), QuestionKind.WORRY),
    ],
)
def test_whoever_was_looked_at_may_be_matched(read: ReadPerson, kind: QuestionKind) -> None:
    question = the_question(gathered(read), kind)

    cohort = gathered(read, decided={question.topic: Choice.FREE})

    assert [one.key for one in cohort.mentees] == [read.person.key]
    assert cohort.questions == ()


def test_another_worry_about_the_same_person_is_asked_all_the_same() -> None:
    calm = mentee(words=IN_DISTRESS)
    question = the_question(gathered(calm), QuestionKind.WORRY)
    worse = mentee(words=f"{IN_DISTRESS} My husband hits me.")

    cohort = gathered(worse, decided={question.topic: Choice.FREE})

    assert worse.person.key in cohort.held


def twice() -> tuple[ReadPerson, ReadPerson]:
    return (
        mentee(2, name="Ilse Vanterpool", stated_at="2026-09-01 09:00", words="How do I ask?"),
        mentee(3, name="Ilse Vanterpool", stated_at="2026-09-02 09:00", words="Who pays for it?"),
    )


def test_two_sign_ups_that_may_be_one_are_one_question_of_one_topic() -> None:
    question = the_question(gathered(*twice()), QuestionKind.SAME_PERSON)

    assert set(question.people) == {"mentee:2", "mentee:3"}
    assert question.choices == (Choice.SAME, Choice.DIFFERENT)


def test_two_who_are_known_to_be_one_stand_under_the_latest() -> None:
    cohort = gather(twice(), (), same=[("mentee:2", "mentee:3")])

    assert cohort.merged_into == {"mentee:2": "mentee:3"}
    assert cohort.held == {}


def test_two_who_are_known_to_be_one_are_one_however_little_they_look_alike() -> None:
    cohort = gather((mentee(2), mentee(3)), (), same=[("mentee:2", "mentee:3")])

    assert len(cohort.mentees) == 1


def test_whoever_is_one_with_one_of_three_alike_is_one_with_all() -> None:
    alike = [mentee(row, email="same@example.org", name="Ilse Vanterpool") for row in (2, 3)]

    cohort = gather((*alike, mentee(4)), (), same=[("mentee:3", "mentee:4")])

    assert len(cohort.mentees) == 1
    assert len(cohort.merged_into) == 2


def test_two_who_are_known_to_be_two_are_neither_merged_nor_held() -> None:
    alike = [mentee(row, email="same@example.org", name="Ilse Vanterpool") for row in (2, 3)]
    assert len(gathered(*alike).mentees) == 1

    question = the_question(gathered(*twice()), QuestionKind.SAME_PERSON)
    cohort = gathered(*alike, decided={question.topic: Choice.DIFFERENT})

    assert len(cohort.mentees) == 2


def test_somebody_on_both_lists_is_known_to_be_one_human() -> None:
    hers = mentee(2, email="both@example.org", name="Ilse Vanterpool")
    theirs = mentor(2, email="both@example.org", name="Ilse Vanterpool")

    assert gathered(hers, theirs).one_human == {("mentee:2", "mentor:2")}


def test_what_she_told_the_team_counts_and_her_own_words_stay() -> None:
    told = mentor_from_answers(
        "mentor:2",
        2,
        {Field.CAPACITY: "it depends", Field.KEEP_APART: "my ex-chief"},
        told={Field.CAPACITY: "2", Field.KEEP_APART: "Idris Quill"},
    ).person

    assert told.capacity == 2
    assert told.keep_apart == "my ex-chief\nIdris Quill"
    assert told.answers[Field.CAPACITY] == "it depends"
    assert told.answers[Field.KEEP_APART] == "my ex-chief"


def test_what_she_told_survives_a_merge() -> None:
    first = mentee_from_answers(
        "mentee:2",
        2,
        {Field.NAME: "Ilse Vanterpool", Field.EMAIL: "i@example.org", Field.AGREEMENT: "yes"},
        told={Field.KEEP_APART: "Idris Quill"},
    )
    second = mentee(3, name="Ilse Vanterpool", email="i@example.org")

    (standing,) = gather((first, second), ()).mentees

    assert "Idris Quill" in standing.keep_apart


def test_every_question_can_be_decided() -> None:
    people = (
        mentee(2, words=IN_DISTRESS),
        mentee(3, agreement=""),
        mentee(4, email="none"),
        mentee(5, name="test", words="test"),
        *twice(),
        mentor(7, capacity="ask me"),
    )

    for question in gathered(*people).questions:
        assert question.topic
        assert question.choices
