"""Why this mentor, said to her: about the mentor only what the mentor opened."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.facets import NEAR_PEER, known_fields, rung, town
from mentorship.matching.hours import shared_hours
from mentorship.matching.reasons import spoken
from mentorship.matching.reasons.choosing import TO_A_PARTNER, Candidate
from mentorship.matching.reasons.in_common import styles_named, values_named
from mentorship.matching.reasons.opened import opened
from mentorship.matching.reasons.pairing import Pairing
from mentorship.matching.reasons.telling import Fact, candidates

# From so many hours a week on, nobody counts them.
OFTEN = 10
OTHERWISE = TO_A_PARTNER


def to_mentee(pair: Pairing) -> tuple[Candidate, ...]:
    """What can be said to her, each sentence without its full stop.

    Her own answers are hers to read. The mentor's stand here as far as they are open to somebody
    who is being asked; a part of who either of them is stands in no sentence.
    """
    mentor = opened(pair.mentor, stage=MatchState.ASKED_MENTEE)
    seen = replace(pair, mentor=mentor)
    facts = (
        Fact(facet, partial(say, seen), part.closeness, pair.median.get(facet, 0.0), part.weight)
        for facet, say in _RULES.items()
        if (part := pair.parts.get(facet))
    )
    return candidates((*facts, _language(seen)))


def _needs(pair: Pairing) -> str:
    mentee = pair.mentee
    both = mentee.topics & pair.mentor.topics
    if not both:
        return ""
    topics = pair.around.rarest_first(both)
    named = spoken.listed(spoken.said(spoken.TOPICS, topics, forms=spoken.TO_HER))
    if len(mentee.topics) == 1:
        return f"They are glad to talk about {named}, which is what you asked for"
    if both == mentee.topics:
        return f"They are glad to talk about everything that you ticked: {named}"
    count = f"{spoken.number(len(both))} of the {spoken.number(len(mentee.topics))} things"
    return f"They are glad to talk about {count} that you ticked: {named}"


def _words(pair: Pairing) -> str:
    """Only with a sentence to show for it: a number alone can be mistaken about meaning."""
    quoted = pair.closest(pair.mentee, pair.mentor)
    if not quoted:
        return ""
    return f"Something they wrote may speak to your question: “{quoted.rstrip('.')}”"


def _field(pair: Pairing) -> str:
    hers, theirs = known_fields(pair.mentee) or (), known_fields(pair.mentor) or ()
    if not hers or not theirs:
        return ""
    words = vocabulary().specialties
    if same := sorted(set(hers) & set(theirs)):
        return f"They work in your own field, {spoken.fields_in_prose(same)}"
    named = spoken.fields_in_prose(theirs)
    if {words[code].branch for code in hers} & {words[code].branch for code in theirs}:
        return f"Their field is close to yours: {named}"
    if both := {words[code].area for code in hers} & {words[code].area for code in theirs}:
        return f"They are in {spoken.areas_in_prose(sorted(both))} too: {named}"
    return ""


def _stage(pair: Pairing) -> str:
    hers, theirs = rung(pair.mentee), rung(pair.mentor)
    if hers is None or theirs is None or theirs < hers:
        return ""
    if NEAR_PEER in pair.mentee.styles and theirs - hers <= 2:
        return "You asked for somebody only a few steps ahead, and they are"
    if theirs == hers:
        return ""
    return f"They are {_steps(theirs - hers)} further on in their career than you are"


def _steps(rungs: int) -> str:
    if rungs == 1:
        return "one step"
    return "a few steps" if rungs <= 4 else "many steps"


def _values(pair: Pairing) -> str:
    named = values_named(pair.mentee, pair.mentor, forms=spoken.TO_HER)
    return f"What matters to you at work matters to them too: {named}" if named else ""


def _style(pair: Pairing) -> str:
    named = styles_named(pair.mentee, pair.mentor, forms=spoken.TO_HER)
    if not named:
        return ""
    return f"You hoped for a mentor who {named}, and that is how they describe themselves"


def _meeting(pair: Pairing) -> str:
    mentee, mentor = pair.mentee, pair.mentor
    if "inperson" in mentee.formats & mentor.formats and town(mentee) == town(mentor) != "":
        return "You are in the same town and would both like to meet in person"
    hours = shared_hours(mentee, mentor)
    if hours is None or hours < 1:
        return ""
    if hours >= OFTEN:
        return "You are often free at the same times"
    count = "an hour" if hours < 2 else f"{spoken.number(round(hours))} hours"
    return f"You are both free at the same time for about {count} a week"


def _language(pair: Pairing) -> Fact:
    """A language that few of the mentors speak; it weighs nothing, so it comes last."""
    shared = pair.mentee.languages & pair.mentor.languages & pair.around.rare_languages
    sentence = f"You can talk in {spoken.listed(sorted(shared))}"
    return Fact("language", lambda: sentence, float(bool(shared)), 0.0, 0.0)


_RULES: Mapping[str, Callable[[Pairing], str]] = {
    "needs": _needs,
    "words": _words,
    "values": _values,
    "field": _field,
    "stage": _stage,
    "style": _style,
    "logistics": _meeting,
}
