"""Who must never meet, who waits for a person, and what nobody is told."""

import csv
import random
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from mentorship.domain.people import Field, Mentee, Mentor
from mentorship.domain.policy import Policy
from mentorship.domain.questions import QuestionKind
from mentorship.guard.conflicts import Conflicts, Decision, ReasonKind, keep_apart
from mentorship.guard.institutions import (
    Institution,
    Register,
    read_register,
    shipped_register,
)

DATA = Path(__file__).parents[1] / "data"
_LINES = (DATA / "working_institutions.csv").read_text(encoding="utf-8").splitlines()
WORKING = shipped_register().with_more(read_register(csv.DictReader(_LINES)))
_COMMON: dict[str, Any] = {
    "row": 2,
    "answers": {Field.WORKPLACE: ""},
    "stated_at": datetime(2026, 9, 1),  # noqa: DTZ001 - a sheet's stamp has no zone
}


def a_mentee(key: str = "her", **given: Any) -> Mentee:
    return Mentee(**{**_COMMON, "key": key, "name": "Amal Warsame", "workplace": "RUH", **given})


def a_mentor(key: str = "mentor", **given: Any) -> Mentor:
    return Mentor(**{**_COMMON, "key": key, "name": "Ruth Keller", "workplace": "PCU", **given})


def found(mentee: Mentee, mentor: Mentor, **policy: Any) -> Conflicts:
    return keep_apart([mentee], [mentor], register=WORKING, policy=Policy(**policy))


def kinds(conflicts: Conflicts) -> set[ReasonKind]:
    return {reason.kind for reason in conflicts.verdict("her", "mentor").reasons}


def test_strangers_at_unrelated_places_may_meet() -> None:
    conflicts = found(a_mentee(), a_mentor())

    assert conflicts.may_meet("her", "mentor")
    assert conflicts.blocked_pairs == {}
    assert conflicts.held == {}
    assert conflicts.questions == ()


@pytest.mark.parametrize(
    ("workplace", "kind"),
    [
        ("Ridgeline Univ. Hosp.", ReasonKind.SAME_INSTITUTION),
        ("Ridgeline University", ReasonKind.SAME_SYSTEM),
    ],
)
def test_one_employer_or_system_is_blocked(workplace: str, kind: ReasonKind) -> None:
    conflicts = found(a_mentee(), a_mentor(workplace=workplace))

    assert kinds(conflicts) == {kind}
    assert not conflicts.may_meet("her", "mentor")


def test_an_affiliate_is_blocked() -> None:
    conflicts = found(a_mentee(workplace="VA Ann Arbor"), a_mentor(workplace="UMich"))

    assert kinds(conflicts) == {ReasonKind.AFFILIATE}


def test_an_address_at_an_institution_counts_like_a_workplace() -> None:
    conflicts = found(
        a_mentee(email="amal@mgh.harvard.edu"), a_mentor(workplace="Brigham & Women's")
    )

    assert ReasonKind.SAME_SYSTEM in kinds(conflicts)


def test_a_former_employer_counts_for_the_years_of_the_policy() -> None:
    mentor = a_mentor(words="I left Ridgeline University Hospital in 2019.")

    assert found(a_mentee(), mentor, former_years=5).may_meet("her", "mentor")
    assert not found(a_mentee(), mentor, former_years=10).may_meet("her", "mentor")


def test_a_former_employer_without_a_year_is_never_long_ago() -> None:
    mentor = a_mentor(words="I trained at Ridgeline University Hospital.")

    assert not found(a_mentee(), mentor, former_years=0).may_meet("her", "mentor")


def test_an_examiner_is_kept_from_those_who_will_sit_and_from_nobody_else() -> None:
    examiner = a_mentor(keep_apart="On the ABS examiner list")

    surgeon = found(a_mentee(specialties=("gs",), stage="res"), examiner)
    student = found(a_mentee(specialties=("gs",), stage="ms12"), examiner)
    nurse = found(a_mentee(specialties=("rn",), stage="staff_n"), examiner)

    assert kinds(surgeon) == {ReasonKind.EXAMINER}
    assert student.may_meet("her", "mentor")
    assert nurse.may_meet("her", "mentor")


@pytest.mark.parametrize(
    "cell", ["", "prefer not to say", "NHS", "Fernhill Royal Infirmary", "Foo"]
)
def test_nobody_is_matched_whose_workplace_is_not_certain(cell: str) -> None:
    conflicts = found(a_mentee(workplace=cell), a_mentor())

    assert set(conflicts.held) == {"her"}
    assert not conflicts.may_meet("her", "mentor")
    assert [q.kind for q in conflicts.questions if q.holds] == [QuestionKind.INSTITUTION]


def test_a_sheet_that_never_asked_for_the_workplace_holds_nobody() -> None:
    conflicts = found(a_mentee(workplace="", answers={}), a_mentor(workplace="", answers={}))

    assert conflicts.held == {}
    assert conflicts.may_meet("her", "mentor")


def test_a_second_employer_without_a_place_holds_nobody_but_asks_about_its_like() -> None:
    cell = "Ridgeline University Hospital; also VA"
    mentor = a_mentor(workplace="Pacific Crest University; also VA")

    assert found(a_mentee(workplace=cell), a_mentor()).may_meet("her", "mentor")
    assert found(a_mentee(workplace=cell), mentor).verdict("her", "mentor").decision is Decision.ASK


def test_names_in_a_closed_list_are_known_and_kept_apart() -> None:
    places = ("Department of Peace", "Department of Joy", "Department of Truth")
    mentees = [a_mentee(f"a{i}", name=f"A{i} Bo{i}", workplace=places[i % 3]) for i in range(18)]
    mentors = [a_mentor(f"b{i}", name=f"C{i} Di{i}", workplace=places[i % 3]) for i in range(18)]

    conflicts = keep_apart(mentees, mentors, register=WORKING, policy=Policy())

    assert conflicts.held == {}
    assert not conflicts.may_meet("a0", "b3")
    assert conflicts.may_meet("a0", "b1")


def test_somebody_the_guard_never_looked_at_meets_nobody() -> None:
    conflicts = found(a_mentee(), a_mentor())

    assert not conflicts.may_meet("her", "somebody else")
    assert not conflicts.may_meet("somebody else", "mentor")


def test_people_held_for_another_reason_are_checked_as_well() -> None:
    later = a_mentee("later", workplace="PCU")

    conflicts = keep_apart(
        [a_mentee()], [a_mentor()], register=WORKING, policy=Policy(), others=[later]
    )

    assert conflicts.verdict("later", "mentor").decision is Decision.BLOCKED


def test_no_sentence_gives_away_what_somebody_wrote() -> None:
    secrets = ["Marchetti", "Galloway", "Thornbury", "husband", "confidential", "July"]
    mentee = a_mentee(keep_apart="Dr. Lucian Marchetti-Osei. My husband is at Galloway State")
    mentor = a_mentor(
        name="Lucian Marchetti Osei", keep_apart="Thornbury in July, confidential; my old boss"
    )

    conflicts = found(mentee, mentor)
    told = " ".join(
        [
            conflicts.verdict("her", "mentor").sentence,
            *conflicts.held.values(),
            *(question.text for question in conflicts.questions),
        ]
    )

    assert conflicts.verdict("her", "mentor").decision is Decision.BLOCKED
    assert told
    assert [secret for secret in secrets if secret.casefold() in told.casefold()] == []


def test_an_error_in_reading_somebody_keeps_her_apart_and_tells_a_person(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = a_mentee(name=None)

    conflicts = keep_apart(
        [broken, a_mentee("other", name="Deqa Roble")],
        [a_mentor()],
        register=WORKING,
        policy=Policy(),
    )

    assert not conflicts.may_meet("her", "mentor")
    assert conflicts.may_meet("other", "mentor")
    assert "her" in conflicts.held
    assert [q.mentee for q in conflicts.questions] == ["her"]
    assert "Amal" not in caplog.text


def test_the_order_of_people_changes_nothing() -> None:
    mentees = [
        a_mentee(f"a{i}", name=name, workplace=place, keep_apart=apart)
        for i, (name, place, apart) in enumerate(
            [
                ("Amal Warsame", "RUH", "anyone at Tidewater"),
                ("Deqa Roble", "kestrel", ""),
                ("Hodan Xasan", "Foo", "my old lab"),
            ]
        )
    ]
    mentors = [
        a_mentor(f"b{i}", name=name, workplace=place)
        for i, (name, place) in enumerate(
            [("Ruth Keller", "TGH"), ("Hodan Hassan", "PCU"), ("Ada Diaz", "Kestrel Robotics")]
        )
    ]

    one = keep_apart(mentees, mentors, register=WORKING, policy=Policy())
    other = keep_apart(mentees[::-1], mentors[::-1], register=WORKING, policy=Policy())

    assert dict(one.blocked_pairs) == dict(other.blocked_pairs)
    assert dict(one.held) == dict(other.held)
    assert len(one.blocked_pairs) >= 3


def test_four_hundred_and_four_hundred_are_checked_in_seconds() -> None:
    rng = random.Random(1)
    places = [f"{letter}ora{number} Hospital" for letter in "BCDFGHKLMN" for number in range(8)]
    register = WORKING.with_more(Register(Institution(name=p, kind="hospital") for p in places))
    mentees = [
        replace(a_mentee(), key=f"a{i}", name=f"Na{i}x Wa{i}y", workplace=rng.choice(places))
        for i in range(400)
    ]
    mentors = [
        replace(a_mentor(), key=f"b{i}", name=f"Ke{i}x Lo{i}y", workplace=rng.choice(places))
        for i in range(400)
    ]

    began = time.perf_counter()
    conflicts = keep_apart(mentees, mentors, register=register, policy=Policy())
    seconds = time.perf_counter() - began

    print(f"\n400 x 400: {seconds:.2f} s, {len(conflicts.blocked_pairs)} pairs")
    assert 1_000 < len(conflicts.blocked_pairs) < 4_000
    assert seconds < 20
