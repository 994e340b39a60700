"""Why a mentee waits is the true reason, and says nothing about anybody else."""

from typing import Any

import pytest
from people import a_mentee, a_mentor
from runs import causes, run

from mentorship.domain.people import Dimension, Matters
from mentorship.matching.proposal import Cause

MUST_FAITH = {"faith": frozenset({"Muslim"}), "matters": {Dimension.FAITH: Matters.MUST}}


@pytest.mark.parametrize(
    ("hers", "theirs", "cause"),
    [
        ({}, {"capacity": 0}, Cause.NO_PLACES),
        ({}, {"capacity": None}, Cause.NO_PLACES),
        (MUST_FAITH, {}, Cause.MUST),
        ({"languages": frozenset({"Somali"})}, {}, Cause.LANGUAGE),
        ({}, {"stage": "pgy1"}, Cause.STAGE),
        ({**MUST_FAITH, "languages": frozenset({"Somali"})}, {}, Cause.SEVERAL),
    ],
)
def test_the_reason_for_waiting_is_the_true_one(
    hers: dict[str, Any], theirs: dict[str, Any], cause: Cause
) -> None:
    proposal = run([a_mentee(**hers)], [a_mentor(**theirs)])

    assert causes(proposal) == {"mentee:2": cause}
    (wait,) = proposal.waiting
    assert wait.reason.endswith(".")
    assert wait.what_next.endswith((".", "'."))


def test_a_blank_language_is_a_caution_and_not_a_gate() -> None:
    (pair,) = run([a_mentee(languages=frozenset())], [a_mentor()]).pairs

    assert any("languages" in caution for caution in pair.explanation.cautions)


def test_places_that_ran_out_are_counted_in_words() -> None:
    mentees = [a_mentee(key=f"mentee:{n}", email=f"m{n}@example.org") for n in range(3)]
    mentors = [a_mentor(key=f"mentor:{n}", email=f"o{n}@example.org", capacity=1) for n in range(2)]

    proposal = run(mentees, mentors)

    (wait,) = proposal.waiting
    assert wait.reason == "Places ran out: the 2 mentors she could meet have no place left."
