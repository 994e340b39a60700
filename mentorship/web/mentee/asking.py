"""How we may ask: she is shown first who it would be, or we just ask; hers to change meanwhile."""

from flask import flash, render_template, request
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from mentorship.domain.errors import Refused
from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.round import Round
from mentorship.services.just_ask import answers_ask_for_a_look, choose, has_chosen
from mentorship.services.rounds import OVER, round_that_counts
from mentorship.web.access import MENTEE, open_to
from mentorship.web.language import told
from mentorship.web.mentee.forms import SendForm
from mentorship.web.mentee.routes import blueprint
from mentorship.web.mentee.so_far import SoFar
from mentorship.web.pages import commit, database, now, person, see
from mentorship.web.questions import SendAnswersForm

SHOW_FIRST, JUST_ASK = "show-first", "just-ask"
_CHOICES = (
    SelectChoice(SHOW_FIRST, _("Show me first")),
    SelectChoice(JUST_ASK, _("Just ask, I trust you")),
)
_FIRST = _("We show you first. Nobody hears of you before you say yes.")
_ASK = _("We just ask, and write to you at the same moment. You can change this here.")


class SendWithAsking(SendForm):
    """All answers are sent, and for this round she says how we may ask."""

    # Whatever else a browser sends is the careful one of the two.
    asking = RadioField(
        _("How may we ask?"), choices=list(_CHOICES), default=SHOW_FIRST, validate_choice=False
    )


def show_choice(her: SoFar, form: SendAnswersForm) -> None:
    """The form shows what she said before for this round."""
    if her.has_sent and has_chosen(database(), person(), her.round_):
        form["asking"].data = JUST_ASK


def keep_choice(her: SoFar, form: SendAnswersForm) -> None:
    """For the round that her answers are sent for; where there is none, the next one asks anew."""
    if her.round_ is not None:
        is_chosen = form["asking"].data == JUST_ASK
        choose(database(), person(), her.round_, just_ask=is_chosen, now=now())


@blueprint.route("/home/asking", methods=["GET", "POST"])
@open_to(MENTEE)
def asking() -> Response | str:
    """What each of the two means; one button says it, for the round in which she waits."""
    round_ = _her_round()
    if round_ is None:
        return see("mentee.home")
    if request.method == "POST":
        return _chosen(round_, just_ask=request.form.get("asking") == JUST_ASK)
    return render_template(
        "mentee/asking.html",
        just_ask=has_chosen(database(), person(), round_),
        is_careful=answers_ask_for_a_look(database(), person()),
    )


def _chosen(round_: Round, *, just_ask: bool) -> Response:
    try:
        choose(database(), person(), round_, just_ask=just_ask, now=now())
    except Refused as no:
        database().rollback()
        flash(told(no.sentence), "stop")
        return see("mentee.home")
    commit()
    flash(told(_ASK if just_ask else _FIRST), "good")
    return see("mentee.asking")


def _her_round() -> Round | None:
    round_ = round_that_counts(database(), person(), Side.MENTEE)
    return round_ if round_ is not None and round_.state not in OVER else None
