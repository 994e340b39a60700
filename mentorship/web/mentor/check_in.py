"""A mentor is asked whether the two have talked, and can tell the team that something is wrong."""

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.check_ins import A_MENTORS, CheckInAnswer
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.check_in import CheckIn
from mentorship.models.match import Match
from mentorship.services.cards import mentee_card
from mentorship.services.check_ins import answer as keep_answer
from mentorship.services.check_ins import find_check_in
from mentorship.services.match_lookups import matches_of_mentor
from mentorship.services.profiles import pair_of
from mentorship.web.access import MENTOR, open_to
from mentorship.web.drafts import keeps_draft
from mentorship.web.language import told as said_here
from mentorship.web.mentor.routes import blueprint
from mentorship.web.pages import commit, database, now, person, see
from mentorship.web.tell_team import DRAFT, TellForm, tell_page, told_page

_ONE_OF_TWO = _("Please choose one of the two. Nothing was kept yet.")
_THANKS = {
    CheckInAnswer.TALKED: _("Thank you. There is nothing else to do."),
    CheckInAnswer.NOT_YET: _("Thank you. Quiet is usually call schedule; either may write first."),
}


@blueprint.get("/mentor/check-in/<check_in_id>")
@open_to(MENTOR)
def check_in(check_in_id: str) -> Response | str:
    asked, match = _asked(check_in_id)
    if match.state is not MatchState.INTRODUCED or asked.answer is not None:
        return see("mentor.home")
    return _question(asked, match)


@blueprint.post("/mentor/check-in/<check_in_id>", endpoint="answer_check_in")
@open_to(MENTOR)
def answer_check_in(check_in_id: str) -> Response | tuple[str, int]:
    asked, match = _asked(check_in_id)
    if match.state is not MatchState.INTRODUCED:
        return see("mentor.home")
    said = next((one for one in A_MENTORS if one == request.form.get("answer")), None)
    if said is None:
        return _question(asked, match, error=_ONE_OF_TWO), 422
    keep_answer(database(), asked, said, side=Side.MENTOR, now=now())
    commit()
    flash(said_here(_THANKS[said]), "good")
    return see("mentor.home")


@blueprint.route("/mentor/pair/<match_id>/tell", methods=["GET", "POST"])
@open_to(MENTOR)
@keeps_draft(DRAFT, TellForm, "words")
def tell(match_id: str) -> Response | str | tuple[str, int]:
    match = _own(match_id)
    if match.state is not MatchState.INTRODUCED:
        return see("mentor.home")
    return tell_page(match, Side.MENTOR, other=_mentees_name(match))


@blueprint.get("/mentor/pair/<match_id>/told")
@open_to(MENTOR)
def told(match_id: str) -> Response | str:
    return told_page(_own(match_id), Side.MENTOR)


def _question(asked: CheckIn, match: Match, *, error: str = "") -> str:
    return render_template(
        "mentor/check_in.html", asks=asked, match=match, name=_mentees_name(match), error=error
    )


def _asked(check_in_id: str) -> tuple[CheckIn, Match]:
    return find_check_in(database(), person(), check_in_id, side=Side.MENTOR) or abort(404)


def _own(match_id: str) -> Match:
    """A pair of this mentor's; for everybody else there is none."""
    own = matches_of_mentor(database(), person())
    return next((match for match in own if match.id == match_id), None) or abort(404)


def _mentees_name(match: Match) -> str:
    mentee, _mentor = pair_of(database(), match)
    return mentee_card(mentee, match).name
