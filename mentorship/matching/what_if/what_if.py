"""What would change: one situation solved beside another, and who would have to move for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mentorship.matching.arrays import Integers
from mentorship.matching.assignment import NOBODY
from mentorship.matching.reasons.spoken import number
from mentorship.matching.what_if.situation import Move, Situation, Stand, solved, somebody
from mentorship.matching.what_if.stays import most_stays


@dataclass(frozen=True, slots=True)
class Figures:
    """How good a set of pairs is, promised pairs included.

    paired  mentees with a mentor
    total   sum of utilities
    worst   the least score of a pair; None when there is no pair
    """

    paired: int
    total: float
    worst: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """What a change would do. Nothing of it has been done.

    moves   everybody whose mentor changes, in the order of the mentees
    before  the old pairs, measured with the new scores, so that both sides can be compared
    after   the new pairs
    stand   the new situation with its pairs, to go on from
    """

    moves: tuple[Move, ...]
    before: Figures
    after: Figures
    stand: Stand

    @property
    def gain_a_mentor(self) -> tuple[int, ...]:
        """Mentees who had nobody and would have somebody."""
        return tuple(move.mentee for move in self.moves if move.before is None)

    @property
    def lose_their_mentor(self) -> tuple[int, ...]:
        """Mentees who had somebody and would have nobody."""
        return tuple(move.mentee for move in self.moves if move.after is None)

    @property
    def change_mentor(self) -> tuple[int, ...]:
        """Mentees who would go from one mentor to another."""
        return tuple(move.mentee for move in self.moves if None not in (move.before, move.after))


def what_if(before: Stand, after: Situation) -> Difference:
    """The best pairs after a change, and of all equally good ones those that move fewest people."""
    found = solved(after)
    nearest = most_stays(found, now=before.mentor_of)
    stand = Stand(after, replace(found.solution, mentor_of=nearest))
    return Difference(
        moves=tuple(_moves(before.mentor_of, nearest)),
        before=figures(after, before.mentor_of),
        after=figures(after, nearest),
        stand=stand,
    )


def figures(situation: Situation, mentor_of: Integers) -> Figures:
    """How good these pairs are by the scores of this situation."""
    paired = np.flatnonzero(mentor_of != NOBODY)
    chosen = paired, mentor_of[paired]
    scores = situation.scores[chosen]
    return Figures(
        paired=int(paired.size),
        total=float(situation.worth[chosen].sum()),
        worst=float(scores.min()) if paired.size else None,
    )


def _moves(before: Integers, after: Integers) -> Iterator[Move]:
    for mentee in np.flatnonzero(before != after).tolist():
        yield Move(mentee, somebody(before[mentee]), somebody(after[mentee]))


@dataclass(frozen=True, slots=True)
class NamedMove:
    """One mentee whose mentor changes, by key; None is nobody."""

    mentee: str
    before: str | None
    after: str | None


def by_key(
    difference: Difference, mentees: Sequence[str], *, mentors: Sequence[str]
) -> tuple[NamedMove, ...]:
    """The moves with the keys of people, given in the order of the situation."""

    def key(mentor: int | None) -> str | None:
        return None if mentor is None else mentors[mentor]

    return tuple(
        NamedMove(mentees[move.mentee], key(move.before), key(move.after))
        for move in difference.moves
    )


def in_sentences(difference: Difference) -> tuple[str, ...]:
    """What would change, in whole sentences for the team, without anybody's name."""
    if not difference.moves:
        return ("Nobody would move.", *_quality(difference))
    moved = (
        (len(difference.change_mentor), "would have another mentor"),
        (len(difference.gain_a_mentor), "with nobody now would have a mentor"),
        (len(difference.lose_their_mentor), "with a mentor now would have nobody"),
    )
    said = (f"{_mentees(count)} {what}." for count, what in moved if count)
    return (*said, *_quality(difference))


def _mentees(count: int) -> str:
    return f"{number(count).capitalize()} {'mentee' if count == 1 else 'mentees'}"


def _quality(difference: Difference) -> Iterator[str]:
    before, after = difference.before, difference.after
    yield f"The sum over all pairs would be {_change(before.total, after.total)} (more is better)."
    if before.worst is not None and after.worst is not None:
        worst = _change(before.worst, after.worst)
        yield f"The score of the pair that fits least would be {worst}."


def _change(before: float, after: float) -> str:
    """Both numbers where they differ in the digits shown."""
    old, new = f"{before:.3f}", f"{after:.3f}"
    return f"{new}, as now" if old == new else f"{new} instead of {old}"
