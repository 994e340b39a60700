"""The weakest point of a pair, which the coordinator always sees."""

from collections.abc import Mapping

from mentorship.domain.people import Mentee, Mentor
from mentorship.matching.facets import known_fields, rung
from mentorship.matching.reasons.choosing import NONE_BETTER, Candidate
from mentorship.matching.reasons.spoken import TOPICS, fields_in_prose, in_order, listed, said
from mentorship.matching.scores import Part

# Who somebody is, is nobody's weak point; it stands in no such sentence.
_NEVER_NAMED = frozenset({"identity"})


_NOTICED = 0.005


def weakest_points(
    mentee: Mentee, mentor: Mentor, *, parts: Mapping[str, Part], best: Mapping[str, float]
) -> tuple[Candidate, ...]:
    """Where this pair loses against the best that any mentor could give her there, most first.

    best  facet → her greatest closeness over all mentors whom she may meet
    """
    named = {facet: part for facet, part in parts.items() if facet not in _NEVER_NAMED}
    # Among these alone: how much who somebody is weighs for her changes no sentence.
    all_weights = sum(part.weight for part in named.values()) or 1.0
    loss = {
        facet: round(part.weight / all_weights * (best[facet] - part.closeness), 9)
        for facet, part in named.items()
        if _both_answered(facet, mentee, mentor)
    }
    greatest = sorted(loss, key=lambda facet: -loss[facet])
    points = tuple(
        Candidate(facet, f"Weakest point: {_words(facet, mentee, mentor)}")
        for facet in greatest
        if loss[facet] >= _NOTICED
    )
    return (*points, Candidate("", NONE_BETTER)) if len(points) < len(loss) else points


def _both_answered(facet: str, mentee: Mentee, mentor: Mentor) -> bool:
    both = {
        "needs": (mentee.topics, mentor.topics),
        "words": (mentee.words, mentor.words),
        "values": (mentee.values, mentor.values),
        "field": (known_fields(mentee), known_fields(mentor)),
        "stage": (mentee.stage, mentor.stage),
        "style": (mentee.styles or mentee.goals, mentor.styles),
        "logistics": (mentee.slots or mentee.formats, mentor.slots or mentor.formats),
    }
    return all(both.get(facet, ("",)))


def _words(facet: str, mentee: Mentee, mentor: Mentor) -> str:
    match facet:
        case "needs":
            return _topics_left(mentee, mentor)
        case "field":
            return f"the mentor's field is {_fields(mentor)}, hers {_fields(mentee)}"
        case "stage":
            return _stage(mentee, mentor)
        case "values":
            return (
                "few of the same values" if mentee.values & mentor.values else "no value in common"
            )
        case "style":
            return "another kind of mentor than she asked for"
        case "logistics":
            return "times and ways to talk"
        case _:
            return "the offer says little about what she wrote"


def _topics_left(mentee: Mentee, mentor: Mentor) -> str:
    missing = in_order(TOPICS, mentee.topics - mentor.topics)
    if not missing:
        return "topics"
    return f"nothing is offered on {listed(said(TOPICS, missing), most=len(missing))}"


def _fields(person: Mentee | Mentor) -> str:
    return fields_in_prose(known_fields(person) or ())


def _stage(mentee: Mentee, mentor: Mentor) -> str:
    hers, theirs = rung(mentee), rung(mentor)
    level = hers is not None and hers == theirs
    return "the same career stage, which she did not ask for" if level else "far ahead of her stage"
