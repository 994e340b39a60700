"""Pages around an account that are our own: where to go first, and what can be changed."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from mentorship.domain.sentences import Sentence
from mentorship.domain.sentences import sentence as _
from mentorship.language.days import hour_there
from mentorship.models.account import RoleName
from mentorship.services.accounts import sign_out_everywhere, visits_of
from mentorship.web.access import ANYONE, SIGNED_IN, open_to
from mentorship.web.days import clock_in_words, own_clock, when_in_words
from mentorship.web.language import told
from mentorship.web.pages import commit, database, now, person, see

# For somebody who is more than one of these: the way to each of her pages.
OWN_PAGES = (
    (RoleName.MENTEE, "mentee.home", _("My pages as somebody who asks")),
    (RoleName.MENTOR, "mentor.home", _("My pages as somebody who offers")),
    (RoleName.COORDINATOR, "coordinator.rounds", _("The pages of the team")),
)

blueprint = Blueprint("account", __name__, url_prefix="/account")

# Somebody with several roles begins with the first of these.
FIRST_PAGES = {
    RoleName.COORDINATOR: "coordinator.rounds",
    RoleName.MENTEE: "mentee.home",
    RoleName.MENTOR: "mentor.home",
}


@blueprint.get("/")
@open_to(SIGNED_IN)
def home() -> Response:
    for role, endpoint in FIRST_PAGES.items():
        if role in person().role_names:
            return redirect(url_for(endpoint))
    return redirect(url_for("account.settings"))


@blueprint.get("/settings")
@open_to(SIGNED_IN)
def settings() -> str:
    zone = own_clock()
    visits = visits_of(database(), person(), token=session["token"], now=now())
    return render_template(
        "account/settings.html",
        person=person(),
        own_pages=OWN_PAGES,
        visits=[(visit.is_this, _began(visit.began, zone=zone)) for visit in visits],
        zone=clock_in_words(zone),
    )


def _began(moment: datetime, *, zone: str) -> Sentence:
    """As in "today at 09:14"."""
    when = when_in_words(moment, now=now(), zone=zone)
    return _("%(when)s at %(time)s", when=when, time=hour_there(moment, zone))


@blueprint.post("/sign-out-elsewhere")
@open_to(SIGNED_IN)
def sign_out_elsewhere() -> Response:
    """Only this browser stays signed in. Closing is always easy: no password is asked for."""
    sign_out_everywhere(database(), person(), now=now(), but=session["token"])
    commit()
    flash(told(_("You are signed in here and nowhere else.")), "good")
    return see("account.settings")


@blueprint.get("/enrol")
@open_to(SIGNED_IN)
def enrol() -> Response:
    """The next step towards a second factor, or on, when both steps are done."""
    if not person().tf_primary_method:
        return redirect(url_for("security.two_factor_setup"))
    if not person().mf_recovery_codes:
        return redirect(url_for("security.mf_recovery_codes"))
    return redirect(url_for("account.home"))


@blueprint.get("/letter-sent")
@open_to(ANYONE)
def letter_sent() -> str:
    return render_template("account/letter_sent.html")
