"""The labelled texts that worries are measured on and the second reader learns from.

What the shipped demonstration's people wrote counts as ordinary where the lists find nothing.
"""

import csv
import hashlib
import json
from dataclasses import astuple, dataclass, replace
from functools import cache
from pathlib import Path

from mentorship.domain.people import Field, Mentor, Person, Side
from mentorship.intake.columns import recognise
from mentorship.intake.people import read_people
from mentorship.intake.sheets import read_sheet
from mentorship.intake.worries import worries_of
from mentorship.intake.worry_classifier import LISTENED_TO
from mentorship.intake.worry_traces import pieces
from tests.people import a_mentee, a_mentor

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
DEMO = ROOT / "mentorship" / "cli" / "demo"
ORDINARY = "none"
DEMONSTRATION = "demonstration"
# Two sets of one author are one: texts of one hand resemble each other.
_AUTHORS = {"A": "A and B", "B": "A and B", "C": "C and D", "D": "C and D"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text, where it stood, and what a person says it is."""

    author: str
    language: str
    by_mentor: bool
    field: Field
    kind: str
    is_hint: bool
    text: str
    is_part: bool = False


@cache
def labelled_texts() -> list[Labelled]:
    """Every labelled text that a program could learn from, in a fixed order, none twice.

    Parts of longer ordinary texts stand behind them: they are ordinary too, and short.
    """
    rows = [*_of("worry_unseen.csv"), *_of("worry_hints.csv"), *_of("worry_cases.csv")]
    texts = list({(one.text, one.field): one for one in (*_demonstration(), *rows)}.values())
    return texts + [
        replace(one, text=piece, is_part=True)
        for one in texts
        if one.kind == ORDINARY
        for piece in pieces(one.text)[:-1]
    ]


def held_by_the_lists(text: Labelled) -> bool:
    """True when the word lists alone hold somebody who writes this."""
    make = a_mentor if text.by_mentor else a_mentee
    person = make(answers={text.field: text.text})
    return bool(worries_of(person))


def digest(texts: list[Labelled]) -> str:
    """The SHA-256 of all texts with their labels."""
    written = json.dumps([astuple(text) for text in texts], ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def _of(name: str) -> list[Labelled]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [_labelled(row) for row in csv.DictReader(file) if row["field"] in LISTENED_TO]


def _labelled(row: dict[str, str]) -> Labelled:
    of_set = row.get("set", "cases")
    return Labelled(
        _AUTHORS.get(of_set, of_set),
        row["language"],
        row["side"] == "mentor",
        Field(row["field"]),
        row["kind"] or ORDINARY,
        row.get("indirect") == "1",
        row["text"],
    )


def _demonstration() -> list[Labelled]:
    """Two halves, so that a reader can be measured on people of a form that it knows."""
    return [
        Labelled(
            f"{DEMONSTRATION} {(one.row or 0) % 2 + 1}",
            "en",
            isinstance(one, Mentor),
            field,
            ORDINARY,
            False,
            text,
        )
        for side in Side
        for one in _people(side)
        if not worries_of(one)
        for field in LISTENED_TO
        if pieces(text := one.answers.get(field, ""))
    ]


def _people(side: Side) -> list[Person]:
    sheet = read_sheet(DEMO / f"{side}s.csv", name=f"{side}s.csv")
    return [read.person for read in read_people(sheet, recognise(sheet, side)).people]
