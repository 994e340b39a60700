"""The answers of one row while they are being read, and the problems met on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.people import Field, Side
from mentorship.domain.questions import Problem
from mentorship.intake.text import one_line, paragraphs


@dataclass(slots=True)
class Reading:
    """One row: what was answered, what the sheet calls the questions, what could not be read."""

    side: Side
    row: int | None
    answers: Mapping[Field, str]
    headings: Mapping[Field, str]
    day_first: bool = False
    problems: list[Problem] = field(default_factory=list)

    def cell(self, of: Field) -> str:
        return self.answers.get(of, "")

    def line(self, of: Field) -> str:
        return one_line(self.cell(of))

    def joined_line(self, of: Field) -> str:
        """The lines of the answer on one line: two employers stay two."""
        return "; ".join(filter(None, map(one_line, self.text(of).split("\n"))))

    def text(self, of: Field) -> str:
        return paragraphs(self.cell(of))

    def report(self, of: Field, problem: str, *, fix: str) -> None:
        heading = self.headings.get(of) or REGISTRY[(self.side, of)].label
        self.problems.append(Problem(self.side, self.row or 0, heading, problem, fix))
