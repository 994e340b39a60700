"""Two sheets sorted into a round: who may be matched, who waits, what became of every row."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

import mentorship.cli
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Mentee, Mentor, Person, Side
from mentorship.domain.questions import Cohort, Question, QuestionKind
from mentorship.intake.cohort import gather, read_cohort
from mentorship.intake.people import ReadPerson, mentee_from_answers, mentor_from_answers
from mentorship.intake.sheets import Sheet, SheetRow, read_sheet

DEMO = Path(mentorship.cli.__path__[0]) / "demo"
YES = "Yes, I agree"


def a_mentee(row: int, **answers: str) -> ReadPerson:
    return mentee_from_answers(f"mentee:{row}", row, _answers(row, "mentee", answers))


def a_mentor(row: int, **answers: str) -> ReadPerson:
    return mentor_from_answers(
        f"mentor:{row}", row, _answers(row, "mentor", {"capacity": "1", **answers})
    )


NAMES = [
    "Hodan Warsame",
    "Luz Ibarra",
    "Mei Nakagawa",
    "Ruth Campbell",
    "Tayen Begay",
    "Esi Asante",
]
FIELDS = ["cardiology", "chemistry", "pharmacy", "radiology", "civil engineering", "midwifery"]


def _answers(row: int, side: str, given: Mapping[str, str]) -> dict[Field, str]:
    """Ordinary answers that differ from row to row, with what matters in the test on top."""
    ordinary = {
        Field.STATED_AT: f"2026/09/{row:02d} 10:00:00",
        Field.EMAIL: f"{side}.{row}@example.org",
        Field.NAME: NAMES[(row + (side == "mentor")) % 6],
        Field.WORKPLACE: f"Hospital number {row}",
        Field.SPECIALTY: FIELDS[row % 6],
        Field.WORDS: f"How do I ask for thing number {row}?",
        Field.KEEP_APART: "",
        Field.AGREEMENT: YES,
    }
    return ordinary | {Field(name): words for name, words in given.items()}


def questions(cohort: Cohort, key: str) -> list[Question]:
    return [question for question in cohort.questions if key in (question.mentee, question.mentor)]


def kinds(cohort: Cohort, key: str) -> list[QuestionKind]:
    return [question.kind for question in questions(cohort, key)]


def keys(people: tuple[Person, ...]) -> list[str]:
    return [person.key for person in people]


def everybody(cohort: Cohort) -> set[str]:
    return {*keys(cohort.mentees), *keys(cohort.mentors), *cohort.held, *cohort.gone}


def test_ordinary_people_may_be_matched_and_nothing_is_asked() -> None:
    cohort = gather([a_mentee(2), a_mentee(3)], [a_mentor(4)])

    assert keys(cohort.mentees) == ["mentee:2", "mentee:3"]
    assert keys(cohort.mentors) == ["mentor:4"]
    assert (cohort.held, cohort.gone, cohort.questions, cohort.problems) == ({}, {}, (), ())


def test_of_two_sign_ups_the_latest_counts_wherever_it_stands() -> None:
    first = {"email": "luz@example.org", "name": "Luz Ibarra", "stated_at": "2026/09/01 9:00:00"}
    later = first | {"stated_at": "2026/10/01 9:00:00", "specialty": "psychiatry", "words": ""}

    for rows in ((5, 9), (9, 5)):
        cohort = gather([a_mentee(rows[0], **first), a_mentee(rows[1], **later)], [])

        (mentee,) = cohort.mentees
        assert mentee.row == rows[1]
        assert mentee.specialties == ("psych",)
        assert mentee.words == f"How do I ask for thing number {rows[0]}?"
        assert cohort.merged_into == {f"mentee:{rows[0]}": f"mentee:{rows[1]}"}
        assert f"row {rows[1]}" in cohort.gone[f"mentee:{rows[0]}"]
        (problem,) = [problem for problem in cohort.problems if problem.row == rows[0]]
        assert f"row {rows[1]}" in problem.problem


def test_whom_she_once_wanted_to_avoid_is_never_forgotten_by_signing_up_again() -> None:
    first = {"email": "luz@example.org", "keep_apart": "Dr. Ana Ruiz", "workplace": "Alder General"}
    later = first | {"keep_apart": "none", "workplace": "Calder", "stated_at": "2026/10/01 9:00"}

    (mentee,) = gather([a_mentee(2, **first), a_mentee(8, **later)], []).mentees

    assert mentee.keep_apart == "Dr. Ana Ruiz"
    assert mentee.workplace == "Calder; Alder General"


def test_a_worry_about_an_earlier_sign_up_follows_her_into_the_latest() -> None:
    first = {"email": "luz@example.org", "words": "I can't go on. I want to end my life."}
    later = first | {"words": "How do grants work?", "stated_at": "2026/10/01 9:00:00"}

    cohort = gather([a_mentee(2, **first), a_mentee(8, **later)], [])

    assert keys(cohort.mentees) == []
    assert "A person from the team" in cohort.held["mentee:8"]
    assert QuestionKind.WORRY in kinds(cohort, "mentee:8")


def test_an_agreement_is_not_inherited_from_an_earlier_sign_up() -> None:
    first = {"email": "luz@example.org"}
    later = first | {"agreement": "", "stated_at": "2026/10/01 9:00:00"}

    cohort = gather([a_mentee(2, **first), a_mentee(8, **later)], [])

    assert kinds(cohort, "mentee:8") == [QuestionKind.CONSENT]


def test_somebody_who_withdraws_leaves_with_her_earlier_sign_up() -> None:
    early = {"email": "luz@example.org", "stated_at": "2026/09/01 9:00:00"}
    withdrawal = {
        "email": "luz@example.org",
        "stated_at": "2026/10/01 9:00:00",
        "words": "Please withdraw me from the program. I no longer want to take part.",
    }

    cohort = gather([a_mentee(2, **early), a_mentee(8, **withdrawal), a_mentee(3)], [])

    assert keys(cohort.mentees) == ["mentee:3"]
    assert set(cohort.gone) == {"mentee:2", "mentee:8"}
    assert QuestionKind.WORRY in kinds(cohort, "mentee:8")
    assert {problem.row for problem in cohort.problems if not problem.column} >= {2, 8}


def test_a_sign_up_after_the_withdrawal_stays() -> None:
    withdrawal = {
        "email": "luz@example.org",
        "stated_at": "2026/09/01 9:00:00",
        "words": "Please withdraw me from the program. I no longer want to take part.",
    }
    again = {"email": "luz@example.org", "stated_at": "2026/10/01 9:00:00"}

    cohort = gather([a_mentee(2, **withdrawal), a_mentee(8, **again)], [])

    assert keys(cohort.mentees) == ["mentee:8"]


def test_a_test_row_is_gone_and_somebody_may_say_otherwise() -> None:
    cohort = gather([a_mentee(2, name="test test", email="test@example.org", words="test")], [])

    assert set(cohort.gone) == {"mentee:2"}
    assert kinds(cohort, "mentee:2") == [QuestionKind.OTHER]


def test_a_minor_waits_for_a_person() -> None:
    cohort = gather([a_mentee(2, stage="High school")], [])

    assert kinds(cohort, "mentee:2") == [QuestionKind.WORRY]
    assert "mentee:2" in cohort.held


def test_somebody_who_asks_for_a_call_waits_for_a_person() -> None:
    cohort = gather(
        [a_mentee(2, keep_apart="I don't feel safe writing it here. Can someone call me?")], []
    )

    assert "mentee:2" in cohort.held
    assert QuestionKind.WORRY in kinds(cohort, "mentee:2")


@pytest.mark.parametrize("agreement", ["", "no", "not yet"])
def test_without_an_agreement_she_is_asked_first(agreement: str) -> None:
    cohort = gather([a_mentee(2, agreement=agreement)], [])

    assert kinds(cohort, "mentee:2") == [QuestionKind.CONSENT]
    assert "mentee:2" in cohort.held
    assert "mentee:2" in cohort.held_people


def test_a_sheet_that_did_not_ask_for_the_agreement_holds_nobody() -> None:
    sheet = Sheet("mentees", ("Email", "Name"), (SheetRow(2, ("a@example.org", "Ana Ruiz")),))
    mentors = Sheet("mentors", ("Email", "Name"), (SheetRow(2, ("b@example.org", "Bea Cruz")),))

    cohort = read_cohort(sheet, mentors)

    assert len(cohort.mentees) == 1
    assert any('no column for "agreement"' in note for note in cohort.notes)


@pytest.mark.parametrize("capacity", ["", "as many as needed", "3 if near-peer"])
def test_a_mentor_with_unclear_places_waits(capacity: str) -> None:
    cohort = gather([], [a_mentor(2, capacity=capacity)])

    assert kinds(cohort, "mentor:2") == [QuestionKind.CAPACITY]
    assert "mentor:2" in cohort.held
    assert cohort.mentors == ()


def test_a_mentor_without_places_stays_and_is_listed() -> None:
    cohort = gather([], [a_mentor(2, capacity="zero (on leave) but keep me on the list")])

    assert [mentor.capacity for mentor in cohort.mentors] == [0]
    assert cohort.notes == ("Mentors without a place in this round, by their own answer: rows 2.",)


def test_a_very_large_offer_is_asked_about_without_making_the_mentor_wait() -> None:
    cohort = gather([], [a_mentor(2, capacity="10")])

    (question,) = questions(cohort, "mentor:2")
    assert (question.kind, question.holds) == (QuestionKind.CAPACITY, False)
    assert [mentor.capacity for mentor in cohort.mentors] == [5]


def test_a_row_that_cannot_be_written_to_waits() -> None:
    cohort = gather([a_mentee(2, email="", contact="+1 602 555 0133")], [])

    (question,) = questions(cohort, "mentee:2")
    assert question.kind is QuestionKind.OTHER
    assert "call" in question.text
    assert "mentee:2" in cohort.held


def test_somebody_on_both_lists_stays_on_both() -> None:
    same = {"email": "folake@example.org", "name": "Folake Oyelaran"}

    cohort = gather([a_mentee(2, **same)], [a_mentor(3, **same)])

    assert (keys(cohort.mentees), keys(cohort.mentors)) == (["mentee:2"], ["mentor:3"])
    assert any("mentors' list" in problem.problem for problem in cohort.problems)


def test_people_who_may_be_one_are_both_asked_about_and_wait() -> None:
    one = {"email": "h.warsame@example.org", "name": "Hodan Warsame", "workplace": "Alder General"}
    other = one | {"email": "hodan.w@example.net", "words": "Who reads my evaluations?"}

    cohort = gather([a_mentee(2, **one), a_mentee(8, **other)], [])

    asked = [question for question in cohort.questions if question.kind is QuestionKind.SAME_PERSON]
    assert [question.mentee for question in asked] == ["mentee:2", "mentee:8"]
    assert "row 8" in asked[0].text
    assert "row 2" in asked[1].text
    assert set(cohort.held) == {"mentee:2", "mentee:8"}


def demo_cohort(*, seed: int | None = None) -> Cohort:
    sheets = []
    for side in Side:
        sheet = read_sheet(DEMO / f"{side}s.csv", name=f"{side}s")
        rows = list(sheet.rows)
        if seed is not None:
            random.Random(seed).shuffle(rows)
        numbered = tuple(SheetRow(at, row.cells) for at, row in enumerate(rows, start=2))
        sheets.append(Sheet(sheet.name, sheet.header, numbered))
    return read_cohort(*sheets)


def test_every_row_of_the_demonstration_is_accounted_for_once() -> None:
    cohort = demo_cohort()

    assert len(cohort.rows) == 190
    assert everybody(cohort) == set(cohort.rows)
    counted = [*keys(cohort.mentees), *keys(cohort.mentors), *cohort.held, *cohort.gone]
    assert len(counted) == len(cohort.rows)
    assert set(cohort.held) == set(cohort.held_people)
    asked = {key for q in cohort.questions for key in (q.mentee, q.mentor) if key}
    assert set(cohort.held) <= asked


def test_the_planted_rows_of_the_demonstration_are_found() -> None:
    cohort = demo_cohort()

    merged = {
        int(gone.split(":")[1]): int(into.split(":")[1])
        for gone, into in cohort.merged_into.items()
        if gone.startswith("mentee")
    }
    assert merged == {12: 26, 19: 21, 46: 56, 70: 90, 81: 87, 89: 92, 102: 121, 112: 116}
    assert {"mentee:5", "mentee:21", "mentee:85", "mentee:105", "mentee:114"} <= set(cohort.held)
    assert "mentee:64" in cohort.gone
    assert {"mentor:45", "mentor:52", "mentor:62"} <= set(cohort.held)


def content(person: Mentee | Mentor) -> tuple[object, ...]:
    """Everything about a person but the row."""
    answers = sorted(person.answers.items())
    return (*answers, person.email, person.name, person.specialties, person.stage)


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_sheets_give_the_same_people(seed: int) -> None:
    plain, shuffled = demo_cohort(), demo_cohort(seed=seed)

    for list_name in ("mentees", "mentors"):
        people = [set(map(content, getattr(cohort, list_name))) for cohort in (plain, shuffled)]
        assert people[0] == people[1]
    held = [set(map(content, cohort.held_people.values())) for cohort in (plain, shuffled)]
    assert held[0] == held[1]
    assert len(plain.gone) == len(shuffled.gone)
    assert sorted(q.kind for q in plain.questions) == sorted(q.kind for q in shuffled.questions)


def test_the_two_files_the_wrong_way_round_are_refused() -> None:
    mentees, mentors = (read_sheet(DEMO / f"{side}s.csv", name=f"{side}s") for side in Side)

    with pytest.raises(Refused, match="wrong way round"):
        read_cohort(mentors, mentees)
