"""What is not shown cannot be worked out, not even by somebody who knows the rule."""

from collections import defaultdict
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.matching.fairness.small_cells import (
    LEAST,
    NOT_SHOWN,
    hidden,
    rectangular,
)


def tables(people: int, rows: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many people can stand in so many rows, each in one."""
    if rows == 1:
        yield (people,)
        return
    for first in range(people + 1):
        yield from ((first, *rest) for rest in tables(people - first, rows - 1))


@pytest.mark.parametrize("rows", [2, 3, 4])
@pytest.mark.parametrize("people", [3, 7, 8, 11, 16, 20])
def test_who_knows_the_rule_still_finds_three_numbers_in_every_hidden_row(
    people: int, rows: int
) -> None:
    least = 3
    readings = defaultdict(list)
    for table in tables(people, rows):
        gone = hidden(table, people, several=False, least=least)
        seen = tuple(None if row in gone else count for row, count in enumerate(table))
        readings[seen].append(table)

    for seen, possible in readings.items():
        for row in (row for row, count in enumerate(seen) if count is None):
            values = {table[row] for table in possible}
            assert max(values) - min(values) >= least - 1


def test_no_hidden_cell_of_a_thousand_tables_is_known_to_fewer_than_ten_numbers() -> None:
    chance = Random(32)
    for _ in range(1000):
        counts = [int(chance.paretovariate(0.7)) % 60 for _ in range(chance.randint(2, 14))]
        gone = hidden(counts, sum(counts), several=False)
        rest = sum(counts[row] for row in gone)
        # With the total known, a hidden row can hold anything from nobody to all of the hidden.
        assert not gone or gone == set(range(len(counts))) or (len(gone) > 1 and rest >= LEAST)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=14))
def test_a_small_group_and_a_group_of_nearly_everybody_are_never_shown(counts: list[int]) -> None:
    gone = hidden(counts, sum(counts), several=False)

    for row, people in enumerate(counts):
        if people < LEAST or sum(counts) - people < LEAST:
            assert row in gone


def test_nothing_is_hidden_when_every_group_is_large() -> None:
    assert hidden([10, 20, 30], 60, several=False) == frozenset()


def test_one_small_group_takes_the_last_large_one_with_it() -> None:
    assert hidden([40, 30, 9, 20], 99, several=False) == {2, 3}


def test_the_cover_does_not_depend_on_who_is_smallest() -> None:
    assert hidden([11, 30, 9, 20], 70, several=False) == {2, 3}


def test_answers_that_overlap_have_no_sum_that_could_give_one_away() -> None:
    assert hidden([40, 30, 9, 20], 60, several=True) == {2}


def test_answers_that_could_overlap_and_do_not_are_covered_like_others() -> None:
    assert hidden([40, 30, 9, 20], 99, several=True) == {2, 3}


def test_every_row_of_a_table_has_the_same_cells() -> None:
    assert rectangular([{"group": "a", "people": "12"}, {"group": "b", "note": NOT_SHOWN}]) == [
        {"group": "a", "people": "12", "note": ""},
        {"group": "b", "people": "", "note": NOT_SHOWN},
    ]
