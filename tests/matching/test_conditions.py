"""A mentor's own condition is read by a person, and an ordinary offer is none.

The labelled texts are our own: set 1 was in sight when the rule was written, the others were
written without looking at it. Read for the first time, the rule found 35 of the 36 conditions of
set 2, 7 of the 20 of set 3, and, widened after that, 24 of the 36 of set 4; of the 92 ordinary
texts of these three sets it took 2 for a condition. It was widened once more since, so what it
does on these texts today says little about the next ones: expect it to miss one in three.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest
from people import a_mentee, a_mentor

from mentorship.domain.people import Field
from mentorship.matching.reasons.cautions import cautions
from mentorship.matching.reasons.conditions import writes_a_condition

TEXTS = Path(__file__).parent.parent / "data" / "offer_conditions.csv"
OFFERS = Path(__file__).parent.parent.parent / "benchmarks" / "meaning_cases.csv"
# In other offers "nobody else", "not a surgeon" and "not a good fit" tell of the mentor's own life.
MISSED = {
    "I'm open to anyone outside my university, nobody else.",
    "Happy to take one, but not a general surgeon.",
    "Not a good fit for lawyers.",
}


def the_texts() -> list[dict[str, str]]:
    with TEXTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_half_of_the_labelled_texts_hold_a_condition_in_every_language() -> None:
    counts = Counter((text["language"], text["condition"]) for text in the_texts())

    assert len(the_texts()) == len({text["text"] for text in the_texts()}) == 256
    assert all(counts[tongue, "yes"] == counts[tongue, "no"] >= 12 for tongue, _ in counts)
    assert {tongue for tongue, _ in counts} == {"en", "es", "fr", "ar", "so"}


def test_what_is_missed_is_known() -> None:
    conditions = [text["text"] for text in the_texts() if text["condition"] == "yes"]

    assert {text for text in conditions if not writes_a_condition(text)} == MISSED


def test_an_ordinary_offer_is_no_condition() -> None:
    ordinary = [text["text"] for text in the_texts() if text["condition"] == "no"]

    assert [text for text in ordinary if writes_a_condition(text)] == []


def test_no_offer_that_was_written_for_another_purpose_holds_one() -> None:
    with OFFERS.open(encoding="utf-8", newline="") as file:
        offers = {case[kind] for case in csv.DictReader(file) for kind in ("offer", "look_alike")}

    assert len(offers) > 400
    assert [offer for offer in offers if writes_a_condition(offer)] == []


def test_a_condition_is_found_among_other_sentences() -> None:
    offer = "Twenty years in the unit. I listen, and I laugh. Students only, please! Bring coffee."

    assert writes_a_condition(offer)
    assert not writes_a_condition(offer.replace("Students only, please!", ""))


@pytest.mark.parametrize(
    ("answers", "where"),
    [
        ({"words": "Surgeons only."}, "in the offer"),
        ({"anything_else": "Not during Ramadan"}, "under “Anything else”"),
        ({"preference": "not M1s please"}, "under “Stage or situation preferred”"),
        (
            {"words": "Surgeons only.", "anything_else": "Not during Ramadan"},
            "in the offer and under “Anything else”",
        ),
    ],
)
def test_the_coordinator_is_asked_to_read_it(answers: dict[str, str], where: str) -> None:
    without = cautions(a_mentee(), a_mentor(), score=0.5)
    assert not any("condition" in caution for caution in without)

    found = cautions(a_mentee(), a_mentor(**answers), score=0.5)

    assert set(found) - set(without) == {f"The mentor wrote a condition {where}: please read it"}


def test_her_own_words_are_no_condition_of_a_mentor() -> None:
    words = "Surgeons only, please. Not during Ramadan."
    hers = a_mentee(words=words, anything_else=words, answers={Field.WORDS: words})

    assert writes_a_condition(words)
    assert cautions(hers, a_mentor(), score=0.5) == cautions(
        a_mentee(words="Anybody."), a_mentor(), score=0.5
    )


@pytest.mark.parametrize("words", ["can only take ", "if they ", "only ", "anyone but ", "word "])
def test_a_very_long_answer_without_a_full_stop_is_read_like_any_other(words: str) -> None:
    assert not writes_a_condition(words * 2000)
