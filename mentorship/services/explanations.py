"""The reasons that were kept with a match, as each reader may read them at this moment.

A sentence goes when an answer that it rests on has been closed to its reader since it was made.
"""

from collections.abc import Collection, Iterable, Sequence

from mentorship.domain.people import Audience, Field
from mentorship.matching.reasons.rests import FIELDS_OF
from mentorship.matching.reasons.to_mentor import OTHERWISE
from mentorship.models.match import Match
from mentorship.models.profile import Profile

_ANYTHING = frozenset[Field]().union(*FIELDS_OF.values())


def reasons_for_mentee(match: Match, mentor: Profile) -> Sequence[str]:
    """Why this mentor, for her; of the mentor only what is open to her now."""
    return _for_partner(match, "to_mentee", about=mentor)


def reasons_for_mentor(match: Match, mentee: Profile) -> Sequence[str]:
    """Why this mentee, for the mentor; of her only what is open to the mentor now."""
    return _for_partner(match, "to_mentor", about=mentee)


def sentences_for_team(match: Match, kind: str, *, closed: Collection[Field]) -> tuple[str, ...]:
    """The reasons (`staff`) or all that the two share (`facts`), but nothing from closed answers.

    closed  what either of the two has closed to the team
    """
    return tuple(
        one for one in match.explanation.get(kind, ()) if not _behind(match, one) & set(closed)
    )


def closed_to_team(people: Iterable[Profile]) -> frozenset[Field]:
    """What any of these has closed to the team."""
    return frozenset().union(*(one.sealed().closed_to(Audience.TEAM) for one in people))


def tells_of(facet: str, closed: Collection[Field]) -> bool:
    """True when this part of a score would tell of a closed answer."""
    return not FIELDS_OF.get(facet, frozenset()).isdisjoint(closed)


def _for_partner(match: Match, reader: str, *, about: Profile) -> Sequence[str]:
    closed = about.sealed().closed_at(match.state)
    told = [one for one in match.explanation[reader] if not _behind(match, one) & closed]
    return told or [OTHERWISE]


def _behind(match: Match, sentence: str) -> frozenset[Field]:
    """The answers that this sentence was made from."""
    rests_on = match.explanation.get("rests_on")
    if rests_on is None:
        return _ANYTHING  # kept before this was written down
    return frozenset(Field(name) for name in rests_on.get(sentence, ()))
