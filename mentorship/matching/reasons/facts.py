"""What two people have in common, in sentences for the coordinator.

Her own words and parts of who somebody is stay closed; that they fit may be said.
"""

from collections.abc import Callable, Mapping

from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.facets import known_fields, rung
from mentorship.matching.hours import shared_hours
from mentorship.matching.reasons import spoken
from mentorship.matching.reasons.in_common import styles_named, values_named
from mentorship.matching.reasons.pairing import Pairing
from mentorship.matching.reasons.rests import Told
from mentorship.matching.wishes import has_what_would_help


def facts(pair: Pairing) -> tuple[str, ...]:
    """All that the two share, whether or not it sets this mentor apart."""
    rules = {facet: rule for facet, rule in OF_FACET.items() if facet != "words"}
    said = ((facet, rule(pair)) for facet, rule in (*rules.items(), ("talking", _talking)))
    return tuple(Told(sentence, facet) for facet, sentence in said if sentence)


def _needs(pair: Pairing) -> str:
    hers = pair.mentee.topics
    both = hers & pair.mentor.topics
    if not both:
        return ""
    topics = pair.around.rarest_first(both)
    named = spoken.listed(spoken.said(spoken.TOPICS, topics), most=len(both))
    if len(hers) == 1:
        return f"Offers what she asked for: {named}"
    every = "both her" if len(hers) == 2 else f"all {len(hers)} of her"
    share = every if both == hers else f"{len(both)} of her {len(hers)}"
    return f"Offers {share} topics: {named}"


def _words(pair: Pairing) -> str:
    """Which sentence it is stays unsaid: from that one could guess what she asked."""
    if not pair.closest(pair.mentee, pair.mentor):
        return ""
    return "The offer, in the mentor's own words, comes close to what she asked in hers"


def _field(pair: Pairing) -> str:
    hers, theirs = known_fields(pair.mentee) or (), known_fields(pair.mentor) or ()
    words = vocabulary().specialties
    if same := sorted(set(hers) & set(theirs)):
        return f"The same field: {spoken.fields_in_prose(same)}"
    named = spoken.fields_in_prose(theirs)
    if {words[code].branch for code in hers} & {words[code].branch for code in theirs}:
        return f"A field close to hers: {named}"
    if {words[code].area for code in hers} & {words[code].area for code in theirs}:
        return f"The same area of work as hers: {named}"
    return ""


def _stage(pair: Pairing) -> str:
    """How far on the mentor is, with both stages by their labels."""
    mentee, mentor = pair.mentee, pair.mentor
    hers, theirs = rung(mentee), rung(mentor)
    if hers is None or theirs is None or not mentee.stage or not mentor.stage:
        return ""
    words = vocabulary().stages
    return (
        f"The mentor ({words[mentor.stage].label}) is {_ahead(theirs - hers)} "
        f"({words[mentee.stage].label})"
    )


def _ahead(rungs: int) -> str:
    if rungs < 1:
        return "at the same stage as she is" if rungs == 0 else "at an earlier stage than she is"
    if rungs == 1:
        return "one step ahead of her"
    return "a few steps ahead of her" if rungs <= 4 else "far ahead of her"


def _values(pair: Pairing) -> str:
    named = values_named(pair.mentee, pair.mentor, most=len(spoken.VALUES))
    return f"The same things matter to both at work: {named}" if named else ""


def _style(pair: Pairing) -> str:
    named = styles_named(pair.mentee, pair.mentor)
    return f"She hoped for a mentor who {named}, and this one says the same" if named else ""


def _free_together(pair: Pairing) -> str:
    """How many hours a week both are free, in the poorer season."""
    hours = shared_hours(pair.mentee, pair.mentor)
    if hours is None or hours < 1:
        return ""
    count = "an hour" if hours < 2 else f"{hours:.0f} hours"
    return f"Both are free at the same time for about {count} a week"


def _identity(pair: Pairing) -> str:
    """Never says which part of her, to nobody."""
    if not has_what_would_help(pair.mentee, pair.mentor):
        return ""
    return "The mentor shares or really understands something that she said would help"


def _talking(pair: Pairing) -> str:
    mentee, mentor = pair.mentee, pair.mentor
    languages = sorted(mentee.languages & mentor.languages)
    formats = vocabulary().formats
    ways = [
        f"“{formats[code].label}”"
        for code in spoken.in_order(formats, mentee.formats & mentor.formats)
    ]
    speak = f"speak {spoken.listed(languages, most=len(languages))}" if languages else ""
    ticked = f"ticked {spoken.listed(ways, most=len(ways))}" if ways else ""
    shared = ", and ".join(part for part in (speak, ticked) if part)
    return f"Both {shared}" if shared else ""


OF_FACET: Mapping[str, Callable[[Pairing], str]] = {
    "needs": _needs,
    "words": _words,
    "values": _values,
    "field": _field,
    "stage": _stage,
    "style": _style,
    "logistics": _free_together,
    "identity": _identity,
}
