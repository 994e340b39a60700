"""How the work of a round lies on the mentors of each self-described group (the minority tax).

Whether the same few carry more than their share: places they offered, mentees they were given,
and mentees for each of them beside everybody else's. Only mentors who offered a place count.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from mentorship.domain.people import Mentor
from mentorship.matching.arrays import Floats, Mask
from mentorship.matching.fairness.groups import Grouping, groupings
from mentorship.matching.fairness.intervals import Estimate, difference_of_means, mean_of
from mentorship.matching.fairness.load_report import GroupLoad, Load, LoadReport
from mentorship.matching.fairness.small_cells import LEAST, hidden


def load_by_group(
    mentors: Sequence[Mentor],
    places: Mapping[str, int],
    given: Mapping[str, int],
    *,
    least: int = LEAST,
) -> LoadReport:
    """What the mentors of each group offered and were given in this round.

    places  mentor key → mentees whom this mentor can take in the round altogether
    given   mentor key → mentees whom this mentor was given, decided pairs included
    least   the fewest mentors of whom anything is told
    """
    offering = [mentor for mentor in mentors if places.get(mentor.key, 0) > 0]
    offered = np.array([places[mentor.key] for mentor in offering], dtype=float)
    taken = np.array([given.get(mentor.key, 0) for mentor in offering], dtype=float)
    everybody = _load(offered, taken)
    rows = [
        row
        for question in groupings()
        for row in _rows(offering, question, offered=offered, taken=taken, least=least)
    ]
    return LoadReport(everybody, tuple(rows), least)


def _rows(
    mentors: Sequence[Mentor], grouping: Grouping, *, offered: Floats, taken: Floats, least: int
) -> list[GroupLoad]:
    members = grouping.members(mentors)
    gone = hidden(members.sum(axis=0).tolist(), len(mentors), several=grouping.several, least=least)
    rows = []
    for column, row in enumerate(grouping.rows):
        named = GroupLoad(grouping.question, row, grouping.phrase(row))
        inside = members[:, column]
        rows.append(named if column in gone else _beside(named, inside, offered, taken))
    return rows


def _beside(named: GroupLoad, inside: Mask, offered: Floats, taken: Floats) -> GroupLoad:
    return GroupLoad(
        named.question,
        named.row,
        named.phrase,
        _load(offered[inside], taken[inside]),
        _load(offered[~inside], taken[~inside]),
        _gap(taken[inside], taken[~inside]),
        _gap(taken[inside] / offered[inside], taken[~inside] / offered[~inside]),
    )


def _gap(one: Floats, other: Floats) -> Estimate | None:
    return difference_of_means(one, other)


def _load(offered: Floats, taken: Floats) -> Load:
    return Load(
        mentors=offered.size,
        offered=int(offered.sum()),
        given=int(taken.sum()),
        each=mean_of(taken),
        filled=mean_of(taken / offered, at_most=1.0),
    )
