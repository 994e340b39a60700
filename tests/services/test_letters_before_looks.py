"""Letters leave before looks, and many requests for a look are one look."""

from collections.abc import Iterator

import pytest
from conftest import Clock
from flask import Flask
from sqlalchemy import Engine, event
from support.desk import Desk

from mentorship.cli.round import round_
from mentorship.db import db
from mentorship.jobs import BETWEEN_LOOKS, command_for, doorbell, look_over_round, pace
from mentorship.models.check import RoundCheck
from mentorship.services.checking import look_over
from mentorship.services.look_requests import ask_for_a_look


@pytest.fixture
def worker(desk: Desk, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Within the app; the command of a look stands in the instance of this test."""
    monkeypatch.setenv("MENTORSHIP_INSTANCE", app.instance_path)
    with app.app_context():
        yield desk


@pytest.fixture
def round_id(worker: Desk) -> str:
    found = worker.round.id
    worker.session.commit()
    return found


def ring_everything(round_id: str) -> None:
    for _ in range(5):
        doorbell().a_look_waits(round_id)
    doorbell().letters_wait()


def test_letters_overtake_every_look_that_waits(round_id: str) -> None:
    ring_everything(round_id)

    assert doorbell().huey.dequeue().name == "deliver"


def test_five_requests_are_one_look_and_the_last_is_honoured(
    worker: Desk, round_id: str, clock: Clock
) -> None:
    ask(worker, clock)
    pace().began[round_id] = clock()
    clock.move(BETWEEN_LOOKS / 3)
    ring_everything(round_id)
    huey = doorbell().huey
    while task := huey.dequeue():
        huey.execute(task)
    assert huey.scheduled_count() == 1
    assert pace().began == {round_id: clock() - BETWEEN_LOOKS / 3}

    clock.move(BETWEEN_LOOKS)
    assert not look_over_round(round_id)

    assert pace().began == {round_id: clock()}
    check = worker.session.get_one(RoundCheck, round_id)
    assert check.checked == check.asked


def ask(desk: Desk, clock: Clock) -> None:
    ask_for_a_look(desk.session, desk.round, now=clock())
    desk.session.commit()


def test_whoever_saves_something_does_not_wait_for_a_look(
    worker: Desk, round_id: str, clock: Clock, engine: Engine
) -> None:
    begun: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *about: begun.append(about[2]))
    ask(worker, clock)
    begun.clear()

    assert look_over(lambda: db.session.session_factory(), round_id, clock=clock)

    read, kept = [words for words in begun if words.startswith("BEGIN")]
    assert (read, kept) == ("BEGIN", "BEGIN IMMEDIATE")
    assert worker.session.get_one(RoundCheck, round_id).checked


@pytest.mark.parametrize("work", ["carry-out", "look-over"])
@pytest.mark.parametrize("handle", ["-7HisJo_a", "--help", "_x", "7"])
def test_no_handle_is_taken_for_an_option(work: str, handle: str) -> None:
    *_, name, dashes, said = command_for(work, handle)

    read = round_.commands[name].make_context(name, [dashes, said])

    assert list(read.params.values()) == [handle]
