"""What a mentor is asked, screen by screen, in the words of the sheet; who must not meet first."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than its stubs
    BooleanField,
    DateField,
    IntegerField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from mentorship.domain.people import Field, Side
from mentorship.domain.sentences import sentence as _
from mentorship.services.one_line import LONGEST
from mentorship.web.forms import Form
from mentorship.web.questions import (
    Scale,
    SendAnswersForm,
    SignUpForm,
    Stage,
    Ticks,
    line,
    paragraph,
)

MOST_PLACES = 5
_PLACES = tuple(map(str, range(MOST_PLACES + 1)))
# From which somebody can have a say over her. What is kept is English, as a sheet would hold it.
ROLES = (
    _("Program director or associate program director"),
    _("Department chair or head of a lab"),
    _("Principal investigator or thesis supervisor"),
    _("Signing off trainees (clinical competency committee)"),
    _("Selecting or admitting trainees (selection committee)"),
    _("Deciding about promotion, funding or awards"),
    _("Human resources, risk management or legal"),
)
_BETWEEN = "; "


class Roles(SelectMultipleField):
    """Boxes for the roles that matter for safety; whatever else somebody is stands below them."""

    def __init__(self, label: str, **more: Any) -> None:
        choices = [SelectChoice(str(role), role) for role in ROLES]
        super().__init__(label, choices=choices, **more)

    def pre_validate(self, form: Any) -> None:
        if not set(self.data or ()) <= set(ROLES):
            raise ValidationError(_("Please choose from what is offered here."))


class WorkForm(SignUpForm):
    """Who the mentor is, where, with a say over whom, and whom to keep apart from."""

    side = Side.MENTOR

    name = line(
        _("Full name and credentials"),
        _("Somebody who is asked whether to meet you sees it."),
        DataRequired(_("Please write your name, so that she knows who would read her words.")),
    )
    workplace = line(
        _("Current institution(s) or employer(s)"),
        _(
            "All of them, please, also where you only consult: nobody from there is matched "
            "with you."
        ),
        DataRequired(_("Please write where you work. It keeps you apart from people there.")),
    )
    roles_held = Roles(
        _("Do you have one of these roles?"),
        description=_("Tick what fits. None is fine."),
    )
    roles = paragraph(
        _(
            "Your roles there, including any where you supervise, hire, grade, fund or sign off "
            "on people"
        ),
        _(
            "Whatever the list above does not say. Somebody who is asked whether to meet you "
            "reads it."
        ),
    )
    keep_apart = paragraph(
        _("Any institutions, programs, committees or people we should keep you apart from?"),
        _(
            "Past trainees, selection committees, a partner’s workplace, a hospital that you were "
            "an expert witness for, a move coming up … Only the matching team reads this."
        ),
    )
    specialty = line(_("Your field or specialty"))
    stage = Stage(_("Where are you in your career?"))

    @classmethod
    def starts(cls, saved: Mapping[Field, str]) -> dict[str, Any]:
        held, own = _roles_in(saved.get(Field.ROLES, ""))
        return {**super().starts(saved), "roles_held": held, Field.ROLES: own}

    def answers(self) -> dict[Field, str]:
        """The answers; the ticked roles stand before what was written about others."""
        said = super().answers()
        roles = [*(self.roles_held.data or ()), *filter(None, [said[Field.ROLES]])]
        return said | {Field.ROLES: _BETWEEN.join(roles)}


def _roles_in(said: str) -> tuple[list[str], str]:
    """(ticked roles, the rest) of this answer; the rest stays as it was written."""
    held: list[str] = []
    while said:
        role, _parted, rest = said.partition(_BETWEEN)
        if role not in ROLES or role in held:
            break
        held.append(role)
        said = rest
    return held, said


class RoomForm(SignUpForm):
    """How many people the mentor takes, and what for."""

    side = Side.MENTOR

    capacity = Scale(
        _("How many mentees can you take on in this round?"),
        _PLACES,
        description=_("0 is fine: you stay on the list and we ask again."),
        needed=_("Please choose a number. 0 is a fine answer."),
    )
    topics = Ticks(
        _("I can help with..."),
        Side.MENTOR,
        description=_("Tick only what you’d be glad to talk about."),
    )
    words = paragraph(
        _("In your own words: what can you offer? What do you wish someone had told you?"),
        _("Somebody who is asked whether to meet you reads this."),
    )


class TalkForm(SignUpForm):
    """How, where and when the two could talk."""

    side = Side.MENTOR

    place = line(_("Your city or time zone"), _("So that we find hours that suit you both."))
    languages = Ticks(_("Which languages are you comfortable talking in?"), Side.MENTOR)
    languages_own = line(_("Another language"))
    formats = Ticks(_("How would you like to talk?"), Side.MENTOR)
    slots = Ticks(_("When are you usually free?"), Side.MENTOR)
    styles = Ticks(
        _("What kind of mentor are you?"), Side.MENTOR, most=2, description=_("Up to two.")
    )
    values = Ticks(
        _("What matters most to you at work?"),
        Side.MENTOR,
        most=5,
        description=_("Pick up to five."),
    )
    pronouns = line(_("Your pronouns (optional)"))
    preference = line(_("Any stage or situation you'd rather work with?"))
    phone = line(_("Mobile number (optional, for one text when you have a match)"))
    anything_else = paragraph(_("Anything else?"), _("Only the matching team reads this."))


class AboutForm(SignUpForm):
    """Who the mentor is, as far as she or he likes, and what of it may be shown."""

    side = Side.MENTOR

    race_ethnicity = Ticks(_("Race or ethnicity"), Side.MENTOR)
    race_ethnicity_own = line(_("Race or ethnicity, in your own words"))
    faith = Ticks(_("Faith or belief"), Side.MENTOR)
    faith_own = line(_("Faith or belief, in your own words"))
    gender = Ticks(_("Gender"), Side.MENTOR)
    gender_own = line(_("Gender, in your own words"))
    other_identity = Ticks(_("Other parts of who you are that matter to you"), Side.MENTOR)
    other_identity_own = line(_("Anything else about who you are"))
    may_show = Ticks(
        _("Which of these may we show to a mentee once you are both introduced?"),
        Side.MENTOR,
        description=_("Nothing is shown that you do not tick."),
    )


class RoomAnswerForm(Form):
    """Whom to keep apart from, where that was wiped since; the rest of the answer is a button."""

    keep_apart = paragraph(
        _("Any institutions, programs, committees or people we should keep you apart from?"),
        _(
            "What you wrote here for an earlier round is deleted by now, as we promised. Please "
            "write it again, or “nobody”."
        ),
    )

    def __init__(self, *, is_needed: bool = False, **more: Any) -> None:
        super().__init__(**more)
        self.is_needed = is_needed

    def validate_keep_apart(self, field: Any) -> None:
        if self.is_needed and not field.data:
            raise ValidationError(_("Please write whom, or “nobody”."))


class PlacesForm(Form):
    """How many people the mentor takes at a time."""

    places = Scale(
        _("How many people can you take at a time?"),
        _PLACES,
        description=_("0 is fine: you stay on the list and we ask again."),
        needed=_("Please choose a number. 0 is a fine answer."),
    )


class PauseForm(Form):
    """Until when the mentor would rather not be asked; without a day, until told otherwise."""

    until = DateField(
        _("Until when? (optional)"),
        [Optional()],
        description=_("Leave it open, and you are asked again when you say so."),
    )

    def is_right(self, *, today: date) -> bool:
        """True when a pause can begin: without a day, or with one that is still to come."""
        if self.validate() and self.until.data and self.until.data <= today:
            self.until.errors = [_("Please choose a day that is still to come.")]
        return not self.errors


class LineForm(Form):
    """One line for her introduction; see services/one_line.py.

    is_doubtful  True when the line may hold a patient's details
    """

    line = StringField(
        _("One line (optional)"),
        [
            DataRequired(_("Please write a word, or close this page: no line is needed.")),
            Length(max=LONGEST, message=_("One line is plenty: at most 200 characters, please.")),
        ],
        description=_("At most 200 characters. Please leave out anything about a patient."),
    )
    is_doubtful = False


class HandBackForm(Form):
    """What the team may know when a mentor cannot go on; nothing is needed."""

    words = paragraph(
        _("Is there anything that the team should know? (optional)"),
        _("Only the matching team reads this. She never does."),
    )


class HoursForm(Form):
    """How many hours it was, by the mentor's own count. It is written nowhere."""

    class Meta(Form.Meta):
        csrf = False

    hours = IntegerField(
        _("How many hours was it, by your own count?"),
        [NumberRange(1, 9999, _("Please write a whole number of hours."))],
        description=_("We do not count, and we keep nothing of it."),
    )


class SendForm(SendAnswersForm):
    """The agreement, with which all answers are sent."""

    side = Side.MENTOR

    agreement = BooleanField(
        _("I have read the mentor agreement"),
        [InputRequired(_("Please tick the agreement if you would like to take part."))],
        description=_("Not your boss, not your therapist, confidential within limits."),
    )
