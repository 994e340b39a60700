"""What a run found, as the rows of the five files that a coordinator reads."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from mentorship.cli.registered import Registered
from mentorship.domain.harmless import Row
from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.domain.questions import Cohort, Problem, Question
from mentorship.matching.proposal import Proposal

PAIRS = (
    "mentee_row",
    "mentor_row",
    "mentee_email",
    "mentor_email",
    "mentee_name",
    "mentor_name",
    "score",
    "rank_for_mentee",
    "reasons",
    "cautions",
)
WAITING = ("mentee_row", "mentee_email", "mentee_name", "reason", "what_next")
ASK = ("kind", "mentee_row", "mentor_row", "question")
PROBLEMS = ("sheet", "row", "column", "problem", "fix")
_SHEET = {Side.MENTEE: "mentees", Side.MENTOR: "mentors"}


@dataclass(frozen=True, slots=True)
class Results:
    """The cohort and its proposal, told by row; beside it the conference's registrations."""

    cohort: Cohort
    proposal: Proposal
    registered: Registered = field(default_factory=Registered)

    def pairs(self) -> list[Row]:
        people = self._people()
        return [
            (
                self._row(pair.mentee),
                self._row(pair.mentor),
                people[pair.mentee].email,
                people[pair.mentor].email,
                people[pair.mentee].name,
                people[pair.mentor].name,
                f"{pair.score:.6f}",
                pair.rank,
                "; ".join(pair.explanation.staff),
                "; ".join((*pair.explanation.cautions, *pair.explanation.practical)),
            )
            for pair in sorted(self.proposal.pairs, key=lambda pair: self._row(pair.mentee))
        ]

    def waiting(self) -> list[Row]:
        """Everybody without a pair; who only registered for the conference has no row."""
        return [*self._waiting_mentees(), *self.registered.waiting()]

    def _waiting_mentees(self) -> list[Row]:
        people = self._people()
        return [
            (
                self._row(wait.mentee),
                people[wait.mentee].email,
                people[wait.mentee].name,
                wait.reason,
                wait.what_next,
            )
            for wait in sorted(self.proposal.waiting, key=lambda wait: self._row(wait.mentee))
            if wait.mentee not in self.cohort.gone
        ]

    def ask(self) -> list[Row]:
        """One line for each row concerned, by mentee row, then by mentor row."""
        lines = {self._question(question) for question in self.proposal.questions}
        in_order = sorted(
            lines, key=lambda line: (_last(line[1]), _last(line[2]), line[0], line[3])
        )
        return list(in_order)

    def _question(self, question: Question) -> tuple[str, int | None, int | None, str]:
        hers = self._row(question.mentee) if question.mentee else None
        theirs = self._row(question.mentor) if question.mentor else None
        text = question.text
        if hers is not None and theirs is not None:
            text = f"Mentee row {hers} and mentor row {theirs}: {text}"
        return question.kind.value, hers, theirs, text

    def problems(self) -> list[Row]:
        """What could not be read as written, and what became of the rows that nobody matches."""
        rows = {_problem_row(problem) for problem in (*self.cohort.problems, *self._gone())}
        return [*sorted(rows), *self.registered.problems()]

    def summary(self) -> dict[str, Any]:
        report = asdict(self.proposal.report)
        without = {
            self._row(key): why
            for key, why in self.proposal.mentors_without.items()
            if key not in self.cohort.gone
        }
        return {
            "counts": {**self._read_counts(), **report["counts"]},
            "solver_status": report["status"],
            "objective": report["objective"],
            "objective_utility": report["utility"],
            "bound": report["bound"],
            "gap": report["gap"],
            "least_share_of_own_best": report["floor"],
            "total_score": report["total_score"],
            "price_and_repair_rounds": report["rounds"],
            "whom_to_ask_next": list(self.proposal.recruit),
            **self._account(),
            "mentor_rows_without_a_pair": sorted(without),
            "why_without_a_pair": {str(row): without[row] for row in sorted(without)},
            "notes": [*self.cohort.notes, *report["warnings"]],
            "words_read_by": report["words_read_by"],
            **self.registered.summary(),
            "seed": report["seed"],
            "policy": report["policy"],
            "versions": report["versions"],
            "seconds": report["seconds"],
        }

    def _account(self) -> dict[str, Any]:
        """What a board asks about the run; nothing in it tells of few people."""
        account = self.proposal.account
        if account is None:
            return {}
        return {
            "what_each_way_to_choose_would_have_brought": [
                price.sentence() for price in account.prices
            ],
            "how_groups_fared": {
                "in_words": list(account.fairness.sentences()),
                "rows": list(account.fairness.as_rows()),
            },
            "load_of_mentors": {
                "in_words": list(account.load.sentences()),
                "rows": list(account.load.as_rows()),
            },
        }

    def unaccounted_rows(self) -> list[str]:
        """Rows of either sheet that stand in none of the files: always empty, or we erred."""
        told = {
            *(("mentees", row[0]) for row in (*self.pairs(), *self.waiting())),
            *(("mentors", row[1]) for row in self.pairs()),
            *(("mentees", row[1]) for row in self.ask()),
            *(("mentors", row[2]) for row in self.ask()),
            *((row[0], row[1]) for row in self.problems()),
            *(("mentors", row) for row in self.summary()["mentor_rows_without_a_pair"]),
        }
        rows = ((_SHEET[side], row) for side, row in self.cohort.rows.values())
        return [f"{sheet} row {row}" for sheet, row in rows if (sheet, row) not in told]

    def _row(self, key: str) -> int:
        row = self.cohort.rows[key][1]
        if row is None:
            raise LookupError("somebody in this run came from no sheet")
        return row

    def _people(self) -> Mapping[str, Mentee | Mentor]:
        everybody = (*self.cohort.mentees, *self.cohort.mentors, *self.cohort.held_people.values())
        return {person.key: person for person in everybody}

    def _gone(self) -> Iterator[Problem]:
        """What became of a row, where reading the sheet has not said it yet."""
        told = {(problem.side, problem.row) for problem in self.cohort.problems}
        for key, became in self.cohort.gone.items():
            side, row = self.cohort.rows[key]
            if row is not None and (side, row) not in told:
                yield Problem(side, row, "", became, "Nothing to do.")

    def _read_counts(self) -> dict[str, int]:
        sides = [side for side, _ in self.cohort.rows.values()]
        return {
            "mentee_rows": sides.count(Side.MENTEE),
            "mentor_rows": sides.count(Side.MENTOR),
            "rows_merged_or_left_out": len(self.cohort.gone),
            "questions": len(self.ask()),
            "problems": len(self.problems()),
        }


def _problem_row(problem: Problem) -> tuple[str, int, str, str, str]:
    return (_SHEET[problem.side], problem.row, problem.column, problem.problem, problem.fix)


def _last(row: int | None) -> float:
    """A place in the order: an empty cell comes after every row."""
    return float("inf") if row is None else row
