"""From a letter to yes in two taps: what a mentor is asked, without signing in.

Looking changes nothing, because mail programs open links on their own; only a button answers.
The same request can be opened by a mentor who is signed in and has lost the letter.
"""

from datetime import timedelta

from flask import abort, redirect, render_template, url_for
from flask import request as flask_request
from werkzeug.wrappers import Response

from mentorship.jobs import doorbell
from mentorship.services import matches
from mentorship.services.cards import mentee_card
from mentorship.services.explanations import reasons_for_mentor
from mentorship.services.one_line import may_add_line
from mentorship.services.pausing import pause_without_account
from mentorship.services.profiles import pair_of
from mentorship.services.requests import (
    Answered,
    Request,
    WhyNot,
    decline_and_keep_apart,
    find_request,
    request_of_mentor,
    say_why_not,
)
from mentorship.services.titles import title_in_a_sentence
from mentorship.web.access import ANYONE, MENTOR, open_to
from mentorship.web.days import when_in_words
from mentorship.web.looks import ring_for_looks
from mentorship.web.mentor.forms import LineForm, PauseForm
from mentorship.web.mentor.routes import blueprint
from mentorship.web.pages import commit, database, now, person

_JUST_NOW = timedelta(hours=1)


@blueprint.get("/answer/<token>")
@open_to(ANYONE)
def answer(token: str) -> str:
    request = find_request(database(), token, now=now())
    return answer_page(request, to=url_for("mentor.answer", token=token))


@blueprint.post("/answer/<token>/yes")
@open_to(ANYONE)
def accept(token: str) -> Response:
    _say_yes(find_request(database(), token, now=now()))
    return redirect(url_for("mentor.answer", token=token), code=303)


@blueprint.post("/answer/<token>/no")
@open_to(ANYONE)
def decline(token: str) -> Response:
    _say_no(find_request(database(), token, now=now()))
    return redirect(url_for("mentor.answer", token=token), code=303)


@blueprint.post("/answer/<token>/apart")
@open_to(ANYONE)
def keep_apart(token: str) -> Response:
    _say_apart(find_request(database(), token, now=now()))
    return redirect(url_for("mentor.answer", token=token), code=303)


@blueprint.post("/answer/<token>/why")
@open_to(ANYONE)
def say_why(token: str) -> Response:
    _say_why(find_request(database(), token, now=now()))
    return redirect(url_for("mentor.answer", token=token), code=303)


@blueprint.post("/answer/<token>/pause")
@open_to(ANYONE)
def pause_by_letter(token: str) -> Response | tuple[str, int]:
    """After a no, as long as the letter is new: asked about nobody until a day, or for good."""
    request = find_request(database(), token, now=now())
    if request is None or not _may_pause(request):
        return redirect(url_for("mentor.answer", token=token), code=303)
    form = PauseForm()
    if not form.is_right(today=now().date()):
        return answer_page(request, to=url_for("mentor.answer", token=token), pausing=form), 422
    _mentee, mentor = pair_of(database(), request.match)
    pause_without_account(database(), mentor, until=form.until.data, now=now())
    commit()
    ring_for_looks()
    return redirect(url_for("mentor.answer", token=token), code=303)


@blueprint.get("/mentor/requests/<match_id>")
@open_to(MENTOR)
def request_page(match_id: str) -> str:
    return answer_page(own_request(match_id), to=url_for("mentor.request_page", match_id=match_id))


@blueprint.post("/mentor/requests/<match_id>/yes")
@open_to(MENTOR)
def accept_signed_in(match_id: str) -> Response:
    _say_yes(own_request(match_id))
    return redirect(url_for("mentor.request_page", match_id=match_id), code=303)


@blueprint.post("/mentor/requests/<match_id>/no")
@open_to(MENTOR)
def decline_signed_in(match_id: str) -> Response:
    _say_no(own_request(match_id))
    return redirect(url_for("mentor.request_page", match_id=match_id), code=303)


@blueprint.post("/mentor/requests/<match_id>/apart")
@open_to(MENTOR)
def keep_apart_signed_in(match_id: str) -> Response:
    _say_apart(own_request(match_id))
    return redirect(url_for("mentor.request_page", match_id=match_id), code=303)


@blueprint.post("/mentor/requests/<match_id>/why")
@open_to(MENTOR)
def say_why_signed_in(match_id: str) -> Response:
    _say_why(own_request(match_id))
    return redirect(url_for("mentor.request_page", match_id=match_id), code=303)


def own_request(match_id: str) -> Request:
    """The mentor's own request; somebody else's is not found."""
    return request_of_mentor(database(), person(), match_id, now=now()) or abort(404)


def _say_yes(request: Request | None) -> None:
    if request is not None and request.answered is Answered.NOT_YET:
        matches.accept(database(), request.match, link=request.link, now=now())
        _keep()


def _say_no(request: Request | None) -> None:
    if request is not None and request.answered is Answered.NOT_YET:
        matches.decline(database(), request.match, link=request.link, now=now())
        _keep()


def _say_apart(request: Request | None) -> None:
    if request is not None and request.answered is Answered.NOT_YET:
        decline_and_keep_apart(database(), request, now=now())
        _keep()


def _say_why(request: Request | None) -> None:
    why = next((one for one in WhyNot if one == flask_request.form.get("why")), None)
    if request is not None and why is not None and say_why_not(database(), request, why):
        commit()


def _may_pause(request: Request) -> bool:
    """A letter that is days old, and lies in somebody else's hands, changes nothing any more."""
    is_new = request.answered_at is not None and now() - request.answered_at < _JUST_NOW
    return request.answered is Answered.NO and is_new


def _keep() -> None:
    commit()
    doorbell().letters_wait()


def answer_page(
    request: Request | None,
    *,
    to: str,
    pausing: PauseForm | None = None,
    writing: LineForm | None = None,
) -> str:
    """The question, or what has become of it. An unknown link looks like one that moved on."""
    if request is None:
        return render_template("mentor/answer/unknown.html")
    if request.answered is Answered.NOT_YET:
        return render_template(
            "mentor/answer/question.html",
            request_=request,
            to=to,
            title=title_in_a_sentence(request.mentee),
            card=mentee_card(request.mentee, request.match),
            reasons=reasons_for_mentor(request.match, request.mentee),
        )
    return render_template(
        f"mentor/answer/{request.answered}.html",
        request_=request,
        just_now=request.answered_at is not None and now() - request.answered_at < _JUST_NOW,
        when=_when(request),
        to=to,
        pausing=pausing or PauseForm(),
        writing=writing or LineForm(),
        may_add_line=may_add_line(request, now=now()),
        is_paused=_is_paused(request),
    )


def _is_paused(request: Request) -> bool:
    _mentee, mentor = pair_of(database(), request.match)
    return mentor.paused_at is not None


def _when(request: Request) -> str:
    if request.answered_at is None:
        return ""
    return when_in_words(request.answered_at, now=now(), zone=request.round_.time_zone)
