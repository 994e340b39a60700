"""Learning from decisions: it goes where people care, never far, and knows how well it does."""

from dataclasses import replace

import numpy as np
import pytest
from choosing import TODAY, VALUES_FIRST, choices, parts
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.domain.policy import FACETS
from mentorship.matching.arrays import Floats
from mentorship.matching.learning.comparisons import LEARNED_FACETS, Comparison, differences
from mentorship.matching.learning.learning import (
    MOST_POINTS,
    MOST_TIMES,
    SPREADS,
    best_spread,
    learned_weights,
    tried,
    within_reach,
)
from mentorship.matching.scores import Part

SHARES = st.lists(st.floats(0, 1), min_size=7, max_size=7).map(np.array)


@given(chosen=SHARES, passed_over=SHARES, level=st.floats(0, 1))
def test_how_well_everybody_fits_her_makes_no_difference(
    chosen: Floats, passed_over: Floats, level: float
) -> None:
    plain = Comparison(chosen=parts(chosen), passed_over=parts(passed_over), group="a", kept=True)
    raised = replace(plain, chosen=parts(chosen + level), passed_over=parts(passed_over + level))

    found = differences([plain, raised]).closeness

    assert found[0] == pytest.approx(found[1], abs=1e-12)
    assert found[0] == pytest.approx(chosen - passed_over)


@pytest.mark.parametrize("strength", [0.0, -1.0, float("nan"), float("inf")])
def test_a_comparison_without_strength_is_refused(strength: float) -> None:
    with pytest.raises(ValueError, match="strength"):
        Comparison(chosen={}, passed_over={}, group="a", kept=True, strength=strength)


def test_learned_weights_go_where_people_care_and_stay_shares() -> None:
    found = differences(choices(2000, VALUES_FIRST))

    learned = learned_weights(found, TODAY, spread=0.2)

    assert learned == pytest.approx(VALUES_FIRST, abs=0.08)
    assert learned.min() >= 0
    assert learned.sum() == pytest.approx(1)
    assert learned_weights(found, TODAY, spread=0) == pytest.approx(TODAY)
    assert learned_weights(found, TODAY, spread=1e-4) == pytest.approx(TODAY, abs=1e-4)


def test_pairs_replaced_for_other_reasons_do_not_turn_the_weights_round() -> None:
    replaced = [
        c if c.kept is False else replace(c, chosen=c.passed_over, passed_over=c.chosen, kept=False)
        for c in choices(200, TODAY, sharpness=0)
    ]
    found = differences(replaced)
    assert (found.scores(TODAY) <= 0).all()

    learned = learned_weights(found, TODAY, spread=0.08)

    assert learned == pytest.approx(TODAY, abs=0.02)


def by_identity(*, is_known: bool) -> list[Comparison]:
    """Decisions that follow identity alone, among mentors who share it and most of her values."""
    random, found = np.random.default_rng(5), []
    for number in range(300):
        sharing, other = random.random((2, 7))
        sharing[2] = max(sharing[2], other[2])
        kept = bool(number % 2)
        shares = Part(0.3, 1.0) if is_known else None
        found.append(
            Comparison(
                chosen=parts(sharing, identity=shares),
                passed_over=parts(other),
                group=f"mentee:{number}",
                kept=kept,
            )
        )
    return found


def test_what_identity_explains_is_not_put_down_to_anything_else() -> None:
    unknown, known = (
        learned_weights(differences(by_identity(is_known=is_known)), TODAY, spread=0.2)
        for is_known in (False, True)
    )
    values = LEARNED_FACETS.index("values")
    assert unknown[values] > TODAY[values] + 0.2

    assert known[values] < unknown[values] - 0.1
    assert set(LEARNED_FACETS) == set(FACETS) - {"identity"}


@given(weights=SHARES, today=SHARES.filter(lambda shares: shares.sum() > 0.01))
@settings(deadline=None)
def test_no_weight_moves_further_than_one_round_allows(weights: Floats, today: Floats) -> None:
    total = today.sum()

    moved = within_reach(weights, today)

    assert moved.sum() == pytest.approx(total)
    assert (moved >= today / MOST_TIMES - 1e-9).all()
    assert (moved <= np.maximum(today * MOST_TIMES, today + MOST_POINTS * total) + 1e-9).all()


def test_weights_within_reach_stay_as_they_are() -> None:
    near = TODAY + np.array([-0.05, 0.02, 0.03, 0, 0, 0, 0])

    assert within_reach(near, TODAY) == pytest.approx(near)


def test_decisions_told_twice_are_no_more_evidence() -> None:
    once = choices(80, VALUES_FIRST)
    twice = [replace(c, strength=0.5) for c in once for _ in range(2)]

    first, second = (tried(differences(told), TODAY, seed=0) for told in (once, twice))

    assert second.gain == pytest.approx(first.gain, abs=1e-4)
    assert second.error == pytest.approx(first.error, abs=1e-4)


def test_todays_weights_are_kept_where_decisions_are_chance() -> None:
    found = differences(choices(200, TODAY, sharpness=0))

    assert best_spread(found, TODAY, seed=0) in SPREADS[:2]
    trial = tried(found, TODAY, seed=0)
    assert trial.gain <= trial.error
