"""The sheet of the standard names only what is there, and answers every requirement once."""

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ANSWERS = {"holds", "partly", "not applicable", "not yet"}
_IS_NUMBER = re.compile(r"V\d{1,2}\.\d{1,2}\.\d{1,2}").fullmatch
_NAMED = re.compile(r"\b(?:tests|docs|mentorship|templates|static)/[\w./-]+\w(?:::\w+)?")


@pytest.fixture(scope="module")
def sheet() -> list[dict[str, str]]:
    with (ROOT / "docs" / "asvs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_requirement_of_both_levels_is_answered_once(sheet: list[dict[str, str]]) -> None:
    numbers = [row["requirement"] for row in sheet]

    assert [one for one in numbers if not _IS_NUMBER(one)] == []
    assert [one for one, count in Counter(numbers).items() if count > 1] == []
    assert Counter(row["level"] for row in sheet) == {"1": 70, "2": 183}
    assert {row["answer"] for row in sheet} == ANSWERS


def test_every_answer_says_where_or_why(sheet: list[dict[str, str]]) -> None:
    silent = [row["requirement"] for row in sheet if not (row["summary"] and row["proof"])]
    nowhere = [
        row["requirement"]
        for row in sheet
        if row["answer"] in ("holds", "partly") and not row["where"]
    ]

    assert (silent, nowhere) == ([], [])


def test_every_file_and_test_that_is_named_is_there(sheet: list[dict[str, str]]) -> None:
    named = [
        (row["requirement"], one)
        for row in sheet
        for one in (*row["where"].split(), *_NAMED.findall(row["proof"]))
    ]

    assert len(named) > 250
    assert [(number, one) for number, one in named if not _is_there(one)] == []


def test_the_page_counts_what_the_sheet_says(sheet: list[dict[str, str]]) -> None:
    page = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
    counts = Counter((row["answer"], row["level"]) for row in sheet)

    for answer in ANSWERS:
        assert f"| {answer} | {counts[answer, '1']} | {counts[answer, '2']} |" in page


def _is_there(named: str) -> bool:
    path, _, test = named.partition("::")
    return (ROOT / path).exists() and (not test or test in _functions(path))


@cache
def _functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
