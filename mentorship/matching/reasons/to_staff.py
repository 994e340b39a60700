"""Why this pair, said to the coordinator, who has to account for it."""

from functools import partial

from mentorship.matching.reasons.choosing import TO_STAFF, Candidate
from mentorship.matching.reasons.facts import OF_FACET
from mentorship.matching.reasons.pairing import Pairing
from mentorship.matching.reasons.telling import Fact, candidates

OTHERWISE = TO_STAFF


def to_staff(pair: Pairing) -> tuple[Candidate, ...]:
    """What can be said to the coordinator, each sentence without its full stop."""
    return candidates(
        Fact(facet, partial(say, pair), part.closeness, pair.median.get(facet, 0.0), part.weight)
        for facet, say in OF_FACET.items()
        if (part := pair.parts.get(facet))
    )
