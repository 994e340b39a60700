"""Circles, and single conversations, as the team offers them to people who wait."""

from datetime import datetime

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.errors import Refused
from mentorship.jobs import doorbell
from mentorship.models.circle import Circle
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.circles import (
    call_off,
    change_circle,
    circles_of_team,
    find_circle,
    offer_circle,
    offer_conversation,
    set_open,
)
from mentorship.services.desk import person_in_round
from mentorship.services.sight import code_of, number_of
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.circle_form import HOW_OFTEN, CircleForm, ConversationForm
from mentorship.web.coordinator.desk import back_with_a_no, blueprint, the_round
from mentorship.web.coordinator.words import moment
from mentorship.web.drafts import forget_typed, keeps_draft, typed_before
from mentorship.web.pages import commit, database, now, person, see

_NEW, _ONE = "new-circle", "conversation"
_OFFERED = "The circle is offered. Whoever asks in a round finds it on her page."
_ASKED = "It is offered. She finds it on her page, unless the rules keep the two apart."
_CHANGED = "It is kept. Whoever comes has a letter if it meets at another time or elsewhere."
_IS_OFF = "It is called off. Whoever wanted to come has a letter, and reads it on her page."


@blueprint.get("/circles")
@open_to(COORDINATOR)
def circles() -> str:
    return render_template(
        "coordinator/circles.html",
        lines=circles_of_team(database(), now=now()),
        how_often=HOW_OFTEN,
        at=_at,
        code_of=code_of,
    )


@blueprint.route("/circles/new", methods=["GET", "POST"])
@open_to(COORDINATOR)
@keeps_draft(_NEW, CircleForm)
def new_circle() -> Response | str | tuple[str, int]:
    typed = typed_before(_NEW) if request.method != "POST" else None
    form = CircleForm() if typed is None else CircleForm(typed)
    if form.validate_on_submit() and form.complete() and _offered(form):
        forget_typed(_NEW)
        commit()
        flash(_OFFERED, "good")
        return see("coordinator.circles")
    page = render_template("coordinator/new_circle.html", form=form, circle=None)
    return (page, 422) if form.is_submitted() else page


def _offered(form: CircleForm) -> bool:
    try:
        offer_circle(database(), form.offer(), by=person(), now=now())
    except Refused as no:
        database().rollback()
        form.works_at.errors = [no.sentence]
        return False
    return True


@blueprint.route("/circles/<circle_id>", methods=["GET", "POST"])
@open_to(COORDINATOR)
def circle(circle_id: str) -> Response | str | tuple[str, int]:
    """The circle as it stands, to change all but who leads it."""
    found = _the_circle(circle_id)
    shape = ConversationForm if found.only_for else CircleForm
    form = shape() if request.method == "POST" else shape.of(found)
    form.held_by.data, form.works_at.data = found.held_by, "\n".join(found.works_at)
    form.programme_only.data = not found.works_at
    if not form.validate_on_submit():
        page = render_template("coordinator/new_circle.html", form=form, circle=found)
        return (page, 422) if form.is_submitted() else page
    try:
        change_circle(database(), found, form.offer(), by=person(), now=now())
    except Refused as no:
        return back_with_a_no(no, "coordinator.circles")
    return _kept(_CHANGED)


@blueprint.post("/circles/<circle_id>/door")
@open_to(COORDINATOR)
def circle_door(circle_id: str) -> Response:
    """Open for new people, or no longer."""
    found, is_open = _the_circle(circle_id), "open" in request.form
    try:
        set_open(database(), found, is_open=is_open, by=person(), now=now())
    except Refused as no:
        return back_with_a_no(no, "coordinator.circles")
    return _kept("New people can join." if is_open else "It goes on, and nobody new can join.")


@blueprint.post("/circles/<circle_id>/off")
@open_to(COORDINATOR)
def circle_off(circle_id: str) -> Response:
    call_off(database(), _the_circle(circle_id), by=person(), now=now())
    return _kept(_IS_OFF)


@blueprint.route("/<round_id>/conversation/<profile_id>", methods=["GET", "POST"])
@open_to(COORDINATOR)
@keeps_draft(_ONE, ConversationForm, "title", "words", "held_by", "works_at", "join_at")
def conversation(round_id: str, profile_id: str) -> Response | str | tuple[str, int]:
    """One conversation for a mentee who would like one."""
    round_ = the_round(round_id)
    part, profile = _somebody(round_, profile_id)
    typed = typed_before(_ONE, about=request.path) if request.method != "POST" else None
    form = ConversationForm() if typed is None else ConversationForm(typed)
    if form.validate_on_submit() and form.complete() and _asked(form, profile):
        forget_typed(_ONE, about=request.path)
        commit()
        doorbell().letters_wait()
        flash(_ASKED, "good")
        return see("coordinator.waiting", round_id=round_id)
    page = render_template(
        "coordinator/conversation.html",
        round=round_,
        form=form,
        circle=None,
        profile=profile,
        number=number_of(database(), part),
    )
    return (page, 422) if form.is_submitted() else page


def _asked(form: ConversationForm, profile: Profile) -> bool:
    try:
        offer_conversation(database(), form.offer(), profile, by=person(), now=now())
    except Refused as no:
        database().rollback()
        form.works_at.errors = [no.sentence]
        return False
    return True


def _kept(said: str) -> Response:
    commit()
    doorbell().letters_wait()
    flash(said, "good")
    return see("coordinator.circles")


def _the_circle(circle_id: str) -> Circle:
    return find_circle(database(), circle_id) or abort(404)


def _somebody(round_: Round, profile_id: str) -> tuple[Participation, Profile]:
    found = person_in_round(database(), round_, profile_id)
    return found if found is not None and found[1].side == "mentee" else abort(404)


def _at(when: datetime | None, zone: str) -> str:
    """ "2 March, 09:00", on the clock of the circle."""
    return moment(when, time_zone=zone) if when else ""
