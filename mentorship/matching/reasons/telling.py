"""Which facts about a pair are reasons: those that are strong and that set this mentor apart.

"Speaks English" is true of nearly everybody and a reason for nobody. A fact counts when its facet
is strong and clearly above what is usual; the order is by what the facet adds to the score.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mentorship.matching.reasons.choosing import Candidate

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


def candidates(facts: Iterable[Fact]) -> tuple[Candidate, ...]:
    """All that there is to say of two people, what adds most to their score first.

    More than anybody reads: which of it is told is chosen among what is open to the reader when
    she reads it. Chosen here, a sentence would be missing for one that was closed since.
    """
    known = sorted((fact for fact in facts if fact.closeness > 0), key=lambda fact: -fact.points)
    said = ((fact, fact.say()) for fact in known)
    return tuple(
        Candidate(fact.facet, sentence, fact.is_telling) for fact, sentence in said if sentence
    )
