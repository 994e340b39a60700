"""How a round treated each group is told truly, and points at nobody."""

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import a_mentee, a_mentor
from runs import run

from mentorship.domain.people import Mentee
from mentorship.domain.vocabulary import PREFER_NOT_TO_SAY, vocabulary
from mentorship.matching.fairness.accounting import outcomes
from mentorship.matching.fairness.comparing import by_group
from mentorship.matching.fairness.fairness_report import Comparison, FairnessReport
from mentorship.matching.fairness.groups import BLANK, groupings
from mentorship.matching.fairness.outcomes import Outcome

FIRST = "First in the family"
COLLEGE = frozenset({"First in my family to go to college"})
DOCTOR = frozenset({"First doctor/scientist/engineer in my family"})
WAITING = Outcome(paired=False)


def paired(share: float = 0.9, rank: int = 1) -> Outcome:
    return Outcome(paired=True, rank=rank, score=0.5, share_of_best=share)


def a_group(size: int, start: int, **answers: object) -> list[Mentee]:
    return [a_mentee(key=f"mentee:{start + number}", **answers) for number in range(size)]


def fared(
    people: Sequence[Mentee], *, of_them_paired: int, share: float = 0.9
) -> dict[str, Outcome]:
    return {
        person.key: paired(share) if number < of_them_paired else WAITING
        for number, person in enumerate(people)
    }


def row(report: FairnessReport, name: str, question: str = "") -> Comparison:
    return next(
        row for row in report.groups if row.row == name and row.question.startswith(question)
    )


@pytest.fixture
def first_in_the_family() -> FairnessReport:
    """Forty mentees who are first in the family, and ninety who ticked two other parts."""
    firsts = a_group(25, 0, other_identity=COLLEGE) + a_group(15, 25, other_identity=DOCTOR)
    others = a_group(90, 40, other_identity=frozenset({"Parent", "LGBTQ+"}))
    found = fared(firsts, of_them_paired=29) | fared(others, of_them_paired=62)
    return by_group([*firsts, *others], found)


def test_the_board_reads_what_is_known_of_forty_people(
    first_in_the_family: FairnessReport,
) -> None:
    sentence = next(s for s in first_in_the_family.sentences() if FIRST in s)

    assert sentence.startswith(
        "Of 40 mentees who said “First in the family” 29 were paired (72 %, between 57 and 84 %); "
        "of the 90 others, 62 (69 %, between 59 and 78 %). Chance alone can make a difference of 4 "
        "percentage points here."
    )


def test_labels_that_belong_together_are_one_group(first_in_the_family: FairnessReport) -> None:
    group = row(first_in_the_family, FIRST).group

    assert group is not None
    assert (group.people, group.paired) == (40, 29)


def test_a_mean_over_fewer_than_ten_pairs_is_not_told() -> None:
    firsts = a_group(12, 0, other_identity=COLLEGE)
    others = a_group(30, 12, other_identity=frozenset({"Parent", "LGBTQ+"}))
    found = fared(firsts, of_them_paired=9) | fared(others, of_them_paired=20)

    group = row(by_group([*firsts, *others], found), FIRST).group

    assert group is not None
    assert (group.score, group.share_of_best, group.median_rank) == (None, None, None)


def test_of_nineteen_of_whom_eighteen_were_paired_nobody_learns_that_one_waits() -> None:
    nineteen = a_group(19, 0, faith=frozenset({"Muslim"}))
    others = a_group(60, 19, faith=frozenset({"No faith"}))
    found = fared(nineteen, of_them_paired=18) | fared(others, of_them_paired=40)

    report = by_group([*nineteen, *others], found)

    for name in ("Muslim", "No faith"):
        of_them = row(report, name)
        assert of_them.group is not None
        assert of_them.others is not None
        assert (of_them.group.paired, of_them.group.match_rate) == (None, None)
        assert (of_them.others.paired, of_them.match_rate_gap) == (None, None)


def test_a_group_that_gets_much_less_than_its_best_is_said_to() -> None:
    muslims = a_group(20, 0, faith=frozenset({"Muslim"}))
    blanks = a_group(40, 20)
    found = {person.key: paired(0.60 + number / 1000) for number, person in enumerate(muslims)} | {
        person.key: paired(0.95 - number / 1000) for number, person in enumerate(blanks)
    }

    report = by_group([*muslims, *blanks], found)

    sentence = next(s for s in report.sentences() if "“Muslim”" in s)
    assert "That is 32 percentage points less, beyond what chance alone usually does." in sentence


def test_a_group_of_nine_is_nowhere_to_be_seen() -> None:
    nine = a_group(9, 0, faith=frozenset({"Sikh"}))
    ten = a_group(10, 9, faith=frozenset({"Hindu"}))
    others = [*a_group(20, 19), *a_group(20, 39, faith=frozenset({"No faith"}))]
    people = [*nine, *ten, *others]

    report = by_group(people, fared(people, of_them_paired=40))

    assert row(report, "Hindu").group is not None
    assert row(report, "Sikh").group is None
    assert not any("Sikh" in sentence for sentence in report.sentences())
    cells = next(cells for cells in report.as_rows() if cells["group"] == "Sikh")
    assert {head: cell for head, cell in cells.items() if cell} == {
        "question": "Faith",
        "group": "Sikh",
        "people": "not shown",
    }


def test_a_label_that_nobody_ticked_has_a_row_like_one_that_few_ticked() -> None:
    few = a_group(3, 0, gender=frozenset({"Trans man"}))
    people = [*few, *a_group(40, 3, gender=frozenset({"Woman"}))]

    rows = by_group(people, fared(people, of_them_paired=30)).as_rows()

    nobody = next(cells for cells in rows if cells["group"] == "Non-binary")
    three = next(cells for cells in rows if cells["group"] == "Trans man")
    assert nobody | {"group": ""} == three | {"group": ""}


def test_nearly_everybody_is_not_shown_because_the_few_others_would_be_the_rest() -> None:
    people = [*a_group(60, 0, gender=frozenset({"Woman"})), *a_group(4, 60)]

    report = by_group(people, fared(people, of_them_paired=50))

    assert "Gender: no group can be shown without pointing at somebody." in report.sentences()


def test_where_few_wait_nothing_says_in_which_groups_they_are() -> None:
    muslims = a_group(20, 0, faith=frozenset({"Muslim"}))
    people = [*muslims, *a_group(20, 20), *a_group(20, 40, faith=frozenset({"No faith"}))]
    found = fared(people, of_them_paired=60) | {muslims[0].key: WAITING}

    report = by_group(people, found)

    group = row(report, "Muslim").group
    assert report.everybody.paired == 59
    assert group is not None
    assert (group.people, group.paired, group.match_rate) == (20, None, None)
    assert any(
        s.startswith("There were 20 mentees who said “Muslim”. Among them or among")
        for s in report.sentences()
    )


def test_blank_and_prefer_not_to_say_are_groups_of_their_own() -> None:
    blank = a_group(15, 0)
    silent = a_group(15, 15, faith=frozenset({PREFER_NOT_TO_SAY}))
    said = a_group(40, 30, faith=frozenset({"Jewish", PREFER_NOT_TO_SAY}))
    people = [*blank, *silent, *said]

    report = by_group(people, fared(people, of_them_paired=35))

    counts = {
        name: group.people
        for name in (BLANK, PREFER_NOT_TO_SAY, "Jewish")
        if (group := row(report, name, "Faith").group)
    }
    assert counts == {BLANK: 15, PREFER_NOT_TO_SAY: 15, "Jewish": 40}
    assert any("who left “Faith” blank" in sentence for sentence in report.sentences())


def test_whoever_took_no_part_is_not_counted() -> None:
    people = a_group(3, 0)

    report = by_group(people, {people[0].key: paired()})

    assert (report.everybody.people, report.everybody.paired) == (1, 1)


def test_a_round_without_anybody_says_so() -> None:
    report = by_group([], {})

    assert report.sentences()[0] == "Of 0 mentees 0 were paired."
    assert report.everybody.match_rate is None


def test_many_comparisons_are_said_to_be_many(first_in_the_family: FairnessReport) -> None:
    told = sum("percentage point" in s for s in first_in_the_family.sentences())

    assert first_in_the_family.compared >= told > 0
    assert any("about one comparison in twenty" in s for s in first_in_the_family.sentences())


def test_the_rows_of_a_report_go_into_a_csv(first_in_the_family: FairnessReport) -> None:
    rows = first_in_the_family.as_rows()
    written = io.StringIO()
    table = csv.DictWriter(written, list(rows[0]))
    table.writeheader()
    table.writerows(rows)

    firsts = next(cells for cells in rows if cells["group"] == FIRST)
    assert len(rows) == 1 + sum(len(question.rows) for question in groupings())
    assert [firsts[head] for head in ("people", "paired", "match rate", "others: people")] == [
        "40",
        "29",
        "0.725",
        "90",
    ]


def test_a_run_is_read_with_everybody_who_waits_and_whoever_was_decided_before() -> None:
    mentees = [a_mentee(key=f"mentee:{number}") for number in range(3)]
    proposal = run(mentees[:2], [a_mentor(capacity=1)])

    found = outcomes(proposal, decided_before=[mentees[2].key])

    pair, wait = proposal.pairs[0], proposal.waiting[0]
    assert found == {
        pair.mentee: Outcome(True, pair.rank, pair.score, pair.of_her_best),
        wait.mentee: WAITING,
        mentees[2].key: Outcome(paired=True),
    }


WORDS = vocabulary()


@settings(max_examples=40, deadline=None)
@given(
    people=st.lists(
        st.builds(
            dict,
            faith=st.frozensets(st.sampled_from(WORDS.faith[:3]), max_size=2),
            gender=st.frozensets(st.sampled_from(WORDS.gender[:3]), max_size=1),
            other_identity=st.frozensets(st.sampled_from(WORDS.other_identity[:5]), max_size=3),
        ),
        min_size=12,
        max_size=60,
    ),
)
def test_no_figure_of_fewer_than_ten_people_is_ever_in_a_report(
    people: list[dict[str, frozenset[str]]],
) -> None:
    mentees = [a_mentee(key=f"mentee:{n}", **answers) for n, answers in enumerate(people)]
    report = by_group(mentees, fared(mentees, of_them_paired=len(mentees) * 2 // 3))

    shown = [(row.group, row.others) for row in report.groups if row.group and row.others]
    for figures in (one for pair in shown for one in pair if one):
        assert figures.people >= 10
        assert figures.score is None or (figures.paired is None or figures.paired >= 10)
