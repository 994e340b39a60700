"""How many people a mentor takes, and a pause: changed at any time, without a reason."""

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from mentorship.domain.errors import Refused
from mentorship.domain.people import Mentor, Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.profile import Profile
from mentorship.services.pausing import pause, pause_of, resume
from mentorship.services.people import read_profile
from mentorship.services.profiles import profile_of
from mentorship.services.room import is_busy, take_this_many
from mentorship.web.access import MENTOR, open_to
from mentorship.web.days import day_in_words
from mentorship.web.language import told
from mentorship.web.looks import ring_for_looks
from mentorship.web.mentor.forms import PauseForm, PlacesForm
from mentorship.web.mentor.routes import blueprint
from mentorship.web.pages import commit, database, now, person, see

_KEPT = _("Thank you. That is your number from now on.")
_PAUSED = _("You are asked about nobody new for now.")
_BACK = _("Good to have you back. You are asked again like everybody else.")
_BUSY = _(
    "The team is looking for pairs with the number that you gave, so it stays for now. You can "
    "pause, or say no whenever you are asked."
)


@blueprint.get("/mentor/room")
@open_to(MENTOR)
def own_room() -> str:
    profile = _own()
    return _page(profile, PlacesForm(data={"places": _places(profile)}), PauseForm())


@blueprint.post("/mentor/room")
@open_to(MENTOR)
def change_room() -> Response | tuple[str, int]:
    profile = _own()
    form = PlacesForm()
    if is_busy(database(), profile):
        raise Refused(_BUSY)
    if not form.validate():
        return _page(profile, form, PauseForm()), 422
    take_this_many(database(), profile, int(form.places.data), now=now())
    return _kept(_KEPT)


@blueprint.post("/mentor/pause")
@open_to(MENTOR)
def pause_me() -> Response | tuple[str, int]:
    profile = _own()
    form = PauseForm()
    if not form.is_right(today=now().date()):
        return _page(profile, PlacesForm(data={"places": _places(profile)}), form), 422
    pause(database(), person(), until=form.until.data, now=now())
    return _kept(_PAUSED)


@blueprint.post("/mentor/resume")
@open_to(MENTOR)
def resume_me() -> Response:
    _own()
    resume(database(), person(), now=now())
    return _kept(_BACK)


def _own() -> Profile:
    """What this mentor told us; whoever has told nothing yet has nothing to change here."""
    return profile_of(database(), person(), Side.MENTOR) or abort(404)


def _places(profile: Profile) -> str:
    """As it is offered; "" for an answer that is no number."""
    mentor = read_profile(profile).person
    known = isinstance(mentor, Mentor) and mentor.capacity is not None
    return str(mentor.capacity) if known and isinstance(mentor, Mentor) else ""


def _kept(sentence: str) -> Response:
    commit()
    ring_for_looks()
    flash(told(sentence), "good")
    return see("mentor.own_room")


def _page(profile: Profile, places: PlacesForm, pausing: PauseForm) -> str:
    paused = pause_of(database(), person())
    until = paused.paused_until if paused else None
    return render_template(
        "mentor/own_room.html",
        places=places,
        pausing=pausing,
        wrong=places if places.errors else pausing,
        is_busy=is_busy(database(), profile),
        paused=paused,
        until=day_in_words(until) if until else "",
    )
