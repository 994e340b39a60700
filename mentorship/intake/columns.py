"""Which column answers which question, how sure that is, and whose sheet this seems to be."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Side
from mentorship.domain.questions import Problem
from mentorship.intake.column_choice import Choice, choose, surname_column
from mentorship.intake.headings import ratings
from mentorship.intake.sheets import Sheet, SheetRow
from mentorship.intake.text import fold, one_line

_SAMPLES = 3
_LONGEST_KEY = 160
_SAMPLE_LETTERS = 60
_LOOKED_AT_ROWS = 300
# A list of names with a city is not yet a sign-up sheet.
_FEWEST_WITHOUT_ADDRESSES = 4
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")

# Only other programmes ask this; our own forms ask about each part of who she is.
_NOT_ON_OUR_FORM = frozenset({Field.SAME_IDENTITY})

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

    name     what the column is called when somebody corrects it; see `column_names`
    field    None when the column was not recognised
    sure     0 to 1; 1 is one of our own questions, word for word, or a person's correction
    """

    column: int
    name: str
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


def recognise(
    sheet: Sheet, side: Side, *, corrections: Mapping[str, Field | None] | None = None
) -> Columns:
    """The columns of the sheet, guessed from their headings.

    corrections   name of a column → the field it really is, or None for "do not read"; what a
                  person said earlier wins over every guess
    Refuses a sheet that names nobody: neither an e-mail nor a name column.
    """
    choice = choose(sheet, side, corrections=_settled(sheet, side, corrections or {}))
    surname = surname_column(sheet, choice)
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
        missing=tuple(
            of
            for s, of in REGISTRY
            if s is side and of not in choice.by_field and of not in _NOT_ON_OUR_FORM
        ),
        guesses=_guesses(sheet, choice, surname=surname),
        problems=_doubled(sheet, choice, side=side),
    )


def column_names(header: Sequence[str]) -> tuple[str, ...]:
    """What each column is called when somebody speaks of it: its heading, on one line.

    The second column whose heading has the same words is called "Other (2)"; a column without a
    heading goes by its letter, as in a spreadsheet.
    """
    taken: set[str] = set()
    names = []
    for at, heading in enumerate(header):
        words = one_line(heading) or f"Column {_letters(at)}, without a heading"
        name, number = words, 1
        while _compared(name) in taken:
            number += 1
            name = f"{words} ({number})"
        taken.add(_compared(name))
        names.append(name)
    return tuple(names)


def _compared(name: str) -> str:
    return fold(name) or name


def _letters(at: int) -> str:
    """The letters over a column: A, B … Z, AA."""
    before, last = divmod(at, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def heading_key(side: Side, heading: str) -> str:
    """Under which a choice about a column is remembered: the same for every sheet of one side
    whose heading has the same words, whatever their capitals, accents and punctuation."""
    words = fold(heading)
    if len(words) > _LONGEST_KEY:
        words = f"{words[:_LONGEST_KEY]} {sha256(words.encode()).hexdigest()}"
    return f"{side.value}:{words}"


def remembered_corrections(
    sheet: Sheet, side: Side, remembered: Mapping[str, Field | None]
) -> dict[str, Field | None]:
    """What was decided before about headings that this sheet has, as `recognise` takes it.

    remembered   heading_key → the field that the column really is, or None for "leave it out"
    """
    keys = {name: heading_key(side, name) for name in memorable(sheet.header)}
    return {name: remembered[key] for name, key in keys.items() if key in remembered}


def memorable(header: Sequence[str]) -> frozenset[str]:
    """The names of columns that another sheet may have too: whose heading has words."""
    names = column_names(header)
    return frozenset(name for name, heading in zip(names, header, strict=True) if fold(heading))


def _settled(
    sheet: Sheet, side: Side, corrections: Mapping[str, Field | None]
) -> dict[int, Field | None]:
    """Column → what a person said that it is. Refuses a question that the form does not have."""
    for of in corrections.values():
        if of is not None and (side, of) not in REGISTRY:
            asked = of.value.replace("_", " ")
            raise Refused(f'The {side}s are not asked for "{asked}". Please choose another.')
    by_words = {one_line(name): of for name, of in corrections.items()}
    return {
        at: by_words[name] for at, name in enumerate(column_names(sheet.header)) if name in by_words
    }


def _refuse_without_people(sheet: Sheet, choice: Choice) -> None:
    if Field.EMAIL in choice.by_field:
        return
    if any(_ADDRESS.search(heading) for heading in sheet.header):
        raise Refused(
            f"The {sheet.name} sheet has no row with the questions: its first row already answers "
            "them. Please export it with its headings."
        )
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


def _joined_name(given: str, surname: str) -> str:
    return " ".join(part for part in (given.strip(), surname.strip()) if part)


def _guesses(sheet: Sheet, choice: Choice, *, surname: int | None) -> tuple[ColumnGuess, ...]:
    fields = {at: of for of, at in choice.by_field.items()}
    if surname is not None:
        fields[surname] = Field.NAME
    names = column_names(sheet.header)
    return tuple(
        ColumnGuess(
            column=at,
            name=names[at],
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


def _doubled(sheet: Sheet, choice: Choice, *, side: Side) -> tuple[Problem, ...]:
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
