"""Names: measured on labelled pairs, and the promises that hold for every pair."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.guard.names import NameVerdict, compare_names, find_names, mentions, name_keys

PAIRS = Path(__file__).parents[1] / "data" / "name_pairs.csv"
SAME, LIKELY, DIFFERENT = NameVerdict.SAME, NameVerdict.LIKELY, NameVerdict.DIFFERENT


def _labelled() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_labelled_pairs_are_found_and_kept_apart_as_measured() -> None:
    """Half of the pairs were written by somebody who had not read the rules ("unseen").

    At their first reading, before anything was changed because of them, 76 of those 98 spellings
    of one person were found (recall 0.776), and of 58 other people 1 was taken for the same
    (precision 0.987). What was general among the misses was then mended, so that today's
    figures flatter: for names that nobody has tried, expect those of the first reading.
    """
    pairs = _labelled()
    for half in ("known", "unseen"):
        recall, precision = _measured([pair for pair in pairs if pair["half"] == half], half)
        assert recall >= 0.98
        assert precision >= 0.95

    assert len(pairs) >= 490
    assert not any(
        pair["label"] == "different"
        and compare_names(pair["first"], pair["second"]).verdict is SAME
        for pair in pairs
    )


def _measured(pairs: list[dict[str, str]], half: str) -> tuple[float, float]:
    """(recall, precision), printed with what was misread."""
    tally: Counter[tuple[str, NameVerdict]] = Counter()
    wrong = []
    for pair in pairs:
        verdict = compare_names(pair["first"], pair["second"]).verdict
        tally[pair["label"], verdict] += 1
        if (pair["label"] == "same") != (verdict is not DIFFERENT):
            wrong.append((pair["kind"], pair["first"], pair["second"], verdict.value))
    alike = sum(count for (label, _), count in tally.items() if label == "same")
    found = alike - tally["same", DIFFERENT]
    raised = found + tally["different", SAME] + tally["different", LIKELY]
    recall, precision = found / alike, found / raised
    print(f"\nnames ({half}): {len(pairs)} pairs, recall {recall:.3f}, precision {precision:.3f},")
    print(f"  {tally['same', SAME]} of {alike} called the same outright; misread: {wrong}")
    return recall, precision


def test_names_that_may_agree_always_share_a_key() -> None:
    for pair in _labelled():
        if compare_names(pair["first"], pair["second"]).is_possible:
            assert name_keys(pair["first"]) & name_keys(pair["second"]), pair


NAMES = st.sampled_from([name for pair in _labelled() for name in (pair["first"], pair["second"])])


@settings(deadline=None)
@given(NAMES, NAMES)
def test_which_name_comes_first_changes_nothing(first: str, second: str) -> None:
    assert compare_names(first, second) == compare_names(second, first)


@settings(deadline=None)
@given(NAMES, NAMES)
def test_keys_never_hide_a_pair(first: str, second: str) -> None:
    if compare_names(first, second).is_possible:
        assert name_keys(first) & name_keys(second)


@settings(deadline=None)
@given(NAMES)
def test_capitals_and_spaces_never_make_another_person(name: str) -> None:
    assert compare_names(name, f"  {name}  ").is_possible


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_at_all_can_be_compared(first: str, second: str) -> None:
    assert compare_names(first, second).verdict in NameVerdict
    assert isinstance(find_names(f"{first} Dr. {second}"), tuple)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dr. Ulrich Vandermolen (my PI)", ("Ulrich Vandermolen",)),
        ("I co-author with U. Vandermolen", ("U. Vandermolen",)),
        ("prof. Çelik and nobody else", ("Çelik",)),
        ("my chief, Amina Yusuf", ("Amina Yusuf",)),
        ("dr ulrich vandermolen", ("ulrich vandermolen",)),
        (
            "Dr. Lucian Marchetti-Osei. Also Galloway State, where it happened",
            ("Lucian Marchetti-Osei",),
        ),
        ("My husband is Daniel Okoro, who runs trauma", ("Daniel Okoro",)),
        ("anyone at Great Plains Medical Center", ()),
        ("my program director and my chair", ()),
        ("My own department please", ()),
        ("الدكتور سامي الزهراني", ("سامي الزهراني",)),
        ("كيف تتعاملين مع الحجاب", ()),
    ],
)
def test_people_are_found_in_what_somebody_writes(text: str, names: tuple[str, ...]) -> None:
    assert find_names(text) == names


@pytest.mark.parametrize(
    ("text", "name", "verdict"),
    [
        ("Dr. Ulrich Vandermolen (my PI)", "Vandermolen, Ulrich", SAME),
        ("I co-author with U. Vandermolen", "Ulrich Vandermolen, PhD", SAME),
        ("nobody near dr vandermolen please", "Ulrich Vandermolen", LIKELY),
        ("prof. Çelik", "Ayse Celik", LIKELY),
        ("my chief, Aamina Yuusuf", "Amina Yusuf", SAME),
        ("lucian marchetti osei, wherever he is now", "Lucian Marchetti-Osei", SAME),
        ("Amina Vandermolen is kind", "Ulrich Vandermolen", DIFFERENT),
        ("Amina is kind", "Amina Yusuf", DIFFERENT),
        ("I met Ali Mohamed", "Mohamed Ali", DIFFERENT),
        ("الدكتور حسين قالي", "Xuseen Qali", SAME),
        ("", "Ulrich Vandermolen", DIFFERENT),
    ],
)
def test_a_person_is_recognised_in_a_text(text: str, name: str, verdict: NameVerdict) -> None:
    assert mentions(text, name).verdict is verdict
