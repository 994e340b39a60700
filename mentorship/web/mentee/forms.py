"""What a mentee is asked, screen by screen, in the words of the sheet."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, PasswordField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from mentorship.domain.people import Dimension, Field, Matters, Side
from mentorship.domain.sentences import Sentence
from mentorship.domain.sentences import sentence as _
from mentorship.web.forms import Form
from mentorship.web.mentee.tracks import likely_first
from mentorship.web.questions import (
    Scale,
    SendAnswersForm,
    SignUpForm,
    Stage,
    Ticks,
    choices_of,
    line,
    paragraph,
)

# The team reads this with her other notes; nobody she is introduced to ever does.
CALL_ME = "I would rather tell a person where I work or study."
NO_WORKPLACE = _(
    "We need to know where you work or study, to keep you away from people there. "
    "If you would rather not write it down, tick the box below."
)


DIMENSIONS: Mapping[Dimension, Sentence] = {
    Dimension.RACE: _("Race or ethnicity"),
    Dimension.FAITH: _("Faith"),
    Dimension.GENDER: _("Gender"),
    Dimension.LGBTQ: _("LGBTQ+"),
    Dimension.DISABILITY: _("Disability or neurodivergence"),
    Dimension.PARENT: _("Being a parent or carer"),
    Dimension.IMMIGRANT: _("Immigrant / IMG experience"),
    Dimension.FIRST: _("First in the family"),
}
_MATTERS = {
    Matters.MUST: _("Must - I would rather wait"),
    Matters.HELPS: _("Would help"),
    Matters.NOT_IMPORTANT: _("Not important"),
}


def _matters(dimension: Dimension) -> Scale:
    return Scale(DIMENSIONS[dimension], _MATTERS.values())


class NameForm(SignUpForm):
    """What she is called, and how she is reached."""

    side = Side.MENTEE

    name = line(
        _("What name would you like us to use?"),
        _("This is what your mentor will see once you are introduced, and not before."),
        DataRequired(_("What may we call you? Any name will do.")),
    )
    pronouns = line(_("Your pronouns (optional)"))
    contact = paragraph(
        _("Is it safe to email you at this address? Any other way you would rather be reached?"),
        _("Your mentor reads this once you are introduced."),
    )


class ApartForm(SignUpForm):
    """From whom she is kept away; a workplace is needed, or the wish to tell a person."""

    side = Side.MENTEE

    workplace = line(_("Where do you work, study or train?"), _("Two hospitals? Write both."))
    tell_a_person = BooleanField(
        _("I would rather tell a person"),
        description=_(
            "Then somebody of the team writes to you first, and you wait until you have talked."
        ),
    )
    department = line(_("Department, program or lab (optional)"))
    keep_apart = paragraph(
        _(
            "Is there any person, department or organization we must NOT match you with or mention "
            "you to?"
        ),
        _("Only the matching team sees this. Names, places, or “anybody who works with …”."),
    )

    def validate_workplace(self, field: Any) -> None:
        if not field.data and not self.tell_a_person.data:
            raise ValidationError(NO_WORKPLACE)

    @classmethod
    def starts(cls, saved: Mapping[Field, str]) -> dict[str, Any]:
        asks_for_a_call = CALL_ME in saved.get(Field.ANYTHING_ELSE, "")
        return {**super().starts(saved), "tell_a_person": asks_for_a_call}

    def answers(self) -> dict[Field, str]:
        """Her answers. What she would rather say is never written down."""
        said = super().answers()
        return said | {Field.WORKPLACE: ""} if self.tell_a_person.data else said


class WhereForm(SignUpForm):
    """Her field, how far she has come, and where her clock is."""

    side = Side.MENTEE

    specialty = line(
        _("What is your field or specialty?"),
        _(
            "Not in the list? We’ll keep it just as you wrote it. Still deciding? Tell us what you "
            "are curious about."
        ),
    )
    stage = Stage(_("Where are you in your career right now?"))
    place = line(
        _("Your city or time zone"),
        _("So that we find hours that suit you both. Any place will do."),
    )

    def _offer(self, saved: Mapping[Field, str]) -> None:
        super()._offer(saved)
        self.stage.choices = likely_first(choices_of(self.stage), field=self.specialty.data or "")


class TopicsForm(SignUpForm):
    """What she would like to talk about, and what it would be good for."""

    side = Side.MENTEE

    topics = Ticks(
        _("What would you like to talk about?"),
        Side.MENTEE,
        description=_("Tick as many as you like. There is no wrong reason to be here."),
    )
    goals = Ticks(_("What would make this worth it for you?"), Side.MENTEE)


class WordsForm(SignUpForm):
    """Her question, in her own words."""

    side = Side.MENTEE

    words = paragraph(
        _(
            "In your own words: what is the question you wish you could ask someone who has been "
            "there?"
        ),
        _("Any language. One word is enough. Please leave out names and anything about a patient."),
    )
    words_shared = BooleanField(
        _("My mentor may see these words"),
        description=_("If you leave this open, only the matching team can read them."),
    )
    anything_else = paragraph(
        _("Anything else you want us to know?"), _("Only the matching team sees this.")
    )
    heard_from = line(_("How did you hear about us?"))

    @classmethod
    def starts(cls, saved: Mapping[Field, str]) -> dict[str, Any]:
        start = super().starts(saved)
        notes = saved.get(Field.ANYTHING_ELSE, "")
        return start | {Field.ANYTHING_ELSE: notes.replace(CALL_ME, "").strip()}


class ValuesForm(SignUpForm):
    """What matters to her, in a mentor and in how they talk."""

    side = Side.MENTEE

    values = Ticks(
        _("What matters most to you at work?"),
        Side.MENTEE,
        most=5,
        description=_("Pick up to five."),
    )
    styles = Ticks(
        _("What kind of mentor helps you most?"), Side.MENTEE, most=2, description=_("Up to two.")
    )
    formats = Ticks(_("How would you like to talk?"), Side.MENTEE)
    languages = Ticks(_("Which languages are you comfortable talking in?"), Side.MENTEE)
    languages_own = line(_("Another language"))
    slots = Ticks(_("When are you usually free?"), Side.MENTEE)


class AboutHerForm(SignUpForm):
    """Who she is, as far as she likes, and how much it matters that her mentor shares it."""

    side = Side.MENTEE

    race_ethnicity = Ticks(_("Race or ethnicity"), Side.MENTEE)
    race_ethnicity_own = line(_("Race or ethnicity, in your own words"))
    faith = Ticks(_("Faith or belief"), Side.MENTEE)
    faith_own = line(_("Faith or belief, in your own words"))
    gender = Ticks(_("Gender"), Side.MENTEE)
    gender_own = line(_("Gender, in your own words"))
    other_identity = Ticks(_("Other parts of who you are that matter to you"), Side.MENTEE)
    other_identity_own = line(_("Anything else about who you are"))
    matters_race = _matters(Dimension.RACE)
    matters_faith = _matters(Dimension.FAITH)
    matters_gender = _matters(Dimension.GENDER)
    matters_lgbtq = _matters(Dimension.LGBTQ)
    matters_disability = _matters(Dimension.DISABILITY)
    matters_parent = _matters(Dimension.PARENT)
    matters_immigrant = _matters(Dimension.IMMIGRANT)
    matters_first = _matters(Dimension.FIRST)


class SendForm(SendAnswersForm):
    """Her agreement, with which all answers are sent."""

    side = Side.MENTEE

    agreement = BooleanField(
        _("I have read the community agreement and I want to take part in this round."),
        [InputRequired(_("Please tick the agreement if you would like to take part."))],
    )


class ClaimForm(Form):
    """One password, for an account that is opened with it."""

    password = PasswordField(
        _("Choose a password"),
        [InputRequired(_("Please write a password."))],
        description=_("At least 12 characters. A short sentence is easy to remember."),
    )
