"""Why a mentee waits is the true reason, and says nothing about anybody else."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import a_mentee, a_mentor
from runs import causes, run
from tiny import a_situation, every_set, situations

from mentorship.domain.people import Dimension, Matters
from mentorship.matching.arrays import Integers, Mask
from mentorship.matching.assignment import NOBODY
from mentorship.matching.gates import Gate, Gates
from mentorship.matching.proposal import Cause
from mentorship.matching.scarcity.hall import Crowd
from mentorship.matching.scarcity.removing import holds, without
from mentorship.matching.scarcity.waiting import CAUSES_IN_ORDER, Case, Why, in_words, why_waiting
from mentorship.matching.what_if.situation import Situation, Stand, pin, solved

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
    assert wait.what_next.endswith(".")


def test_a_blank_language_is_a_caution_and_not_a_gate() -> None:
    (pair,) = run([a_mentee(languages=frozenset())], [a_mentor()]).pairs

    assert any("languages" in caution for caution in pair.explanation.cautions)


def shut(**gates: Any) -> Gates:
    """Gates by the lower-case names of Gate; those that are not named are open."""
    masks = {Gate[name.upper()]: np.array(rows, dtype=bool) for name, rows in gates.items()}
    (shape,) = {mask.shape for mask in masks.values()}
    return Gates({gate: masks.get(gate, np.zeros(shape, dtype=bool)) for gate in Gate})


def why(gates: Gates, places: list[int], pairs: list[int], *, promised: Any = 0) -> list[Why]:
    """Why those without a pair wait."""
    mentor_of, offered = np.array(pairs), np.array(places)
    case = Case(gates, offered, offered - promised, mentor_of)
    return why_waiting(case, np.flatnonzero(mentor_of == NOBODY).tolist())


def test_the_crowd_of_those_who_compete_is_counted_in_words() -> None:
    gates = shut(apart=np.zeros((60, 4)))
    pairs = [at if at < 4 else at - 4 if at < 7 else NOBODY for at in range(60)]

    first, *_ = why(gates, [2, 2, 2, 1], pairs)

    assert first.crowd == Crowd(tuple(range(60)), (0, 1, 2, 3), 7)
    wait = in_words(a_mentee(), first)
    assert wait.cause is Cause.RAN_OUT
    assert wait.reason == "Places ran out: 60 mentees compete for 4 mentors with 7 places."


def test_one_place_is_spoken_of_as_one() -> None:
    (only,) = why(shut(apart=np.zeros((2, 1))), [1], [0, NOBODY])

    assert in_words(a_mentee(), only).reason == (
        "Places ran out: 2 mentees compete for 1 mentor with 1 place."
    )


def test_what_the_crowd_has_in_common_stands_behind_its_count() -> None:
    (only,) = why(shut(apart=np.zeros((2, 1))), [1], [0, NOBODY])

    wait = in_words(a_mentee(), only, in_common="All of them speak Somali.")

    assert wait.reason.endswith("1 place. All of them speak Somali.")


def test_places_that_are_all_promised_ran_out_too() -> None:
    (only,) = why(shut(apart=[[0, 0]]), [1, 2], [NOBODY], promised=[1, 2])

    assert only.cause is Cause.RAN_OUT
    assert in_words(a_mentee(), only).reason == (
        "Places ran out: the 2 mentors she could meet have no place left."
    )


def test_the_only_mentor_she_could_meet_has_no_place_in_this_round() -> None:
    (only,) = why(shut(apart=[[0, 1]]), [0, 1], [NOBODY])

    assert only.cause is Cause.RAN_OUT
    assert only.alone == (Cause.RAN_OUT, Cause.APART)
    assert in_words(a_mentee(), only).reason == (
        "The mentors whom she could meet have no place in this round."
    )


def test_a_language_that_would_only_lead_to_a_full_mentor_is_not_the_one_cause() -> None:
    (only,) = why(shut(language=[[0], [1]]), [1], [0, NOBODY])

    assert only == Why(Cause.SEVERAL, together=(Cause.LANGUAGE, Cause.RAN_OUT))
    assert in_words(a_mentee(), only).reason == (
        "No single change would be enough: the languages that she is comfortable talking in and "
        "too few places stand in the way together."
    )


def test_nobody_is_asked_to_give_up_what_keeps_her_safe() -> None:
    """What she cannot change, or should not, is never put to her as a condition of hers."""
    safe = in_words(a_mentee(), Why(Cause.SEVERAL, together=(Cause.RAN_OUT, Cause.APART)))
    hers = in_words(a_mentee(), Why(Cause.SEVERAL, together=(Cause.MUST, Cause.APART)))

    assert "condition" not in safe.what_next
    assert "change a condition of her own" in hers.what_next


def test_a_language_is_the_cause_when_a_place_can_be_freed_behind_it() -> None:
    gates = shut(language=[[0, 0], [1, 1]])

    (only,) = why(gates, [1, 1], [0, NOBODY])

    assert only == Why(Cause.LANGUAGE, alone=(Cause.LANGUAGE,))


def test_safety_is_named_last_of_all_that_would_be_enough() -> None:
    (only,) = why(shut(apart=[[1, 0]], set_aside=[[0, 1]]), [1, 1], [NOBODY])

    assert only == Why(Cause.SET_ASIDE, alone=(Cause.SET_ASIDE, Cause.APART))


def test_three_causes_that_hold_only_together_are_all_named() -> None:
    (only,) = why(shut(must=[[1]], language=[[1]], stage=[[1]]), [1], [NOBODY])

    assert only.together == (Cause.MUST, Cause.LANGUAGE, Cause.STAGE)


def test_without_any_mentor_there_is_no_place() -> None:
    (only,) = why(shut(apart=np.zeros((1, 0))), [], [NOBODY])

    assert only.cause is Cause.NO_PLACES


@pytest.mark.parametrize(
    ("priority", "found"),
    [
        ([0, 1], Why(Cause.LANGUAGE, alone=(Cause.LANGUAGE,))),
        ([1, 0], Why(Cause.SEVERAL, together=(Cause.LANGUAGE, Cause.RAN_OUT))),
    ],
)
def test_a_language_is_the_one_cause_only_when_it_would_be_her_turn(
    priority: list[int], found: Why
) -> None:
    gates = shut(language=[[0], [1]])
    situation = a_situation([[0.5], [0.5]], may_meet=gates.may_meet())
    stand = solved(replace(situation, priority=np.array(priority)))
    assert stand.mentor_of.tolist() == [0, NOBODY]

    (why_she_waits,) = found_causes(stand, gates).values()

    assert why_she_waits == found
    assert holds(stand, gates, mentee=1, why=found)


@st.composite
def gated(draw: st.DrawFn) -> tuple[Situation, Gates]:
    """A small situation with gates of several kinds, some pairs shut by more than one."""
    situation = draw(situations(most_mentees=4))
    shape = situation.may_meet.shape
    closed = {gate: np.zeros(shape, dtype=bool) for gate in Gate}
    for cell in zip(*np.nonzero(~situation.may_meet), strict=True):
        for gate in draw(st.sets(st.sampled_from(list(Gate)), min_size=1, max_size=2)):
            closed[gate][cell] = True
    return situation, Gates(closed)


def pinned_somewhere(situation: Situation, random: Any) -> Situation:
    """The same, one allowed pair promised where there is one."""
    allowed = np.argwhere(situation.movable())
    if not allowed.size:
        return situation
    mentee, mentor = random.choice(allowed.tolist())
    return pin(situation, mentee, mentor=mentor)


def most_paired(may_meet: Mask, places: Integers, pins: tuple[tuple[int, int], ...]) -> int:
    """By looking at every set of pairs."""
    situation = a_situation(np.zeros(may_meet.shape), may_meet=may_meet, places=places)
    for mentee, mentor in pins:
        situation = pin(situation, mentee, mentor=mentor)
    return max(int((pairs != NOBODY).sum()) for pairs in every_set(situation))


def found_causes(stand: Stand, gates: Gates) -> dict[int, Why]:
    situation, pairs = stand.situation, stand.free_mentor_of
    case = Case(gates, situation.places, situation.open_places, pairs, situation.priority)
    waits = np.flatnonzero(stand.mentor_of == NOBODY).tolist()
    return dict(zip(waits, why_waiting(case, waits), strict=True))


@settings(max_examples=60, deadline=None)
@given(gated(), st.randoms(), st.booleans())
def test_every_cause_is_verified_by_taking_it_away_and_solving_anew(
    drawn: tuple[Situation, Gates], random: Any, ranked: bool
) -> None:
    situation, gates = drawn
    order = np.array(random.sample(range(4), 4)[: situation.may_meet.shape[0]])
    turns = replace(situation, priority=order if ranked else None)
    stand = solved(pinned_somewhere(turns, random))

    for mentee, reason in found_causes(stand, gates).items():
        assert holds(stand, gates, mentee=mentee, why=reason)


@settings(max_examples=60, deadline=None)
@given(gated(), st.randoms())
def test_exactly_the_causes_that_seat_one_more_person_are_named_by_brute_force(
    drawn: tuple[Situation, Gates], random: Any
) -> None:
    situation, gates = drawn
    stand = solved(pinned_somewhere(situation, random))
    now = int((stand.mentor_of != NOBODY).sum())

    for mentee, reason in found_causes(stand, gates).items():
        enough = []
        for cause in CAUSES_IN_ORDER:
            after = without(stand.situation, gates, mentee=mentee, causes=[cause])
            if after and most_paired(after.may_meet, after.places, after.pins) > now:
                enough.append(cause)
        no_places = reason.cause is Cause.NO_PLACES
        assert list(reason.alone) == ([Cause.NO_PLACES] if no_places else enough)
        assert (reason.cause is Cause.SEVERAL) == (not enough)


@settings(max_examples=40, deadline=None)
@given(situations(most_mentees=4))
def test_one_more_place_with_anybody_she_may_meet_seats_one_more_person(
    situation: Situation,
) -> None:
    stand = solved(situation)
    now = int((stand.mentor_of != NOBODY).sum())

    for mentee in np.flatnonzero(stand.mentor_of == NOBODY):
        for mentor in np.flatnonzero(situation.may_meet[mentee]):
            places = situation.places.copy()
            places[mentor] += 1
            assert most_paired(situation.may_meet, places, ()) == now + 1
