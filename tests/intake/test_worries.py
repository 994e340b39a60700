"""Worries: recall and over-blocking, measured by kind and language, and what must never be said.

The labelled set marks who wrote a case: "rules" by somebody who knew what is looked for,
"outside" by somebody who did not, "unseen" written after the patterns and never tuned on.
Of the last 26 worries written so, half were found at first reading. The plain ones among the
missed were then taken up and count as "outside"; the unseen that remain are hints.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.domain.people import Field, Person
from mentorship.intake.worries import Outcome, WorryKind, worries_of
from tests.people import a_mentee, a_mentor

CASES = Path(__file__).parents[1] / "data" / "worry_cases.csv"
Case = dict[str, str]


def _cases() -> list[Case]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _person(case: Case) -> Person:
    make = a_mentor if case["side"] == "mentor" else a_mentee
    return make(**{case["field"]: case["text"]})


def _kinds(person: Person) -> set[str]:
    return {worry.kind.value for worry in worries_of(person)}


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits) if hits else 1.0


def _measure(by: str, *, hands: set[str]) -> tuple[dict[str, float], dict[str, float]]:
    """(recall, over-blocking) by the column `by`, over what these hands wrote."""
    found, blocked = defaultdict(list), defaultdict(list)
    for case in _cases():
        if case["hand"] not in hands:
            continue
        kinds = _kinds(_person(case))
        if case["kind"]:
            found[case[by]].append(case["kind"] in kinds)
        else:
            blocked[case[by]].append(bool(kinds))
    return (
        {key: _share(hits) for key, hits in sorted(found.items())},
        {key: _share(hits) for key, hits in sorted(blocked.items())},
    )


@pytest.mark.parametrize("by", ["kind", "language", "hand"])
def test_what_needs_a_person_is_found_as_measured(by: str) -> None:
    recall, over_blocking = _measure(by, hands={"rules", "outside"})

    print(f"\nworries by {by}: recall {recall}; over-blocking {over_blocking}")
    assert min(recall.values()) >= 0.95
    assert max(over_blocking.values()) <= 0.05


def test_words_that_nobody_tuned_on_are_measured_apart() -> None:
    unseen = [case for case in _cases() if case["hand"] == "unseen"]
    missed = [
        (case["kind"], case["text"])
        for case in unseen
        if case["kind"] and case["kind"] not in _kinds(_person(case))
    ]
    raised = [case["text"] for case in unseen if not case["kind"] and worries_of(_person(case))]
    asked = sum(bool(case["kind"]) for case in unseen)

    print(f"\nunseen worries: found {asked - len(missed)} of {asked}, raised for nothing {raised};")
    print(f"  missed: {missed}")
    assert len(missed) / asked <= 0.3
    assert len(raised) / (len(unseen) - asked) <= 0.1


def test_the_labelled_set_is_large_enough_in_every_language() -> None:
    counts: dict[tuple[str, bool], int] = defaultdict(int)
    for case in _cases():
        counts[case["language"], bool(case["kind"])] += 1

    assert counts["en", True] >= 60
    assert counts["en", False] >= 60
    for language in ("es", "fr", "ar", "so"):
        assert min(counts[language, True], counts[language, False]) >= 12


def test_no_sentence_repeats_what_somebody_wrote() -> None:
    for case in _cases():
        said = " ".join(worry.sentence for worry in worries_of(_person(case)))
        assert not said or case["text"] not in said


def test_only_four_kinds_ever_take_a_row_out() -> None:
    outcomes = {(w.kind, w.outcome) for case in _cases() for w in worries_of(_person(case))}

    assert {kind for kind, _ in outcomes} == set(WorryKind)
    assert {kind for kind, outcome in outcomes if outcome is Outcome.GONE} == {
        WorryKind.WITHDRAWAL,
        WorryKind.WRONG_FORM,
        WorryKind.TEST_ROW,
        WorryKind.SPAM,
    }


def test_a_name_in_the_keep_apart_column_is_what_that_column_is_for() -> None:
    named = "Dr. Gerald Munroe harassed me"

    assert worries_of(a_mentee(keep_apart=named)) == ()
    assert _kinds(a_mentee(words=named)) == {"names_a_person"}


def test_distress_is_read_in_every_column_where_people_write() -> None:
    said = "I do not want to be alive"
    for field in (Field.WORDS, Field.ANYTHING_ELSE, Field.KEEP_APART, Field.DEPARTMENT):
        assert "distress" in _kinds(a_mentee(**{field.value: said}))
    for field in (Field.GOALS, Field.HEARD_FROM):
        assert "distress" in _kinds(a_mentee(answers={field: said}))


def test_the_stage_of_a_pupil_is_enough() -> None:
    assert _kinds(a_mentee(stage="hs")) == {"under_18"}
    assert _kinds(a_mentee(answers={Field.STAGE: "11th grade"})) == {"under_18"}


def test_an_ordinary_sign_up_worries_nobody() -> None:
    assert worries_of(a_mentee()) == ()
    assert worries_of(a_mentor()) == ()


def test_the_most_urgent_worry_comes_first() -> None:
    words = "Please withdraw my application. I do not want to be alive."

    kinds = [worry.kind for worry in worries_of(a_mentee(words=words))]

    assert kinds == [WorryKind.DISTRESS, WorryKind.WITHDRAWAL]


POSITIVES = st.sampled_from([case for case in _cases() if case["kind"] and case["field"] != "name"])


@settings(deadline=None, max_examples=60)
@given(POSITIVES, st.sampled_from([str.upper, str.capitalize, lambda text: f"  {text}\n"]))
def test_capitals_and_spaces_hide_no_worry(case: Case, retyped: object) -> None:
    assert callable(retyped)
    kinds = _kinds(_person(case))

    # Capitals are what tells an unannounced name from a word, so accusations may differ.
    assert kinds - _kinds(_person({**case, "text": retyped(case["text"])})) <= {"names_a_person"}


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=120))
def test_any_text_at_all_can_be_read(text: str) -> None:
    worries = worries_of(a_mentee(words=text, anything_else=text))

    assert len({worry.kind for worry in worries}) == len(worries)
