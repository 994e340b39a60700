"""Circles, and one conversation that was found for her: which there are, and her seat in them."""

from collections.abc import Callable, Mapping

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.circles import Repeats
from mentorship.domain.errors import Refused
from mentorship.domain.sentences import Sentence
from mentorship.domain.sentences import sentence as _
from mentorship.domain.vocabulary import vocabulary
from mentorship.services.circle_seats import (
    HerCircle,
    be_called,
    circles_for,
    find_for,
    leave_seat,
    take_seat,
)
from mentorship.web.access import MENTEE, open_to
from mentorship.web.days import clock_in_words
from mentorship.web.forms import tidy
from mentorship.web.language import told
from mentorship.web.mentee.routes import blueprint
from mentorship.web.pages import commit, database, now, person, see

HOW_OFTEN: Mapping[Repeats, Sentence] = {
    Repeats.ONCE: _("Once"),
    Repeats.WEEKLY: _("Every week"),
    Repeats.EVERY_TWO_WEEKS: _("Every two weeks"),
    Repeats.EVERY_FOUR_WEEKS: _("Every four weeks"),
}
_COMES = _("You have a seat. Where to join stands here now.")
_GONE = _("You do not come any more. Nobody asks why.")
_NAMED = _("The others of the circle read this name, and nothing else of you.")
_NOT_NAMED = _("The others of the circle read nothing of you.")


@blueprint.get("/home/circles")
@open_to(MENTEE)
def circles() -> str:
    found = circles_for(database(), person(), now=now())
    return render_template(
        "mentee/circles.html",
        hers=[one for one in found if one.is_hers],
        offered=[one for one in found if not one.is_hers],
        how_often=HOW_OFTEN,
        spoken={str(one): one for one in vocabulary().languages},
        own_zone=person().time_zone,
        in_words=clock_in_words,
    )


@blueprint.post("/home/circles/<circle_id>/join")
@open_to(MENTEE)
def join_circle(circle_id: str) -> Response:
    """She comes: one tap. Who leads it, and that others come, stood above the button."""
    return _changed(circle_id, _take)


@blueprint.post("/home/circles/<circle_id>/leave")
@open_to(MENTEE)
def leave_circle(circle_id: str) -> Response:
    return _changed(circle_id, _give_back)


@blueprint.post("/home/circles/<circle_id>/name")
@open_to(MENTEE)
def name_in_circle(circle_id: str) -> Response:
    """What the others read of her: what she writes here, or nothing."""
    return _changed(circle_id, _call)


def _take(found: HerCircle) -> Sentence:
    take_seat(database(), person(), found, now=now())
    return _COMES


def _give_back(found: HerCircle) -> Sentence:
    leave_seat(database(), person(), found)
    return _GONE


def _call(found: HerCircle) -> Sentence:
    name = " ".join(str(tidy(request.form.get("called", ""))).split())
    be_called(database(), person(), found, name)
    return _NAMED if name else _NOT_NAMED


def _changed(circle_id: str, change: Callable[[HerCircle], Sentence]) -> Response:
    """The page of the circles once more, with what is true now above it."""
    found = find_for(database(), person(), circle_id, now=now()) or abort(404)
    try:
        said = change(found)
    except Refused as no:
        database().rollback()
        flash(told(no.sentence), "stop")
        return see("mentee.circles")
    commit()
    flash(told(said), "good")
    return see("mentee.circles")
