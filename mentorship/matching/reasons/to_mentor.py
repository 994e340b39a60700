"""Why this mentee, said to the mentor: from answers of hers that are open, and chosen by them.

Not only the words but also the choice and the order of these sentences are made from open answers
alone. What she wrote, where she works, whom she named and who she is change no letter of them.
"""

from collections.abc import Callable, Mapping
from functools import partial

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.policy import DEFAULT_WEIGHTS
from mentorship.domain.sentences import sentence as _
from mentorship.matching.facets import NEAR_PEER, rung
from mentorship.matching.reasons import spoken
from mentorship.matching.reasons.around import Around, areas_of, open_answers, open_closeness
from mentorship.matching.reasons.choosing import TO_A_PARTNER, Candidate
from mentorship.matching.reasons.in_common import styles_named, values_named
from mentorship.matching.reasons.opened import opened
from mentorship.matching.reasons.pairing import Pairing
from mentorship.matching.reasons.telling import Fact, candidates

OTHERWISE = TO_A_PARTNER


def to_mentor(pair: Pairing) -> tuple[Candidate, ...]:
    """What can be said to the mentor, each sentence without its full stop."""
    mentee = opened(pair.mentee, stage=MatchState.ASKED_MENTOR)
    weighs = frozenset(facet for facet, part in pair.parts.items() if part.weight > 0)
    facts = (fact for fact in _facts(mentee, pair.mentor, pair.around) if fact.facet in weighs)
    return candidates((*facts, _language(mentee, pair.mentor, pair.around)))


def _facts(mentee: Mentee, mentor: Mentor, around: Around) -> list[Fact]:
    """Weighed by the shipped weights: the weights of her own score tell what she wishes for."""
    closeness = open_closeness(open_answers(mentee), open_answers(mentor))
    usual = around.usual(mentee)
    return [
        Fact(
            facet,
            partial(say, mentee, mentor, around),
            closeness.get(facet, 0.0),
            usual.get(facet, 0.0),
            DEFAULT_WEIGHTS[facet],
        )
        for facet, say in _RULES.items()
    ]


def _needs(mentee: Mentee, mentor: Mentor, around: Around) -> str:
    both = mentee.topics & mentor.topics
    if not both:
        return ""
    named = spoken.listed(spoken.said(spoken.TOPICS, around.rarest_first(both)))
    return _("She would like to talk about what you offered: %(topics)s", topics=named)


def _values(mentee: Mentee, mentor: Mentor, _around: Around) -> str:
    named = values_named(mentee, mentor)
    if not named:
        return ""
    return _("What matters to her at work matters to you too: %(values)s", values=named)


def _field(mentee: Mentee, mentor: Mentor, _around: Around) -> str:
    shared = sorted(areas_of(mentee) & areas_of(mentor))
    if not shared:
        return ""
    return _("She works in the same area as you: %(areas)s", areas=spoken.areas_named(shared))


def _stage(mentee: Mentee, mentor: Mentor, _around: Around) -> str:
    hers, theirs = rung(mentee), rung(mentor)
    if hers is None or theirs is None or theirs < hers:
        return ""
    if NEAR_PEER in mentee.styles and theirs - hers <= 2:
        return _("She asked for somebody only a few steps ahead of her, and you are")
    if theirs == hers:
        return ""
    if theirs - hers == 1:
        return _("You are one step further on in your career than she is")
    return _("You are a few steps further on in your career than she is")


def _style(mentee: Mentee, mentor: Mentor, _around: Around) -> str:
    named = styles_named(mentee, mentor)
    if not named:
        return ""
    return _(
        "What she hopes for in a mentor is how you describe yourself: %(styles)s", styles=named
    )


def _language(mentee: Mentee, mentor: Mentor, around: Around) -> Fact:
    shared = sorted(mentee.languages & mentor.languages & around.rare_languages)
    said = _("You can talk with her in %(languages)s", languages=spoken.languages_named(shared))
    return Fact("language", lambda: said, float(bool(shared)), 0.0, 0.0)


_RULES: Mapping[str, Callable[[Mentee, Mentor, Around], str]] = {
    "needs": _needs,
    "values": _values,
    "field": _field,
    "stage": _stage,
    "style": _style,
}
