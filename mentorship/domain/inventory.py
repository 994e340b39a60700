"""What is stored, column by column: whose it is, what it says, and how long it is kept.

docs/data-inventory.md is generated from inventory.csv, and a test fails for a column that does not
stand in it: nothing is stored that nobody has thought about.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "inventory.csv"


class Whose(StrEnum):
    """Who has said what stands in a column, and so who may have it."""

    HERS = "hers"  # the person herself: it goes into her own copy
    CODES = "codes"  # the program: ids, moments, words from fixed lists
    TEAM = "team"  # the team, about its work
    OTHERS = "others"  # perhaps somebody else: it is told to nobody else
    NOBODY = "nobody"  # about no person


@dataclass(frozen=True, slots=True)
class Held:
    """One column of one table."""

    table: str
    column: str
    whose: Whose
    what: str
    kept: str


@cache
def inventory() -> Mapping[tuple[str, str], Held]:
    """(table, column) → what it holds, in the order of the file."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return {(one.table, one.column): one for one in map(_held, csv.DictReader(lines))}


def _held(line: Mapping[str, str]) -> Held:
    return Held(line["table"], line["column"], Whose(line["whose"]), line["what"], line["kept"])


def tables() -> Iterator[tuple[str, list[Held]]]:
    """Each table with its columns."""
    found: dict[str, list[Held]] = {}
    for held in inventory().values():
        found.setdefault(held.table, []).append(held)
    yield from found.items()
