"""Everything that a run knows once its pairs stand, in numbers and with the people behind them."""

from dataclasses import dataclass

from mentorship.domain.policy import Policy
from mentorship.matching.arrays import Mask
from mentorship.matching.assignment import NOBODY, Solution
from mentorship.matching.gates import Gates
from mentorship.matching.objective import Objective
from mentorship.matching.proposal import Start
from mentorship.matching.roll import Roll
from mentorship.matching.scores import Scores
from mentorship.matching.what_if.situation import Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One solved run.

    model        parts of any pair; None when one side is empty
    may_meet     (mentees, mentors) True where every gate is open
    open_to      the same, and the mentor has a place left
    aim          what was made as great as possible
    stand        what was solved, ready to be changed and solved again, with the pairs
    asked_about  keys of the people about whom a question is still open
    """

    roll: Roll
    model: Scores | None
    gates: Gates
    may_meet: Mask
    open_to: Mask
    aim: Objective
    stand: Stand
    policy: Policy
    start: Start
    asked_about: frozenset[str]

    @property
    def solution(self) -> Solution:
        """The pairs and their proof."""
        return self.stand.solution

    @property
    def unpaired(self) -> list[int]:
        """Indices of the mentees who have nobody."""
        return [int(i) for i in (self.solution.mentor_of == NOBODY).nonzero()[0]]

    @property
    def paired(self) -> int:
        return int((self.solution.mentor_of != NOBODY).sum())
