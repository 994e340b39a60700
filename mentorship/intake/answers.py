"""The answers of one row while they are being read, and the problems met on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.people import Field, Side
from mentorship.domain.questions import Problem
from mentorship.intake.text import one_line, paragraphs

# Nobody writes this much into a form; a person reads what somebody pasted.
LONGEST_READ = 20_000
LONGEST_LINE = 2_000
# One line each: a name, a place, an address. Of the rest the form says "in your own words".
_LINES = frozenset(
    {Field.NAME, Field.EMAIL, Field.PRONOUNS, Field.WORKPLACE, Field.DEPARTMENT, Field.STAGE}
    | {Field.SPECIALTY, Field.PLACE, Field.PHONE, Field.CAPACITY, Field.STATED_AT}
)


def _longest(of: Field) -> int:
    return LONGEST_LINE if of in _LINES else LONGEST_READ


@dataclass(slots=True)
class Reading:
    """One row: what was answered, what the sheet calls the questions, what could not be read.

    Of an answer that is longer than anybody writes only the beginning is read; the whole of it
    is kept with the person.
    """

    side: Side
    row: int | None
    answers: Mapping[Field, str]
    headings: Mapping[Field, str]
    day_first: bool = False
    problems: list[Problem] = field(default_factory=list)

    def cell(self, of: Field) -> str:
        return self.answers.get(of, "")[: _longest(of)]

    @property
    def is_cut(self) -> bool:
        """True when an answer was too long to be read to its end."""
        return any(len(words) > _longest(of) for of, words in self.answers.items())

    def line(self, of: Field) -> str:
        return one_line(self.cell(of))

    def joined_line(self, of: Field) -> str:
        """The lines of the answer on one line: two employers stay two."""
        return "; ".join(filter(None, map(one_line, self.text(of).split("\n"))))

    def text(self, of: Field) -> str:
        return paragraphs(self.cell(of))

    def report(self, of: Field, problem: str, *, fix: str) -> None:
        heading = self.headings.get(of) or REGISTRY[(self.side, of)].label
        self.problems.append(Problem(self.side, self.row or 0, heading, problem, fix, of))
