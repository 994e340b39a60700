"""A time to talk, as a file for the own calendar: it names nobody, and nothing of it is kept.

The times of her circles come along in a file of their own, which says no more.
"""

from datetime import datetime
from uuid import uuid4

from flask import Response as FlaskResponse
from flask import render_template
from werkzeug.wrappers import Response
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than its stubs
    DateField,
    SelectChoice,
    SelectField,
    StringField,
    TimeField,
)
from wtforms.validators import Length

from mentorship.domain.calendar_file import calendar_file, calendar_of, moment_there
from mentorship.domain.sentences import counted
from mentorship.domain.sentences import sentence as _
from mentorship.intake.places import time_zone
from mentorship.services.circle_seats import times_of_circles
from mentorship.web.access import MENTEE, MENTOR, open_to
from mentorship.web.days import clock_in_words
from mentorship.web.forms import Form
from mentorship.web.language import told
from mentorship.web.mine.routes import blueprint
from mentorship.web.pages import commit, database, now, person

_TITLE = _("A time to talk")
_LENGTHS = (15, 20, 30, 45, 60)
_NO_DAY = _("Please choose a day, like 2027-03-14.")
_NO_TIME = _("Please choose a time, like 16:30.")
_NO_PLACE = _("We do not know that place. Please name a larger city nearby.")
_SKIPPED = _("On that day the clocks skip that hour. Please choose another one.")
_GONE_BY = _("That time has gone by. Please choose a later one.")


class TimeForm(Form):
    """When the two talk, by whose clock, and for how long."""

    day = DateField(_("Which day?"))
    time = TimeField(_("What time?"))
    place = StringField(
        _("By the clock of which city?"),
        [Length(max=100, message=_NO_PLACE)],
        description=_("Each calendar shows the same moment by its own clock."),
    )
    minutes = SelectField(
        _("How long?"),
        coerce=int,
        choices=[
            SelectChoice(length, counted("%(count)s minute", "%(count)s minutes", count=length))
            for length in _LENGTHS
        ],
    )

    def starts(self) -> datetime | None:
        """The moment that was meant; None, with a sentence beside the field, without one."""
        day, time, zone = self.day.data, self.time.data, time_zone(self.place.data or "")
        for field, said, no in (
            (self.day, day, _NO_DAY),
            (self.time, time, _NO_TIME),
            (self.place, zone, _NO_PLACE),
        ):
            if said is None:
                field.errors = [no]
        if day is None or time is None or zone is None:
            return None
        moment = moment_there(day, time, zone=zone)
        if moment is None or moment < now():
            self.time.errors = [_SKIPPED if moment is None else _GONE_BY]
            return None
        return moment


@blueprint.get("/calendar")
@open_to(MENTEE, MENTOR)
def calendar() -> str:
    zone = person().time_zone
    form = TimeForm(formdata=None, place=clock_in_words(zone) if zone else "", minutes=30)
    return _page(form)


@blueprint.post("/calendar")
@open_to(MENTEE, MENTOR)
def take_time() -> Response | tuple[str, int]:
    """The file. It comes from a POST so that no address tells when two people talk."""
    form = TimeForm()
    is_whole = form.validate()
    starts = form.starts()
    if not is_whole or starts is None:
        return _page(form), 422
    commit()
    made = calendar_file(
        told(_TITLE), starts=starts, minutes=form.minutes.data, uid=str(uuid4()), made=now()
    )
    return _as_a_file(made)


@blueprint.post("/calendar/circles")
@open_to(MENTEE)
def take_times_of_circles() -> Response:
    """The next times of every circle in which she has a seat, in one file."""
    times = times_of_circles(database(), person(), now=now())
    commit()
    entries = [(str(uuid4()), starts, minutes) for starts, minutes in times]
    return _as_a_file(calendar_of(told(_TITLE), entries, made=now()))


def _page(form: TimeForm) -> str:
    return render_template(
        "mine/calendar.html",
        form=form,
        circles=len(times_of_circles(database(), person(), now=now())),
    )


def _as_a_file(made: bytes) -> Response:
    return FlaskResponse(
        made,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="time.ics"'},
    )
