"""A conference's registrations beside the two sheets: read, held, and never mistaken for one."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mentorship.cli import main

LIST = Path(__file__).parent.parent / "data" / "registrations.csv"
MENTEES = (
    "Email Address,Full name,What is the question you wish you could ask?,"
    "What would make it worth it?\n"
)
MENTORS = "Email Address,Full name,How many mentees can you take on?,I can help with...\n"


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    (tmp_path / "mentees.csv").write_text(
        MENTEES + "nasra.guleed@example.org,Nasra Guleed,How?,Feel less alone\n"
    )
    (tmp_path / "mentors.csv").write_text(
        MENTORS + "ingrid.solvang@example.net,Ingrid Solvang,1,Research\n"
    )
    return tmp_path


def match(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["match", *map(str, arguments)])


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def run(sheets: Path, *more: object) -> tuple[Result, Path]:
    out = sheets / "out"
    return match(sheets / "mentees.csv", sheets / "mentors.csv", "--out", out, *more), out


def test_every_line_of_the_list_is_accounted_for(sheets: Path) -> None:
    result, out = run(sheets, "--registrations", LIST)

    told = [row for row in rows(out / "problems.csv") if row["sheet"] == "registrations"]

    assert result.exit_code == 0
    assert {int(row["row"]) for row in told} == set(range(2, 16))
    assert "14 conference registrations: 2 already signed up" in result.stdout


def test_who_asked_for_a_mentor_there_waits_and_is_matched_with_nobody(sheets: Path) -> None:
    _, out = run(sheets, "--registrations", LIST)

    held = [row for row in rows(out / "waiting.csv") if not row["mentee_row"]]

    assert [row["mentee_email"] for row in held] == [
        "farida.rahimi@example.net",
        "hodan.w@example.net",
    ]
    assert all("has not filled in the form or agreed yet" in row["reason"] for row in held)
    assert not {row["mentee_email"] for row in rows(out / "pairs.csv")} & {
        row["mentee_email"] for row in held
    }


def test_the_list_changes_no_pair_and_no_other_wait(sheets: Path) -> None:
    _, out = run(sheets)
    without = rows(out / "pairs.csv"), rows(out / "waiting.csv")
    assert "registrations" not in json.loads((out / "summary.json").read_text())

    _, out = run(sheets, "--registrations", LIST)

    with_list = rows(out / "pairs.csv"), rows(out / "waiting.csv")
    assert with_list[0] == without[0]
    assert [row for row in with_list[1] if row["mentee_row"]] == without[1]
    assert json.loads((out / "summary.json").read_text())["registrations"]["not coming"] == 2


def test_two_lists_are_told_apart(sheets: Path) -> None:
    _, out = run(sheets, "--registrations", LIST, "--registrations", LIST)

    assert {row["sheet"] for row in rows(out / "problems.csv")} >= {
        "registrations",
        "registrations 2",
    }


@pytest.mark.parametrize("place", [0, 1])
def test_a_list_in_the_place_of_a_sheet_is_refused_with_what_to_do(
    sheets: Path, place: int
) -> None:
    files = [sheets / "mentees.csv", sheets / "mentors.csv"]
    files[place] = LIST

    result = match(*files, "--out", sheets / "out")

    assert result.exit_code == 2
    (sentence,) = result.stderr.splitlines()
    assert "add this file with --registrations" in sentence
    assert not (sheets / "out").exists()


def test_a_sheet_in_the_place_of_a_list_is_refused(sheets: Path) -> None:
    result, out = run(sheets, "--registrations", sheets / "mentees.csv")

    assert result.exit_code == 2
    (sentence,) = result.stderr.splitlines()
    assert "does not look like a list of conference registrations" in sentence
    assert not out.exists()
