"""Pairs with all that their reasons are made from, for tests."""

from collections.abc import Sequence

import numpy as np

from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.policy import Policy
from mentorship.matching.gates import Apart, gates
from mentorship.matching.outlook import outlooks
from mentorship.matching.reasons.around import around
from mentorship.matching.reasons.closest_sentence import closest_by_words
from mentorship.matching.reasons.pairing import Pairing
from mentorship.matching.scores import scores


def the_pairing(mentee: Mentee, mentors: Sequence[Mentor], *, chosen: int = 0) -> Pairing:
    """She and one of these mentors, seen beside all of them as a run would see it."""
    policy = Policy()
    open_to = gates([mentee], mentors, policy=policy, apart=Apart(())).may_meet()
    open_to[:, chosen] = True
    model = scores([mentee], mentors, policy=policy)
    (one,) = outlooks(model, open_to, mentor_of=np.array([chosen]))
    return Pairing(
        mentee,
        mentors[chosen],
        one.parts,
        one.best,
        sum(part.points for part in one.parts.values()),
        median=one.median,
        around=around(mentors),
        closest=closest_by_words([mentee], mentors),
    )
