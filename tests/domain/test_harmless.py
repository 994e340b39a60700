"""Tables for spreadsheets: what somebody typed is shown as text and never run."""

import csv
import io

import pytest

from mentorship.domain.harmless import as_csv, harmless


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_run_as_a_formula(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1".replace("\r", "\n")


@pytest.mark.parametrize(
    "hidden",
    [
        *("\0", "\ufeff", "\u200b", "\u202e", " ", "\u00a0", "\x1f", "\0 \0"),
        *("\u115f", "\u1160", "\u3164", "\u2800", "\uffa0", "\u034f"),
    ],
)
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "﹦"])
def test_nothing_hides_a_formula(hidden: str, start: str) -> None:
    cell = harmless(f"{hidden}{start}1+1")

    assert cell[0] == "'"
    assert "\0" not in cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
@pytest.mark.parametrize("split", [";", "\t", "\n", "\r", "\r\n", "\u2028", "; ", ";\u3164"])
def test_no_formula_begins_where_another_program_splits_a_cell(split: str, start: str) -> None:
    """With ";" or a tab between the cells, or with rows that end at a lone CR."""
    cell = harmless(f"hello{split}{start}cmd")

    assert cell.startswith("hello")
    assert "\r" not in cell
    assert f"'{start}cmd" in cell or f"{cell[5]}'" in cell


def test_every_cell_below_the_header_stands_in_quotation_marks() -> None:
    assert as_csv(("a",), [(1,), (None,)]) == 'a\n"1"\n""\n'


def test_a_heading_is_no_formula_either() -> None:
    assert as_csv(("=1+1",), []) == "'=1+1\n"


@pytest.mark.parametrize(
    ("cell", "text"), [(None, ""), (12, "12"), ("Hodan =1", "Hodan =1"), ("", "")]
)
def test_an_ordinary_cell_stays_as_it_is(cell: str | int | None, text: str) -> None:
    assert harmless(cell) == text


def test_a_table_is_read_back_with_every_formula_as_text() -> None:
    text = as_csv(("row", "column"), [(2, "=HYPERLINK(1)"), (3, 'a "b",\nc')])

    assert list(csv.reader(io.StringIO(text))) == [
        ["row", "column"],
        ["2", "'=HYPERLINK(1)"],
        ["3", 'a "b",\nc'],
    ]
