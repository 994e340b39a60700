"""What a programme answers for after a run: groups, load of mentors, and what fairness cost."""

from collections import Counter
from collections.abc import Collection, Sequence

from mentorship.domain.people import Mentee
from mentorship.matching.fairness.account import Account
from mentorship.matching.fairness.comparing import by_group
from mentorship.matching.fairness.load import load_by_group
from mentorship.matching.fairness.outcomes import Outcome
from mentorship.matching.fairness.price_of_fairness import (
    Price,
    prices_of,
    thin_profiles,
    ways_to_choose,
)
from mentorship.matching.found import Found
from mentorship.matching.proposal import Proposal

# Four ways are solved to be compared. Beyond this many pairs of people that would take longer
# than the run itself, and a programme of that size has somebody who asks for it by itself.
MOST_PAIRS_PRICED = 5_000_000


def account(mentees: Sequence[Mentee], found: Found, proposal: Proposal) -> Account:
    """The account of one run. Says nothing of few people; see small_cells.py.

    mentees  everybody of the round, those who are held or were paired before included
    """
    roll, pinned = found.roll, found.start.pinned
    given = Counter([pair.mentor for pair in proposal.pairs] + list(pinned.values()))
    places = dict(zip((m.key for m in roll.mentors), roll.places_before_pins.tolist(), strict=True))
    return Account(
        by_group(mentees, outcomes(proposal, decided_before=pinned.keys())),
        load_by_group(roll.mentors, places, given),
        _prices(found),
    )


def outcomes(proposal: Proposal, *, decided_before: Collection[str] = ()) -> dict[str, Outcome]:
    """What everybody in this run got, by key; who waits for a decision waits.

    decided_before  keys of the mentees whose pairs stood before the run (Start.pinned)
    """
    waiting = {wait.mentee: Outcome(paired=False) for wait in proposal.waiting}
    before = dict.fromkeys(decided_before, Outcome(paired=True))
    paired = {
        pair.mentee: Outcome(True, pair.rank, pair.score, pair.of_her_best)
        for pair in proposal.pairs
    }
    return waiting | before | paired


def _prices(found: Found) -> tuple[Price, ...]:
    if found.model is None or found.may_meet.size > MOST_PAIRS_PRICED:
        return ()
    ways = ways_to_choose(
        found.model.all(),
        found.may_meet,
        found.roll.places,
        priority=found.roll.priority,
        seed=found.start.seed,
    )
    return prices_of(ways, thin_profiles(found.roll.mentees))
