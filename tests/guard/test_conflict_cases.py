"""How well the guard reads free text, on labelled pairs: every never-pair kind, and look-alikes.

Half of the cases ("fresh") were written before anybody looked at what the rules make of them, and
no rule was changed for them. The two halves are measured apart.
"""

import csv
import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from mentorship.domain.people import Field, Mentee, Mentor
from mentorship.domain.policy import Policy
from mentorship.guard.conflicts import keep_apart
from mentorship.guard.institutions import read_register, shipped_register

DATA = Path(__file__).parents[1] / "data"
_LINES = (DATA / "working_institutions.csv").read_text(encoding="utf-8").splitlines()
WORKING = shipped_register().with_more(read_register(csv.DictReader(_LINES)))
CASES: list[dict[str, Any]] = json.loads((DATA / "conflict_cases.json").read_text(encoding="utf-8"))
_Who = TypeVar("_Who", Mentee, Mentor)


def _person(kind: type[_Who], given: dict[str, Any], *, name: str, workplace: str) -> _Who:
    answers: dict[str, Any] = {
        "key": kind.__name__,
        "row": 2,
        "answers": {Field.WORKPLACE: ""},
        "stated_at": datetime(2026, 9, 1),  # noqa: DTZ001 - a sheet's stamp has no zone
        "name": name,
        "workplace": workplace,
        **given,
    }
    answers["specialties"] = tuple(answers.get("specialties", ()))
    return kind(**answers)


def _may_meet(case: dict[str, Any]) -> bool:
    mentee = _person(
        Mentee, case["mentee"], name="Amal Warsame", workplace="Ridgeline University Hospital"
    )
    mentor = _person(Mentor, case["mentor"], name="Ruth Keller", workplace="Coral Coast University")
    found = keep_apart([mentee], [mentor], register=WORKING, policy=Policy())
    return found.may_meet(mentee.key, mentor.key)


@pytest.mark.parametrize(
    ("half", "least_apart", "least_open"), [("known", 1.0, 1.0), ("fresh", 0.98, 0.9)]
)
def test_dangerous_pairs_are_kept_apart_and_look_alikes_are_not(
    half: str, least_apart: float, least_open: float
) -> None:
    cases = [case for case in CASES if case["half"] == half]
    right: Counter[str] = Counter()
    for case in cases:
        expected = case["expect"] == "open"
        if _may_meet(case) == expected:
            right[case["expect"]] += 1
        else:
            print("\nmissed:", case["expect"], case["kind"], case["mentee"], case["mentor"])

    every = Counter(case["expect"] for case in cases)
    apart, open_ = right["apart"] / every["apart"], right["open"] / every["open"]
    print(f"\n{half}: {len(cases)} cases, kept apart {apart:.3f}, left open {open_:.3f}")

    assert len(cases) >= 80
    assert apart >= least_apart
    assert open_ >= least_open


def test_every_kind_of_never_pair_is_there_in_both_halves() -> None:
    kinds = {
        half: {c["kind"] for c in CASES if c["half"] == half and c["expect"] == "apart"}
        for half in ("known", "fresh")
    }

    assert kinds["known"] >= kinds["fresh"]
    assert len(kinds["fresh"]) >= 12
