"""Matching runs: asked for, claimed by a worker, finished or failed, all in our table."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import ROUND_MOVES, Actor, RoundEvent, possible_events
from mentorship.models.account import Account
from mentorship.models.round import MatchingRun, Round, RunState
from mentorship.services.sight import seen_report
from mentorship.services.turns import take_turns

# A worker that says nothing for this long has died; the run may start again.
LEASE_MINUTES = 15
# What the progress bar says: the reading, then the steps of matching/proposing.py. Their names
# are repeated here because the web shows them and must not load the mathematics; a test compares.
STEPS = (
    "Reading everybody",
    "Who must never meet",
    "Who takes part",
    "How well each pair fits",
    "Hard rules",
    "The best set of pairs",
    "Reasons and waiting",
)


def request_run(session: Session, round_: Round, *, by: Account, now: datetime) -> MatchingRun:
    """A run waits for the worker. Raises Refused while the round cannot be matched."""
    allowed = possible_events(ROUND_MOVES, state=round_.state, by=Actor.COORDINATOR)
    if RoundEvent.PROPOSE not in allowed:
        raise Refused("Close the round for sign-ups first; then it can be matched.")
    take_turns(session, round_)
    standing = latest_run(session, round_)
    if standing is not None and standing.state in (RunState.QUEUED, RunState.RUNNING):
        return standing
    run = MatchingRun(
        round_id=round_.id,
        state=RunState.QUEUED,
        step="Waiting for the worker",
        steps_done=0,
        steps_total=len(STEPS),
        requested_by=by.id,
        requested_at=now,
        report={},
        failure="",
    )
    session.add(run)
    session.flush()
    return run


def latest_run(session: Session, round_: Round) -> MatchingRun | None:
    return session.scalar(
        select(MatchingRun)
        .where(MatchingRun.round_id == round_.id)
        .order_by(MatchingRun.requested_at.desc(), MatchingRun.id)
        .limit(1)
    )


def run_in_round(session: Session, round_: Round, run_id: str) -> MatchingRun | None:
    return session.scalar(
        select(MatchingRun).where(MatchingRun.round_id == round_.id, MatchingRun.id == run_id)
    )


def latest_report(session: Session, round_: Round) -> Mapping[str, Any]:
    """What the last finished run told beside its pairs; empty before there was one."""
    run = session.scalar(
        select(MatchingRun)
        .where(MatchingRun.round_id == round_.id, MatchingRun.state == RunState.DONE)
        .order_by(MatchingRun.finished_at.desc(), MatchingRun.id)
        .limit(1)
    )
    return seen_report(session, run) if run else {}


def waiting_runs(session: Session, *, now: datetime) -> list[str]:
    """Ids of runs that nobody is working on: new ones, and those whose worker fell silent."""
    return list(
        session.scalars(
            select(MatchingRun.id)
            .where(
                (MatchingRun.state == RunState.QUEUED)
                | (
                    (MatchingRun.state == RunState.RUNNING)
                    & (MatchingRun.started_at < now - timedelta(minutes=LEASE_MINUTES))
                )
            )
            .order_by(MatchingRun.requested_at, MatchingRun.id)
        )
    )


def claim_run(session: Session, run_id: str, *, now: datetime) -> MatchingRun | None:
    """The run belongs to the caller, or None when another worker has it or it has ended."""
    run = session.scalar(
        select(MatchingRun).where(MatchingRun.id == run_id).with_for_update(skip_locked=True)
    )
    if run is None or run.id not in waiting_runs(session, now=now):
        return None
    run.state = RunState.RUNNING
    run.started_at = now
    session.flush()
    return run


def note_step(session: Session, run_id: str, *, step: str, now: datetime) -> None:
    """The progress bar shows this step; the lease is renewed with it."""
    run = session.get_one(MatchingRun, run_id)
    run.step = step
    run.steps_done = STEPS.index(step) if step in STEPS else run.steps_done
    run.started_at = now
    session.flush()


def finish_run(
    session: Session, run: MatchingRun, *, report: Mapping[str, Any], now: datetime
) -> None:
    """The run is done and its report can be read."""
    run.state = RunState.DONE
    run.step = "Done"
    run.steps_done = run.steps_total
    run.report = dict(report)
    run.finished_at = now
    session.flush()


def fail_run(session: Session, run_id: str, *, sentence: str, now: datetime) -> None:
    """The run has ended without pairs; the sentence says why, and nothing else has changed.

    A run that is done stays done: its pairs stand, whatever happened to its process afterwards.
    """
    run = session.get_one(MatchingRun, run_id)
    if run.state is RunState.DONE:
        return
    run.state = RunState.FAILED
    run.failure = sentence
    run.finished_at = now
    session.flush()
