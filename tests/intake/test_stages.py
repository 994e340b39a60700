"""Career stages from labels, ranks, years and grades, on the ladder that the field says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.domain.vocabulary import vocabulary
from mentorship.intake.stages import read_stage

SCIENCE, SURGERY, NURSING = "Science", "Surgery", "Nursing & midwifery"


def test_every_label_means_its_stage_or_its_twin_on_another_ladder() -> None:
    labels = [term.label for term in vocabulary().stages.values()]
    for term in vocabulary().stages.values():
        read = read_stage(term.label)
        assert read is not None
        assert read == term.code or labels.count(term.label) > 1


def test_every_alias_means_a_stage_of_the_same_height() -> None:
    stages = vocabulary().stages
    for term in stages.values():
        for alias in term.aliases:
            read = read_stage(alias)
            assert read is not None, alias
            assert abs(stages[read].rung - term.rung) <= 3, alias


@pytest.mark.parametrize(
    ("cell", "stage"),
    [
        ("PGY-3, soon PGY-4", "res"), ("PGY2", "res"), ("PGY 4", "res"), ("pgy5", "chief"),
        ("PGY-1", "pgy1"), ("R3", "res"), ("3rd year resident", "res"),
        ("third year resident", "res"),
        ("resident at the county hospital", "res"), ("Chief resident", "chief"),
        ("ST3", "res"), ("ST4", "res"), ("ST7", "chief"), ("CT2", "res"),
        ("FY1", "pgy1"), ("F2", "pgy1"),
        ("MS1", "ms12"), ("M3", "ms34"), ("OMS-II", "ms12"), ("OMS IV", "ms34"), ("MS-4", "ms34"),
        ("first year med student", "ms12"), ("5th year medical student", "ms34"),
        ("PhD year 4", "phd2"), ("1st year PhD", "phd1"), ("Post-doc (2nd year)", "postdoc"),
        ("attending, 10 years", "att2"), ("attending yr 2", "att1"),
        ("20 years as an attending", "att3"),
        ("RN 5 yrs", "staff_n"), ("nurse for 1 year", "newgrad"),
        ("New attending!", "att1"), ("I'm a fellow", "fellow"),
        ("senior software engineer", "ind2"),
        ("HEO", "ind2"), ("SCS2", "ind4"),
        ("something odd", None), ("medical student", None), ("", None),
    ],
)  # fmt: skip
def test_a_stage_is_read_and_never_guessed(cell: str, stage: str | None) -> None:
    assert read_stage(cell) == stage


@pytest.mark.parametrize(
    ("cell", "area", "stage"),
    [
        ("assistant professor", SURGERY, "att1"),
        ("assistant professor", SCIENCE, "fac1"),
        ("undergrad", SCIENCE, "ug"),
        ("undergrad", SURGERY, "premed"),
        ("intern", SURGERY, "pgy1"),
        ("intern", "Engineering & computing", "ug"),
        ("Director or executive", NURSING, "exec_n"),
        ("Director or executive", "Engineering & computing", "ind4"),
    ],
)
def test_the_field_says_which_ladder_a_rank_stands_on(cell: str, area: str, stage: str) -> None:
    assert read_stage(cell, area) == stage


@given(st.text(max_size=60))
def test_no_text_makes_it_stumble(cell: str) -> None:
    assert read_stage(cell) in {None, *vocabulary().stages}
