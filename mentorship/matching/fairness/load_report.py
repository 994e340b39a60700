"""The load of mentors by self-described group, as rows for a table and sentences for a board."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from mentorship.matching.fairness.intervals import Estimate, percent
from mentorship.matching.fairness.small_cells import NOT_SHOWN, rectangular


@dataclass(frozen=True, slots=True)
class Load:
    """What some mentors offered and were given.

    offered  places; given: mentees
    each     mean number of mentees of one mentor
    filled   mean share of a mentor's own places that were filled
    """

    mentors: int
    offered: int
    given: int
    each: Estimate | None
    filled: Estimate | None


@dataclass(frozen=True, slots=True)
class GroupLoad:
    """The mentors of one group beside all others. Without `group`, the row may not be shown.

    each_gap    mentees of one mentor, minus the same of the others
    filled_gap  share of a mentor's own places that were filled, minus the same of the others
    """

    question: str
    row: str
    phrase: str
    group: Load | None = None
    others: Load | None = None
    each_gap: Estimate | None = None
    filled_gap: Estimate | None = None

    @property
    def carries_more(self) -> bool:
        """True when these mentors have more mentees each than others, beyond chance."""
        return self.each_gap is not None and self.each_gap.low > 0


@dataclass(frozen=True, slots=True)
class LoadReport:
    """How the work lies on the mentors of every group. `least`: the fewest who are told of."""

    everybody: Load
    groups: tuple[GroupLoad, ...]
    least: int

    def as_rows(self) -> list[dict[str, str]]:
        """One row for everybody and one for each group; what may not be shown says so."""
        everybody = {"question": "", "group": "everybody", **_cells(self.everybody)}
        return rectangular([everybody, *(_row(row) for row in self.groups)])

    def sentences(self) -> list[str]:
        """The same for a board, without an order of who is better."""
        whole = self.everybody
        opening = (
            f"{_mentors(whole.mentors)} offered {whole.offered} places and were given "
            f"{whole.given} mentees."
        )
        told = [
            sentence
            for question, rows in groupby(self.groups, key=lambda row: row.question)
            for sentence in _about(question, list(rows))
        ]
        return [opening, *_how_to_read(self), *told]


def _how_to_read(report: LoadReport) -> Iterator[str]:
    compared = sum(row.each_gap is not None for row in report.groups)
    if compared:
        yield (
            f"A group is shown when at least {report.least} mentors are in it and as many are not. "
            f"Groups are compared with all others {compared} times below; even if the work lay "
            "equally on everybody, about one comparison in twenty would look as if it went beyond "
            "chance."
        )


def _about(question: str, rows: list[GroupLoad]) -> Iterator[str]:
    shown = [(row, row.group, row.others) for row in rows if row.group and row.others]
    if not shown:
        yield f"{question}: no group of mentors can be shown without pointing at somebody."
        return
    yield f"{question}, as mentors said of themselves:"
    for row, group, others in shown:
        if group is not None and others is not None:
            yield _sentence(row, group, others)


def _sentence(row: GroupLoad, group: Load, others: Load) -> str:
    share_of_mentors = group.mentors / (group.mentors + others.mentors)
    given = group.given + others.given
    work = f" with {percent(group.given / given)} of the mentees" if given else ""
    return (
        f"{_mentors(group.mentors)} {row.phrase} offered {group.offered} places and were given "
        f"{group.given} mentees{_each(group)}; the {others.mentors} others were given "
        f"{others.given}{_each(others)}. They are {percent(share_of_mentors)} of the "
        f"mentors{work}. {_tax(row)}"
    )


def _tax(row: GroupLoad) -> str:
    if row.carries_more:
        return "They carry more each than the others, beyond what chance alone usually does."
    if row.each_gap is not None and row.each_gap.high < 0:
        return "They carry less each than the others, beyond what chance alone usually does."
    return "Chance alone can make a difference of this size."


def _each(load: Load) -> str:
    if load.each is None:
        return ""
    mean = load.each
    span = "" if mean.low == mean.high else f", between {mean.low:.1f} and {mean.high:.1f}"
    return f" ({mean.value:.1f} each{span})"


def _mentors(count: int) -> str:
    return "1 mentor" if count == 1 else f"{count} mentors"


def _row(row: GroupLoad) -> dict[str, str]:
    named = {"question": row.question, "group": row.row}
    if row.group is None or row.others is None:
        return named | {"mentors": NOT_SHOWN}
    return {
        **named,
        **_cells(row.group),
        **{f"others: {name}": cell for name, cell in _cells(row.others).items()},
        "mentees each minus others": _number(row.each_gap),
        "carries more": "yes" if row.carries_more else "no",
    }


def _cells(load: Load) -> dict[str, str]:
    return {
        "mentors": str(load.mentors),
        "places offered": str(load.offered),
        "mentees given": str(load.given),
        "mentees each": _number(load.each),
        "own places filled": _number(load.filled),
    }


def _number(estimate: Estimate | None) -> str:
    if estimate is None:
        return NOT_SHOWN
    return f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"
