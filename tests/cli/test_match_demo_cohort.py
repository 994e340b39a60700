"""The demonstration cohort through the command line, held against what stands in its rows."""

import csv
import json
import random
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from mentorship.cli import main

DEMO = Path(str(files("mentorship.cli") / "demo"))
FACTS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "demo_facts.json").read_text(encoding="utf-8")
)
HEADERS = {
    "pairs.csv": "mentee_row,mentor_row,mentee_email,mentor_email,mentee_name,mentor_name,score,"
    "rank_for_mentee,reasons,cautions",
    "waiting.csv": "mentee_row,mentee_email,mentee_name,reason,what_next",
    "ask.csv": "kind,mentee_row,mentor_row,question",
    "problems.csv": "sheet,row,column,problem,fix",
}
KINDS = {"same_person", "conflict", "worry", "institution", "capacity", "consent", "other"}
# Columns of the mentees' sheet: the scale, and where both sheets say who somebody is.
MUST_COLUMNS = range(12, 20)
IDENTITY_COLUMNS = [8, 9, 10, 11, 11, 11, 11, 11]


def match(mentees: Path, mentors: Path, out: Path, *more: str) -> Result:
    arguments = ["match", str(mentees), str(mentors), "--out", str(out), *more]
    return CliRunner().invoke(main, arguments)


def match_demo(
    out: Path, *more: str, mentees: Path | None = None, mentors: Path | None = None
) -> Result:
    return match(
        mentees or DEMO / "mentees.csv",
        mentors or DEMO / "mentors.csv",
        out,
        "--institutions",
        str(DEMO / "institutions.csv"),
        "--numbers",
        str(out.parent / "numbers.npz"),
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet(path: Path) -> dict[int, list[str]]:
    """Row number → cells; the header is row 1."""
    with path.open(encoding="utf-8", newline="") as file:
        return dict(enumerate(csv.reader(file), start=1))


@dataclass(frozen=True)
class Ran:
    """The folder of one run on the demonstration cohort."""

    folder: Path
    said: Result

    def rows(self, name: str) -> list[dict[str, str]]:
        return rows_of(self.folder / f"{name}.csv")

    def pairs(self) -> list[tuple[int, int]]:
        return [(int(row["mentee_row"]), int(row["mentor_row"])) for row in self.rows("pairs")]

    def summary(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "summary.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("demo") / "proposed"
    said = match_demo(folder, "--numbers", str(folder.parent / "numbers.npz"))
    assert (said.exit_code, said.stderr) == (0, "")
    return Ran(folder, said)


def test_all_five_files_are_there_with_their_headings(ran: Ran) -> None:
    assert {path.name for path in ran.folder.iterdir()} == {*HEADERS, "summary.json"}
    for name, header in HEADERS.items():
        text = (ran.folder / name).read_text(encoding="utf-8")
        assert text.splitlines()[0] == header


def test_most_people_who_can_be_helped_are_helped(ran: Ran) -> None:
    counts = ran.summary()["counts"]

    assert counts["pairs"] == len(ran.pairs()) > 80
    assert counts["waiting"] == len(ran.rows("waiting"))


def test_every_row_of_both_sheets_stands_in_a_file(ran: Ran) -> None:
    mentees = {row["mentee_row"] for name in ("pairs", "waiting", "ask") for row in ran.rows(name)}
    mentors = {row["mentor_row"] for name in ("pairs", "ask") for row in ran.rows(name)}
    mentors |= {str(row) for row in ran.summary()["mentor_rows_without_a_pair"]}
    for row in ran.rows("problems"):
        (mentees if row["sheet"] == "mentees" else mentors).add(row["row"])

    assert mentees - {""} >= {str(row) for row in range(2, 122)}
    assert mentors - {""} >= {str(row) for row in range(2, 72)}


def employers(cell: str) -> set[str]:
    """Where somebody works, by the list that was made by hand: the first mark that is there."""
    folded = cell.casefold().replace("-", " ")
    if "ohio" in folded or "columbus" in folded:
        return {"Brigidine Sisters Health"}
    return {name for mark, name in FACTS["employers"] if mark in folded} or {cell}


def test_nobody_is_paired_within_one_employer_or_system(ran: Ran) -> None:
    mentees, mentors = sheet(DEMO / "mentees.csv"), sheet(DEMO / "mentors.csv")

    together = [
        (hers, theirs)
        for hers, theirs in ran.pairs()
        if employers(mentees[hers][4]) & employers(mentors[theirs][4])
    ]

    assert employers("saguaro state univ. (engineering)") == employers("SSU")
    assert together == []


def test_nobody_is_paired_whom_a_person_has_to_hear_first(ran: Ran) -> None:
    paired = {hers for hers, _ in ran.pairs()}

    assert {int(row) for row in FACTS["mentees_never_paired"]} & paired == set()


def test_one_person_is_paired_once_and_never_with_herself(ran: Ran) -> None:
    hers = Counter(mentee for mentee, _ in ran.pairs())
    theirs = {mentor for _, mentor in ran.pairs()}

    assert set(hers.values()) == {1}
    for rows in FACTS["mentees_that_are_one_person"]:
        assert len(hers.keys() & set(rows)) <= 1
    for rows in FACTS["mentors_that_are_one_person"]:
        assert len(theirs & set(rows)) <= 1
    assert not {tuple(rows) for rows in FACTS["one_person_on_both_lists"]} & set(ran.pairs())


def test_no_mentor_is_given_more_than_they_offered(ran: Ran) -> None:
    mentors = sheet(DEMO / "mentors.csv")

    for mentor, load in Counter(mentor for _, mentor in ran.pairs()).items():
        assert load <= FACTS["places_at_most"][mentors[mentor][21].strip()]
    unclear = set(FACTS["mentors_with_an_unclear_number"])
    assert unclear <= {int(row["mentor_row"]) for row in ran.rows("ask") if row["mentor_row"]}


def test_every_must_is_met(ran: Ran) -> None:
    mentees, mentors = sheet(DEMO / "mentees.csv"), sheet(DEMO / "mentors.csv")
    musts = [
        (hers, theirs, column)
        for hers, theirs in ran.pairs()
        for column, must in zip(IDENTITY_COLUMNS, MUST_COLUMNS, strict=True)
        if mentees[hers][must].startswith("Must")
    ]

    assert musts, "the cohort has musts that can be met"
    for hers, theirs, column in musts:
        labels = set(mentees[hers][column].split(";")) - {"Prefer not to say"}
        assert any(label in mentors[theirs][column] for label in labels)


def test_scores_and_ranks_are_what_they_say(ran: Ran) -> None:
    rows, summary = ran.rows("pairs"), ran.summary()
    scores = [float(row["score"]) for row in rows]

    assert all(len(row["score"]) == 8 and 0 <= float(row["score"]) <= 1 for row in rows)
    assert all(int(row["rank_for_mentee"]) >= 1 for row in rows)
    assert summary["total_score"] == pytest.approx(sum(scores), abs=len(scores) * 5e-7)
    assert summary["solver_status"] == "OPTIMAL"
    assert summary["gap"] == pytest.approx(0, abs=1e-9)
    assert summary["bound"] == pytest.approx(summary["objective"])
    assert [row["mentee_row"] for row in rows] == sorted(
        (row["mentee_row"] for row in rows), key=int
    )


def test_the_numbers_prove_the_run_without_our_solver(ran: Ran) -> None:
    """By weak duality, from the numbers alone: nothing better exists with the same people."""
    numbers, summary = np.load(ran.folder.parent / "numbers.npz"), ran.summary()
    served = np.flatnonzero(numbers["mentor_of"] >= 0)
    chosen = numbers["utilities"][served, numbers["mentor_of"][served]]
    permitted = numbers["may_meet"] & (numbers["places"] > 0)

    assert permitted[served, numbers["mentor_of"][served]].all()
    given = np.bincount(numbers["mentor_of"][served], minlength=numbers["places"].size)
    assert (given <= numbers["places"]).all()
    assert chosen.sum() == pytest.approx(summary["objective"])
    seats = csr_array(np.repeat(permitted, numbers["places"], axis=1))
    assert served.size == (maximum_bipartite_matching(seats, perm_type="column") >= 0).sum()
    floor = summary["least_share_of_own_best"] - 1e-9
    worth = np.where(permitted & (numbers["counts"] >= floor), numbers["utilities"], -np.inf)
    surplus = (worth - numbers["prices"])[served].max(axis=1)
    bound = numbers["places"] @ numbers["prices"] + surplus.sum()
    assert bound == pytest.approx(summary["objective"])


def test_every_pair_has_reasons_and_its_weakest_point(ran: Ran) -> None:
    for row in ran.rows("pairs"):
        assert len(row["reasons"].split("; ")) >= 2
        assert "Weakest point: " in row["reasons"]


def test_held_words_and_merged_rows_stand_nowhere(ran: Ran) -> None:
    everything = "".join(path.read_text(encoding="utf-8") for path in ran.folder.iterdir())

    for words in ("Petrosky", "Harlan", "MRN", "004-TEST", "supply closet"):
        assert words in (DEMO / "mentees.csv").read_text(encoding="utf-8")
        assert words not in everything
    waiting = {int(row["mentee_row"]) for row in ran.rows("waiting")}
    problems = {int(row["row"]) for row in ran.rows("problems") if row["sheet"] == "mentees"}
    merged = {min(rows) for rows in FACTS["mentees_that_are_one_person"]}
    assert merged & waiting == set()
    assert merged <= problems


def test_questions_are_of_known_kinds_and_every_wait_has_a_next_step(ran: Ran) -> None:
    assert {row["kind"] for row in ran.rows("ask")} <= KINDS
    assert {row["question"][-1] for row in ran.rows("ask")} <= {".", "?"}
    for row in ran.rows("waiting"):
        assert row["reason"].endswith(".")
        assert row["what_next"]


def test_a_person_at_the_terminal_hears_what_matters(ran: Ran) -> None:
    assert "mentees have a proposed mentor" in ran.said.stdout
    assert "Nobody has been contacted." in ran.said.stdout


def without_seconds(folder: Path) -> dict[str, bytes]:
    """All bytes of all files, but for the seconds of the summary."""
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    del summary["seconds"]
    files_ = {path.name: path.read_bytes() for path in folder.iterdir()}
    return {**files_, "summary.json": json.dumps(summary).encode()}


def test_equal_input_gives_equal_bytes(ran: Ran, tmp_path: Path) -> None:
    assert match_demo(tmp_path / "again").exit_code == 0

    assert without_seconds(tmp_path / "again") == without_seconds(ran.folder)


def shuffled(source: Path, target: Path) -> Path:
    header, *rows = sheet(source).values()
    random.Random(5).shuffle(rows)
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return target


def test_the_order_of_rows_changes_no_pair(ran: Ran, tmp_path: Path) -> None:
    mentees = shuffled(DEMO / "mentees.csv", tmp_path / "mentees.csv")
    mentors = shuffled(DEMO / "mentors.csv", tmp_path / "mentors.csv")

    assert match_demo(tmp_path / "again", mentees=mentees, mentors=mentors).exit_code == 0

    told = ("mentee_email", "mentor_email", "score", "rank_for_mentee", "reasons", "cautions")
    before, after = (
        sorted(tuple(row[column] for column in told) for row in rows_of(folder / "pairs.csv"))
        for folder in (ran.folder, tmp_path / "again")
    )
    assert after == before
