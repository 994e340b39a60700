"""Room this round? One tap from a letter, without signing in; looking changes nothing."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mentorship.jobs import doorbell
from mentorship.services.room import (
    MOST_PLACES,
    RoomQuestion,
    Stands,
    find_room_question,
    say_room,
)
from mentorship.web.access import ANYONE, open_to
from mentorship.web.days import when_in_words
from mentorship.web.looks import ring_for_looks
from mentorship.web.mentor.forms import RoomAnswerForm
from mentorship.web.mentor.routes import blueprint
from mentorship.web.pages import commit, database, now

_PLACES = {str(number): number for number in range(MOST_PLACES + 1)}


@blueprint.get("/room/<token>")
@open_to(ANYONE)
def room(token: str) -> str:
    return _page(find_room_question(database(), token, now=now()), RoomAnswerForm())


@blueprint.post("/room/<token>")
@open_to(ANYONE)
def say_whether_room(token: str) -> Response | tuple[str, int]:
    """What the button says counts; whatever else was sent asks once more."""
    question = find_room_question(database(), token, now=now())
    if question is not None and question.stands is Stands.NOT_YET:
        form = RoomAnswerForm(is_needed=question.asks_anew and request.form.get("places") != "0")
        places = _PLACES.get(request.form.get("places", ""))
        if not form.validate() or places is None:
            return _page(question, form), 422
        _say(question, form, places)
    return redirect(url_for("mentor.room", token=token), code=303)


def _say(question: RoomQuestion, form: RoomAnswerForm, places: int) -> None:
    said = str(form.keep_apart.data or "")
    say_room(database(), question, places=places, keep_apart=said, now=now())
    commit()
    doorbell().letters_wait()
    ring_for_looks()


def _page(question: RoomQuestion | None, form: RoomAnswerForm) -> str:
    """The question, or what has become of it. An unknown link looks like one that was cut off."""
    if question is None:
        return render_template("mentor/answer/unknown.html")
    at = question.answered_at
    zone = question.round_.time_zone
    return render_template(
        f"mentor/room/{question.stands}.html",
        question=question,
        form=form,
        when=when_in_words(at, now=now(), zone=zone) if at else "",
    )
