"""Background work: the doorbell, the clock and the pool. What has to last stands in our tables.

A job that is lost here is found again by the sweep of every minute, so the queue may lose
whatever it likes. It carries ids, never words.
"""

import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app
from huey import Huey, SqliteHuey, crontab
from huey.consumer import Consumer

from mentorship.config import is_production
from mentorship.db import checkpoint, db, scrub
from mentorship.domain.errors import Refused
from mentorship.models.private_files import make_private_file, make_private_folder
from mentorship.post.deliver import Delivery, carrier_from, deliver_due, stationery_from
from mentorship.post.shred import shred
from mentorship.services.asking import ask_how_it_goes
from mentorship.services.audit_heads import export_if_due, read_heads
from mentorship.services.audit_proof import cut_old
from mentorship.services.circles import forget_old_circles
from mentorship.services.drafts import forget_old_drafts
from mentorship.services.erasing_again import erase_again
from mentorship.services.erasure import Erased
from mentorship.services.finishing import finish_whose_time_is_over
from mentorship.services.import_undo import forget_old_sheets
from mentorship.services.matches import lapse_overdue
from mentorship.services.pausing import resume_whose_day_has_come
from mentorship.services.reminders import remind
from mentorship.services.retention import wipe_what_is_due
from mentorship.services.runs import fail_run, waiting_runs
from mentorship.services.team_letters import tell_team
from mentorship.services.throttles import forget_old_attempts
from mentorship.services.tombstones import TombstoneFile
from mentorship.services.work_list import rounds_to_look_over

# Whatever is asked for while looks keep the worker busy, letters leave first.
_LETTERS_FIRST = 100
BETWEEN_LOOKS = timedelta(seconds=10)
_FAILED = (
    "The computation stopped before it was done. Nothing was changed. Please try once more; "
    "if it stops again, the log of the worker says why."
)


@dataclass(frozen=True)
class Doorbell:
    """Tells the worker that something is waiting in the tables."""

    huey: Huey
    propose: Any  # a huey task: the library has no types
    deliver: Any
    look: Any

    def matching_run_waits(self, run_id: str) -> None:
        self.propose(run_id)

    def letters_wait(self) -> None:
        self.deliver()

    def a_look_waits(self, round_id: str) -> None:
        self.look(round_id)


@dataclass
class Pace:
    """When the last look over each round began, and which rounds are rung for again by us.

    What it forgets when the worker ends, the sweep finds in the tables.
    """

    began: dict[str, datetime] = field(default_factory=dict)
    rung: set[str] = field(default_factory=set)

    def rest(self, round_id: str, *, now: datetime) -> timedelta:
        """How long the round has to wait for its next look; nothing when it may begin."""
        last = self.began.get(round_id)
        return timedelta() if last is None else max(timedelta(), last + BETWEEN_LOOKS - now)


def attach(app: Flask) -> None:
    """The app has its doorbell, and a worker can be made from it."""
    queue = Path(app.instance_path) / "queue.sqlite"
    make_private_folder(queue.parent)
    make_private_file(queue)
    # No results: what a job raised would lie in the queue, and nobody asks for it.
    huey = SqliteHuey("mentorship", filename=str(queue), results=False)

    @huey.task()
    def propose(run_id: str) -> None:
        with app.app_context():
            carry_out_run(run_id)

    @huey.task(priority=_LETTERS_FIRST)
    def deliver() -> None:
        with app.app_context():
            deliver_letters()

    @huey.task()
    def look(round_id: str) -> None:
        with app.app_context():
            rest = look_over_round(round_id)
            if rest and round_id not in pace().rung:
                # Many sign-ups at once ring many times, and are one look.
                pace().rung.add(round_id)
                look.schedule((round_id,), delay=rest.total_seconds())

    @huey.periodic_task(crontab(minute="*"))
    def sweep_every_minute() -> None:
        with app.app_context():
            sweep()

    app.extensions["pace"] = Pace()
    app.extensions["doorbell"] = Doorbell(huey, propose, deliver, look)


def doorbell() -> Doorbell:
    """The doorbell of the app that is answering."""
    return cast(Doorbell, current_app.extensions["doorbell"])


def pace() -> Pace:
    """How often this worker looks over each round."""
    return cast(Pace, current_app.extensions["pace"])


def consumer(app: Flask) -> Consumer:
    """A worker that does what the doorbell rings for, one thing at a time."""
    bell = cast(Doorbell, app.extensions["doorbell"])
    return bell.huey.create_consumer(workers=1, initial_delay=0.1, max_delay=1.0)


def sweep() -> None:
    """Everything that is due has been done, whether or not anybody rang."""
    # First of all: nobody whom an old copy of the database brought back is written to.
    replay_tombstones()
    with db.session.begin():
        lapse_overdue(db.session(), now=_now())
        resume_whose_day_has_come(db.session(), today=_now().date(), now=_now())
        remind(db.session(), now=_now())
        ask_how_it_goes(db.session(), now=_now())
        finish_whose_time_is_over(db.session(), now=_now())
        tell_team(db.session(), now=_now())
        forget_old_sheets(db.session(), now=_now())
        forget_old_drafts(db.session(), now=_now())
        forget_old_circles(db.session(), now=_now())
        forget_old_attempts(db.session(), now=_now())
        wipe_what_is_due(db.session(), now=_now())
        runs = waiting_runs(db.session(), now=_now())
        looks = rounds_to_look_over(db.session())
    for run_id in runs:
        deliver_letters()
        carry_out_run(run_id)
    for round_id in looks:
        deliver_letters()
        look_over_round(round_id)
    try:
        deliver_letters()
    finally:
        # Whatever keeps letters back, the record is tended, and what was erased is gone.
        tend_the_record()
        checkpoint(db.engine)


def tombstones() -> TombstoneFile:
    """The file that says who was erased, outside the database."""
    return TombstoneFile(Path(current_app.config["TOMBSTONES_FILE"]))


def replay_tombstones() -> int:
    """Whoever was erased is gone again; how many an old copy had brought back."""
    with db.session.begin():
        erased = erase_again(db.session(), tombstones().read(), now=_now())
    shred_letters(erased)
    if erased.people:
        scrub(db.engine)
    return erased.people


def shred_letters(erased: Erased) -> None:
    """Letters that lie in a folder are gone with the people whom they were for or about."""
    if current_app.config["LETTERS_FOLDER"]:
        shred(Path(current_app.config["LETTERS_FOLDER"]), erased.letters)


def tend_the_record() -> None:
    """At most once an hour: the end of the record is exported, and what is too old is cut.

    A record that is not as it was written is left as it is, for somebody to look at.
    """
    path = Path(current_app.config["AUDIT_HEAD_FILE"])
    try:
        with db.session.begin():
            anew = not is_production(current_app.config)
            exported = export_if_due(db.session(), path, now=_now(), anew=anew)
        if exported is not None:
            with db.session.begin():
                cut_old(db.session(), read_heads(path), now=_now())
    except Refused as no:
        current_app.logger.warning("%s See docs/operations.md, the record.", no.sentence)


def deliver_letters() -> Delivery:
    """Every letter that is due has left, or is put off with its reason."""
    # Also when somebody rings or types: the database may be an older copy since a moment ago.
    replay_tombstones()
    return deliver_due(
        lambda: db.session.session_factory(),
        carrier=carrier_from(current_app.config),
        stationery=stationery_from(
            current_app.config, templates=Path(str(current_app.template_folder))
        ),
        clock=_now,
    )


def carry_out_run(run_id: str) -> None:
    """The run has ended, well or with a sentence that says it did not.

    The mathematics runs in a process of its own: its memory is given back, scikit-learn is never
    loaded here, and when it dies the worker lives.
    """
    done = subprocess.run(  # noqa: S603 - our own command, and an id of our own making
        command_for("carry-out", run_id),
        check=False,
    )
    if done.returncode != 0:
        with db.session.begin():
            fail_run(db.session(), run_id, sentence=_FAILED, now=_now())


def command_for(work: str, handle: str) -> list[str]:
    """The command that does this work of `mentorship round`, whatever the handle looks like."""
    return [sys.executable, "-m", "mentorship.cli", "round", work, "--", handle]


def look_over_round(round_id: str) -> timedelta:
    """The round's work list is true again. What fails here is tried again by the next sweep.

    When the last one began just now, nothing is done: how long it has to wait.
    """
    with db.session.begin():
        waits = round_id in rounds_to_look_over(db.session())
    rest = pace().rest(round_id, now=_now())
    if not waits or rest:
        return rest if waits else timedelta()
    pace().rung.discard(round_id)
    pace().began[round_id] = _now()
    subprocess.run(  # noqa: S603 - our own command, and an id of our own making
        command_for("look-over", round_id),
        check=False,
    )
    return timedelta()


def _now() -> Any:
    return current_app.extensions["clock"]()
