"""What a coordinator looks at before deciding on a pair. Nothing here forbids anything."""

import re
from collections.abc import Callable, Collection

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.people import Field, Mentee, Mentor, Side
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.hours import shared_hours, zone_difference
from mentorship.matching.reasons.conditions import writes_a_condition
from mentorship.matching.reasons.rests import Told
from mentorship.matching.reasons.spoken import listed

HIGH_SENSITIVITY = 2
LOW_FIT = 0.35
FAR_APART_HOURS = 5
# Of what a mentee can tell us about what she looks for, so much must be blank to call it thin.
THIN_BLANKS = 3


def cautions(
    mentee: Mentee, mentor: Mentor, *, score: float, asked_about: Collection[str] = ()
) -> tuple[str, ...]:
    """All cautions of one pair, the gravest first.

    asked_about  keys of people about whom a question is still open
    """
    open_questions = (
        f"A question about {who} is still open: decide it first"
        for who, person in (("her", mentee), ("the mentor", mentor))
        if person.key in asked_about
    )
    about_people = (rule(mentee, mentor) for rule in _RULES)
    low = f"The fit is low ({score:.2f} of 1): is waiting kinder?" if score < LOW_FIT else ""
    return tuple(sentence for sentence in (*open_questions, *about_people, low) if sentence)


def _sensitive(mentee: Mentee, mentor: Mentor) -> str:
    topics = vocabulary().topics
    if all(topics[code].sensitivity < HIGH_SENSITIVITY for code in mentee.topics & topics.keys()):
        return ""
    return Told(
        "One of her topics needs special care: a person looks at this pair before anybody is asked",
        "care",
    )


def _languages(mentee: Mentee, mentor: Mentor) -> str:
    if mentee.languages and mentor.languages:
        return ""
    who = "she" if mentor.languages else "the mentor"
    who = who if mentee.languages or mentor.languages else "neither of them"
    verb = "told" if who == "neither of them" else "did not tell"
    return Told(
        f"About languages {who} {verb} us anything we can read: make sure that they share one",
        "language",
    )


def _clocks(mentee: Mentee, mentor: Mentor) -> str:
    apart = zone_difference(mentee, mentor)
    if apart is None or apart <= FAR_APART_HOURS:
        return ""
    return Told(f"Their clocks are up to {apart:g} hours apart", "clocks")


def _free_time(mentee: Mentee, mentor: Mentor) -> str:
    hours = shared_hours(mentee, mentor)
    if hours is None or hours > 0:
        return ""
    return Told("The times they gave share no hour: they would have to find one", "hours")


def _ways_to_talk(mentee: Mentee, mentor: Mentor) -> str:
    if not mentee.formats or not mentor.formats or mentee.formats & mentor.formats:
        return ""
    return Told("They ticked different ways to talk", "ways")


def _thin(mentee: Mentee, mentor: Mentor) -> str:
    told = (mentee.topics, mentee.words, mentee.values, mentee.specialties, mentee.stage)
    if sum(not answer for answer in told) < THIN_BLANKS:
        return ""
    return Told(
        "She told us little about what she looks for: a short call first may help", "little"
    )


def _places_condition(mentee: Mentee, mentor: Mentor) -> str:
    """Whoever wrote more than a number meant more than a number."""
    if re.search(r"[^\W\d_]+\W+[^\W\d_]+", mentor.answers.get(Field.CAPACITY, "")) is None:
        return ""
    return "The mentor wrote a condition beside the number of places: please read it"


def _offer_condition(mentee: Mentee, mentor: Mentor) -> str:
    """Only of the mentor's words: a mentee's own conditions are questions of the form."""
    beside = {Field.PREFERENCE: mentor.preference, Field.ANYTHING_ELSE: mentor.anything_else}
    where = ["in the offer"] if writes_a_condition(mentor.words) else []
    where += [
        f"under “{REGISTRY[Side.MENTOR, field].label}”"
        for field, text in beside.items()
        if writes_a_condition(text)
    ]
    return f"The mentor wrote a condition {listed(where)}: please read it" if where else ""


_RULES: tuple[Callable[[Mentee, Mentor], str], ...] = (
    _sensitive,
    _languages,
    _clocks,
    _offer_condition,
    _places_condition,
    _thin,
)
_PRACTICAL: tuple[Callable[[Mentee, Mentor], str], ...] = (_free_time, _ways_to_talk)


def practicalities(mentee: Mentee, mentor: Mentor) -> tuple[str, ...]:
    """What the two would have to settle between them; no reason to think twice about the pair."""
    return tuple(sentence for rule in _PRACTICAL if (sentence := rule(mentee, mentor)))
