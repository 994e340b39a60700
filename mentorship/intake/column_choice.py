"""Columns given to the questions that they answer, the surest first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mentorship.domain.people import Field, Side
from mentorship.intake.headings import SURE_ENOUGH, ratings
from mentorship.intake.sheets import Sheet
from mentorship.intake.text import fold

_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")

_GIVEN_NAME = re.compile(r"^(your )?(first|given) names?$|^nombres?$|^prenom$|^forename$")
_SURNAME = re.compile(r"^(your )?(last|family) names?$|^surname$|^apellidos?$|^nom( de famille)?$")

# A job title says where she stands in her career when nothing else does.
_TITLE_AS_STAGE = re.compile(r"^(current )?(job )?title$|^position$|^puesto$|^poste$")


@dataclass(slots=True)
class Choice:
    """The columns being given to fields, best first; a field keeps its first column.

    settled   columns about which a person has decided; no guess touches them
    """

    settled: frozenset[int] = frozenset()
    by_field: dict[Field, int] = field(default_factory=dict)
    sure: dict[int, float] = field(default_factory=dict)
    passed_over: list[tuple[int, Field]] = field(default_factory=list)

    def give(self, column: int, of: Field, *, sure: float) -> None:
        if of in self.by_field:
            self.passed_over.append((column, of))
        else:
            self.by_field[of] = column
            self.sure[column] = sure


def choose(sheet: Sheet, side: Side, *, corrections: Mapping[int, Field | None]) -> Choice:
    """Each field with its column.

    corrections   column → the field that a person said it is, or None for "leave it out"
    """
    choice = Choice(settled=frozenset(corrections))
    offers: list[tuple[float, int, int, Field]] = []
    for at in range(len(sheet.header)):
        corrected = corrections.get(at)
        if corrected is not None:
            choice.give(at, corrected, sure=1.0)
        elif at not in corrections:
            offers += _offers(sheet, side, at=at)
    for sure, _, negative_at, of in sorted(offers, key=lambda offer: offer[:3], reverse=True):
        choice.give(-negative_at, of, sure=sure)
    if side is Side.MENTEE:
        _title_as_stage(sheet, choice)
    return choice


def _offers(sheet: Sheet, side: Side, *, at: int) -> list[tuple[float, int, int, Field]]:
    """What one column would be read as: its best field, with what decides between columns."""
    heading = sheet.header[at]
    name = _part_of_a_name(sheet, at)
    if name:
        return [(name, 0, -at, Field.NAME)]
    rated = ratings(heading, side)
    if not rated:
        return []
    best = max(rated, key=lambda of: rated[of])
    if rated[best] < SURE_ENOUGH:
        return []
    return [(rated[best], _different_addresses(sheet, at, of=best), -at, best)]


def _part_of_a_name(sheet: Sheet, at: int) -> float:
    """How surely the column is the name to use, as one of two parts or the only one there is."""
    heading = fold(sheet.header[at])
    if _GIVEN_NAME.search(heading):
        return 0.97 if _find(sheet, _SURNAME, besides=at) is not None else 0.7
    alone = _find(sheet, _GIVEN_NAME, besides=at) is None
    return 0.55 if _SURNAME.search(heading) and alone else 0.0


def _different_addresses(sheet: Sheet, at: int, *, of: Field) -> int:
    """How many different addresses a column holds: the form's own account column has one."""
    if of is not Field.EMAIL:
        return 0
    cells = {fold(row.cells[at]) for row in sheet.rows if _ADDRESS.search(row.cells[at])}
    return len(cells)


def _title_as_stage(sheet: Sheet, choice: Choice) -> None:
    if Field.STAGE in choice.by_field:
        return
    title = _find(sheet, _TITLE_AS_STAGE, besides=-1)
    if title is not None and title not in choice.sure.keys() | choice.settled:
        choice.give(title, Field.STAGE, sure=0.55)


def surname_column(sheet: Sheet, choice: Choice) -> int | None:
    """The column of the last name, when the name stands in two columns."""
    said = [at for at, of in choice.passed_over if of is Field.NAME and at in choice.settled]
    if said:
        # Somebody said of two columns that they are the name: they are its two parts.
        choice.passed_over = [one for one in choice.passed_over if one[0] != said[0]]
        return said[0]
    given = choice.by_field.get(Field.NAME)
    if given is None or not _GIVEN_NAME.search(fold(sheet.header[given])):
        return None
    surname = _find(sheet, _SURNAME, besides=given)
    return None if surname in choice.settled else surname


def _find(sheet: Sheet, wanted: re.Pattern[str], *, besides: int) -> int | None:
    for at, heading in enumerate(sheet.header):
        if at != besides and wanted.search(fold(heading)):
            return at
    return None
