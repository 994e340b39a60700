"""What the encoders learned from is whole, and is not what they are measured by."""

import csv
import re
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from mentorship.domain.vocabulary import vocabulary

ROOT = Path(__file__).parents[2]
PAIRS = ROOT / "tests" / "data" / "meaning_pairs.csv"
MEASURED_BY = ("meaning_cases.csv", "meaning_everyday.csv")
TEXTS = ("question", "offer", "look_alike")
# So many of all words of two questions in common would be one question in two spellings.
SAME = 0.6

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measured() -> list[Row]:
    return [row for name in MEASURED_BY for row in rows(ROOT / "benchmarks" / name)]


def test_every_pair_is_whole_and_about_a_topic_of_the_vocabulary() -> None:
    pairs = rows(PAIRS)

    assert [pair for pair in pairs if not all(map(str.strip, pair.values()))] == []
    assert {pair["topic"] for pair in pairs} == set(vocabulary().topics)
    assert Counter(pair["language"] for pair in pairs).keys() == {"en", "es", "fr", "ar", "so"}


def test_no_question_is_learned_from_that_is_measured_by() -> None:
    learned = [pair["question"] for pair in rows(PAIRS)]
    asked = [case["question"] for case in measured()]
    words = CountVectorizer(binary=True, token_pattern=r"\w+").fit([*learned, *asked])
    one, other = words.transform(learned), words.transform(asked)
    common = (one @ other.T).toarray()
    every = np.add.outer(np.ravel(one.sum(axis=1)), np.ravel(other.sum(axis=1))) - common

    assert np.max(common / every) < SAME


def test_no_text_of_a_pair_stands_in_a_case() -> None:
    known = {plain(pair[text]) for pair in rows(PAIRS) for text in TEXTS}

    assert known.isdisjoint(plain(case[text]) for case in measured() for text in TEXTS)


def test_everyday_cases_are_whole_and_of_every_language() -> None:
    cases = rows(ROOT / "benchmarks" / "meaning_everyday.csv")

    assert [case["id"] for case in cases if not all(map(str.strip, case.values()))] == []
    assert len({plain(case[text]) for case in cases for text in TEXTS}) == 3 * len(cases)
    assert Counter(case["language"] for case in cases) == {
        "en": 128,
        "es": 16,
        "fr": 16,
        "ar": 16,
        "so": 16,
    }


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
