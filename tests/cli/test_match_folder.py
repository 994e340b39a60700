"""A folder of results is replaced as a whole or stays as it was, and no cell is a formula."""

import csv
from pathlib import Path

import pytest

from mentorship.cli.folder import replacing, write_table
from mentorship.domain.errors import Refused

OURS = frozenset({"pairs.csv"})


def write_half_of(target: Path) -> None:
    with replacing(target, ours=OURS) as folder:
        (folder / "pairs.csv").write_text("half")
        raise Refused("It could not be finished.")


def test_a_new_folder_appears_only_when_everything_is_written(tmp_path: Path) -> None:
    target = tmp_path / "some" / "where"

    with replacing(target, ours=OURS) as folder:
        (folder / "pairs.csv").write_text("new")
        assert not target.exists()

    assert (target / "pairs.csv").read_text() == "new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["some"]


def test_earlier_results_are_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "pairs.csv").write_text("old")

    with replacing(target, ours=OURS) as folder:
        (folder / "pairs.csv").write_text("new")
        assert (target / "pairs.csv").read_text() == "old"

    assert (target / "pairs.csv").read_text() == "new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_when_something_fails_the_earlier_results_stay(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "pairs.csv").write_text("old")

    with pytest.raises(Refused):
        write_half_of(target)

    assert (target / "pairs.csv").read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_somebody_elses_files_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("ten years of work")

    with pytest.raises(Refused, match="holds other files"), replacing(tmp_path, ours=OURS):
        pytest.fail("nothing may start")

    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("a file")

    with pytest.raises(Refused, match="is a file"), replacing(target, ours=OURS):
        pytest.fail("nothing may start")

    assert target.read_text() == "a file"


def test_a_place_that_takes_no_folder_is_refused() -> None:
    with (
        pytest.raises(Refused, match="Nothing can be written"),
        replacing(Path("/proc/proposed"), ours=OURS),
    ):
        pytest.fail("nothing may start")


def test_a_table_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"

    write_table(path, ("name", "row"), [('Amal "A", \n second line', 2), ("Étienne", None)])

    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["name", "row"],
            ['Amal "A", \n second line', "2"],
            ["Étienne", ""],
        ]
