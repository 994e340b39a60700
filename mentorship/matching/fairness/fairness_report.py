"""A round by self-described group, as rows for a table and as sentences for a board."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from mentorship.matching.fairness.intervals import Estimate, percent
from mentorship.matching.fairness.outcomes import Figures
from mentorship.matching.fairness.small_cells import NOT_SHOWN, rectangular


@dataclass(frozen=True, slots=True)
class Comparison:
    """One group beside everybody else. Without `group`, the row may not be shown at all.

    phrase           the people of the group as a sentence speaks of them
    match_rate_gap   match rate of the group minus that of the others
    share_gap        the same for the mean share of her own best
    """

    question: str
    row: str
    phrase: str
    group: Figures | None = None
    others: Figures | None = None
    match_rate_gap: Estimate | None = None
    share_gap: Estimate | None = None


@dataclass(frozen=True, slots=True)
class FairnessReport:
    """How a round treated the people of every self-described group.

    several  questions with several ticks: their groups overlap and do not add up to everybody
    least    the fewest people of whom anything is told
    """

    everybody: Figures
    groups: tuple[Comparison, ...]
    several: frozenset[str]
    least: int

    @property
    def compared(self) -> int:
        """How many differences are told: the more they are, the more of them chance makes."""
        gaps = (gap for row in self.groups for gap in (row.match_rate_gap, row.share_gap))
        return sum(gap is not None for gap in gaps)

    def as_rows(self) -> list[dict[str, str]]:
        """One row for everybody and one for each group; what may not be shown says so."""
        everybody = {"question": "", "group": "everybody", **_cells(self.everybody)}
        return rectangular([everybody, *(_row(row) for row in self.groups)])

    def sentences(self) -> list[str]:
        """The same for a board: what was counted, then every group that may be shown."""
        told = [
            sentence
            for question, rows in groupby(self.groups, key=lambda row: row.question)
            for sentence in self._about(question, list(rows))
        ]
        return [*self._opening(), *told]

    def _opening(self) -> Iterator[str]:
        people, paired = self.everybody.people, self.everybody.paired
        yield f"Of {people} mentees {paired} were paired{_in_brackets(self.everybody.match_rate)}."
        yield (
            f"A group is shown when at least {self.least} people are in it and as many are not; "
            "others go with it where it could be worked out from them. A group is what people "
            "said of themselves."
        )
        yield (
            "The two numbers after “between” say how far chance alone could have moved a figure "
            "(19 times in 20)."
        )
        if self.compared:
            yield _on_many_comparisons(self.compared)

    def _about(self, question: str, rows: list[Comparison]) -> Iterator[str]:
        shown = [row for row in rows if row.group and row.others]
        if not shown:
            yield f"{question}: no group can be shown without pointing at somebody."
            return
        if question in self.several:
            yield (
                f"{question}: people could give several answers, so the groups overlap and do not "
                "add up to everybody."
            )
        else:
            yield f"{question}: nobody is in two groups."
        yield from map(_sentence, shown)


def _on_many_comparisons(compared: int) -> str:
    return (
        f"Groups are compared with everybody else {compared} times below. Even if all had been "
        "treated alike, about one comparison in twenty would look as if it went beyond chance: "
        "such a finding is a reason to look closer, not a proof."
    )


def _sentence(row: Comparison) -> str:
    group, others = row.group, row.others
    if group is None or others is None:
        return ""
    return " ".join(filter(None, (_matched(row, group, others), _best(row, group, others))))


def _matched(row: Comparison, group: Figures, others: Figures) -> str:
    if group.paired is None or others.paired is None:
        return (
            f"There were {group.people} mentees {row.phrase}. Among them or among the others "
            "too few people waited, or too few were paired, to tell how many."
        )
    return (
        f"Of {group.people} mentees {row.phrase} {group.paired} were paired"
        f"{_in_brackets(group.match_rate)}; of the {others.people} others, {others.paired}"
        f"{_in_brackets(others.match_rate)}.{_verdict(row.match_rate_gap)}"
    )


def _best(row: Comparison, group: Figures, others: Figures) -> str:
    if group.share_of_best is None or others.share_of_best is None:
        return ""
    return (
        "Those who were paired in this run got on average "
        f"{percent(group.share_of_best.value)} of the best that they could have had"
        f"{_between(group.share_of_best)}, the others {percent(others.share_of_best.value)}"
        f"{_between(others.share_of_best)}.{_verdict(row.share_gap)}"
    )


def _verdict(gap: Estimate | None) -> str:
    if gap is None:
        return ""
    points = abs(round(100 * gap.value))
    if gap.is_beyond_chance:
        less = "less" if gap.value < 0 else "more"
        return f" That is {_points(points)} {less}, beyond what chance alone usually does."
    if points == 0:
        return " That is no difference to speak of."
    return f" Chance alone can make a difference of {_points(points)} here."


def _points(points: int) -> str:
    if points == 0:
        return "less than half a percentage point"
    return f"{points} percentage point{'' if points == 1 else 's'}"


def _in_brackets(share: Estimate | None) -> str:
    return f" ({percent(share.value)}, {_range(share)})" if share else ""


def _between(share: Estimate) -> str:
    return f" ({_range(share)})"


def _range(share: Estimate) -> str:
    return f"between {round(100 * share.low)} and {percent(share.high)}"


def _row(row: Comparison) -> dict[str, str]:
    named = {"question": row.question, "group": row.row}
    if row.group is None or row.others is None:
        return named | {"people": NOT_SHOWN}
    return {
        **named,
        **_cells(row.group),
        **{f"others: {name}": cell for name, cell in _cells(row.others).items()},
        **_estimate("match rate minus others", row.match_rate_gap),
        **_estimate("share of her best minus others", row.share_gap),
    }


def _cells(of: Figures) -> Mapping[str, str]:
    return {
        "people": str(of.people),
        "paired": NOT_SHOWN if of.paired is None else str(of.paired),
        **_estimate("match rate", of.match_rate),
        **_estimate("first choice", of.first_choice),
        "median rank": NOT_SHOWN if of.median_rank is None else f"{of.median_rank:g}",
        **_estimate("score", of.score),
        **_estimate("share of her best", of.share_of_best),
    }


def _estimate(name: str, estimate: Estimate | None) -> dict[str, str]:
    if estimate is None:
        return dict.fromkeys((name, f"{name}, low", f"{name}, high"), NOT_SHOWN)
    numbers = (estimate.value, estimate.low, estimate.high)
    cells = (f"{number:.3f}" for number in numbers)
    return dict(zip((name, f"{name}, low", f"{name}, high"), cells, strict=True))
