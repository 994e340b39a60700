"""How well the guard reads whole sign-ups whose texts nobody had seen when its rules were written.

Five sets of invented people, each text made dangerous, or harmless, by the words alone. Sets 1 to
3 were written blind, sets 4 and 5 to find what was left. What the guard made of each case when it
met it for the first time stands beside the case, so that both figures can be told apart.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from mentorship.domain.policy import Policy
from mentorship.guard.conflicts import keep_apart
from mentorship.guard.institutions import read_register, shipped_register
from tests.people import a_mentee, a_mentor

DATA = Path(__file__).parents[1] / "data"
_LINES = (DATA / "working_institutions.csv").read_text(encoding="utf-8").splitlines()
WORKING = shipped_register().with_more(read_register(csv.DictReader(_LINES)))
CASES: list[dict[str, Any]] = json.loads((DATA / "conflict_unseen.json").read_text("utf-8"))
BLIND = {1, 2, 3}


def _is_right(case: dict[str, Any]) -> bool:
    mentee, mentor = a_mentee(**case["mentee"]), a_mentor(**case["mentor"])
    found = keep_apart([mentee], [mentor], register=WORKING, policy=Policy())
    may_meet = found.may_meet(mentee.key, mentor.key)
    return may_meet is bool(case["expect"] == "open")


def _share(right: Iterable[bool]) -> float:
    answers = list(right)
    return sum(answers) / len(answers)


@pytest.mark.parametrize(("expect", "least"), [("apart", 0.99), ("open", 0.96)])
def test_sign_ups_that_nobody_had_seen_are_read_as_a_careful_person_would(
    expect: str, least: float
) -> None:
    cases = [case for case in CASES if case["expect"] == expect]
    now = [_is_right(case) for case in cases]
    for case, right in zip(cases, now, strict=True):
        if not right:
            print("\nmissed:", expect, case["kind"], case["mentee"], case["mentor"])
    kinds = Counter(case["kind"] for case in cases)
    wrong = Counter(c["kind"] for c, right in zip(cases, now, strict=True) if not right)
    for kind, count in sorted(kinds.items()):
        first = sum(c["first_reading"] == "right" for c in cases if c["kind"] == kind)
        print(f"{expect}, {kind}: first {first} of {count}, now {count - wrong[kind]}")
    at_first = _share(c["first_reading"] == "right" for c in cases if c["set"] in BLIND)
    print(
        f"{expect}: {len(cases)} cases, blind sets at first {at_first:.3f}, now {_share(now):.3f}"
    )

    assert _share(now) >= least


def test_every_kind_stands_in_every_blind_set_in_several_wordings() -> None:
    written = Counter((c["set"], c["kind"]) for c in CASES if c["set"] in BLIND)

    assert len(CASES) >= 300
    assert len({kind for _, kind in written}) >= 17
    assert min(written.values()) >= 3
