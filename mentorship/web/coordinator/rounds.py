"""All rounds, a new one, and where one stands."""

from datetime import timedelta

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import RoundEvent, RoundState
from mentorship.jobs import doorbell
from mentorship.models.round import Round
from mentorship.services.asking import ask_at_the_end
from mentorship.services.desk import moves_of_round, standing, standings
from mentorship.services.room import room_count
from mentorship.services.round_days import next_word
from mentorship.services.round_letters import tell_finished, tell_sign_ups_open
from mentorship.services.rounds import create_round, move_round, rounds_newest_first
from mentorship.services.stand_in import waits_for_another
from mentorship.services.vetting import how_many_wait
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.desk import back_with_a_no, blueprint, the_round
from mentorship.web.coordinator.forms import NewRound, RoundForm
from mentorship.web.coordinator.next_steps import next_steps, road
from mentorship.web.drafts import forget_typed, keeps_draft, typed_before
from mentorship.web.pages import commit, database, now, person, see

_DRAFT = "new-round"
_TWO_PRESSES = timedelta(seconds=10)
_SAID = {
    RoundEvent.OPEN: "The round is open. Whoever signs up on the web joins it.",
    RoundEvent.CLOSE: "Sign-ups are closed. Now pairs can be proposed.",
    RoundEvent.FINISH: "The round is finished.",
    RoundEvent.CANCEL: "The round is cancelled. Nobody is asked anything.",
}


@blueprint.get("/")
@open_to(COORDINATOR)
def rounds() -> str:
    found = standings(database(), rounds_newest_first(database()))
    return render_template("coordinator/rounds.html", standings=found)


@blueprint.route("/new", methods=["GET", "POST"])
@open_to(COORDINATOR)
@keeps_draft(_DRAFT, RoundForm)
def new_round() -> Response | str | tuple[str, int]:
    typed = typed_before(_DRAFT) if request.method != "POST" else None
    form = RoundForm() if typed is None else RoundForm(typed)
    if not form.validate_on_submit():
        page = render_template("coordinator/new_round.html", form=form)
        return (page, 422) if form.is_submitted() else page
    made = _made(form.round())
    forget_typed(_DRAFT)
    commit()
    return see("coordinator.round", round_id=made.id)


def _made(wanted: NewRound) -> Round:
    """The new round; for a second press of the button, the one that the first has made."""
    for one in rounds_newest_first(database()):
        if one.name == wanted.name and now() - one.created_at < _TWO_PRESSES:
            return one
    return create_round(
        database(),
        name=wanted.name,
        closes_on=wanted.closes_on,
        time_zone=wanted.time_zone,
        now=now(),
    )


@blueprint.get("/<round_id>", endpoint="round")
@open_to(COORDINATOR)
def round_page(round_id: str) -> str:
    round_ = the_round(round_id)
    stands = standing(database(), round_)
    return render_template(
        "coordinator/round.html",
        round=round_,
        stands=stands,
        road=road(round_.state),
        steps=next_steps(stands),
        moves=moves_of_round(database(), round_),
        stand_ins=waits_for_another(database(), round_, now=now()),
        newcomers=how_many_wait(database(), round_),
        room=room_count(database(), round_),
        word=next_word(round_, now=now()),
        reader=person(),
    )


@blueprint.post("/<round_id>/move/<event>")
@open_to(COORDINATOR)
def move(round_id: str, event: str) -> Response:
    """Opened, closed, finished or cancelled; proposing and releasing have pages of their own."""
    round_ = the_round(round_id)
    wanted = next((known for known in _SAID if known == event), None) or abort(404)
    try:
        for step in _steps_to(round_, wanted):
            move_round(database(), round_, step, by=person(), now=now())
    except Refused as no:
        return back_with_a_no(no, "coordinator.round", round_id=round_id)
    if wanted is RoundEvent.OPEN:
        tell_sign_ups_open(database(), round_, now=now())
    if wanted is RoundEvent.FINISH:
        tell_finished(database(), round_, now=now())
        ask_at_the_end(database(), round_, now=now())
    commit()
    doorbell().letters_wait()
    flash(_SAID[wanted], "good")
    return see("coordinator.round", round_id=round_id)


def _steps_to(round_: Round, wanted: RoundEvent) -> tuple[RoundEvent, ...]:
    """Whoever has everybody on a sheet needs no days of sign-ups: opened and closed in one go."""
    if round_.state is RoundState.DRAFT and wanted is RoundEvent.CLOSE:
        return RoundEvent.OPEN, RoundEvent.CLOSE
    return (wanted,)
