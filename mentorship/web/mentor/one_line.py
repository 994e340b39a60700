"""One line for her introduction, on the page that thanks the mentor; by the letter or signed in."""

from flask import redirect, url_for
from flask import request as flask_request
from werkzeug.wrappers import Response

from mentorship.services.one_line import add_line, may_add_line, speaks_of_a_patient
from mentorship.services.requests import Request, find_request
from mentorship.web.access import ANYONE, MENTOR, open_to
from mentorship.web.mentor.answer import answer_page, own_request
from mentorship.web.mentor.forms import LineForm
from mentorship.web.mentor.routes import blueprint
from mentorship.web.pages import commit, database, now

Page = Response | tuple[str, int]


@blueprint.post("/answer/<token>/line")
@open_to(ANYONE)
def add_one_line(token: str) -> Page:
    request = find_request(database(), token, now=now())
    return _add(request, to=url_for("mentor.answer", token=token))


@blueprint.post("/mentor/requests/<match_id>/line")
@open_to(MENTOR)
def add_one_line_signed_in(match_id: str) -> Page:
    to = url_for("mentor.request_page", match_id=match_id)
    return _add(own_request(match_id), to=to)


def _add(request: Request | None, *, to: str) -> Page:
    """Kept, or shown once more with what is wrong; too late, the page says how things stand."""
    if request is None or not may_add_line(request, now=now()):
        return redirect(to, code=303)
    form = LineForm()
    words = str(form.line.data or "")
    form.is_doubtful = speaks_of_a_patient(words) and "anyway" not in flask_request.form
    if not form.validate() or form.is_doubtful:
        return answer_page(request, to=to, writing=form), 422
    add_line(database(), request, words, now=now())
    commit()
    return redirect(to, code=303)
