"""The sign-up of a mentor: one page, kept as a sheet would hold it, open until the round closes."""

from flask import flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.people import Field, Side
from mentorship.domain.vocabulary import vocabulary
from mentorship.models.round import Round
from mentorship.services.profiles import lost_whom_to_keep_away, own_answers, profile_of, sign_up
from mentorship.services.rounds import where_answers_go
from mentorship.web.access import MENTOR, open_to
from mentorship.web.another_round import answers_stay
from mentorship.web.drafts import forget_typed, keeps_draft, typed_before
from mentorship.web.looks import ring_for_looks
from mentorship.web.mentor.forms import MentorForm
from mentorship.web.mentor.routes import blueprint
from mentorship.web.pages import commit, database, now, person, see

_THANKS = "Thank you. Your answers are in, and a person of the team reads them."
_KEPT = "Sign-ups closed while you were writing. Your answers are kept for the next round."
_DRAFT = "mentor-sign-up"
_ABOUT = (Field.RACE_ETHNICITY, Field.FAITH, Field.GENDER, Field.OTHER_IDENTITY, Field.MAY_SHOW)


@blueprint.route("/mentor/sign-up", methods=["GET", "POST"], endpoint="sign_up")
@open_to(MENTOR)
@keeps_draft(_DRAFT, MentorForm)
def their_sign_up() -> Response | str | tuple[str, int]:
    round_, under_way = where_answers_go(database(), person(), Side.MENTOR)
    saved = profile_of(database(), person(), Side.MENTOR)
    if under_way and (request.method != "POST" or "again" in request.form):
        return answers_stay(Side.MENTOR, saved, round_)
    typed = typed_before(_DRAFT) if request.method != "POST" else None
    form = MentorForm.showing(own_answers(saved), typed=typed)
    if lost_whom_to_keep_away(saved):
        form.ask_anew_whom_to_keep_away()
    if form.validate_on_submit():
        return _keep(form, round_)
    if round_ is None and not form.is_submitted():
        return render_template("mentor/closed.html", has_answers=saved is not None, new_round="")
    page = _page(form, is_new=saved is None, is_draft=typed is not None)
    return page, 422 if form.errors else 200


def _keep(form: MentorForm, round_: Round | None) -> Response:
    sign_up(database(), person(), Side.MENTOR, form.answers(), round_=round_, now=now())
    forget_typed(_DRAFT)
    commit()
    ring_for_looks()
    flash(_THANKS if round_ else _KEPT, "good")
    return see("mentor.home")


def _page(form: MentorForm, *, is_new: bool, is_draft: bool) -> str:
    said = form.answers()
    return render_template(
        "mentor/sign_up.html",
        form=form,
        is_new=is_new,
        is_draft=is_draft,
        address=person().email,
        fields=[field.label for field in vocabulary().specialties.values()],
        opens_identity=any(said[field] for field in _ABOUT),
    )
