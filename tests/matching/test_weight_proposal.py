"""A proposal of weights speaks only when it may, says why, and changes nothing by itself."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from choosing import TODAY, VALUES_FIRST, choices
from hypothesis import given
from hypothesis import strategies as st

from mentorship.domain.errors import Refused
from mentorship.domain.policy import DEFAULT_WEIGHTS, FACETS, Policy
from mentorship.matching.arrays import Floats
from mentorship.matching.learning.weight_proposal import (
    WeightProposal,
    in_hundredths,
    proposal_of_weights,
)

SHARES = st.lists(st.floats(0, 1), min_size=7, max_size=7).map(np.array)


@cache
def learned_of_200() -> WeightProposal:
    """What 200 decisions of people who put values first lead to."""
    return proposal_of_weights(choices(200, VALUES_FIRST), Policy())


def test_decisions_that_care_for_something_else_make_a_proposal() -> None:
    proposal = learned_of_200()

    assert proposal.weights is not None
    assert proposal.weights["values"] > DEFAULT_WEIGHTS["values"]
    assert proposal.weights["needs"] < DEFAULT_WEIGHTS["needs"]
    assert sum(proposal.weights.values()) == pytest.approx(1)
    assert proposal.trial is not None
    assert proposal.trial.agrees_learned > proposal.trial.agrees_today
    assert proposal.decisions == proposal.kept + proposal.changed == 200


def test_a_proposal_says_what_moves_and_what_it_cannot_know() -> None:
    sentences = learned_of_200().sentences

    text = " ".join(sentences)
    assert sentences[0].startswith("200 decisions were looked at")
    assert "Values would count 23 % instead of 15 %." in sentences
    assert "2 people made these decisions; somebody else may decide otherwise." in sentences
    for limit in ("nobody was shown", "not what helped", "says that for herself", "by itself"):
        assert limit in text


@pytest.mark.parametrize(
    ("decider", "sentence"),
    [
        ("", "Who decided is not on record, so these may be the preferences of one person."),
        (
            "coordinator:1",
            "One person made all of these decisions: they may be her own preferences.",
        ),
    ],
)
def test_one_persons_taste_is_called_that(decider: str, sentence: str) -> None:
    said = [replace(c, decider=decider) for c in choices(200, VALUES_FIRST)]

    assert sentence in proposal_of_weights(said, Policy()).sentences


def test_few_decisions_say_nothing() -> None:
    proposal = proposal_of_weights(choices(31, VALUES_FIRST), Policy())

    assert proposal.weights is None
    assert proposal.sentences == (
        "31 decisions so far; at least 50 are needed before anything can be said about the "
        "weights.",
    )


def test_many_comparisons_about_few_mentees_are_few_decisions() -> None:
    said = [replace(c, group=f"mentee:{n % 20}") for n, c in enumerate(choices(200, VALUES_FIRST))]

    assert proposal_of_weights(said, Policy()).sentences[0].startswith("20 decisions so far")


def test_replacements_alone_say_nothing() -> None:
    said = [c for c in choices(400, VALUES_FIRST) if not c.kept]
    assert len(said) >= 50

    proposal = proposal_of_weights(said, Policy())

    assert proposal.weights is None
    assert "0 kept what was proposed" in proposal.sentences[0]


def test_decisions_that_fit_todays_weights_change_nothing() -> None:
    proposal = proposal_of_weights(choices(120, TODAY, sharpness=8), Policy())

    assert proposal.weights is None
    assert proposal.sentences[0].endswith("There is nothing to change.")
    assert proposal.trial is not None


def test_where_only_identity_counts_nothing_is_learned() -> None:
    policy = Policy(weights=dict.fromkeys(FACETS, 0.0) | {"identity": 1.0})

    proposal = proposal_of_weights(choices(60, VALUES_FIRST), policy)

    assert (proposal.weights, len(proposal.sentences)) == (None, 1)
    assert "for each mentee to say" in proposal.sentences[0]


def test_identity_and_the_sum_stay_as_they_are() -> None:
    today = {facet: 2 * weight / 3 for facet, weight in DEFAULT_WEIGHTS.items()} | {"identity": 0.2}

    weights = proposal_of_weights(choices(200, VALUES_FIRST), Policy(weights=today)).weights

    assert weights is not None
    assert weights["identity"] == 0.2
    assert sum(weights.values()) == pytest.approx(sum(today.values()))


def test_the_order_in_which_decisions_are_told_makes_no_difference() -> None:
    said = choices(100, VALUES_FIRST)

    assert (
        proposal_of_weights(said, Policy()).weights
        == proposal_of_weights(said[::-1], Policy()).weights
    )


def test_nothing_changes_until_somebody_puts_it_in_force() -> None:
    policy, proposal = Policy(helps_weight=0.2), learned_of_200()
    assert policy.weights == DEFAULT_WEIGHTS

    applied = proposal.as_policy(policy)

    assert applied == replace(policy, weights=proposal.weights)
    nothing = proposal_of_weights([], policy)
    with pytest.raises(Refused, match="Today's stay"):
        nothing.as_policy(policy)


@given(weights=SHARES.filter(lambda shares: shares.sum() > 0.01))
def test_hundredths_add_up_to_the_same(weights: Floats) -> None:
    rounded = in_hundredths(weights)

    unit = weights.sum() / 100
    assert rounded.sum() == pytest.approx(weights.sum())
    assert rounded / unit == pytest.approx((rounded / unit).round(), abs=1e-6)
    assert np.abs(rounded - weights).max() <= unit + 1e-9
