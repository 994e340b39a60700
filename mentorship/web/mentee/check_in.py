"""After the introduction: how it goes, a pause, a way out, and a word to the team."""

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.check_ins import AFTER_THE_END, HERS, CheckInAnswer
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.check_in import CheckIn
from mentorship.models.match import Match
from mentorship.services import check_ins
from mentorship.services.cards import mentor_card
from mentorship.services.profiles import pair_of
from mentorship.web.access import MENTEE, open_to
from mentorship.web.drafts import keeps_draft
from mentorship.web.language import told as said_here
from mentorship.web.mentee.meet import her_own
from mentorship.web.mentee.routes import blueprint
from mentorship.web.pages import commit, database, now, person, see
from mentorship.web.tell_team import DRAFT, TellForm, tell_page, told_page

_WAS_INTRODUCED = (MatchState.INTRODUCED, MatchState.ENDED, MatchState.FINISHED)
_ONE_OF_THREE = _("Please choose one of the three. Nothing was kept yet.")
_THANKS = {
    CheckInAnswer.TALKED: _("Thank you for telling us. There is nothing else to do."),
    CheckInAnswer.NOT_YET: _(
        "Thank you for telling us. Quiet is usually call schedule. A first message stands on this "
        "page, ready to send."
    ),
}
_AFTERWARDS = {
    CheckInAnswer.LOOK_AGAIN: _("Thank you. The team now sees that you would like us to look."),
    CheckInAnswer.LATER: _("Thank you. Take all the time you need; you can say so on this page."),
    CheckInAnswer.NO_MORE: _("Thank you. We do not look, and we do not ask again."),
}


@blueprint.get("/home/check-in/<check_in_id>")
@open_to(MENTEE)
def check_in(check_in_id: str) -> Response | str:
    asked, match = _asked_of_her(check_in_id)
    if match.state is not MatchState.INTRODUCED or asked.answer is not None:
        return see("mentee.home")
    return _question(asked, match)


@blueprint.post("/home/check-in/<check_in_id>", endpoint="answer_check_in")
@open_to(MENTEE)
def answer(check_in_id: str) -> Response | tuple[str, int]:
    """One tap. Whoever would rather change hears first what that does."""
    asked, match = _asked_of_her(check_in_id)
    if match.state is not MatchState.INTRODUCED:
        return see("mentee.home")
    said = _chosen(HERS)
    if said is None:
        return _question(asked, match, error=_ONE_OF_THREE), 422
    match_id = match.id
    check_ins.answer(database(), asked, said, side=Side.MENTEE, now=now())
    commit()
    if said is CheckInAnswer.WOULD_CHANGE:
        return see("mentee.change", match_id=match_id)
    flash(said_here(_THANKS[said]), "good")
    return see("mentee.home")


@blueprint.get("/home/meet/<match_id>/change")
@open_to(MENTEE)
def change(match_id: str) -> Response | str:
    """What stopping does, and what a pause does, before she chooses either."""
    match = her_own(match_id)
    if match.state is not MatchState.INTRODUCED:
        return see("mentee.home")
    return render_template("mentee/change.html", match=match, name=_mentors_name(match))


@blueprint.post("/home/meet/<match_id>/pause", endpoint="have_a_pause")
@open_to(MENTEE)
def pause(match_id: str) -> Response:
    match = her_own(match_id)
    check_ins.pause(database(), match, match.mentee_id, now=now())
    commit()
    flash(said_here(_("You have a pause now. Nobody was told, and we ask you nothing.")), "good")
    return see("mentee.home")


@blueprint.post("/home/meet/<match_id>/go-on")
@open_to(MENTEE)
def go_on(match_id: str) -> Response:
    match = her_own(match_id)
    check_ins.go_on(database(), match, match.mentee_id, now=now())
    commit()
    flash(said_here(_("Good to see you. Everything is as it was.")), "good")
    return see("mentee.home")


@blueprint.post("/home/meet/<match_id>/afterwards")
@open_to(MENTEE)
def afterwards(match_id: str) -> Response:
    """Whether we look again. She can say something else whenever she likes."""
    match, said = her_own(match_id), _chosen(AFTER_THE_END)
    if said is not None:
        check_ins.say_afterwards(database(), match, match.mentee_id, said, now=now())
        commit()
        flash(said_here(_AFTERWARDS[said]), "good")
    return see("mentee.home")


@blueprint.route("/home/meet/<match_id>/tell", methods=["GET", "POST"])
@open_to(MENTEE)
@keeps_draft(DRAFT, TellForm, "words")
def tell(match_id: str) -> Response | str | tuple[str, int]:
    match = her_own(match_id)
    if match.state not in _WAS_INTRODUCED:
        return see("mentee.home")
    return tell_page(match, Side.MENTEE, other=_mentors_name(match))


@blueprint.get("/home/meet/<match_id>/told")
@open_to(MENTEE)
def told(match_id: str) -> Response | str:
    return told_page(her_own(match_id), Side.MENTEE)


def _question(asked: CheckIn, match: Match, *, error: str = "") -> str:
    return render_template(
        "mentee/check_in.html", asks=asked, match=match, name=_mentors_name(match), error=error
    )


def _asked_of_her(check_in_id: str) -> tuple[CheckIn, Match]:
    """This question, if she was asked it; for everybody else there is none."""
    found = check_ins.find_check_in(database(), person(), check_in_id, side=Side.MENTEE)
    return found or abort(404)


def _mentors_name(match: Match) -> str:
    """What the mentor is called, as far as she may still know; "" once the two have stopped."""
    if match.state is not MatchState.INTRODUCED:
        return ""
    _hers, mentor = pair_of(database(), match)
    return mentor_card(mentor, match).name


def _chosen(offered: tuple[CheckInAnswer, ...]) -> CheckInAnswer | None:
    given = request.form.get("answer", "")
    return next((one for one in offered if one == given), None)
