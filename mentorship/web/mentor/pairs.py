"""A mentor hands somebody back gently: one question, one button, and no reason."""

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.sentences import sentence as _
from mentorship.jobs import doorbell
from mentorship.models.match import Match
from mentorship.services.cards import mentee_card
from mentorship.services.match_lookups import matches_of_mentor
from mentorship.services.mentoring import hand_back_gently
from mentorship.services.profiles import pair_of
from mentorship.web.access import MENTOR, open_to
from mentorship.web.drafts import forget_typed, keeps_draft, typed_before
from mentorship.web.language import told
from mentorship.web.mentor.forms import HandBackForm
from mentorship.web.mentor.routes import blueprint
from mentorship.web.pages import commit, database, now, person, see

_DRAFT = "hand-back"
_DONE = _(
    "Thank you for telling us. She hears that it is about time and nothing that she did, and a "
    "person of the team looks at what comes next."
)


@blueprint.route("/mentor/pair/<match_id>/hand-back", methods=["GET", "POST"])
@open_to(MENTOR)
@keeps_draft(_DRAFT, HandBackForm, "words")
def hand_back(match_id: str) -> Response | str | tuple[str, int]:
    match = _own(match_id)
    typed = typed_before(_DRAFT, about=request.path) if request.method != "POST" else None
    form = HandBackForm() if typed is None else HandBackForm(typed)
    if not form.validate_on_submit():
        return _page(match, form), 422 if form.errors else 200
    hand_back_gently(database(), match, by=person(), words=str(form.words.data or ""), now=now())
    forget_typed(_DRAFT, about=request.path)
    commit()
    doorbell().letters_wait()
    flash(told(_DONE), "good")
    return see("mentor.home")


def _page(match: Match, form: HandBackForm) -> str:
    mentee, _mentor = pair_of(database(), match)
    name = mentee_card(mentee, match).name
    return render_template("mentor/hand_back.html", form=form, name=name, draft=_DRAFT)


def _own(match_id: str) -> Match:
    """A pair of this mentor's that meets; for everybody else there is none."""
    own = matches_of_mentor(database(), person())
    meets = (match for match in own if match.state is MatchState.INTRODUCED)
    return next((match for match in meets if match.id == match_id), None) or abort(404)
