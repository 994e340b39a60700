"""One person of a round, as the team may see her; and her words, for whoever gives a reason."""

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.errors import Refused
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.cards import staff_card
from mentorship.services.desk import person_in_round
from mentorship.services.review import matches_of_person, pairs
from mentorship.services.sight import number_of, row_of
from mentorship.services.work_list import items_about
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator import check_words
from mentorship.web.coordinator.confidence import keep_refusal, open_once, shown_once
from mentorship.web.coordinator.desk import back_with_a_no, blueprint, the_round
from mentorship.web.coordinator.forms import RevealForm
from mentorship.web.drafts import forget_typed, keep, keeps_draft, typed_here, words_before
from mentorship.web.fresh import ask_first, is_fresh, was_fresh_when_asked
from mentorship.web.pages import database, person, see

_DRAFT = "reason-to-read"


@blueprint.get("/<round_id>/person/<profile_id>")
@open_to(COORDINATOR)
def person_page(round_id: str, profile_id: str) -> str:
    round_ = the_round(round_id)
    part, profile = _somebody(round_, profile_id)
    return render_template(
        "coordinator/person.html",
        round=round_,
        profile=profile,
        has_left=part.left_at is not None,
        person=staff_card(profile, number=number_of(database(), part)),
        number=number_of(database(), part),
        sheet_row=row_of(database(), part),
        pairs=pairs(database(), round_, matches_of_person(database(), round_, profile)),
        items=items_about(database(), round_, profile.id),
        say=check_words,
        revealed=shown_once(profile),
        fresh=is_fresh(),
        form=RevealForm(reason=words_before(_DRAFT, "reason", about=request.path)),
    )


@blueprint.post("/<round_id>/person/<profile_id>", endpoint="read_words")
@open_to(COORDINATOR)
@keeps_draft(_DRAFT, RevealForm, "reason")
def read_words(round_id: str, profile_id: str) -> Response:
    """The look is on record, and the next page shows the words, once.

    Answered with a 303 as every POST: a reload of the page that shows the words asks for nothing
    again and writes no second entry, and the words are in no answer that a browser could replay.
    """
    _, profile = _somebody(the_round(round_id), profile_id)
    if not was_fresh_when_asked():
        keep(person(), typed_here())
        return ask_first("coordinator.person_page", round_id=round_id, profile_id=profile_id)
    form = RevealForm()
    try:
        if not form.validate():
            raise Refused(_fault(form))
        forget_typed(_DRAFT, about=request.path)
        open_once(profile, reason=form.reason.data or "")
    except Refused as no:
        back = back_with_a_no(
            no, "coordinator.person_page", round_id=round_id, profile_id=profile_id
        )
        keep_refusal(profile)
        keep(person(), typed_here())
        return back
    return see("coordinator.person_page", round_id=round_id, profile_id=profile_id)


def _somebody(round_: Round, profile_id: str) -> tuple[Participation, Profile]:
    return person_in_round(database(), round_, profile_id) or abort(404)


def _fault(form: RevealForm) -> str:
    return str(form.reason.errors[0]) if form.reason.errors else "Please send it once more."
