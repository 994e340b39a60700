"""The answers of two pairs, one that signed up here and one from sheets, and their signs."""

import csv
import io
import json
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from disclosure_canaries import CANARIES, said_by
from disclosure_traces import alone, plain_text

import mentorship
from mentorship.domain.people import MATTERS_FIELDS, Field, Side

ROOT = Path(mentorship.__file__).parents[1]
# What is ticked stands on many cards; test_field_by_viewer_and_stage.py looks for it.
FREE = {
    side: [
        field
        for field, canary in canaries.items()
        if canary.said and canary.shown == canary.said and not canary.broad
    ]
    for side, canaries in CANARIES.items()
}
_TICKED = (Field.STAGE, Field.SPECIALTY, Field.GOALS, Field.AGREEMENT, Field.WORKPLACE)
_OTHER_VOWELS = str.maketrans("aeiou", "eioua")
_ON_OFFER = {Field.WORDS_SHARED, Field.CAPACITY, Field.STATED_AT}


class Origin(StrEnum):
    """How a pair came into the round."""

    WEB = "signed up here"
    SHEET = "from a sheet"


def on_a_sheet(field: Field, said: str) -> str:
    """The same kind of answer in other words, so that the two pairs are told apart."""
    if field in _TICKED or field in _ON_OFFER or said in TICKS:
        return said
    if said.startswith("+"):
        return said[:-4] + said[-4:][::-1]
    name, at, domain = said.partition("@")
    return f"{name.translate(_OTHER_VOWELS)}{at}{domain}"


TICKS = frozenset(
    canary.said
    for canaries in CANARIES.values()
    for canary in canaries.values()
    if canary.shown != canary.said or canary.broad
)


def answers_of(origin: Origin, side: Side) -> dict[str, str]:
    said = said_by(side)
    if origin is Origin.WEB:
        return said
    return {name: on_a_sheet(Field(name), words) for name, words in said.items()}


def a_whole_sheet(side: Side) -> bytes:
    """A sheet with one row, and a column for every answer under the question of our own form."""
    questions = json.loads((files("mentorship.intake") / "headings.json").read_text())["questions"]
    headings = {**questions[side.value]}
    for field, dimension in MATTERS_FIELDS.items() if side is Side.MENTEE else ():
        headings[field.value] = f"How much does it matter that your mentor shares it? [{dimension}]"
    said = answers_of(Origin.SHEET, side)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings.values())
    writer.writerow([said.get(name, "") for name in headings])
    return text.getvalue().encode()


def given_away() -> dict[tuple[Origin, Side, Field], frozenset[str]]:
    """What gives away each free answer of the four; nothing that the programme itself says."""
    own_words = plain_text(
        *(
            path.read_text()
            for kind in ("*.html", "*.txt", "*.py", "*.json")
            for folder in ("templates", "mentorship")
            for path in (ROOT / folder).rglob(kind)
            if path.name != "fields_of_work.json"
        )
    )
    return {
        cell: alone(said, everybody="\n".join((own_words, *_other_answers(cell))))
        for cell, said in _said().items()
    }


def _said() -> dict[tuple[Origin, Side, Field], str]:
    return {
        (origin, side, field): answers_of(origin, side)[field.value]
        for origin in Origin
        for side in Side
        for field in FREE[side]
        if field not in _TICKED
        # No question of our form asks this in a column of its own.
        if (origin, field) != (Origin.SHEET, Field.SAME_IDENTITY)
    }


def _other_answers(cell: tuple[Origin, Side, Field]) -> list[str]:
    """What else these people said: a word of it is no sign of this answer."""
    return [words.casefold() for other, words in _said().items() if other != cell]
