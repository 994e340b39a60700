"""The labelled questions and offers are whole, distinct, and hard in the way they claim to be."""

import csv
import re
from collections import Counter
from pathlib import Path

CASES = Path(__file__).parents[2] / "benchmarks" / "meaning_cases.csv"
COLUMNS = ["id", "language", "offer_language", "question", "offer", "look_alike"]
TEXTS = {"question": range(8, 61), "offer": range(12, 61), "look_alike": range(12, 61)}
FEWEST = {"en": 100, "es": 10, "fr": 10, "ar": 10, "so": 10}
_SMALL = (
    "a about after again all also am an and any anyone anything are as at back be because been "
    "before being both but by can could did do does doing don done each even ever every for from "
    "get gets getting go goes going got had has have having he her here him his how i if in into "
    "is it its just know let like ll m made make me more most much my no not now of off on one "
    "only or other our out over own re really s said same say says she should so some someone "
    "something still such t take than that the their them then there these they thing things "
    "think this those three through till to too two up us ve very want wants was we well were "
    "what when where which while who whom whose why will with without would you your d"
)
SMALL_WORDS = frozenset(_SMALL.split())

Case = dict[str, str]


def the_cases() -> list[Case]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def content_words(text: str) -> set[str]:
    found = re.findall(r"[^\W_]+", text.lower())
    return {word.rstrip("s") if len(word) > 3 else word for word in found} - SMALL_WORDS


def shared(case: Case, column: str) -> int:
    return len(content_words(case["question"]) & content_words(case[column]))


def test_every_cell_of_every_case_is_filled() -> None:
    cases = the_cases()

    assert list(cases[0]) == COLUMNS
    assert [case["id"] for case in cases if not all(map(str.strip, case.values()))] == []


def test_an_id_names_its_language_and_its_place_there() -> None:
    counted: Counter[str] = Counter()
    expected = []
    for case in the_cases():
        counted[case["language"]] += 1
        expected.append(f"{case['language']}-{counted[case['language']]:03}")

    assert [case["id"] for case in the_cases()] == expected


def test_each_language_has_enough_cases() -> None:
    counted = Counter(case["language"] for case in the_cases())

    assert set(counted) == set(FEWEST)
    assert all(counted[language] >= fewest for language, fewest in FEWEST.items())


def test_half_of_her_other_languages_meet_an_english_offer() -> None:
    pairs = Counter((case["language"], case["offer_language"]) for case in the_cases())

    assert all(pairs[language, "en"] == pairs[language, language] for language in FEWEST)


def test_no_text_stands_twice() -> None:
    texts = Counter(" ".join(case[c].lower().split()) for case in the_cases() for c in TEXTS)

    assert [text for text, times in texts.items() if times > 1] == []


def test_texts_are_as_long_as_people_write() -> None:
    odd = [
        (case["id"], column)
        for case in the_cases()
        for column, lengths in TEXTS.items()
        if len(case[column].split()) not in lengths
    ]

    assert odd == []


def test_the_look_alike_has_more_of_her_words_than_the_help() -> None:
    english = [case for case in the_cases() if case["language"] == "en"]
    misleading = [case for case in english if shared(case, "look_alike") > shared(case, "offer")]

    assert len(misleading) >= 0.8 * len(english)
