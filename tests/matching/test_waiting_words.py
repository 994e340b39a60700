"""What she reads while she waits: true, kind, and silent about everybody else."""

import pytest

from mentorship.matching.proposal import Cause
from mentorship.matching.reasons.waiting_words import to_her

HER_OWN = (Cause.MUST, Cause.LANGUAGE, Cause.STAGE)
GENERAL = to_her(Cause.RAN_OUT)


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_whole_sentences_for_her(cause: Cause) -> None:
    told = to_her(cause)

    for text in (told.reason, told.what_next):
        assert text.endswith(".")
        assert text[0].isupper()


def test_a_secret_reads_like_places_that_ran_out() -> None:
    secrets = (Cause.APART, Cause.HELD, Cause.SET_ASIDE, Cause.SEVERAL, Cause.NO_PLACES)

    assert {to_her(cause) for cause in secrets} == {GENERAL}


def test_her_own_conditions_are_named_because_she_said_them() -> None:
    told = {to_her(cause).reason for cause in HER_OWN}

    assert len(told) == len(HER_OWN)
    assert GENERAL.reason not in told


def test_a_must_is_hers_to_keep_and_nobody_is_said_not_to_share_it() -> None:
    told = to_her(Cause.MUST)

    # A mentor who shares it may be there and have to be kept apart: so only of those on offer.
    assert "no mentor to offer you yet" in told.reason
    assert "keep it as a must" in told.what_next
    assert "would help" in told.what_next
    assert "nobody shares" not in told.reason.casefold()


@pytest.mark.parametrize("cause", Cause)
def test_no_place_in_a_queue_and_nobody_else_is_counted(cause: Cause) -> None:
    told = to_her(cause)

    assert not any(letter.isdigit() for letter in told.reason + told.what_next)
    for word in ("queue", "rejected", "unfortunately", "apart", "set aside", "identity"):
        assert word not in (told.reason + told.what_next).casefold()


def test_a_cause_is_understood_as_a_report_keeps_it() -> None:
    assert to_her("must") == to_her(Cause.MUST)
