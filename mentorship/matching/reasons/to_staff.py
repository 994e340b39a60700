"""Why this pair, said to the coordinator, who has to account for it."""

from functools import partial

from mentorship.matching.reasons.facts import OF_FACET
from mentorship.matching.reasons.pairing import Pairing
from mentorship.matching.reasons.telling import Fact, reasons
from mentorship.matching.reasons.weakest import weakest_point

OTHERWISE = "Nothing sets this mentor apart from the others whom she may meet"


def to_staff(pair: Pairing) -> tuple[str, ...]:
    """Two or three reasons, and last the weakest point; each without its full stop."""
    facts = (
        Fact(facet, partial(say, pair), part.closeness, pair.median.get(facet, 0.0), part.weight)
        for facet, say in OF_FACET.items()
        if (part := pair.parts.get(facet))
    )
    weakest = weakest_point(pair.mentee, pair.mentor, parts=pair.parts, best=pair.best)
    return (*reasons(facts, otherwise=OTHERWISE), weakest)
