"""Tells the worker that something was said which the work lists do not show yet."""

from mentorship.jobs import doorbell
from mentorship.services.work_list import rounds_to_look_over
from mentorship.web.pages import database


def ring_for_looks() -> None:
    """Every round that waits for a look has rung. Call it after the change was kept."""
    for round_id in rounds_to_look_over(database()):
        doorbell().a_look_waits(round_id)
