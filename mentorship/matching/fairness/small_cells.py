"""Which rows of a table about groups may not be shown, so that nobody can be picked out.

A group of fewer than ten is not shown, and neither is a group that leaves fewer than ten outside
it: they are the rest. What was hidden must not come back by subtraction from the total, so further
rows go with it (complementary suppression; Cox 1980). The same holds for every outcome that is
told by group: of 19 people of whom 18 were paired, the one who waits is picked out.
"""

from collections.abc import Mapping, Sequence

LEAST = 10
NOT_SHOWN = "not shown"


def hidden(
    counts: Sequence[int], whole: int, *, several: bool, least: int = LEAST
) -> frozenset[int]:
    """The rows of one question that are not shown.

    counts   people in each row; every answer of the list has a row, also one that nobody gave
    whole    everybody who was asked; known to the reader
    several  True when one person can stand in several rows; everybody stands in one at least

    After it, a hidden row could hold any number from nobody to nine at least, even for a reader
    who knows this rule.
    """
    small = {row for row, people in enumerate(counts) if min(people, whole - people) < least}
    gone = set(small)
    # From the last row up, never the smallest first: the smallest would tell a reader who knows
    # the rule how large the others can be at most (Wong and others 2007, minimality attack).
    for row in reversed(range(len(counts))):
        shown = sum(counts) - sum(counts[row] for row in gone)
        # Where people stand in several rows there is no sum, once the rows shown hold everybody.
        without_a_sum = several and shown >= whole
        if not gone or without_a_sum or _covered(counts, gone, small, least=least):
            break
        gone.add(row)
    return frozenset(gone)


def _covered(counts: Sequence[int], gone: set[int], small: set[int], *, least: int) -> bool:
    """True when a row that had no need to be hidden hides the others, with room to spare."""
    covers = len(gone - small)
    total = sum(counts[row] for row in gone)
    return covers > 0 and total >= least * covers + least - 1


def rectangular(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The same rows with the same cells in each, in the order in which they first come."""
    heads = dict.fromkeys(head for row in rows for head in row)
    return [{head: row.get(head, "") for head in heads} for row in rows]
