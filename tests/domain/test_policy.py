"""A policy file is read whole or refused in one sentence."""

import pytest

from mentorship.domain.errors import Refused
from mentorship.domain.policy import DEFAULT_WEIGHTS, Policy, read_policy


def test_what_a_file_does_not_say_stays_at_its_default():
    policy = read_policy("most_places_per_mentor = 2\n[weights]\nneeds = 0.5\n")
    assert policy == Policy(weights={**DEFAULT_WEIGHTS, "needs": 0.5}, most_places_per_mentor=2)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("weights = 3", "weights"),
        ("[weights]\nneeds = -1", "from 0 to 1"),
        ("[weights]\nneeds = nan", "from 0 to 1"),
        ("[weights]\nluck = 1", "needs, words"),
        ("[weights]\n" + "\n".join(f"{name} = 0" for name in DEFAULT_WEIGHTS), "more than zero"),
        ("honour_must = 1", "honour_must"),
        ("former_years = 1.5", "former_years"),
        ("most_places_per_mentor = true", "most_places_per_mentor"),
        ("helps_weight = 'a lot'", "helps_weight"),
        ("safety = false", "safety"),
        ("not toml", "not valid TOML"),
    ],
)
def test_an_impossible_setting_is_refused_by_its_name(text, word):
    with pytest.raises(Refused, match=word):
        read_policy(text)


@pytest.mark.parametrize(("offered", "given"), [(None, 0), (0, 0), (2, 2), (99, 3)])
def test_what_a_mentor_offers_is_never_raised(offered, given):
    assert Policy(most_places_per_mentor=3).places(offered) == given
