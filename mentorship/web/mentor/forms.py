"""What a mentor is asked, in the words of the sheet; roles and conflicts come first."""

from wtforms import BooleanField
from wtforms.validators import DataRequired, InputRequired

from mentorship.domain.people import Side
from mentorship.web.questions import Scale, SignUpForm, Stage, Ticks, line, paragraph

_PLACES = tuple(map(str, range(6)))


class MentorForm(SignUpForm):
    """The sign-up of a mentor; a name, a workplace, the number of places and the agreement are
    needed."""

    side = Side.MENTOR

    name = line(
        "Full name and credentials",
        "Somebody who is asked whether to meet you sees it.",
        DataRequired("Please write your name, so that she knows who would read her words."),
    )
    pronouns = line("Your pronouns (optional)")
    workplace = line(
        "Current institution(s) or employer(s)",
        "All of them, please: nobody from there is matched with you.",
        DataRequired("Please write where you work. It keeps you apart from people there."),
    )
    roles = paragraph(
        "Your roles there, including any where you supervise, hire, grade, fund or sign off on "
        "people",
        "Program director, chair, PI, manager, HR, committee …",
    )
    keep_apart = paragraph(
        "Any institutions, programs, committees or people we should keep you apart from?",
        "Past trainees, selection committees, a partner's workplace, a move coming up … "
        "Only the matching team reads this.",
    )
    capacity = Scale(
        "How many mentees can you take on in this round?",
        _PLACES,
        description="0 is a fine answer.",
        needed="Please choose a number. 0 is a fine answer.",
    )
    specialty = line("Your field or specialty")
    stage = Stage("Where are you in your career?")
    topics = Ticks(
        "I can help with...", Side.MENTOR, description="Tick only what you’d be glad to talk about."
    )
    words = paragraph(
        "In your own words: what can you offer? What do you wish someone had told you?",
        "Somebody who is asked whether to meet you reads this.",
    )
    preference = line("Any stage or situation you'd rather work with?")
    values = Ticks(
        "What matters most to you at work?", Side.MENTOR, most=5, description="Pick up to five."
    )
    styles = Ticks("What kind of mentor are you?", Side.MENTOR, most=2, description="Up to two.")
    formats = Ticks("How would you like to talk?", Side.MENTOR)
    slots = Ticks("When are you usually free?", Side.MENTOR)
    place = line("Your city or time zone")
    languages = Ticks("Which languages are you comfortable talking in?", Side.MENTOR)
    languages_own = line("Another language")
    race_ethnicity = Ticks("Race or ethnicity", Side.MENTOR)
    race_ethnicity_own = line("Race or ethnicity, in your own words")
    faith = Ticks("Faith or belief", Side.MENTOR)
    faith_own = line("Faith or belief, in your own words")
    gender = Ticks("Gender", Side.MENTOR)
    gender_own = line("Gender, in your own words")
    other_identity = Ticks("Other parts of who you are that matter to you", Side.MENTOR)
    other_identity_own = line("Anything else about who you are")
    may_show = Ticks(
        "Which of these may we show to a mentee once you are both introduced?",
        Side.MENTOR,
        description="Nothing is shown that you do not tick.",
    )
    phone = line("Mobile number (optional, for one text when you have a match)")
    anything_else = paragraph("Anything else?", "Only the matching team reads this.")
    agreement = BooleanField(
        "I have read the mentor agreement",
        [InputRequired("Please tick the agreement if you would like to take part.")],
        description="Not your boss, not your therapist, confidential within limits.",
    )
