"""Which sentences somebody reads, chosen among what is open to her at that moment.

A page asks here whenever it is shown, so this needs nothing of the mathematics.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from mentorship.domain.people import Field
from mentorship.domain.sentences import sentence as _
from mentorship.matching.reasons.rests import FIELDS_OF, Told

MOST_REASONS = 3
TO_A_PARTNER = _(
    "No single answer decided this: with everybody in mind, it is the pairing that worked out best"
)
TO_STAFF = "Nothing sets this mentor apart from the others whom she may meet"
TOO_LITTLE = "Weakest point: too little was answered to compare them"
# Said in place of a facet: what comes after it would be too small to notice.
NONE_BETTER = "Weakest point: none, nobody she may meet does better anywhere"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that can be said of a pair.

    facet  what it is about; empty when it rests on no single answer
    tells  True when it sets this mentor apart from the others
    """

    facet: str
    sentence: str
    tells: bool = True

    def is_open(self, closed: Collection[Field]) -> bool:
        return not self.facet or FIELDS_OF[self.facet].isdisjoint(closed)


def chosen(
    known: Sequence[Candidate], *, otherwise: str, closed: Collection[Field] = ()
) -> tuple[str, ...]:
    """Two or three sentences that tell; where none does, what there is, and that it is common.

    otherwise  says honestly that nothing sets this pair apart
    closed     what the reader may not know: chosen as if there were no such answer
    """
    open_ = [one for one in known if one.is_open(closed)]
    telling = [one for one in open_ if one.tells]
    if telling:
        return _told(telling[:MOST_REASONS])
    return (*_told(open_[: MOST_REASONS - 1]), otherwise)


def weakest(known: Iterable[Candidate], *, closed: Collection[Field] = ()) -> str:
    """The weakest point of a pair among those that rest on nothing closed."""
    first = next((one for one in known if one.is_open(closed)), None)
    if first is None:
        return TOO_LITTLE
    return Told(first.sentence, first.facet) if first.facet else first.sentence


def _told(known: Iterable[Candidate]) -> tuple[str, ...]:
    return tuple(Told(one.sentence, one.facet) for one in known)
