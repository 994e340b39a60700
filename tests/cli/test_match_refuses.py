"""What the command cannot do it says in one sentence, and nothing is half-done."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mentorship.cli import COMMANDS, main

MENTEES = (
    "Email Address,What is the question you wish you could ask?,What would make it worth it?\n"
)
MENTORS = "Email Address,How many mentees can you take on?,I can help with...\n"


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    (tmp_path / "mentees.csv").write_text(MENTEES + "amal@example.org,How?,Feel less alone\n")
    (tmp_path / "mentors.csv").write_text(MENTORS + "ruth@example.org,1,Research\n")
    return tmp_path


def match(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["match", *map(str, arguments)])


def assert_one_sentence(result: Result, words: str) -> None:
    assert result.exit_code == 2
    assert result.stdout == ""
    (sentence,) = result.stderr.splitlines()
    assert words in sentence
    assert sentence.endswith(".")


def test_two_small_sheets_are_enough(sheets: Path) -> None:
    result = match(sheets / "mentees.csv", sheets / "mentors.csv", "--out", sheets / "out")

    assert (result.exit_code, result.stderr) == (0, "")
    assert len(list((sheets / "out").iterdir())) == 5


def test_whoever_forgets_the_register_is_told_what_it_is_for(sheets: Path) -> None:
    header = MENTEES.strip() + ",Where do you work?\n"
    (sheets / "mentees.csv").write_text(header + "amal@example.org,How?,Rest,Qzx Wfp\n")

    result = match(sheets / "mentees.csv", sheets / "mentors.csv", "--out", sheets / "out")

    assert result.exit_code == 0
    assert "--institutions" in result.stdout


def test_a_file_that_is_not_there(sheets: Path) -> None:
    result = match(sheets / "nobody.csv", sheets / "mentors.csv", "--out", sheets / "out")

    assert_one_sentence(result, "not found")
    assert not (sheets / "out").exists()


def test_an_empty_file_leaves_earlier_results_as_they_were(sheets: Path) -> None:
    match(sheets / "mentees.csv", sheets / "mentors.csv", "--out", sheets / "out")
    before = {path.name: path.read_bytes() for path in (sheets / "out").iterdir()}
    (sheets / "mentees.csv").write_text("")

    result = match(sheets / "mentees.csv", sheets / "mentors.csv", "--out", sheets / "out")

    assert_one_sentence(result, "empty")
    assert {path.name: path.read_bytes() for path in (sheets / "out").iterdir()} == before


def test_the_two_files_the_wrong_way_round(sheets: Path) -> None:
    result = match(sheets / "mentors.csv", sheets / "mentees.csv", "--out", sheets / "out")

    assert_one_sentence(result, "wrong way round")


def test_a_folder_of_somebody_else(sheets: Path) -> None:
    result = match(sheets / "mentees.csv", sheets / "mentors.csv", "--out", sheets)

    assert_one_sentence(result, "holds other files")
    assert {path.name for path in sheets.iterdir()} == {"mentees.csv", "mentors.csv"}


@pytest.mark.parametrize("seed", ["-1", "one", "1.5", str(2**32), ""])
def test_a_seed_that_is_no_whole_number(sheets: Path, seed: str) -> None:
    result = match(
        sheets / "mentees.csv", sheets / "mentors.csv", "--out", sheets / "out", f"--seed={seed}"
    )

    assert_one_sentence(result, "--seed")


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("weights = 3", "weights"),
        ("unknown = true", "do not exist"),
        ("[weights]\nneeds = 7", "from 0 to 1"),
    ],
)
def test_a_policy_that_makes_no_sense(sheets: Path, policy: str, words: str) -> None:
    (sheets / "policy.toml").write_text(policy)

    result = match(
        sheets / "mentees.csv",
        sheets / "mentors.csv",
        "--out",
        sheets / "out",
        "--policy",
        sheets / "policy.toml",
    )

    assert_one_sentence(result, words)


@pytest.mark.parametrize("register", [b"", b"no,such,column\n1,2,3\n", b"\xff\xfe\x00"])
def test_a_register_that_cannot_be_read(sheets: Path, register: bytes) -> None:
    (sheets / "register.csv").write_bytes(register)

    result = match(
        sheets / "mentees.csv",
        sheets / "mentors.csv",
        "--out",
        sheets / "out",
        "--institutions",
        sheets / "register.csv",
    )

    assert_one_sentence(result, "institutions")


def test_the_help_shows_an_example() -> None:
    result = match("--help")

    assert result.exit_code == 0
    assert "mentorship match mentees.csv mentors.csv --out proposed" in result.stdout


def test_the_help_of_the_program_names_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])

    assert result.exit_code == 0
    for name, place in COMMANDS.items():
        assert name in result.stdout
        assert place.says in result.stdout


def test_an_unknown_command_is_a_plain_mistake() -> None:
    assert CliRunner().invoke(main, ["guess"]).exit_code == 2


def test_matching_loads_neither_web_nor_database() -> None:
    code = "import sys, mentorship.cli.match; print({'flask', 'sqlalchemy'} & set(sys.modules))"

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout == "set()\n"
