"""A certificate of hours, for a file in which otherwise nobody would see this work.

The hours are the mentor's own count. They stand in the address of the page and nowhere else.
"""

from flask import render_template, request

from mentorship.domain.people import Field, Side
from mentorship.post.words import SENDER_NAME
from mentorship.services.mentoring import service_of
from mentorship.services.profiles import own_answers, profile_of
from mentorship.web.access import MENTOR, open_to
from mentorship.web.days import on_day
from mentorship.web.mentor.forms import HoursForm
from mentorship.web.mentor.routes import blueprint
from mentorship.web.pages import database, now, person


@blueprint.get("/mentor/certificate")
@open_to(MENTOR)
def certificate() -> str | tuple[str, int]:
    """The question, and below it the certificate once it was answered."""
    form = HoursForm(request.args) if "hours" in request.args else HoursForm(None)
    is_asked = "hours" in request.args
    is_right = is_asked and form.validate()
    service = service_of(database(), person())
    page = render_template(
        "mentor/certificate.html",
        form=form,
        hours=form.hours.data if is_right and service else None,
        service=service,
        name=_own_name(),
        programme=SENDER_NAME,
        since=on_day(service.since) if service else "",
        until=on_day(service.until or now()) if service else "",
        today=on_day(now()),
    )
    return page if is_right or not is_asked else (page, 422)


def _own_name() -> str:
    profile = profile_of(database(), person(), Side.MENTOR)
    return own_answers(profile).get(Field.NAME, "")
