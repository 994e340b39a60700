"""Whom to ask next, in sentences for the team: as few as say it, and never a list of nothing."""

from collections.abc import Sequence

from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.reasons.spoken import areas_in_prose
from mentorship.matching.scarcity.recruiting import Kind, Recruit

NOBODY_TO_ASK = (
    "Nobody waits for a place, and one more would change little: nobody has to be asked."
)
NO_KIND_HELPS = (
    "We found no kind of mentor of whom one more place would give somebody else a mentor. Please "
    "look at those who wait one by one."
)


def whom_to_ask(wanted: Sequence[Recruit], *, waiting: int) -> tuple[str, ...]:
    """One sentence for each kind that gives one more mentee a mentor; one for all others together.

    wanted   what one more place would bring, the best first (recruit_next)
    waiting  how many mentees have no mentor, without those about whom something is to be decided
    """
    seating = tuple(_gives_a_mentor(one) for one in wanted if one.more_paired)
    if seating:
        return seating
    fitting = _fit_better(wanted) if wanted else ""
    if waiting:
        return tuple(filter(None, (NO_KIND_HELPS, fitting)))
    return (f"Nobody waits for a place. {fitting}" if fitting else NOBODY_TO_ASK,)


def _gives_a_mentor(one: Recruit) -> str:
    return f"One more place with {_whom(one)} would give one more mentee a mentor."


def _fit_better(wanted: Sequence[Recruit]) -> str:
    """All kinds together: one after the other they would only say the same again."""
    # "Anybody" stands last, after the kinds that are better than anybody.
    kinds = sorted(wanted, key=lambda one: one.kind is Kind.ANYBODY)
    named = [_whom(one) for one in kinds]
    either = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"
    return f"One more place with {either} would let the pairs fit better."


def _whom(one: Recruit) -> str:
    match one.kind:
        case Kind.TOPIC:
            return f"a mentor who talks about “{vocabulary().topics[one.name].label}”"
        case Kind.LANGUAGE:
            return f"a mentor who speaks {one.name}"
        case Kind.AREA:
            return f"a mentor in {areas_in_prose([one.name])}"
        case _:
            # Tried with the median of all: more than half of them would do as much.
            return "a mentor like most of this round"
