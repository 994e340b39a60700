"""Why this mentor, said to her: about the mentor only what the mentor opened."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.sentences import counted
from mentorship.domain.sentences import sentence as _
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
    hers = pair.mentee.topics
    both = hers & pair.mentor.topics
    if not both:
        return ""
    named = spoken.listed(spoken.said(spoken.TOPICS, pair.around.rarest_first(both)))
    if len(hers) == 1:
        return _("They are glad to talk about what you asked for: %(topics)s", topics=named)
    if both == hers:
        return _("They are glad to talk about everything that you ticked: %(topics)s", topics=named)
    return counted(
        "They are glad to talk about %(count)s of the %(all)s things that you ticked: %(topics)s",
        "They are glad to talk about %(count)s of the %(all)s things that you ticked: %(topics)s",
        count=len(both),
        all=len(hers),
        topics=named,
    )


def _words(pair: Pairing) -> str:
    """Only with a sentence to show for it: a number alone can be mistaken about meaning."""
    quoted = pair.closest(pair.mentee, pair.mentor)
    if not quoted:
        return ""
    return _(
        "Something they wrote may speak to your question: “%(words)s”", words=quoted.rstrip(".")
    )


def _field(pair: Pairing) -> str:
    hers, theirs = known_fields(pair.mentee) or (), known_fields(pair.mentor) or ()
    if not hers or not theirs:
        return ""
    words = vocabulary().specialties
    if same := sorted(set(hers) & set(theirs)):
        return _("They work in your own field: %(fields)s", fields=spoken.fields_named(same))
    named = spoken.fields_named(theirs)
    if {words[code].branch for code in hers} & {words[code].branch for code in theirs}:
        return _("Their field is close to yours: %(fields)s", fields=named)
    if {words[code].area for code in hers} & {words[code].area for code in theirs}:
        return _("They work in the same area as you. Their field: %(fields)s", fields=named)
    return ""


def _stage(pair: Pairing) -> str:
    hers, theirs = rung(pair.mentee), rung(pair.mentor)
    if hers is None or theirs is None or theirs < hers:
        return ""
    if NEAR_PEER in pair.mentee.styles and theirs - hers <= 2:
        return _("You asked for somebody only a few steps ahead, and they are")
    return _steps(theirs - hers)


def _steps(rungs: int) -> str:
    if rungs == 0:
        return ""
    if rungs == 1:
        return _("They are one step further on in their career than you are")
    if rungs <= 4:
        return _("They are a few steps further on in their career than you are")
    return _("They are many steps further on in their career than you are")


def _values(pair: Pairing) -> str:
    named = values_named(pair.mentee, pair.mentor)
    if not named:
        return ""
    return _("What matters to you at work matters to them too: %(values)s", values=named)


def _style(pair: Pairing) -> str:
    named = styles_named(pair.mentee, pair.mentor)
    if not named:
        return ""
    return _(
        "What you hope for in a mentor is how they describe themselves: %(styles)s", styles=named
    )


def _meeting(pair: Pairing) -> str:
    mentee, mentor = pair.mentee, pair.mentor
    if "inperson" in mentee.formats & mentor.formats and town(mentee) == town(mentor) != "":
        return _("You are in the same town and would both like to meet in person")
    hours = shared_hours(mentee, mentor)
    if hours is None or hours < 1:
        return ""
    if hours >= OFTEN:
        return _("You are often free at the same times")
    return counted(
        "You are both free at the same time for about an hour a week",
        "You are both free at the same time for about %(count)s hours a week",
        count=1 if hours < 2 else round(hours),
    )


def _language(pair: Pairing) -> Fact:
    """A language that few of the mentors speak; it weighs nothing, so it comes last."""
    shared = pair.mentee.languages & pair.mentor.languages & pair.around.rare_languages
    said = _("You can talk in %(languages)s", languages=spoken.languages_named(sorted(shared)))
    return Fact("language", lambda: said, float(bool(shared)), 0.0, 0.0)


_RULES: Mapping[str, Callable[[Pairing], str]] = {
    "needs": _needs,
    "words": _words,
    "values": _values,
    "field": _field,
    "stage": _stage,
    "style": _style,
    "logistics": _meeting,
}
