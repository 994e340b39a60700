"""What a board asks about one run."""

from dataclasses import dataclass

from mentorship.matching.fairness.fairness_report import FairnessReport
from mentorship.matching.fairness.load_report import LoadReport
from mentorship.matching.fairness.price_of_fairness import Price


@dataclass(frozen=True, slots=True)
class Account:
    """Groups, load and prices of one run. Nothing in it tells of few people.

    fairness  how the mentees of each self-described group fared
    load      how many mentees the mentors of each group were given
    prices    what each way to choose would have brought; empty for a very large round
    """

    fairness: FairnessReport
    load: LoadReport
    prices: tuple[Price, ...]
