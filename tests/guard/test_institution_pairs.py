"""How well spellings are told together and apart, on pairs that people labelled."""

import csv
from collections import Counter
from pathlib import Path

from mentorship.guard.institutions import Relation, read_register, shipped_register

DATA = Path(__file__).parents[1] / "data"


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


WORKING = shipped_register().with_more(read_register(_rows("working_institutions.csv")))
_NEAREST_FIRST = (Relation.SAME, Relation.SYSTEM, Relation.AFFILIATED, Relation.NONE)
_LABEL = {
    Relation.SAME: "same",
    Relation.SYSTEM: "same_system",
    Relation.AFFILIATED: "same_system",
    Relation.NONE: "different",
}


def _label(a: str, b: str) -> str:
    relations = [
        WORKING.related(x, y) for x in WORKING.resolve(a).known for y in WORKING.resolve(b).known
    ]
    return _LABEL[min(relations, key=_NEAREST_FIRST.index)] if relations else "asked"


def _pairs() -> list[tuple[str, str, str]]:
    rows = _rows("institution_alias_cases.csv") + _rows("institution_pairs.csv")
    return [(r["a"], r["b"], r["expected"]) for r in rows if r["expected"] != "unsure"]


def test_the_alias_cases_are_read_without_a_mistake() -> None:
    rows = _rows("institution_alias_cases.csv")

    wrong = [r["a"] for r in rows if _label(r["a"], r["b"]) != r["expected"]]

    assert wrong == []


def test_spellings_are_told_together_and_apart() -> None:
    pairs = _pairs()
    seen: Counter[tuple[str, str]] = Counter()
    misses = []
    for a, b, expected in pairs:
        got = _label(a, b)
        seen[expected, got] += 1
        if got != expected:
            misses.append(f"{a} | {b}: {expected}, read as {got}")

    related = {"same", "same_system"}
    hits = sum(n for (truth, got), n in seen.items() if truth in related and got == truth)
    truly = sum(n for (truth, _), n in seen.items() if truth in related)
    said = sum(n for (_, got), n in seen.items() if got in related)
    recall, precision = hits / truly, hits / said
    figures = f"{len(pairs)} pairs: recall {recall:.3f}, precision {precision:.3f}"
    print("\n" + "\n".join([figures, *misses]))

    assert len(pairs) >= 150
    assert recall >= 0.98
    assert precision >= 0.98
