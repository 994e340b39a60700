"""Who goes first when places are short: who waited longest, then a lot that anybody can check.

The lot of a mentee is the SHA-256 of "seed:digest", where the seed stands in the record of the run
and the digest is `order.content_digest` of her sign-up; among those who waited equally long the
smallest lot goes first. It can be computed again on any machine:

    printf '%s' '7:<her digest>' | sha256sum

Neither the row of her sign-up nor when it came changes it. A round's seed is drawn by chance when
the round is made, and only the team sees it; on the command line, choose one after sign-up has
closed. Then nobody can word an answer for a better lot.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import numpy as np

from mentorship.domain.people import Mentee
from mentorship.matching.arrays import Integers
from mentorship.matching.order import content_digest


def priority_of(
    mentees: Sequence[Mentee], waited_rounds: Mapping[str, int], *, seed: int
) -> Integers:
    """(mentees,) 0 to mentees - 1, all different; the larger goes first when places are short.

    mentees        in the order of their content (order.by_content)
    waited_rounds  key → how many rounds she has waited without a mentor; absent is none
    """
    if any(rounds < 0 for rounds in waited_rounds.values()):
        raise ValueError("nobody has waited fewer than zero rounds")
    turns = [
        (-waited_rounds.get(mentee.key, 0), lot(content_digest(mentee), seed=seed))
        for mentee in mentees
    ]
    first_to_last = sorted(range(len(mentees)), key=turns.__getitem__)
    priority = np.empty(len(mentees), dtype=np.int64)
    priority[first_to_last] = np.arange(len(mentees))[::-1]
    return priority


def lot(digest: str, *, seed: int) -> str:
    """What she drew, as 64 hexadecimal digits; the smallest goes first."""
    return sha256(f"{seed}:{digest}".encode()).hexdigest()
