"""The reasons that were kept with a match, as each reader may read them at this moment.

All that could be said is kept; what is said is chosen when somebody reads it, as if there were no
answer that is closed to her. So neither a sentence nor its absence tells of a closed answer.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from mentorship.domain.disclosure import REGISTRY, Viewer
from mentorship.domain.kept_sentences import from_kept, to_keep
from mentorship.domain.people import Field
from mentorship.domain.sentences import Sentence
from mentorship.matching.reasons.choosing import (
    TO_A_PARTNER,
    TO_STAFF,
    Candidate,
    chosen,
    weakest,
)
from mentorship.matching.reasons.rests import FIELDS_OF, Told
from mentorship.models.match import Match
from mentorship.models.profile import Profile

ABOUT_A_CLOSED_ANSWER = "What calls for care here stands in an answer that is closed to the team"
# Closed to the team always. Of a match that does not say what it rests on that would hide all.
_NEVER_AT_FIRST = FIELDS_OF["identity"] | {Field.WORDS}
_ANYTHING = frozenset[Field]().union(*FIELDS_OF.values())


def reasons_for_mentee(match: Match, mentor: Profile) -> Sequence[str]:
    """Why this mentor, for her; of the mentor only what is open to her now."""
    return _for_partner(match, "to_mentee", about=mentor)


def reasons_for_mentor(match: Match, mentee: Profile) -> Sequence[str]:
    """Why this mentee, for the mentor; of her only what is open to the mentor now."""
    return _for_partner(match, "to_mentor", about=mentee)


def reasons_for_team(match: Match, *, closed: Collection[Field]) -> tuple[str, ...]:
    """Why these two, with the weakest point last; nothing of what is `closed` to the team."""
    known = _known(match, "staff")
    if not known:
        return sentences_for_team(match, "staff", closed=closed)
    told = chosen(known, otherwise=TO_STAFF, closed=closed)
    return (*told, weakest(_known(match, "weakest"), closed=closed))


def sentences_for_team(match: Match, kind: str, *, closed: Collection[Field]) -> tuple[str, ...]:
    """All that the two share (`facts`), or what could go wrong, but nothing from closed answers.

    closed  what the team may not read of either of the two
    """
    hidden = set(closed)
    if "rests_on" not in match.explanation:
        hidden -= _NEVER_AT_FIRST
    return tuple(one for one in match.explanation.get(kind, ()) if not _behind(match, one) & hidden)


def cautions_for_team(match: Match, *, closed: Collection[Field]) -> tuple[str, ...]:
    """What a person looks at before deciding. That there is something to look at is always told."""
    told = sentences_for_team(match, "cautions", closed=closed)
    return told or ((ABOUT_A_CLOSED_ANSWER,) if match.explanation.get("cautions") else ())


def closed_to_team(people: Iterable[Profile]) -> frozenset[Field]:
    """What the team may not read of these without a reason: what is closed, and what always is."""
    sealed = [one.sealed() for one in people]
    return frozenset(
        field
        for one in sealed
        for side, field in REGISTRY
        if side is one.side and not one.opens(field, viewer=Viewer.COORDINATOR)
    )


def tells_of(facet: str, closed: Collection[Field]) -> bool:
    """True when this part of a score would tell of a closed answer."""
    return not FIELDS_OF.get(facet, frozenset()).isdisjoint(closed)


def _for_partner(match: Match, reader: str, *, about: Profile) -> Sequence[str]:
    closed = about.sealed().closed_at(match.state)
    if known := _known(match, reader):
        read = chosen(known, otherwise=TO_A_PARTNER, closed=closed)
        return [one.sentence if isinstance(one, Told) else one for one in read]
    told = [one for one in match.explanation[reader] if not _behind(match, one) & closed]
    return told or [TO_A_PARTNER]


def _known(match: Match, reader: str) -> list[Candidate]:
    """What can be said to this reader; nothing for a match that was kept before it was."""
    kept = match.explanation.get("candidates", {}).get(reader, ())
    return [
        Candidate(one["facet"], from_kept(one.get("said", one["sentence"])), one["tells"])
        for one in kept
    ]


def candidate_to_keep(one: Candidate) -> dict[str, Any]:
    """What can be said of a pair, in English and, for a partner, as any language can say it."""
    kept = {"facet": one.facet, "sentence": str(one.sentence), "tells": one.tells}
    return {**kept, "said": to_keep(one.sentence)} if isinstance(one.sentence, Sentence) else kept


def _behind(match: Match, sentence: str) -> frozenset[Field]:
    """The answers that this sentence was made from."""
    rests_on = match.explanation.get("rests_on")
    if rests_on is None:
        return _ANYTHING  # kept before this was written down
    return frozenset(Field(name) for name in rests_on.get(sentence, ()))
