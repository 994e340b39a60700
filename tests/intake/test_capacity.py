"""How many places an answer surely promises: never more, and a question where nobody can tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.intake.capacity import MOST_WITHOUT_ASKING, read_places


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        ("1", 1), ("2", 2), ("0", 0), ("one", 1), ("two", 2), ("TWO!", 2), ("dos", 2), ("deux", 2),
        ("1-2", 1), ("1–2", 1), ("2 or 3", 2), ("1 to 3", 1), ("0-1", 0),
        ("2 max", 2), ("up to 3", 3), ("no more than 2", 2), ("2+", 2), ("at least 1", 1),
        ("1 (maybe 2)", 1), ("one, maybe two", 1), ("1, possibly 2 later", 1),
        ("2, one of them only from March", 1), ("2 (one from January)", 1),
        ("3, but one only after my leave", 2),
        ("1 now, 1 more in spring", 1), ("1, 2 if near-peer", 1),
        ("1 student", 1), ("just one please", 1), ("a couple", 2), ("2 residents, no students", 2),
        ("0 this round, back in spring", 0), ("zero (on leave) but keep me on the list", 0),
        ("none right now", 0), ("not this round", 0), ("no", 0), ("I am on sabbatical", 0),
    ],
)  # fmt: skip
def test_an_answer_promises_its_smallest_sure_number(cell: str, places: int) -> None:
    read = read_places(cell)

    assert (read.places, read.doubt) == (places, "")


@pytest.mark.parametrize(
    "cell",
    [
        "", " ", "-", "?", "as many as needed", "unlimited", "No limit", "depends", "not sure",
        "lots", "3 if near-peer", "maybe 2", "2 starting in January",
        "2 but only if they are residents",
        "two (but not before February)", "2026-01-02", "2-Jan", "1.5", "-1", "open", "∞",
    ],
)  # fmt: skip
def test_what_nobody_can_count_on_becomes_a_question(cell: str) -> None:
    read = read_places(cell)

    assert read.places is None
    assert read.doubt.endswith(".")


def test_an_unusually_large_number_is_asked_about_and_capped_until_then() -> None:
    assert read_places("5").doubt == ""
    read = read_places("10")
    assert read.places == MOST_WITHOUT_ASKING
    assert "unusually large" in read.doubt


def test_a_cautious_reading_says_so() -> None:
    assert read_places("1-2").cautious
    assert not read_places("two").cautious


@given(st.integers(0, MOST_WITHOUT_ASKING), st.text(max_size=30))
def test_never_more_than_the_largest_number_written(number: int, remark: str) -> None:
    written = [int(word) for word in remark.split() if word.isdecimal() and len(word) < 5]
    read = read_places(f"{number} {remark}")
    assert read.places is None or read.places <= MOST_WITHOUT_ASKING
    if read.places is not None and not any(letter.isalnum() for letter in remark):
        assert read.places <= max([number, *written])
