"""Worries in texts that no rule and no reader has learned from: set K, kept apart since it came.

Its writers had not seen the rules, nor any labelled text of ours. At first reading, with the
second reader beside the lists, 107 of 136 texts that need somebody were noticed (by the lists
alone: 62) and 13 of 58 ordinary texts about heavy things were held:

    distress 25/27 and hints at it 23/30 (lists alone 19 and 4), unsafe 10/11 and 6/11,
    a patient's details 8/8 and 3/6, somebody by name 10/11 and 3/5, under 18 3/4 and 1/4,
    withdrawals 6/6 and 0/4.

What was general among its misses was then taken up in the lists, so that today's figures flatter.
For words that nobody has seen, expect those of the first reading. No reader may ever learn from
this set; a test looks after that.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from mentorship.domain.people import Field, Person
from mentorship.intake.worries import Outcome, Worry, joined, worries_of
from mentorship.intake.worry_classifier import listen
from tests.people import a_mentee, a_mentor
from tests.support.worry_texts import ORDINARY, labelled_texts

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "tests" / "data" / "worry_kept.csv"
CLASSES = ROOT / "tests" / "data" / "worry_classes.csv"
# Whoever writes this needs a person; to leave the round unread is the worst that could happen.
DANGEROUS = {
    "distress",
    "unsafe",
    "patient_details",
    "names_a_person",
    "under_18",
    "asks_for_a_call",
}
FLOORS = {
    "distress": 27,
    "distress, a hint": 25,
    "unsafe": 11,
    "unsafe, a hint": 9,
    "patient_details": 8,
    "patient_details, a hint": 3,
    "names_a_person": 11,
    "names_a_person, a hint": 4,
    "under_18": 4,
    "under_18, a hint": 4,
    "asks_for_a_call": 4,
    "asks_for_a_call, a hint": 1,
    "withdrawal": 6,
    "withdrawal, a hint": 4,
    "wrong_form": 1,
    "wrong_form, a hint": 1,
    "spam": 2,
}
MOST_ORDINARY_HELD = 2
# Of the lots of look-alikes, how many may be read wrongly.
MOST_WRONG = {"1": 1, "2": 2, "3": 0, "4": 1}
Case = dict[str, str]


def _rows(of: Path) -> list[Case]:
    with of.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _person(case: Case, key: str) -> Person:
    make = a_mentee if case["side"] == "mentee" else a_mentor
    ordinary = make()
    read = {case["field"]: case["text"]} if hasattr(ordinary, case["field"]) else {}
    answers = {**ordinary.answers, Field(case["field"]): case["text"]}
    return make(**read, key=key, answers=answers)


@cache
def _read(of: Path) -> list[tuple[Case, tuple[Worry, ...]]]:
    people = [_person(case, str(at)) for at, case in enumerate(_rows(of))]
    heard = listen(people)
    return [
        (case, joined(worries_of(person), heard.get(person.key, ())))
        for case, person in zip(_rows(of), people, strict=True)
    ]


def _is_noticed(case: Case, worries: Iterable[Worry]) -> bool:
    outcomes = {worry.outcome for worry in worries}
    return Outcome.HOLD in outcomes if case["kind"] in DANGEROUS else bool(outcomes)


def _kind(case: Case) -> str:
    return f"{case['kind']}, a hint" if case["indirect"] == "1" else case["kind"]


def _language_and_kind(case: Case) -> str:
    return f"{case['language']} {_kind(case)}"


def _counted(by: Callable[[Case], str]) -> dict[str, list[bool]]:
    hits: dict[str, list[bool]] = defaultdict(list)
    for case, worries in _read(TEXTS):
        hits[by(case)].append(_is_noticed(case, worries))
    return hits


def _shown(hits: dict[str, list[bool]]) -> dict[str, str]:
    return {key: f"{sum(found)}/{len(found)}" for key, found in sorted(hits.items())}


def test_what_is_noticed_in_texts_that_nobody_learned_from_is_measured() -> None:
    by_kind = _counted(_kind)
    missed = [
        (case["id"], case["kind"], case["text"])
        for case, worries in _read(TEXTS)
        if (case["kind"] == ORDINARY) is _is_noticed(case, worries)
    ]

    print(f"\nset K, by kind: {_shown(by_kind)}")
    print(f"  by language and kind: {_shown(_counted(_language_and_kind))}")
    print(f"  missed, and held for nothing: {missed}")
    assert sum(by_kind.pop(ORDINARY)) <= MOST_ORDINARY_HELD
    assert {kind for kind, hits in by_kind.items() if sum(hits) < FLOORS[kind]} == set()


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar", "so"])
def test_no_language_of_the_kept_texts_is_read_much_worse(language: str) -> None:
    said = [(c, w) for c, w in _read(TEXTS) if c["language"] == language and c["kind"] != ORDINARY]
    noticed = [_is_noticed(case, worries) for case, worries in said]

    assert sum(noticed) / len(noticed) >= 0.85


def test_no_reader_learns_from_the_kept_texts() -> None:
    taught = {text.text for text in labelled_texts()}
    readers = (ROOT / "scripts" / "train-worries", ROOT / "tests" / "support" / "worry_texts.py")

    assert not taught & {case["text"] for case in _rows(TEXTS)}
    assert not taught & {case["text"] for case in _rows(CLASSES)}
    for reader in readers:
        assert TEXTS.name not in reader.read_text(encoding="utf-8")


@pytest.mark.parametrize("lot", sorted(MOST_WRONG))
def test_dangerous_words_and_their_look_alikes_are_told_apart(lot: str) -> None:
    """Each class of mistakes, in wordings that were written before they were tried.

    Of lot 1, 34 of 51 that need somebody and 41 of 57 look-alikes were right before anything was
    mended, and 50 and 56 after; of lot 2, written then, 24 of 31 and 32 of 40 at first reading;
    of lot 3, written against the mended lists, 2 of 4 and 16 of 28; of lot 4, 5 of 5 and 10 of 13.
    What was general in each was mended after its reading.
    """
    right: dict[str, list[bool]] = defaultdict(list)
    wrong = []
    for case, worries in _read(CLASSES):
        if case["lot"] == lot:
            is_right = _is_noticed(case, worries) is not (case["kind"] == ORDINARY)
            right[f"{case['class']} {case['kind']}"].append(is_right)
            if not is_right:
                wrong.append((case["kind"], case["text"]))

    print(f"\nlot {lot}: {_shown(right)}; wrong: {wrong}")
    assert len(wrong) <= MOST_WRONG[lot]


def test_no_ordinary_text_ever_leaves_the_round_by_itself() -> None:
    gone = [
        case["text"]
        for of in (TEXTS, CLASSES)
        for case, worries in _read(of)
        if case["kind"] in {ORDINARY, *DANGEROUS}
        and any(worry.outcome is Outcome.GONE for worry in worries)
    ]

    assert gone == []
