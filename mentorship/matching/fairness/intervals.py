"""Shares and means of few people with the range in which chance alone could have put them.

All ranges are 95 %. Sources: Wilson 1927 (a share); Newcombe 1998, method 10 (two shares);
Student 1908 (a mean); Welch 1947 (two means).
"""

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from scipy.special import ndtri, stdtrit

from mentorship.matching.arrays import Floats

CONFIDENCE = 0.95
_UPPER = (1 + CONFIDENCE) / 2
_Z = float(ndtri(_UPPER))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % range; `low` and `high` include `value`."""

    value: float
    low: float
    high: float

    @property
    def is_beyond_chance(self) -> bool:
        """For a difference: True when the whole range lies on one side of zero."""
        return self.low > 0 or self.high < 0


def share_of(count: int, people: int) -> Estimate | None:
    """`count` of `people` as a share, with Wilson's range; None when there are no people.

    Unlike the textbook's plus and minus, it is sound for few people and for shares of 0 and 1.
    """
    if people == 0:
        return None
    share, spread = count / people, _Z**2 / people
    middle = (share + spread / 2) / (1 + spread)
    reach = _Z / (1 + spread) * sqrt(share * (1 - share) / people + spread / (4 * people))
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return Estimate(share, min(low, share), max(high, share))


def difference_of_shares(one: Estimate, other: Estimate) -> Estimate:
    """How much larger the first share is, from Wilson's ranges of both."""
    gap = one.value - other.value
    below = sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    above = sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return Estimate(gap, gap - below, gap + above)


def mean_of(values: Floats, *, at_most: float = inf) -> Estimate | None:
    """The mean of numbers from zero to `at_most`; None below two, where no range is known."""
    if values.size < 2:
        return None
    mean = float(values.mean())
    reach = _reach(_squared_error(values), values.size - 1)
    return Estimate(mean, max(0.0, mean - reach), min(at_most, mean + reach))


def difference_of_means(values: Floats, others: Floats) -> Estimate | None:
    """How much larger the first mean is, whatever the two spreads; None below two on a side."""
    if min(values.size, others.size) < 2:
        return None
    gap = float(values.mean() - others.mean())
    one, other = _squared_error(values), _squared_error(others)
    if one + other == 0:
        return Estimate(gap, gap, gap)
    freedom = (one + other) ** 2 / (one**2 / (values.size - 1) + other**2 / (others.size - 1))
    reach = _reach(one + other, freedom)
    return Estimate(gap, gap - reach, gap + reach)


def _squared_error(values: Floats) -> float:
    """The square of the standard error of a mean."""
    return float(np.var(values, ddof=1) / values.size)


def _reach(squared_error: float, freedom: float) -> float:
    return float(stdtrit(freedom, _UPPER)) * sqrt(squared_error)


def percent(share: float) -> str:
    """A share as people read it: "57 %"."""
    return f"{round(100 * share)} %"
