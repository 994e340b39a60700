"""One question about identity as a whole, as other programmes ask it: a no is a no everywhere."""

import pytest

from mentorship.domain.people import Dimension, Field, Matters, Mentee, Side
from mentorship.intake.columns import recognise
from mentorship.intake.people import ReadPerson, mentee_from_answers, read_people
from mentorship.intake.sheets import read_sheet
from mentorship.matching.wishes import IdentityWishes, has_what_would_help, wish_strengths

# The headings of another programme's sheets; the people are invented.
MENTEES = (
    "first name,last name,email address,both mentor and mentee,job title,grade,organisation,"
    "profession,match with similar identity,identity to match,biography\n"
)
MENTORS = (
    "first name,last name,email address,both mentor and mentee,job title,grade,organisation,"
    "profession,characteristics,biography\n"
)


def mentees(*answers: tuple[str, str]) -> list[ReadPerson]:
    rows = "".join(
        f"Mentee,{at:02d},m{at}@example.org,no,Clerk,HEO,Office of Ferries,Policy,{wish},{who},x\n"
        for at, (wish, who) in enumerate(answers)
    )
    sheet = read_sheet((MENTEES + rows).encode(), name="mentees")
    return list(read_people(sheet, recognise(sheet, Side.MENTEE)).people)


def a_lesbian_mentor() -> ReadPerson:
    row = 'Mentor,1,o@example.org,no,Head,SCS1,Office of Bridges,Policy,"Lesbian, Non-binary",x\n'
    sheet = read_sheet((MENTORS + row).encode(), name="mentors")
    (one,) = read_people(sheet, recognise(sheet, Side.MENTOR)).people
    return one


def matters(one: ReadPerson) -> dict[Dimension, Matters]:
    assert isinstance(one.person, Mentee)
    return dict(one.person.matters)


def test_both_sheets_of_another_programme_are_read() -> None:
    (one,) = mentees(("yes", "Lesbian"))
    other = a_lesbian_mentor()

    assert (one.person.name, one.person.workplace) == ("Mentee 00", "Office of Ferries")
    assert one.person.answers[Field.SAME_IDENTITY] == "yes"
    assert other.person.other_identity == {"LGBTQ+"}


def test_a_yes_is_a_wish_for_what_she_named() -> None:
    (one,) = mentees(("yes", "Lesbian"))

    assert matters(one) == {Dimension.LGBTQ: Matters.HELPS}


@pytest.mark.parametrize("no", ["no", "No", "NO ", "false", "0", "no thank you", "not really"])
def test_a_no_takes_identity_out_of_the_score_whatever_else_is_ticked(no: str) -> None:
    one, wished = mentees((no, "Lesbian"), ("yes", "Lesbian"))
    mentor = a_lesbian_mentor().person
    people = [one.person, wished.person, mentor]

    assert isinstance(one.person, Mentee)
    assert isinstance(wished.person, Mentee)
    strengths = wish_strengths([one.person, wished.person], honour_must=False)
    asked = IdentityWishes().fit(people).transform([one.person, wished.person])

    assert matters(one) == {}
    assert strengths.sum(axis=1).tolist() == [0.0, 1.0]
    assert [bool(row.sum()) for row in asked.toarray()] == [False, True]
    assert has_what_would_help(wished.person, mentor)
    assert not has_what_would_help(one.person, mentor)


def test_a_no_wins_over_a_must_and_somebody_is_asked() -> None:
    read = mentee_from_answers(
        "a",
        2,
        {
            Field.SAME_IDENTITY: "no",
            Field.FAITH: "Muslim",
            Field.MATTERS_FAITH: "Must - I would rather wait",
        },
    )

    assert matters(read) == {}
    assert "other answers say that one matters" in read.problems[0].problem


def test_what_nobody_can_read_counts_as_a_no_until_somebody_has_asked() -> None:
    (one,) = mentees(("it is complicated", "Gay"))

    assert matters(one) == {}
    assert "neither a clear yes nor a clear no" in one.problems[-1].problem


def test_a_blank_answer_changes_nothing() -> None:
    read = mentee_from_answers(
        "a", 2, {Field.SAME_IDENTITY: "", Field.FAITH: "Muslim", Field.MATTERS_FAITH: "Would help"}
    )

    assert matters(read) == {Dimension.FAITH: Matters.HELPS}


def test_a_wish_that_names_nothing_is_reported() -> None:
    (one,) = mentees(("yes", ""))

    assert matters(one) == {}
    assert "none is named" in one.problems[-1].problem


def test_what_she_said_about_one_part_stands_beside_the_whole() -> None:
    read = mentee_from_answers(
        "a",
        2,
        {
            Field.SAME_IDENTITY: "yes",
            Field.FAITH: "Muslim",
            Field.GENDER: "Woman",
            Field.MATTERS_FAITH: "Not important",
        },
    )

    assert matters(read) == {
        Dimension.GENDER: Matters.HELPS,
        Dimension.FAITH: Matters.NOT_IMPORTANT,
    }
