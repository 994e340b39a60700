"""Matching runs: asked for once, claimed by one worker, and never lost."""

from datetime import timedelta

import pytest
from support.desk import Desk

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import RoundEvent
from mentorship.models.round import MatchingRun, RunState
from mentorship.services.rounds import create_round, move_round
from mentorship.services.runs import (
    LEASE_MINUTES,
    STEPS,
    claim_run,
    fail_run,
    finish_run,
    latest_report,
    latest_run,
    note_step,
    request_run,
    run_in_round,
    waiting_runs,
)


@pytest.fixture
def run(desk: Desk) -> MatchingRun:
    move_round(desk.session, desk.round, RoundEvent.CLOSE, by=desk.road.coordinator, now=desk.now)
    return request_run(desk.session, desk.round, by=desk.road.coordinator, now=desk.now)


def test_a_round_that_takes_sign_ups_cannot_be_matched(desk: Desk) -> None:
    with pytest.raises(Refused, match="Close the round"):
        request_run(desk.session, desk.round, by=desk.road.coordinator, now=desk.now)


def test_asking_while_one_is_under_way_gives_the_same_run(desk: Desk, run: MatchingRun) -> None:
    again = request_run(desk.session, desk.round, by=desk.road.coordinator, now=desk.now)

    assert again is run
    assert latest_run(desk.session, desk.round) is run


def test_a_run_belongs_to_the_worker_who_claimed_it(desk: Desk, run: MatchingRun) -> None:
    assert waiting_runs(desk.session, now=desk.now) == [run.id]

    assert claim_run(desk.session, run.id, now=desk.now) is run
    assert claim_run(desk.session, run.id, now=desk.now) is None
    assert waiting_runs(desk.session, now=desk.now) == []


def test_a_worker_that_fell_silent_loses_its_run(desk: Desk, run: MatchingRun) -> None:
    claim_run(desk.session, run.id, now=desk.now)
    later = desk.now + timedelta(minutes=LEASE_MINUTES, seconds=1)

    assert waiting_runs(desk.session, now=later) == [run.id]
    assert claim_run(desk.session, run.id, now=later) is run


def test_a_worker_that_speaks_keeps_its_run(desk: Desk, run: MatchingRun) -> None:
    claim_run(desk.session, run.id, now=desk.now)
    spoke = desk.now + timedelta(minutes=LEASE_MINUTES - 1)

    note_step(desk.session, run.id, step=STEPS[2], now=spoke)

    assert (run.step, run.steps_done) == (STEPS[2], 2)
    assert waiting_runs(desk.session, now=spoke + timedelta(minutes=2)) == []


def test_a_finished_run_can_be_read_and_a_failed_one_says_why(desk: Desk, run: MatchingRun) -> None:
    assert latest_report(desk.session, desk.round) == {}

    finish_run(desk.session, run, report={"waiting": []}, now=desk.now)
    failed = request_run(
        desk.session, desk.round, by=desk.road.coordinator, now=desk.now + timedelta(minutes=1)
    )
    fail_run(desk.session, failed.id, sentence="It stopped.", now=desk.now)

    assert (run.state, run.steps_done) == (RunState.DONE, len(STEPS))
    assert (failed.state, failed.failure) == (RunState.FAILED, "It stopped.")
    assert latest_report(desk.session, desk.round) == {"waiting": []}


def test_a_run_belongs_to_its_round(desk: Desk, run: MatchingRun) -> None:
    other = create_round(desk.session, name="B", closes_on=None, time_zone="UTC", now=desk.now)

    assert run_in_round(desk.session, desk.round, run.id) is run
    assert run_in_round(desk.session, other, run.id) is None
