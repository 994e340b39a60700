"""What each part of the solver promises, held against the plainest way to do the same."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joblib import parallel_config
from numpy.random import Generator, default_rng
from scipy.optimize import linear_sum_assignment

from mentorship.matching.assignment import NOBODY, solve
from mentorship.matching.assignment.few import Turn, best_of_row, best_of_rows
from mentorship.matching.assignment.flow import every, grid, most_by_rank
from mentorship.matching.assignment.looking import Known, Terms, look
from mentorship.matching.assignment.opening import opening
from mentorship.matching.assignment.pairs import NO_PAIRS, Pairs, together
from mentorship.matching.assignment.passes import hits, rank_within, tiles
from mentorship.matching.assignment.prices import least_prices
from mentorship.matching.assignment.problem import Problem, Rules
from mentorship.matching.assignment.reach import permitted
from mentorship.matching.assignment.repairing import repaired
from mentorship.matching.assignment.scored import Ready, Vectors, scored_by
from mentorship.matching.assignment.seating import seat
from mentorship.matching.assignment.table import table
from mentorship.matching.assignment.worst_off import best_floor

SEEDS = st.integers(0, 2**32 - 1)


def a_problem(scores: Any, may_meet: Any = None, **differs: Any) -> Problem:
    """Ready scores, one place each, everybody may meet, unless something else is said."""
    scored = scores if isinstance(scores, Vectors) else Ready(np.asarray(scores))
    mentees = len(scored.mentee_vectors if isinstance(scored, Vectors) else scored.table)
    shape = (mentees, scored.mentors)
    places = np.asarray(differs.pop("places", np.ones(shape[1])), dtype=np.int64)
    allowed = np.ones(shape, dtype=bool) if may_meet is None else may_meet
    usual: dict[str, Any] = {
        "mentees": np.arange(mentees),
        "level": np.zeros(mentees, dtype=np.int64),
        "utility": None,
        "seed": 0,
        "n_jobs": 1,
    }
    return Problem(scored, Rules(allowed, places > 0), places=places, **(usual | differs))


def random_vectors(chance: Generator, mentees: int, mentors: int, scale: float = 1.0) -> Vectors:
    asked = scale * chance.normal(size=(mentees, 12))
    offered = chance.normal(size=(mentors, 12))
    scored = scored_by(asked.astype(np.float32), offered.astype(np.float32))
    assert isinstance(scored, Vectors)
    return scored


def exact_table(scored: Vectors) -> np.ndarray:
    return scored.mentee_vectors.astype(np.float64) @ scored.mentor_vectors.T.astype(np.float64)


@pytest.mark.parametrize("scale", [1e-30, 1e-3, 1.0, 1e6, 1e25])
def test_a_tile_is_never_further_from_the_truth_than_it_allows(scale: float) -> None:
    scored = random_vectors(default_rng(1), 60, 50, scale)
    everybody, prices = np.arange(60), scale * default_rng(2).random(50)
    truth = exact_table(scored)

    plain = scored.tile(scored.rows(everybody), slice(None)) / scored.unit
    priced = scored.priced(prices)
    with_prices = priced.tile(priced.rows(everybody), slice(None)) / scored.unit
    slack = scored.allowance(everybody)[:, None] / scored.unit

    assert (np.abs(plain - truth) <= slack).all()
    assert (with_prices + slack >= truth - prices).all()
    assert (slack > 0).all()


def test_a_score_does_not_depend_on_the_company_in_which_it_is_computed() -> None:
    scored = random_vectors(default_rng(3), 300, 200)
    mentees, mentors = np.divmod(np.arange(60_000), 200)

    together_, alone = scored.exact(mentees, mentors), scored.exact(mentees[7:9], mentors[7:9])

    assert (together_[7:9] == alone).all()
    assert np.allclose(together_, exact_table(scored).ravel(), rtol=0, atol=1e-12)


@pytest.mark.parametrize("length", [1, 500, 4097, 8192, 8193, 12_648])
def test_a_score_is_the_same_alone_and_in_company_however_long_the_vectors(length: int) -> None:
    chance = default_rng(length)
    asked, offered = (chance.normal(size=(63, length)).astype(np.float32) for _ in range(2))
    scored = scored_by(asked, offered)
    everybody = np.arange(63)

    in_company = scored.exact(everybody, everybody)
    in_twos = [
        scored.exact(everybody[at : at + 2], everybody[at : at + 2]) for at in range(0, 63, 2)
    ]
    alone = [scored.exact(everybody[at : at + 1], everybody[at : at + 1]) for at in range(63)]

    assert (np.concatenate(in_twos) == in_company).all()
    assert (np.concatenate(alone) == in_company).all()
    truth = (asked.astype(np.float64) * offered).sum(axis=1)
    assert np.allclose(in_company, truth, rtol=0, atol=1e-10)


def test_a_unit_matrix_means_that_the_scores_stand_ready() -> None:
    scores = default_rng(4).random((4, 3))

    assert isinstance(scored_by(scores, np.eye(3)), Ready)
    assert isinstance(scored_by(scores, 2 * np.eye(3)), Vectors)
    assert isinstance(scored_by(scores, np.ones((3, 3))), Vectors)
    assert isinstance(scored_by(scores, np.eye(3)[[1, 0, 2]]), Vectors)


@given(seed=SEEDS, levels=st.sampled_from([2, 1000]), wanted=st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_the_few_are_the_largest_and_the_rest_is_no_larger(
    seed: int, levels: int, wanted: int
) -> None:
    chance = default_rng(seed)
    rows = chance.integers(0, 7, 90)
    values = chance.integers(0, levels, 90).astype(np.float64)

    few = best_of_rows(rows, values, wanted=wanted, count=7, turned=lambda: np.arange(90))

    for row in range(7):
        chosen = few.chosen[rows[few.chosen] == row]
        ordered = np.sort(values[rows == row])[::-1]
        assert (np.sort(values[chosen])[::-1] == ordered[:wanted]).all()
        assert few.left[row] == (ordered[wanted] if ordered.size > wanted else -np.inf)
        best, left = best_of_row(
            np.where(rows == row, values, -np.inf), wanted=wanted, turned=np.arange(90)
        )
        assert (np.sort(values[best])[::-1] == ordered[:wanted]).all()
        assert left == few.left[row]


@given(rows=st.integers(1, 9), width=st.integers(1, 21), share=st.sampled_from([0, 0.02, 0.5, 1]))
@settings(max_examples=60, deadline=None)
def test_every_hit_of_a_tile_is_found_whatever_its_width(
    rows: int, width: int, share: float
) -> None:
    chance = default_rng(rows * width)
    scores, allowed = chance.random((rows, width)), chance.random((rows, width)) < 0.8

    found = hits(
        tiles(Ready(scores), scores),
        allowed=allowed,
        beats=lambda tile, _columns: tile > 1 - share,
    )

    at = np.nonzero(allowed & (scores > 1 - share))
    assert (np.stack([found.rows, found.columns]) == np.stack(at)).all()
    assert (found.values == scores[at]).all()


@pytest.mark.parametrize("mentors", [1, 2048, 2049, 5000])
@pytest.mark.parametrize("permitted_share", [0.1, 0.9])
def test_every_hit_of_many_tiles_is_found_whatever_share_is_permitted(
    mentors: int, permitted_share: float
) -> None:
    chance = default_rng(mentors)
    # Sums of small whole numbers are the same in any order.
    asked, offered = (chance.integers(-3, 4, size=(people, 12)) for people in (40, mentors))
    scored = scored_by(asked.astype(np.float32), offered.astype(np.float32))
    allowed = chance.random((40, mentors)) < permitted_share
    rows = scored.rows(np.arange(40))

    found = hits(tiles(scored, rows), allowed=allowed, beats=lambda tile, _columns: tile > 30)

    whole = scored.tile(rows, slice(None))
    order = np.lexsort((found.columns, found.rows))
    at = np.nonzero(allowed & (whole > 30))
    assert (np.stack([found.rows, found.columns])[:, order] == np.stack(at)).all()
    assert (found.values[order] == whole[at]).all()


def test_where_all_are_equal_everybody_begins_somewhere_else() -> None:
    known = look(
        a_problem(np.full((300, 150), 0.5)),
        np.arange(300),
        Terms(None, np.full(300, np.inf)),
        wanted=4,
    )

    assert (np.bincount(known.pairs.mentees) == 4).all()
    assert np.bincount(known.pairs.mentors, minlength=150).min() >= 4
    assert Turn(300, 150, 5).of(np.array([0, 299]), np.array([5, 4])).tolist() == [0, 0]


def test_pairs_are_sorted_and_each_is_there_once() -> None:
    pairs = Pairs(np.array([2, 0, 2]), np.array([1, 1, 0]), np.array([0.3, 0.1, 0.2]))

    joined = together([pairs, NO_PAIRS, pairs[:1]], mentors=2)

    assert joined.mentees.tolist() == [0, 2, 2]
    assert joined.mentors.tolist() == [1, 0, 1]
    assert joined.scores.tolist() == [0.1, 0.2, 0.3]
    assert rank_within(np.array([0, 0, 3, 3, 3, 9])).tolist() == [0, 1, 0, 1, 2, 0]


def surpluses(problem: Problem, scores: np.ndarray, prices: np.ndarray) -> np.ndarray:
    allowed = problem.rules.block(np.arange(len(scores))) & (scores >= problem.least)
    return np.where(allowed, problem.worth(scores) - prices, -np.inf)


@pytest.mark.parametrize("mentors", [40, 1500])
@pytest.mark.parametrize("utility", [None, lambda scores: -((20 - scores) ** 4)])
def test_no_pair_that_a_look_leaves_out_lies_above_the_cap(
    mentors: int, utility: Callable[[np.ndarray], np.ndarray] | None
) -> None:
    chance = default_rng(mentors)
    scored = random_vectors(chance, 300, mentors)
    scores = exact_table(scored)
    may_meet = chance.random(scores.shape) < chance.random((300, 1))
    problem = a_problem(scored, may_meet, utility=utility, least=-1.0)
    known = opening(problem, small=0).pairs
    worth = problem.worth(known.scores)
    prices = np.ptp(worth) * 0.2 * chance.random(mentors)
    curve = None if utility is None else table(known.scores, worth)

    seen = look(problem, np.arange(300), Terms(prices, np.full(300, -np.inf), curve))

    left_out = surpluses(problem, scores, prices)
    left_out[seen.pairs.mentees, seen.pairs.mentors] = -np.inf
    assert (left_out.max(axis=1) <= seen.caps + 1e-9).all()
    assert (seen.pairs.scores >= -1.0).all()
    assert may_meet[seen.pairs.mentees, seen.pairs.mentors].all()
    best = surpluses(problem, scores, prices)
    assert (np.bincount(seen.pairs.mentees, minlength=300) >= 4)[
        (best > -np.inf).sum(axis=1) >= 16
    ].all()


def test_a_utility_is_looked_up_and_never_guessed_too_low() -> None:
    scores = default_rng(5).random(500)
    known = table(scores, np.sqrt(scores))
    asked = default_rng(6).random(400)

    assert (known.at_most(asked) >= np.sqrt(asked)).all()
    assert (np.sqrt(np.maximum(known.beaten_above(np.sqrt(asked)), 0)) <= np.sqrt(asked)).all()
    assert known.at_most(np.array([2.0, -np.inf])).tolist() == [np.inf, -np.inf]


@pytest.mark.parametrize("nodes", [10, 10_000, 1_000_000])
def test_the_grid_is_fine_and_within_the_solvers_range(nodes: int) -> None:
    worth = np.array([-3.0, 0.1, 5.0])

    whole = grid(worth, nodes=nodes).whole(worth)

    assert whole.min() == 0
    assert whole.max() >= 10**6
    assert int(whole.max()) * 3 * (nodes + 4) ** 2 <= 2**62 or whole.max() == 10**6
    assert grid(np.array([2.0, 2.0]), nodes=nodes).whole(np.array([2.0])).tolist() == [0]


def test_a_floor_that_single_precision_rounds_is_kept_to_the_last_digit() -> None:
    scores = np.array([[1.0, 2.0]], dtype=np.float32)
    problem = a_problem(scores).at_least(float(np.nextafter(1.0, 2.0)))

    assert permitted(problem, np.array([0]))[0].tolist() == [[False, True]]


def poorly_known(problem: Problem) -> Known:
    """One pair each, so that everything else has to be found."""
    return opening(problem, wanted=1, small=0)


@given(seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_whoever_can_be_served_is_though_hardly_any_pair_is_known(seed: int) -> None:
    chance = default_rng(seed)
    may_meet = chance.random((60, 40)) < chance.choice([0.02, 0.05, 0.3])
    scores = np.round(chance.random((60, 40)), 1)
    level = chance.integers(0, 4, 60)
    problem = a_problem(scores, may_meet, level=level)

    seats, pairs, mentor_of = seat(problem, poorly_known(problem).pairs)

    rows, columns = np.nonzero(may_meet)
    all_pairs = Pairs(rows, columns, scores[rows, columns])
    best = most_by_rank(problem, all_pairs, level)
    assert np.bincount(level[mentor_of != NOBODY], minlength=4).tolist() == (
        np.bincount(level[best != NOBODY], minlength=4).tolist()
    )
    assert seats.served == (best != NOBODY).sum()
    assert pairs.of(mentor_of).sum() == seats.served


def best_total(scores: np.ndarray, may_meet: np.ndarray) -> float:
    rows, columns = linear_sum_assignment(np.where(may_meet, scores, -1e3), maximize=True)
    return float(scores[rows, columns].sum())


@given(seed=SEEDS)
@settings(max_examples=30, deadline=None)
def test_floor_and_total_are_the_best_though_hardly_any_pair_is_known(seed: int) -> None:
    chance = default_rng(seed)
    scores = np.round(chance.random((50, 60)), chance.integers(1, 7))
    may_meet = chance.random((50, 60)) < 0.7
    problem = a_problem(scores, may_meet)
    known = poorly_known(problem)
    seats, pairs, mentor_of = seat(problem, known.pairs)

    floor, pairs = best_floor(problem, pairs, seats, mentor_of=mentor_of)

    assert seats.served == 50
    higher = may_meet & (scores > floor)
    rows, columns = linear_sum_assignment(higher, maximize=True)
    assert higher[rows, columns].sum() < 50
    lawful = problem.at_least(floor)
    found = repaired(lawful, seats, Known(pairs[pairs.scores >= floor], known.caps), gap=0.0)
    assert found.floor == floor
    assert found.total == pytest.approx(best_total(scores, may_meet & (scores >= floor)), abs=1e-9)
    assert found.gap <= 1e-9


class Wavering(Vectors):
    """Scores that are a hair higher when they are asked for one at a time."""

    def exact(self, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
        scores = Vectors.exact(self, mentees, mentors)
        return np.nextafter(scores, np.inf) if mentees.size == 1 else scores


def test_the_search_for_a_floor_ends_though_the_last_digit_is_in_doubt() -> None:
    sides = default_rng(10).normal(size=(2, 2, 12)).astype(np.float32)
    plain = scored_by(*sides)
    assert isinstance(plain, Vectors)
    scored = Wavering(**{part.name: getattr(plain, part.name) for part in fields(Vectors)})
    problem = a_problem(scored, np.eye(2, dtype=bool))
    seats, pairs, mentor_of = seat(problem, opening(problem).pairs)

    floor, _ = best_floor(problem, pairs, seats, mentor_of=mentor_of)

    assert floor == pairs.scores.min()


def test_nobody_would_rather_have_another_place_at_the_least_prices() -> None:
    chance = default_rng(8)
    scores = chance.random((30, 12))
    rows, columns = np.divmod(np.arange(360), 12)
    pairs = Pairs(rows, columns, scores.ravel())
    problem = a_problem(scores, places=np.full(12, 3))
    mentor_of = repaired(
        problem, every(np.arange(30), of=30), Known(pairs, np.full(30, -np.inf)), gap=0.0
    ).mentor_of
    on = grid(pairs.scores, nodes=42)

    prices = least_prices(
        pairs,
        mentor_of,
        every(np.arange(30), of=30),
        whole=on.whole(pairs.scores),
        on=on,
        mentors=12,
    ).of_mentors

    rests = scores - prices
    assert np.allclose(rests[np.arange(30), mentor_of], rests.max(axis=1), rtol=0, atol=1e-9)
    assert (prices[np.bincount(mentor_of, minlength=12) < 3] == 0).all()
    assert prices.min() == 0


def not_of_the_same_house(mentees: np.ndarray) -> np.ndarray:
    return np.not_equal.outer(mentees % 7, np.arange(150) % 7)


def test_workers_in_processes_of_their_own_give_the_same() -> None:
    scored = random_vectors(default_rng(9), 1200, 150)
    asked = (scored.mentee_vectors, scored.mentor_vectors, np.full(150, 8), not_of_the_same_house)

    alone = solve(*asked, n_jobs=1)
    with parallel_config(backend="loky", n_jobs=2):
        apart = solve(*asked)

    assert (alone.mentor_of == apart.mentor_of).all()
    assert (alone.prices == apart.prices).all()
    assert (alone.total, alone.bound) == (apart.total, apart.bound)
    assert alone.gap <= 1e-6
