"""The best set of pairs under rules and places, and the proof that there is no better one.

Numbers only: nothing in here knows a person.
"""

from mentorship.matching.assignment.problem import NOBODY, Solution
from mentorship.matching.assignment.solving import solve

__all__ = ["NOBODY", "Solution", "solve"]
