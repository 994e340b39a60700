"""Which facts about a pair are reasons: those that are strong and that set this mentor apart.

"Speaks English" is true of nearly everybody and a reason for nobody. A fact counts when its facet
is strong and clearly above what is usual; the order is by what the facet adds to the score.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from mentorship.matching.reasons.rests import Told

MOST_REASONS = 3
# From here on a closeness is strong. One of two kinds of mentor, a third of the values, the same
# area of work are worth saying; half a stage is not.
STRONG: Mapping[str, float] = {
    "needs": 0.4,
    "words": 0.2,
    "values": 0.3,
    "field": 0.4,
    "stage": 0.9,
    "style": 0.35,
    "logistics": 0.5,
    "identity": 0.5,
    "language": 1.0,
}
# Less than this above the usual is no difference that anybody would notice.
CLEARLY = 0.02


@dataclass(frozen=True, slots=True)
class Fact:
    """Something true of a pair.

    say               the sentence without its full stop, "" when there is nothing to say; asked
                      only where it is wanted, because a quotation takes time to find
    closeness, usual  of this pair in this facet, and what is usual, 0 to 1
    weight            what the facet weighs in the score
    """

    facet: str
    say: Callable[[], str]
    closeness: float
    usual: float
    weight: float

    @property
    def points(self) -> float:
        return self.weight * self.closeness

    @property
    def is_telling(self) -> bool:
        """True when this is strong, and clearly more than usual."""
        return self.closeness >= STRONG[self.facet] and self.closeness > self.usual + CLEARLY


def reasons(facts: Iterable[Fact], *, otherwise: str) -> tuple[str, ...]:
    """Two or three sentences that tell; where none does, what there is, and that it is common.

    otherwise  says honestly that nothing sets this pair apart
    """
    known = sorted(facts, key=lambda fact: -fact.points)
    telling = _said((fact for fact in known if fact.is_telling), most=MOST_REASONS)
    if telling:
        return telling
    there = (fact for fact in known if fact.closeness > 0)
    return (*_said(there, most=MOST_REASONS - 1), otherwise)


def _said(facts: Iterable[Fact], *, most: int) -> tuple[str, ...]:
    said = ((fact.facet, sentence) for fact in facts if (sentence := fact.say()))
    return tuple(Told(sentence, facet) for facet, sentence in islice(said, most))
