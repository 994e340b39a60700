"""What is shown of somebody, and to whom: her own say, field by field, and what they would read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, render_template
from werkzeug.wrappers import Response
from wtforms import SelectChoice, SelectMultipleField, SubmitField  # type: ignore[attr-defined]  # newer than its stubs

from mentorship.domain.people import Audience, Field, Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.profile import Profile
from mentorship.services.cards import Preview, previews
from mentorship.services.consents import (
    Sight,
    changes_to,
    choose,
    never_seen,
    profiles_of,
    sights_of,
)
from mentorship.web.access import SIGNED_IN, open_to
from mentorship.web.forms import Form
from mentorship.web.language import told
from mentorship.web.mine.routes import blueprint
from mentorship.web.pages import commit, database, now, person, see

_KEPT = _("Kept. It counts from this moment on, everywhere.")
_AS_BEFORE = _("Nothing was different from before, so nothing was changed.")


class ShownForm(Form):
    """For each audience the fields that are ticked; `look` only asks for the previews."""

    team = SelectMultipleField()
    asked = SelectMultipleField()
    introduced = SelectMultipleField()
    look = SubmitField()

    @classmethod
    def about(cls, sights: list[Sight]) -> "ShownForm":
        """The form with what these audiences see now; what was just sent stands above it."""
        form = cls(data={sight.audience: sorted(sight.open) for sight in sights})
        for sight in sights:
            form[sight.audience].choices = _choices(sight)
        return form

    def chosen(self) -> dict[Audience, set[Field]]:
        """What is ticked among the boxes there are; anything else that was sent is no answer."""
        return {one: self._ticked(self[one]) for one in Audience}

    @staticmethod
    def _ticked(field: SelectMultipleField) -> set[Field]:
        offered = {one.value for one in field.choices or () if isinstance(one, SelectChoice)}
        return {Field(name) for name in field.data or () if name in offered}


def _choices(sight: Sight) -> list[SelectChoice]:
    return [
        SelectChoice(field.value, label, optgroup=_(group.value))
        for group, labels in sight.choices.items()
        for field, label in labels.items()
    ]


@dataclass(frozen=True, slots=True)
class Part:
    """One audience on the page: its boxes, what cannot be closed to it, and what it would read.

    field  the boxes. Any: a field of a form, as the library binds it
    """

    sight: Sight
    field: Any
    preview: Preview


@blueprint.route("/shown", methods=["GET", "POST"], defaults={"number": 1}, endpoint="shown")
@blueprint.route("/shown/<int:number>", methods=["GET", "POST"], endpoint="shown")
@open_to(SIGNED_IN)
def who_sees_what(number: int) -> Response | str | tuple[str, int]:
    """number  1 for the first side on which this person has signed up, 2 for the other."""
    sign_ups = profiles_of(database(), person())
    if not sign_ups and number == 1:
        return render_template("mine/shown_nothing.html")
    if not 1 <= number <= len(sign_ups):
        abort(404)
    side = list(sign_ups)[number - 1]
    form = ShownForm.about(sights_of(sign_ups[side][0]))
    if form.validate_on_submit() and not form.look.data:
        return _keep(sign_ups[side], form, number=number)
    page = _page(sign_ups, side, form, number=number)
    return page, 422 if form.errors else 200


def _keep(hers: list[Profile], form: ShownForm, *, number: int) -> Response:
    """Said for each of her sign-ups on this side: she does not think of them as several."""
    changes = [choose(profile, form.chosen(), now=now()) for profile in hers]
    commit()
    flash(told(_KEPT if any(changes) else _AS_BEFORE), "good")
    return see("mine.shown", number=number)


def _page(
    sign_ups: Mapping[Side, list[Profile]], side: Side, form: ShownForm, *, number: int
) -> str:
    newest = sign_ups[side][0]
    seen = previews(newest, changes_to(newest, form.chosen()))
    parts = [
        Part(sight, form[sight.audience], preview)
        for sight, preview in zip(sights_of(newest), seen, strict=True)
    ]
    return render_template(
        "mine/shown.html",
        side=side,
        number=number,
        sides=list(sign_ups),
        form=form,
        parts=parts,
        never=never_seen(side),
    )
