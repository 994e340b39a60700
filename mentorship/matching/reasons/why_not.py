"""Why two people are not proposed to each other, said so that no answer can be guessed from it.

The coordinator reads the class of the reason and what the pair would cost. The two themselves read
one and the same answer whatever the reason is: a reason told to one is a secret told of the other.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from mentorship.matching.reasons.spoken import number

# A change of the total below this is none that anybody should argue about.
UNNOTICED = 0.005


class Barrier(StrEnum):
    """What can stand between two people. The gates of a run carry the same names."""

    HELD = "held"
    APART = "kept apart"
    MUST = "a must of hers is not met"
    LANGUAGE = "no language in common"
    STAGE = "the mentor is at an earlier stage"
    SET_ASIDE = "set aside before"
    NO_PLACE = "no place"


class Figures(Protocol):
    """How good a set of pairs is; `worst` is None when there is no pair."""

    @property
    def paired(self) -> int: ...
    @property
    def total(self) -> float: ...
    @property
    def worst(self) -> float | None: ...


class Moved(Protocol):
    """Somebody whose mentor changes."""

    @property
    def mentee(self) -> int: ...


class Difference(Protocol):
    """Two solutions side by side, as `what_if` makes them."""

    @property
    def moves(self) -> Sequence[Moved]: ...
    @property
    def before(self) -> Figures: ...
    @property
    def after(self) -> Figures: ...


@dataclass(frozen=True, slots=True)
class Cost:
    """What it would change to decide that these two meet: after, less before.

    coverage   mentees with a mentor
    total      the sum that is made as great as possible
    worst_off  the score of the pair that fits least
    moved      other mentees who would have another mentor, or none
    """

    coverage: int
    total: float
    worst_off: float
    moved: int


def cost_of(difference: Difference, *, mentee: int) -> Cost:
    """What the difference means for everybody but the mentee whom it is about."""
    before, after = difference.before, difference.after
    return Cost(
        coverage=after.paired - before.paired,
        total=after.total - before.total,
        worst_off=(after.worst or 0.0) - (before.worst or 0.0),
        moved=sum(move.mentee != mentee for move in difference.moves),
    )


@dataclass(frozen=True, slots=True)
class WhyNot:
    """One answer in three voices, in whole sentences."""

    staff: tuple[str, ...]
    to_mentee: str
    to_mentor: str


def why_not(
    barriers: Iterable[str], *, cost: Cost | None = None, place_price: float = 0.0
) -> WhyNot:
    """Why this mentee does not have this mentor.

    barriers     what stands between them, by the names of `Barrier`; empty when they may meet
    cost         what deciding on this pair would change, from a second solution
    place_price  what one more place with this mentor would add to the total
    """
    found = frozenset(Barrier(name) for name in barriers)
    staff = _in_the_way(found) if found else _permitted(cost, place_price)
    return WhyNot(staff, TO_MENTEE, TO_MENTOR)


# Said whatever the reason is, so every word of it has to be true of every reason.
TO_MENTEE = (
    "We cannot tell you why it is not one certain person. It can be places, calendars, or a rule "
    "that looks after somebody, and everybody who asks gets this same answer, so that nobody's "
    "private answers can be guessed from it. It is no judgement of you. If there is somebody you "
    "want to be kept apart from, or something has changed for you, a person of the team is there."
)
TO_MENTOR = (
    "We cannot tell you why it is not one certain person. It can be places, calendars, or a rule "
    "that looks after somebody, and everybody who asks gets this same answer, so that nobody's "
    "private answers can be guessed from it. It is no judgement of what you offer. Thank you for "
    "being ready."
)
_BARRIERS: Mapping[Barrier, str] = {
    Barrier.HELD: "A person has to decide something about one of the two first.",
    Barrier.APART: "The safety rules keep these two apart.",
    Barrier.MUST: "Something that is a must for her is not met here.",
    Barrier.LANGUAGE: "They have named no language in common.",
    Barrier.STAGE: "The mentor is at an earlier career stage than she is.",
    Barrier.SET_ASIDE: "It was decided before that these two are not proposed to each other.",
    Barrier.NO_PLACE: "The mentor has no place left in this round.",
}
# Behind one of these nothing else is told: it would only say more about a pair that is closed.
_SAYS_IT_ALL = (Barrier.HELD, Barrier.APART)
_MAY_MEET = "Nothing forbids this pair."


def _in_the_way(found: Collection[Barrier]) -> tuple[str, ...]:
    for barrier in _SAYS_IT_ALL:
        if barrier in found:
            return (_BARRIERS[barrier],)
    return tuple(sentence for barrier, sentence in _BARRIERS.items() if barrier in found)


def _permitted(cost: Cost | None, place_price: float) -> tuple[str, ...]:
    wanted = (
        "A place with this mentor is in demand: one more would raise the sum over all pairs by "
        f"{place_price:.2f}."
        if place_price >= UNNOTICED
        else ""
    )
    costs = _costs(cost) if cost else ()
    return tuple(sentence for sentence in (_MAY_MEET, wanted, *costs) if sentence)


def _costs(cost: Cost) -> tuple[str, ...]:
    """What deciding on the pair would do to everybody else, in counts and sums."""
    moved = (
        "Nobody else would move"
        if cost.moved == 0
        else f"{number(cost.moved).capitalize()} other {_mentees(cost.moved)} would move"
    )
    return (
        f"{moved}, and the sum over all pairs would {_by(cost.total)}.",
        _coverage(cost.coverage),
        _weakest(cost.worst_off),
    )


def _weakest(change: float) -> str:
    if abs(change) < UNNOTICED:
        return ""
    return f"The score of the pair that fits least would {_by(change)}."


def _coverage(coverage: int) -> str:
    if coverage == 0:
        return ""
    fewer = "fewer" if coverage < 0 else "more"
    count = abs(coverage)
    return f"{number(count).capitalize()} {fewer} {_mentees(count)} would have a mentor."


def _mentees(count: int) -> str:
    return "mentee" if count == 1 else "mentees"


def _by(amount: float) -> str:
    if abs(amount) < UNNOTICED:
        return "stay the same"
    return f"{'fall' if amount < 0 else 'rise'} by {abs(amount):.2f}"
