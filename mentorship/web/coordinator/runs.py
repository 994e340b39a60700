"""Proposing pairs: asked for, followed while it runs, and told when it is done."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import abort, render_template
from werkzeug.wrappers import Response

from mentorship.domain.errors import Refused
from mentorship.jobs import doorbell
from mentorship.models.round import MatchingRun, RunState
from mentorship.services.runs import STEPS, request_run, run_in_round
from mentorship.services.sight import seen_report
from mentorship.services.work_list import open_items
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.desk import back_with_a_no, blueprint, the_round
from mentorship.web.pages import commit, database, now, person, see

# A worker that is there picks a run up within a second or two.
PATIENCE = timedelta(seconds=20)


@blueprint.post("/<round_id>/propose")
@open_to(COORDINATOR)
def propose(round_id: str) -> Response:
    round_ = the_round(round_id)
    try:
        run = request_run(database(), round_, by=person(), now=now())
    except Refused as no:
        return back_with_a_no(no, "coordinator.round", round_id=round_id)
    commit()
    doorbell().matching_run_waits(run.id)
    return see("coordinator.run", round_id=round_id, run_id=run.id)


@blueprint.get("/<round_id>/run/<run_id>", endpoint="run")
@open_to(COORDINATOR)
def run_page(round_id: str, run_id: str) -> str:
    round_ = the_round(round_id)
    run = run_in_round(database(), round_, run_id) or abort(404)
    report = seen_report(database(), run)
    return render_template(
        "coordinator/run.html",
        round=round_,
        run=run,
        under_way=run.state in (RunState.QUEUED, RunState.RUNNING),
        nobody_works=_nobody_works(run),
        steps=_steps(run),
        report=report,
        reasons=_reasons(report),
        to_decide=len(open_items(database(), round_)),
    )


def _nobody_works(run: MatchingRun) -> bool:
    return run.state is RunState.QUEUED and now() - run.requested_at > PATIENCE


def _reasons(report: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Why mentees wait, with how many they are, the most frequent first."""
    return Counter(entry["reason"] for entry in report.get("waiting", ())).most_common()


def _steps(run: MatchingRun) -> list[tuple[str, str, str]]:
    """The steps of a run for the steps component."""
    at = STEPS.index(run.step) if run.step in STEPS else (-1 if run.steps_done == 0 else len(STEPS))
    return [
        (label, "done" if index < at else "now" if index == at else "next", "")
        for index, label in enumerate(STEPS)
    ]
