"""Which column answers which question, how sure that is, and whose sheet this seems to be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Side
from mentorship.domain.questions import Problem
from mentorship.intake.headings import SURE_ENOUGH, ratings
from mentorship.intake.sheets import Sheet, SheetRow
from mentorship.intake.text import fold, one_line

_SAMPLES = 3
_SAMPLE_LETTERS = 60
_LOOKED_AT_ROWS = 300
# A list of names with a city is not yet a sign-up sheet.
_FEWEST_WITHOUT_ADDRESSES = 4
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")

_GIVEN_NAME = re.compile(r"^(your )?(first|given) names?$|^nombres?$|^prenom$|^forename$")
_SURNAME = re.compile(r"^(your )?(last|family) names?$|^surname$|^apellidos?$|^nom( de famille)?$")

# A job title says where she stands in her career when nothing else does.
_TITLE_AS_STAGE = re.compile(r"^(current )?(job )?title$|^position$|^puesto$|^poste$")

# Only one of the two forms asks these, so they tell the sheets apart. Questions about both sides
# ("how many mentees") weigh double because a word alone decides them.
_TELLING = {
    Side.MENTEE: (Field.GOALS, Field.CONTACT),
    Side.MENTOR: (Field.CAPACITY, Field.MAY_SHOW, Field.ROLES, Field.PREFERENCE),
}
_TELLING_WORDS = {
    Side.MENTEE: re.compile(
        r"\bmentors? (will see|shares|helps you)|\bkind of mentor helps|\byou wish you could ask"
        r"|\bpreferred mentors?\b|\bmatch with similar identity|\bidentity to match"
        r"|\bfind a mentor$|\blike to talk about\b|\bwith your mentor\b(?!.*mentees)"
    ),
    Side.MENTOR: re.compile(
        r"\b(many|of|max\w*) mentees?\b|\bkind of mentor are you|\bi can help with|\bto a mentee\b"
        r"|\bmentor agreement|\bcan you offer|\bcredentials\b|\bwilling to mentor"
        r"|\bcharacteristics\b"
    ),
}


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column was taken for, with cells that show why, for a person to check.

    field    None when the column was not recognised
    sure     0 to 1; 1 is one of our own questions, word for word, or a person's correction
    """

    column: int
    heading: str
    field: Field | None
    sure: float
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one sheet by what they answer.

    headings  the heading of each field as the sheet has it, on one line
    surname   the column of the last name, when names stand in two columns
    unknown   headings that nothing is read from
    missing   what our own form asks and this sheet does not
    """

    side: Side
    header: tuple[str, ...]
    by_field: Mapping[Field, int]
    headings: Mapping[Field, str] = field(default_factory=dict)
    surname: int | None = None
    unknown: tuple[str, ...] = ()
    missing: tuple[Field, ...] = ()
    guesses: tuple[ColumnGuess, ...] = ()
    problems: tuple[Problem, ...] = ()

    def answers(self, row: SheetRow) -> dict[Field, str]:
        """The words of one row by field, as they were given; a name in two columns is joined."""
        found = {of: row.cells[at] for of, at in self.by_field.items()}
        if self.surname is not None:
            found[Field.NAME] = _joined_name(found[Field.NAME], row.cells[self.surname])
        return found


@dataclass(slots=True)
class _Choice:
    """The columns being given to fields, best first; a field keeps its first column."""

    by_field: dict[Field, int] = field(default_factory=dict)
    sure: dict[int, float] = field(default_factory=dict)
    passed_over: list[tuple[int, Field]] = field(default_factory=list)

    def give(self, column: int, of: Field, *, sure: float) -> None:
        if of in self.by_field:
            self.passed_over.append((column, of))
        else:
            self.by_field[of] = column
            self.sure[column] = sure


def recognise(
    sheet: Sheet, side: Side, *, corrections: Mapping[str, Field | None] | None = None
) -> Columns:
    """The columns of the sheet, guessed from their headings.

    corrections   heading as the sheet has it → the field it really is, or None for "do not read";
                  what a person said earlier wins over every guess
    Refuses a sheet that names nobody: neither an e-mail nor a name column.
    """
    choice = _choose(sheet, side, corrections=corrections or {})
    surname = _surname_column(sheet, choice)
    _refuse_without_people(sheet, choice)
    read = {*choice.by_field.values()} | ({surname} if surname is not None else set())
    return Columns(
        side=side,
        header=sheet.header,
        by_field=choice.by_field,
        headings={of: one_line(sheet.header[at]) for of, at in choice.by_field.items()},
        surname=surname,
        unknown=tuple(
            one_line(heading)
            for at, heading in enumerate(sheet.header)
            if at not in read and one_line(heading)
        ),
        missing=tuple(of for s, of in REGISTRY if s is side and of not in choice.by_field),
        guesses=_guesses(sheet, choice, surname=surname),
        problems=_doubled(sheet, choice, side=side),
    )


def _refuse_without_people(sheet: Sheet, choice: _Choice) -> None:
    if Field.EMAIL in choice.by_field:
        return
    if Field.NAME not in choice.by_field:
        raise Refused(
            f"The {sheet.name} sheet has neither a column for e-mail addresses nor one for names. "
            "Please check that this is the sign-up sheet and that its first row has the questions."
        )
    if len(choice.by_field) < _FEWEST_WITHOUT_ADDRESSES:
        raise Refused(
            f"The {sheet.name} sheet has no e-mail addresses and hardly any of our questions. "
            "Please check that this is the sign-up sheet."
        )


def guess_side(sheet: Sheet) -> Side | None:
    """Whose sheet this seems to be, or None when the headings do not tell."""
    points = {side: _points(sheet, side) for side in Side}
    if points[Side.MENTEE] == points[Side.MENTOR]:
        return None
    return max(points, key=lambda side: points[side])


def refuse_wrong_side(sheet: Sheet, side: Side) -> None:
    """Refuses a sheet whose headings say that it is the other list."""
    guess = guess_side(sheet)
    if guess is not None and guess is not side:
        raise Refused(
            f"This looks like the {guess}s' sheet, but it was given as the {side}s' sheet; the two "
            "files seem to be the wrong way round."
        )


def _points(sheet: Sheet, side: Side) -> int:
    points = 0
    for heading in sheet.header:
        rated = ratings(heading, side)
        points += any(of in _TELLING[side] and sure >= 0.8 for of, sure in rated.items())
        points += 2 * bool(_TELLING_WORDS[side].search(fold(heading)))
    return points


def _choose(sheet: Sheet, side: Side, *, corrections: Mapping[str, Field | None]) -> _Choice:
    choice = _Choice()
    offers: list[tuple[float, int, int, Field]] = []
    for at, heading in enumerate(sheet.header):
        if heading in corrections:
            corrected = corrections[heading]
            if corrected is not None:
                choice.give(at, corrected, sure=1.0)
        else:
            offers += _offers(sheet, side, at=at)
    for sure, _, negative_at, of in sorted(offers, key=lambda offer: offer[:3], reverse=True):
        choice.give(-negative_at, of, sure=sure)
    if side is Side.MENTEE:
        _title_as_stage(sheet, choice)
    return choice


def _offers(sheet: Sheet, side: Side, *, at: int) -> list[tuple[float, int, int, Field]]:
    """What one column would be read as: its best field, with what decides between columns."""
    heading = sheet.header[at]
    if _GIVEN_NAME.search(fold(heading)) and _find(sheet, _SURNAME, besides=at) is not None:
        return [(0.97, 0, -at, Field.NAME)]
    rated = ratings(heading, side)
    if not rated:
        return []
    best = max(rated, key=lambda of: rated[of])
    if rated[best] < SURE_ENOUGH:
        return []
    return [(rated[best], _different_addresses(sheet, at, of=best), -at, best)]


def _different_addresses(sheet: Sheet, at: int, *, of: Field) -> int:
    """How many different addresses a column holds: the form's own account column has one."""
    if of is not Field.EMAIL:
        return 0
    cells = {fold(row.cells[at]) for row in sheet.rows if _ADDRESS.search(row.cells[at])}
    return len(cells)


def _title_as_stage(sheet: Sheet, choice: _Choice) -> None:
    if Field.STAGE in choice.by_field:
        return
    title = _find(sheet, _TITLE_AS_STAGE, besides=-1)
    if title is not None and title not in choice.sure:
        choice.give(title, Field.STAGE, sure=0.55)


def _surname_column(sheet: Sheet, choice: _Choice) -> int | None:
    given = choice.by_field.get(Field.NAME)
    if given is None or not _GIVEN_NAME.search(fold(sheet.header[given])):
        return None
    return _find(sheet, _SURNAME, besides=given)


def _find(sheet: Sheet, wanted: re.Pattern[str], *, besides: int) -> int | None:
    for at, heading in enumerate(sheet.header):
        if at != besides and wanted.search(fold(heading)):
            return at
    return None


def _joined_name(given: str, surname: str) -> str:
    return " ".join(part for part in (given.strip(), surname.strip()) if part)


def _guesses(sheet: Sheet, choice: _Choice, *, surname: int | None) -> tuple[ColumnGuess, ...]:
    fields = {at: of for of, at in choice.by_field.items()}
    if surname is not None:
        fields[surname] = Field.NAME
    return tuple(
        ColumnGuess(
            column=at,
            heading=one_line(heading),
            field=fields.get(at),
            sure=choice.sure.get(at, 0.97 if at == surname else 0.0),
            samples=_samples(sheet, at),
        )
        for at, heading in enumerate(sheet.header)
    )


def _samples(sheet: Sheet, at: int) -> tuple[str, ...]:
    """Three different cells of the column, shortened."""
    found: dict[str, None] = {}
    for row in sheet.rows[:_LOOKED_AT_ROWS]:
        sample = one_line(row.cells[at])[:_SAMPLE_LETTERS]
        if sample:
            found[sample] = None
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _doubled(sheet: Sheet, choice: _Choice, *, side: Side) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            side=side,
            row=1,
            column=one_line(sheet.header[at]),
            problem="Two columns seem to ask the same; this one was not read.",
            fix=f'Read instead: "{one_line(sheet.header[choice.by_field[of]])}". If this one is '
            "right, rename or delete the other column.",
        )
        for at, of in sorted(choice.passed_over)
    )
