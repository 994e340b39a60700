"""Where somebody of the team works: asked before she can open anybody's page; names only then."""

from flask import flash, render_template, request
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from mentorship.domain.errors import Refused
from mentorship.services.team import NAMES_ARE_TOLD_ONCE, Told, tell, told_by_member
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.account.views import blueprint
from mentorship.web.drafts import forget_typed, keeps_draft, typed_before
from mentorship.web.forms import Form
from mentorship.web.fresh import ask_first, is_fresh, was_fresh_when_asked
from mentorship.web.pages import commit, database, now, person, see

_NOT_TOO_LONG = Length(max=2_000, message="This is longer than the program keeps.")
_DRAFT = "workplace"
_THANKS = "Thank you. People from there are looked after by a colleague."


class WorkplaceForm(Form):
    """Where she works and worked, and what she is called."""

    places = TextAreaField(
        "Where do you work?",
        [_NOT_TOO_LONG],
        description="Every hospital, university or company, each on a line of its own.",
    )
    programme_only = BooleanField("I work for the programme only")
    before = TextAreaField(
        "Where else did you work in the last five years? (optional)",
        [_NOT_TOO_LONG],
        description="Each on a line of its own.",
    )
    names = StringField(
        "Which names do people know you by?",
        [_NOT_TOO_LONG],
        description="Your full name; a former or a short one as well, separated by semicolons.",
    )

    def told(self, *, this_year: int) -> Told:
        """What she told. Raises nothing: the service says what it cannot use."""
        here = [(words, None) for words in _lines(self.places.data)]
        before = [(words, this_year) for words in _lines(self.before.data)]
        names = (self.names.data or "").replace(";", "\n")
        return Told((*here, *before), tuple(_lines(names)))

    def complete(self, *, first: bool) -> bool:
        """True when nothing is missing; otherwise each field says what is."""
        works, only = bool(_lines(self.places.data)), bool(self.programme_only.data)
        if first and works == only:
            self.places.errors = [
                "Please write where you work, or tick that you work for the programme only."
                if not works
                else "Please do one of the two: write where you work, or tick the line below."
            ]
        if first and not _lines(self.names.data):
            self.names.errors = ["Please write your name. Somebody may have named you."]
        if not first and _lines(self.names.data):
            self.names.errors = [NAMES_ARE_TOLD_ONCE]
        return not self.errors


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


@blueprint.route("/where-you-work", methods=["GET", "POST"])
@open_to(COORDINATOR)
@keeps_draft(_DRAFT, WorkplaceForm)
def workplace() -> Response | str | tuple[str, int]:
    told = told_by_member(database(), person())
    if told is not None and not (
        was_fresh_when_asked() if request.method == "POST" else is_fresh()
    ):
        # Whoever sits at her device could otherwise try out what vanishes with which place.
        return ask_first("account.workplace")
    typed = typed_before(_DRAFT) if request.method != "POST" else None
    form = WorkplaceForm() if typed is None else WorkplaceForm(typed)
    if form.validate_on_submit() and form.complete(first=told is None) and _keep(form):
        flash(_THANKS if told is None else "It is added.", "good")
        return see("coordinator.rounds" if told is None else "account.workplace")
    page = render_template(
        "account/workplace.html", form=form, told=told, is_draft=typed is not None
    )
    return (page, 422) if form.is_submitted() else page


def _keep(form: WorkplaceForm) -> bool:
    try:
        tell(database(), person(), form.told(this_year=now().year), now=now())
    except Refused as no:
        database().rollback()
        form.places.errors = [no.sentence]
        return False
    forget_typed(_DRAFT)
    commit()
    return True
