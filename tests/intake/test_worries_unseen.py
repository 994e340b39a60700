"""Worries in texts that nobody had tuned on when they were first read: what is held, what is not.

The texts of `worry_unseen.csv` came in three lots, each read once before anything was changed
because of it. A and B were written before their writer opened the patterns, and divided by hand
into sets of equal make-up; the cues were then changed by looking at A and at further trial
texts, never at B's misses, but by the hand that had written B. C and D were written afterwards,
with more hints and fewer plain words. What was general among the misses of a set was taken up
after its reading, so that today's figures flatter: for words that nobody has seen, expect those
of the first readings, and of hints at distress expect to miss most.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from mentorship.domain.people import Field, Person
from mentorship.intake.worries import Outcome, worries_of
from tests.people import a_mentee, a_mentor

TEXTS = Path(__file__).parents[1] / "data" / "worry_unseen.csv"
ORDINARY = "none"
# Where leaving the round unread could cost most: these are held, never just left out.
DANGEROUS = {
    "distress",
    "unsafe",
    "patient_details",
    "names_a_person",
    "under_18",
    "asks_for_a_call",
}
FIRST_READING = {
    "A": "before the change 87 of 106 found, 4 of 89 ordinary ones held",
    "B": "before the change 73 of 106 and 4 of 89; after it, still unseen, 99 of 106 and 4 of 89",
    "C": "after the change, unseen, 28 of 43 (distress 1 of 8) and 0 of 51",
    "D": "after the next, unseen, 16 of 28 (distress 1 of 8) and 1 of 30",
}
FLOORS = {"A": 106, "B": 104, "C": 42, "D": 28}
Case = dict[str, str]


def _cases(of_set: str) -> list[Case]:
    with TEXTS.open(encoding="utf-8", newline="") as file:
        return [case for case in csv.DictReader(file) if case["set"] == of_set]


def _person(case: Case) -> Person:
    make = a_mentee if case["side"] == "mentee" else a_mentor
    ordinary = make()
    said = {Field(case["field"]): case["text"]}
    read = {case["field"]: case["text"]} if hasattr(ordinary, case["field"]) else {}
    if case["field"] == Field.GOALS:
        read = {}
    return make(**read, answers={**ordinary.answers, **said})


def _is_noticed(case: Case) -> bool:
    outcomes = {worry.outcome for worry in worries_of(_person(case))}
    if case["kind"] in DANGEROUS:
        return Outcome.HOLD in outcomes
    return bool(outcomes)


@pytest.mark.parametrize("of_set", sorted(FLOORS))
def test_what_needs_a_person_is_noticed_as_measured(of_set: str) -> None:
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for case in _cases(of_set):
        by_kind[case["kind"]].append(_is_noticed(case))
    held_for_nothing = by_kind.pop(ORDINARY)
    found = {kind: f"{sum(hits)}/{len(hits)}" for kind, hits in sorted(by_kind.items())}
    everything = [hit for hits in by_kind.values() for hit in hits]

    print(f"\nset {of_set}: {FIRST_READING[of_set]}")
    print(f"  now {sum(everything)} of {len(everything)} found: {found}")
    print(f"  ordinary texts held: {sum(held_for_nothing)} of {len(held_for_nothing)}")
    missed = [
        (case["kind"], case["text"])
        for case in _cases(of_set)
        if case["kind"] != ORDINARY and not _is_noticed(case)
    ]
    print(f"  missed: {missed}")
    assert sum(everything) >= FLOORS[of_set]
    assert sum(held_for_nothing) / len(held_for_nothing) <= 0.05


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar", "so"])
def test_no_language_is_read_much_worse_than_the_others(language: str) -> None:
    cases = [case for of_set in FLOORS for case in _cases(of_set) if case["language"] == language]
    noticed = [_is_noticed(case) for case in cases if case["kind"] != ORDINARY]
    held = [_is_noticed(case) for case in cases if case["kind"] == ORDINARY]

    print(f"\n{language}: {sum(noticed)}/{len(noticed)} found, {sum(held)}/{len(held)} held")
    assert sum(noticed) / len(noticed) >= 0.9
    assert sum(held) / len(held) <= 0.05


def test_the_first_two_sets_have_the_same_make_up() -> None:
    def make_up(of_set: str) -> dict[str, int]:
        counts: dict[str, int] = defaultdict(int)
        for case in _cases(of_set):
            counts[case["kind"]] += 1
        return counts

    assert make_up("A") == make_up("B")
    assert all(make_up("A")[kind] >= 10 for kind in DANGEROUS)
    assert make_up("A")[ORDINARY] >= 80
