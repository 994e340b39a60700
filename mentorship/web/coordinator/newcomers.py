"""Mentors who came by themselves: somebody of the team says whether she knows them."""

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.cards import Card, staff_card
from mentorship.services.sight import number_of
from mentorship.services.vetting import Newcomer, Word, newcomers, say
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.desk import blueprint, the_round
from mentorship.web.looks import ring_for_looks
from mentorship.web.pages import commit, database, now, person, see

_SAID = {
    Word.KNOWN: "Thank you. From now on this mentor can be matched.",
    Word.NOT_OURS: "Thank you. This mentor is not matched and not asked, and hears nothing of it.",
    Word.OPEN: "It is taken back. This mentor waits again.",
}


@blueprint.get("/<round_id>/new-mentors")
@open_to(COORDINATOR)
def new_mentors(round_id: str) -> str:
    round_ = the_round(round_id)
    found = newcomers(database(), round_)
    return render_template(
        "coordinator/new_mentors.html",
        round=round_,
        waiting=[_listed(one) for one in found.waiting],
        said=[_listed(one) for one in found.said],
    )


@blueprint.post("/<round_id>/new-mentors/<profile_id>")
@open_to(COORDINATOR)
def say_of_mentor(round_id: str, profile_id: str) -> Response:
    """One tap: known, not in the programme, or what was said taken back."""
    profile = _newcomer(the_round(round_id), profile_id)
    word = next((one for one in Word if one == request.form.get("word")), None) or abort(400)
    say(database(), profile, word, by=person(), now=now())
    commit()
    ring_for_looks()
    flash(_SAID[word], "good")
    return see("coordinator.new_mentors", round_id=round_id)


def _listed(newcomer: Newcomer) -> tuple[Profile, Card]:
    part, profile = newcomer
    return profile, staff_card(profile, number=number_of(database(), part))


def _newcomer(round_: Round, profile_id: str) -> Profile:
    """Of whom nobody is asked, because a sheet brought her in, nothing can be said here either."""
    found = newcomers(database(), round_)
    everybody = (profile for _, profile in (*found.waiting, *found.said))
    return next((one for one in everybody if one.id == profile_id), None) or abort(404)
