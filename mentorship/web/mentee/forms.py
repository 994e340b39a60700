"""What a mentee is asked, screen by screen, in the words of the sheet."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, HiddenField, PasswordField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from mentorship.domain.people import Dimension, Field, Matters, Side
from mentorship.web.forms import Form
from mentorship.web.questions import Scale, SignUpForm, Stage, Ticks, line, paragraph

# The team reads this with her other notes; nobody she is introduced to ever does.
CALL_ME = "I would rather tell a person where I work or study."
NO_WORKPLACE = (
    "We need to know where you work or study, to keep you away from people there. "
    "If you would rather not write it down, tick the box below."
)


def _matters(dimension: Dimension) -> Scale:
    return Scale(dimension, list(Matters))


class NameForm(SignUpForm):
    """What she is called, and how she is reached."""

    side = Side.MENTEE

    name = line(
        "What name would you like us to use?",
        "This is what your mentor will see once you are introduced, and not before.",
        DataRequired("What may we call you? Any name will do."),
    )
    pronouns = line("Your pronouns (optional)")
    contact = paragraph(
        "Is it safe to email you at this address? Any other way you would rather be reached?",
        "Your mentor reads this once you are introduced.",
    )


class ApartForm(SignUpForm):
    """From whom she is kept away; a workplace is needed, or the wish to tell a person."""

    side = Side.MENTEE

    workplace = line("Where do you work, study or train?", "Two hospitals? Write both.")
    tell_a_person = BooleanField(
        "I would rather tell a person",
        description="Then somebody of the team writes to you first, and you wait until you "
        "have talked.",
    )
    department = line("Department, program or lab (optional)")
    keep_apart = paragraph(
        "Is there any person, department or organization we must NOT match you with or mention "
        "you to?",
        "Only the matching team sees this. Names, places, or “anybody who works with …”.",
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
        "What is your field or specialty?",
        "Not in the list? We’ll keep it just as you wrote it. Still deciding? Tell us what you "
        "are curious about.",
    )
    stage = Stage("Where are you in your career right now?")
    place = line(
        "Your city or time zone", "So that we find hours that suit you both. Any place will do."
    )


class TopicsForm(SignUpForm):
    """What she would like to talk about, and what it would be good for."""

    side = Side.MENTEE

    topics = Ticks(
        "What would you like to talk about?",
        Side.MENTEE,
        description="Tick as many as you like. There is no wrong reason to be here.",
    )
    goals = Ticks("What would make this worth it for you?", Side.MENTEE)


class WordsForm(SignUpForm):
    """Her question, in her own words."""

    side = Side.MENTEE

    words = paragraph(
        "In your own words: what is the question you wish you could ask someone who has been "
        "there?",
        "Any language. One word is enough. Please leave out names and anything about a patient.",
    )
    words_shared = BooleanField(
        "My mentor may see these words",
        description="If you leave this open, only the matching team can read them.",
    )
    anything_else = paragraph(
        "Anything else you want us to know?", "Only the matching team sees this."
    )
    heard_from = line("How did you hear about us?")

    @classmethod
    def starts(cls, saved: Mapping[Field, str]) -> dict[str, Any]:
        start = super().starts(saved)
        notes = saved.get(Field.ANYTHING_ELSE, "")
        return start | {Field.ANYTHING_ELSE: notes.replace(CALL_ME, "").strip()}


class ValuesForm(SignUpForm):
    """What matters to her, in a mentor and in how they talk."""

    side = Side.MENTEE

    values = Ticks(
        "What matters most to you at work?", Side.MENTEE, most=5, description="Pick up to five."
    )
    styles = Ticks(
        "What kind of mentor helps you most?", Side.MENTEE, most=2, description="Up to two."
    )
    formats = Ticks("How would you like to talk?", Side.MENTEE)
    languages = Ticks("Which languages are you comfortable talking in?", Side.MENTEE)
    languages_own = line("Another language")
    slots = Ticks("When are you usually free?", Side.MENTEE)


class AboutHerForm(SignUpForm):
    """Who she is, as far as she likes, and how much it matters that her mentor shares it."""

    side = Side.MENTEE

    race_ethnicity = Ticks("Race or ethnicity", Side.MENTEE)
    race_ethnicity_own = line("Race or ethnicity, in your own words")
    faith = Ticks("Faith or belief", Side.MENTEE)
    faith_own = line("Faith or belief, in your own words")
    gender = Ticks("Gender", Side.MENTEE)
    gender_own = line("Gender, in your own words")
    other_identity = Ticks("Other parts of who you are that matter to you", Side.MENTEE)
    other_identity_own = line("Anything else about who you are")
    matters_race = _matters(Dimension.RACE)
    matters_faith = _matters(Dimension.FAITH)
    matters_gender = _matters(Dimension.GENDER)
    matters_lgbtq = _matters(Dimension.LGBTQ)
    matters_disability = _matters(Dimension.DISABILITY)
    matters_parent = _matters(Dimension.PARENT)
    matters_immigrant = _matters(Dimension.IMMIGRANT)
    matters_first = _matters(Dimension.FIRST)


class SendForm(SignUpForm):
    """Her agreement, with which all answers are sent.

    seen  the seal of the answers that stood on the page; see `SoFar.seal`
    """

    side = Side.MENTEE

    agreement = BooleanField(
        "I have read the community agreement and I want to take part in this round.",
        [InputRequired("Please tick the agreement if you would like to take part.")],
    )
    seen = HiddenField()


class ClaimForm(Form):
    """One password, for an account that is opened with it."""

    password = PasswordField(
        "Choose a password",
        [InputRequired("Please write a password.")],
        description="At least 12 characters. A short sentence is easy to remember.",
    )
