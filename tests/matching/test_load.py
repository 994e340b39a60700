"""Who carries the work of a round is told by group, and points at nobody."""

from collections.abc import Mapping

from people import a_mentor

from mentorship.domain.people import Mentor
from mentorship.matching.fairness.load import load_by_group
from mentorship.matching.fairness.load_report import GroupLoad, LoadReport

BLACK = frozenset({"Black or African American"})
WHITE = frozenset({"White"})


def mentors(size: int, start: int, race: frozenset[str]) -> list[Mentor]:
    return [a_mentor(key=f"mentor:{start + n}", race_ethnicity=race) for n in range(size)]


def three_each(people: list[Mentor]) -> dict[str, int]:
    return {mentor.key: 3 for mentor in people}


def taken(people: list[Mentor], *of_each: int) -> dict[str, int]:
    return {mentor.key: of_each[n % len(of_each)] for n, mentor in enumerate(people)}


def a_round(given: Mapping[str, int] | None = None) -> LoadReport:
    few, many, silent = a_cohort()
    worked = taken(few, 3, 2) | taken(many, 1, 0) | taken(silent, 1)
    everybody = [*few, *many, *silent]
    return load_by_group(everybody, three_each(everybody), worked if given is None else given)


def a_cohort() -> tuple[list[Mentor], list[Mentor], list[Mentor]]:
    return (
        mentors(12, 0, BLACK),
        mentors(30, 12, WHITE | {"Hispanic or Latina/o/e"}),
        mentors(15, 42, frozenset()),
    )


def row(report: LoadReport, name: str) -> GroupLoad:
    return next(row for row in report.groups if row.row == name)


def test_a_group_that_carries_more_than_its_share_is_seen() -> None:
    report = a_round()

    sentence = next(s for s in report.sentences() if "“Black or African American”" in s)
    assert row(report, "Black or African American").carries_more
    assert sentence == (
        "12 mentors who said “Black or African American” offered 36 places and were given 30 "
        "mentees (2.5 each, between 2.2 and 2.8); the 45 others were given 30 (0.7 each, between "
        "0.5 and 0.8). They are 21 % of the mentors with 50 % of the mentees. They carry more each "
        "than the others, beyond what chance alone usually does."
    )


def test_a_group_that_carries_as_much_as_others_is_not_blamed_on_chance() -> None:
    few, many, silent = a_cohort()

    report = a_round(taken(few, 1, 2) | taken(many, 2, 1) | taken(silent, 1, 2))

    assert not any(row.carries_more for row in report.groups)
    assert any("Chance alone can make" in sentence for sentence in report.sentences())


def test_mentors_without_a_place_are_no_part_of_the_load() -> None:
    offering, resting = mentors(2, 0, WHITE), mentors(3, 2, WHITE)

    report = load_by_group([*offering, *resting], three_each(offering), {})

    assert (report.everybody.mentors, report.everybody.offered, report.everybody.given) == (2, 6, 0)


def test_nine_mentors_are_not_shown() -> None:
    nine, others = mentors(9, 0, BLACK), mentors(40, 9, WHITE | {"Asian - East"})
    everybody = [*nine, *others]

    report = load_by_group(everybody, three_each(everybody), taken(everybody, 1))

    assert row(report, "Black or African American").group is None
    assert not any("Black" in sentence for sentence in report.sentences())
    cells = next(c for c in report.as_rows() if c["group"] == "Black or African American")
    assert cells["mentors"] == "not shown"
    assert cells["mentees each"] == ""


def test_the_rows_hold_what_the_sentences_say() -> None:
    cells = next(
        cells for cells in a_round().as_rows() if cells["group"] == "Black or African American"
    )

    heads = ("mentors", "places offered", "mentees given", "others: mentors", "carries more")
    assert [cells[head] for head in heads] == ["12", "36", "30", "45", "yes"]


def test_a_round_without_mentors_says_so() -> None:
    assert load_by_group([], {}, {}).sentences()[0] == (
        "0 mentors offered 0 places and were given 0 mentees."
    )
