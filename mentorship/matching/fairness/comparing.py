"""How a round treated the people of each self-described group, each beside everybody else.

The groups are answers that nobody reads (docs/disclosure.md), so only counts come out, and no row
from which a few people could be picked (small_cells.py). A list of groups never ranks them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mentorship.domain.people import Mentee
from mentorship.matching.arrays import Floats, Mask
from mentorship.matching.fairness.fairness_report import Comparison, FairnessReport
from mentorship.matching.fairness.groups import Grouping, groupings
from mentorship.matching.fairness.intervals import (
    Estimate,
    difference_of_means,
    difference_of_shares,
)
from mentorship.matching.fairness.outcomes import Outcome, Showable, Table, figures, table
from mentorship.matching.fairness.small_cells import LEAST, hidden


def by_group(
    mentees: Sequence[Mentee], found: Mapping[str, Outcome], *, least: int = LEAST
) -> FairnessReport:
    """How everybody who took part fared, by every question that people answered about themselves.

    found  mentee key → what the round brought her (outcomes.outcomes); whoever is not in it took
           no part and is not counted
    least  the fewest people of whom anything is told
    """
    part = [mentee for mentee in mentees if mentee.key in found]
    of = table([found[mentee.key] for mentee in part])
    everybody = np.ones(len(part), dtype=bool)
    asked = groupings()
    return FairnessReport(
        everybody=figures(of, everybody, show=Showable()),
        groups=tuple(row for question in asked for row in _rows(part, of, question, least=least)),
        several=frozenset(question.question for question in asked if question.several),
        least=least,
    )


def _rows(
    mentees: Sequence[Mentee], of: Table, grouping: Grouping, *, least: int
) -> list[Comparison]:
    members = grouping.members(mentees)
    everybody = np.ones(len(mentees), dtype=bool)
    told = _Told(members, grouping.several, least)
    people, means = told.of(everybody), told.of(~np.isnan(of.score))
    paired, first = told.split(of.paired), told.split(of.rank == 1)
    return [
        _compared(
            of,
            members[:, column],
            Comparison(grouping.question, row, grouping.phrase(row)),
            show=Showable(column in paired, column in first, column in means),
        )
        if column in people
        else Comparison(grouping.question, row, grouping.phrase(row))
        for column, row in enumerate(grouping.rows)
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """Which rows of one question may be told; `members` (people, rows) says who stands where."""

    members: Mask
    several: bool
    least: int

    def of(self, some: Mask) -> frozenset[int]:
        """The rows in which these people may be counted."""
        counts = self.members[some].sum(axis=0).tolist()
        gone = hidden(counts, int(some.sum()), several=self.several, least=self.least)
        return frozenset(range(len(counts))) - gone

    def split(self, inside: Mask) -> frozenset[int]:
        """The rows in which a yes-or-no may be told: neither a yes nor a no points at few.

        Where all said the same there is nothing to tell, so it is told everywhere.
        """
        if inside.all() or not inside.any():
            return frozenset(range(self.members.shape[1]))
        return self.of(inside) & self.of(~inside)


def _compared(of: Table, inside: Mask, named: Comparison, *, show: Showable) -> Comparison:
    group, others = figures(of, inside, show=show), figures(of, ~inside, show=show)
    return Comparison(
        named.question,
        named.row,
        named.phrase,
        group,
        others,
        _gap(group.match_rate, others.match_rate),
        difference_of_means(_shares(of, inside), _shares(of, ~inside)) if show.means else None,
    )


def _gap(one: Estimate | None, other: Estimate | None) -> Estimate | None:
    return difference_of_shares(one, other) if one and other else None


def _shares(of: Table, members: Mask) -> Floats:
    return np.asarray(of.share_of_best[members & ~np.isnan(of.score)])
