"""While she waits: one single conversation, or not this time."""

from flask import flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import RoundState
from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.round import Round
from mentorship.services.leaving import leave_round
from mentorship.services.meanwhile import wish_for_opening, wish_for_talk
from mentorship.services.rounds import OVER, round_that_counts
from mentorship.web.access import MENTEE, open_to
from mentorship.web.language import told
from mentorship.web.looks import ring_for_looks
from mentorship.web.mentee.routes import blueprint
from mentorship.web.pages import commit, database, now, person, see

_OUT = _("You are out of this round. Nobody asks why.")
_WISHED = _("The team knows now that you would like one single conversation.")
_TAKEN_BACK = _("It is taken back. Everything else is as it was.")
_WE_WRITE = _("We write to you once, when sign-ups open. The letter says nothing else.")
_WE_DO_NOT_WRITE = _("We do not write. Come back whenever you like.")
_TAKES_SIGN_UPS = (RoundState.DRAFT, RoundState.OPEN)


@blueprint.route("/home/not-this-time", methods=["GET", "POST"])
@open_to(MENTEE)
def not_this_time() -> Response | str:
    """What happens when she says so; one button says it."""
    round_ = _her_round()
    if round_ is None:
        return see("mentee.home")
    if request.method == "POST":
        return _out_of(round_)
    return render_template(
        "mentee/not_this_time.html", can_come_back=round_.state in _TAKES_SIGN_UPS
    )


def _out_of(round_: Round) -> Response:
    try:
        leave_round(database(), person(), round_, now=now())
    except Refused as no:
        return _back_with_a_no(no)
    commit()
    ring_for_looks()
    flash(told(_OUT), "good")
    return see("mentee.home")


@blueprint.post("/home/one-conversation")
@open_to(MENTEE)
def one_conversation() -> Response:
    """She would like one, or takes it back; her home says which of the two holds."""
    round_, wishes = _her_round(), "wish" in request.form
    if round_ is None:
        return see("mentee.home")
    try:
        wish_for_talk(database(), person(), round_, wishes=wishes, now=now())
    except Refused as no:
        return _back_with_a_no(no)
    commit()
    flash(told(_WISHED if wishes else _TAKEN_BACK), "good")
    return see("mentee.home")


@blueprint.post("/home/word-of-opening")
@open_to(MENTEE)
def word_of_opening() -> Response:
    """She gets one letter when sign-ups open, or takes that wish back; both are fine."""
    wishes = "wish" in request.form
    wish_for_opening(database(), person(), wishes=wishes)
    commit()
    flash(told(_WE_WRITE if wishes else _WE_DO_NOT_WRITE), "good")
    return see("mentee.home")


def _her_round() -> Round | None:
    """The round in which she stands, as long as it is not over."""
    round_ = round_that_counts(database(), person(), Side.MENTEE)
    return round_ if round_ is not None and round_.state not in OVER else None


def _back_with_a_no(no: Refused) -> Response:
    database().rollback()
    flash(told(no.sentence), "stop")
    return see("mentee.home")
