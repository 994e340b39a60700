"""The days of a round that people read on their own pages, set by the team."""

from flask import flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.services.round_days import days_of, set_days
from mentorship.services.rounds import OVER
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.desk import blueprint, the_round
from mentorship.web.coordinator.forms import DaysForm
from mentorship.web.drafts import forget_typed, keeps_draft, typed_before
from mentorship.web.pages import commit, database, see

_DRAFT = "round-days"
_FIELDS = ("opens_on", "closes_on", "hear_by")


@blueprint.route("/<round_id>/days", methods=["GET", "POST"])
@open_to(COORDINATOR)
@keeps_draft(_DRAFT, DaysForm, *_FIELDS)
def days(round_id: str) -> Response | str | tuple[str, int]:
    round_ = the_round(round_id)
    if round_.state in OVER:
        flash("This round is over, and its days stay as they were.", "stop")
        return see("coordinator.round", round_id=round_id)
    typed = typed_before(_DRAFT, about=request.path) if request.method != "POST" else None
    stands = days_of(round_)
    form = DaysForm(obj=stands) if typed is None else DaysForm(typed, obj=stands)
    if not form.validate_on_submit():
        page = render_template("coordinator/days.html", round=round_, form=form)
        return (page, 422) if form.is_submitted() else page
    set_days(database(), round_, form.days())
    forget_typed(_DRAFT, about=request.path)
    commit()
    flash("These days stand now on everybody’s page.", "good")
    return see("coordinator.round", round_id=round_id)
