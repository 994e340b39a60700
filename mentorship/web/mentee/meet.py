"""Who her mentor could be: she looks, and says yes, somebody else, or keep us apart."""

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from mentorship.domain.lifecycle import Actor, MatchState
from mentorship.domain.sentences import sentence as _
from mentorship.jobs import doorbell
from mentorship.models.match import Match
from mentorship.services import matches
from mentorship.services.cards import mentor_card
from mentorship.services.explanations import reasons_for_mentee
from mentorship.services.match_lookups import matches_of_mentee
from mentorship.services.profiles import pair_of
from mentorship.services.stopping import BEFORE_THE_INTRODUCTION, stop, stop_and_keep_apart
from mentorship.web.access import MENTEE, open_to
from mentorship.web.language import told
from mentorship.web.mentee.routes import blueprint
from mentorship.web.pages import commit, database, now, person, see


@blueprint.get("/home/meet/<match_id>")
@open_to(MENTEE)
def meet(match_id: str) -> Response | str:
    match = her_own(match_id)
    if match.state is not MatchState.ASKED_MENTEE:
        return see("mentee.home")
    _hers, mentor = pair_of(database(), match)
    return render_template(
        "mentee/meet.html",
        match=match,
        card=mentor_card(mentor, match),
        reasons=reasons_for_mentee(match, mentor),
    )


@blueprint.post("/home/meet/<match_id>/yes")
@open_to(MENTEE)
def agree(match_id: str) -> Response:
    match = her_own(match_id)
    matches.agree(database(), match, by=person(), now=now())
    commit()
    doorbell().letters_wait()
    # When the safety rules have stopped it in the last moment, her page says that it moved on.
    if match.state is MatchState.ASKED_MENTOR:
        flash(told(_("Thank you. You hear from us within a week.")), "good")
    return see("mentee.home")


@blueprint.post("/home/meet/<match_id>/somebody-else")
@open_to(MENTEE)
def pass_on(match_id: str) -> Response:
    matches.pass_on(database(), her_own(match_id), by=person(), now=now())
    commit()
    flash(told(_("That is completely fine. Nobody was told, and we look again.")), "good")
    return see("mentee.home")


@blueprint.post("/home/meet/<match_id>/apart")
@open_to(MENTEE)
def keep_apart(match_id: str) -> Response:
    """Also while the mentor is being asked; then it is stopped first."""
    match = her_own(match_id)
    if match.state in BEFORE_THE_INTRODUCTION:
        stop_and_keep_apart(database(), match, by=person(), now=now())
    else:
        matches.keep_apart(database(), match, by=person(), now=now())
    commit()
    doorbell().letters_wait()
    flash(told(_("Done. You two are kept apart from now on. Nobody was told.")), "good")
    return see("mentee.home")


@blueprint.post("/home/meet/<match_id>/stop")
@open_to(MENTEE)
def stop_asking(match_id: str) -> Response:
    stop(database(), her_own(match_id), now=now())
    commit()
    doorbell().letters_wait()
    flash(
        told(_("It is stopped. Nobody is told a reason, and you are still in this round.")), "good"
    )
    return see("mentee.home")


@blueprint.post("/home/meet/<match_id>/end")
@open_to(MENTEE)
def end(match_id: str) -> Response:
    matches.end(database(), her_own(match_id), actor=Actor.MENTEE, by=person(), now=now())
    commit()
    doorbell().letters_wait()
    flash(told(_("Thank you for telling us. There is nothing else to do.")), "good")
    return see("mentee.home")


def her_own(match_id: str) -> Match:
    """This match, if it is hers and she may know of it; for everybody else there is none."""
    hers = matches_of_mentee(database(), person())
    return next((match for match in hers if match.id == match_id), None) or abort(404)
