"""One person of a round, as the team may see her; and her words, for whoever gives a reason."""

from flask import abort, render_template, session
from werkzeug.wrappers import Response

from mentorship.domain.errors import Refused
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.cards import staff_card
from mentorship.services.desk import person_in_round
from mentorship.services.reveals import just_revealed, reveal
from mentorship.services.review import matches_of_person, pairs
from mentorship.services.waiting import questions_about
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.desk import back_with_a_no, blueprint, the_round
from mentorship.web.coordinator.forms import RevealForm
from mentorship.web.pages import commit, database, now, person, see

_SHOW_ONCE = "show_once"


@blueprint.get("/<round_id>/person/<profile_id>")
@open_to(COORDINATOR)
def person_page(round_id: str, profile_id: str) -> str:
    round_ = the_round(round_id)
    part, profile = _somebody(round_, profile_id)
    return render_template(
        "coordinator/person.html",
        round=round_,
        part=part,
        profile=profile,
        person=staff_card(profile, number=part.number),
        pairs=pairs(database(), round_, matches_of_person(database(), round_, profile)),
        questions=questions_about(database(), round_, profile.id),
        revealed=_revealed(profile),
        form=RevealForm(),
    )


@blueprint.post("/<round_id>/person/<profile_id>", endpoint="read_words")
@open_to(COORDINATOR)
def read_words(round_id: str, profile_id: str) -> Response:
    """The look is on record, and the next page shows the words, once.

    Answered with a 303 as every POST: a reload of the page that shows the words asks for nothing
    again and writes no second entry, and the words are in no answer that a browser could replay.
    """
    _, profile = _somebody(the_round(round_id), profile_id)
    form = RevealForm()
    try:
        if not form.validate():
            raise Refused(_fault(form))
        reveal(database(), profile, by=person(), reason=form.reason.data or "", now=now())
    except Refused as no:
        return back_with_a_no(
            no, "coordinator.person_page", round_id=round_id, profile_id=profile_id
        )
    commit()
    session[_SHOW_ONCE] = profile.id
    return see("coordinator.person_page", round_id=round_id, profile_id=profile_id)


def _revealed(profile: Profile) -> list[tuple[str, str]]:
    """What a reveal has opened, for the one page that comes after it; empty on every other.

    The cookie says only whose page may show it; whether it does is up to the record.
    """
    if session.get(_SHOW_ONCE) != profile.id:
        return []
    session.pop(_SHOW_ONCE)
    return just_revealed(database(), profile, by=person(), now=now())


def _somebody(round_: Round, profile_id: str) -> tuple[Participation, Profile]:
    return person_in_round(database(), round_, profile_id) or abort(404)


def _fault(form: RevealForm) -> str:
    return str(form.reason.errors[0]) if form.reason.errors else "Please send it once more."
