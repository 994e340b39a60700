"""One pair with all that its reasons are made from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from mentorship.domain.people import Mentee, Mentor
from mentorship.matching.reasons.around import NOBODY_AROUND, Around
from mentorship.matching.reasons.closest_sentence import ClosestSentence, no_sentence
from mentorship.matching.scores import Part


@dataclass(frozen=True, slots=True)
class Pairing:
    """One pair: what each facet adds to its score, and what a sentence has to know beside it.

    best         facet → her greatest closeness with anybody whom she may meet
    asked_about  keys of people about whom a question is still open
    median       facet → her median closeness over everybody whom she may meet and who has a place
    around       the mentors with a place in this round, as anybody may see them
    closest      finds the sentence of the offer that is worth quoting
    """

    mentee: Mentee
    mentor: Mentor
    parts: Mapping[str, Part]
    best: Mapping[str, float]
    score: float
    asked_about: Collection[str] = ()
    median: Mapping[str, float] = field(default_factory=dict)
    around: Around = NOBODY_AROUND
    closest: ClosestSentence = no_sentence
