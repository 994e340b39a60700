"""Proposing pairs on the desk: asked for once, followed while it runs, told when it is done."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from support.desk import Desk

from mentorship.domain.lifecycle import RoundEvent
from mentorship.models.round import MatchingRun, RunState
from mentorship.services.rounds import move_round
from mentorship.services.runs import STEPS


@pytest.fixture
def closed(desk: Desk) -> Desk:
    desk.her()
    desk.a_mentor()
    move_round(desk.session, desk.round, RoundEvent.CLOSE, by=desk.road.coordinator, now=desk.now)
    desk.session.commit()
    return desk


def path(desk: Desk, run: MatchingRun) -> str:
    return f"{desk.url}/run/{run.id}"


def test_proposing_leads_to_a_page_that_renews_itself(closed: Desk) -> None:
    closed.browser.get(closed.url)
    closed.browser.send(action="/propose")
    page = closed.browser.follow()

    assert page.h1 == "Looking for the best set of pairs"
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page.html
    assert 'hx-trigger="every 1s"' in page.html


def test_asking_twice_starts_one_run(closed: Desk) -> None:
    first = closed.browser.post(f"{closed.url}/propose")
    second = closed.browser.post(f"{closed.url}/propose")

    assert first.location == second.location
    assert closed.session.scalar(select(func.count()).select_from(MatchingRun)) == 1


def test_a_round_that_is_still_open_is_not_matched(desk: Desk) -> None:
    desk.browser.post(f"{desk.url}/propose")

    assert "Close the round for sign-ups first" in desk.browser.follow().text


def test_after_twenty_seconds_the_page_says_how_to_start_the_worker(
    closed: Desk, clock: Any
) -> None:
    run = closed.a_run(RunState.QUEUED)
    assert "mentorship worker" not in closed.browser.get(path(closed, run)).text

    clock.move(timedelta(seconds=21))

    assert "mentorship worker" in closed.browser.get(path(closed, run)).text


def test_a_running_computation_shows_its_step(closed: Desk) -> None:
    run = closed.a_run(RunState.RUNNING)
    run.step, run.steps_done = STEPS[1], 1
    closed.session.commit()

    page = closed.browser.get(path(closed, run))

    assert f"Done: {STEPS[0]}" in page.text
    assert f"Now: {STEPS[1]}" in page.text
    assert f"Later: {STEPS[2]}" in page.text


def test_a_finished_run_tells_its_figures_and_why_some_wait(closed: Desk) -> None:
    waits = {"mentee": "x", "cause": "language", "reason": "No mentor speaks it.", "next": "Look."}
    run = closed.a_run(RunState.DONE, waiting=[waits, waits])

    page = closed.browser.get(path(closed, run))

    assert page.h1 == "2 pairs are proposed"
    assert "2: No mentor speaks it." in page.text
    assert "hx-trigger" not in page.html
    assert f"{closed.url}/review" in page.links()


def test_a_failed_run_says_so_and_can_be_asked_for_again(closed: Desk) -> None:
    run = closed.a_run(RunState.FAILED)
    page = closed.browser.get(path(closed, run))
    assert "The computation stopped." in page.text

    closed.browser.send(action="/propose")

    assert closed.browser.follow().h1 == "Looking for the best set of pairs"


def test_a_run_of_another_round_is_not_found(closed: Desk) -> None:
    run = closed.a_run()

    closed.browser.get(f"/desk/another/run/{run.id}", expect=404)
    closed.browser.get(f"{closed.url}/run/another", expect=404)
