"""Sentences of ours that can be said again in another language.

What is not a `Sentence` is somebody's own words, a name or a number, and is never translated.
In a module the marking function is imported as `_`, the name by which sentences are found and
listed for translators (`make words`).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Self


class Sentence(str):
    """A sentence in English that remembers from what it was put together.

    pattern  the English text with %(name)s where a value stands
    many     the pattern for more than one; "" where nothing is counted
    number   how many, where something is counted
    values   what stands in it; a Sentence among them is said in the other language too
    """

    __slots__ = ("many", "number", "pattern", "values")
    pattern: str
    many: str
    number: int
    values: Mapping[str, object]

    @classmethod
    def put_together(
        cls, pattern: str, values: Mapping[str, object], *, many: str = "", number: int = 1
    ) -> Self:
        """The sentence in English. Raises KeyError when a value of the pattern is missing."""
        chosen = many if many and number != 1 else pattern
        made = cls(chosen % values if values else chosen)
        made.pattern, made.many, made.number, made.values = pattern, many, number, values
        return made

    def __mod__(self, more: Any) -> "Sentence":
        """Libraries of forms put numbers into every message; it stays a sentence."""
        if not self.values and "%(" not in self.pattern:
            return self
        return Sentence.put_together(self.pattern, {**self.values, **more})


class Listing(str):
    """Several things in a row: "a, b and c" in English, and as other languages join them.

    joined_by  "and", "or", or BESIDE where a dot between them is enough in every language
    """

    __slots__ = ("items", "joined_by")
    items: tuple[str, ...]
    joined_by: str


class DayShape(StrEnum):
    """How much of a day is said, each with the English form of it."""

    DATE = "{0.day} {0:%B %Y}"
    IN_THE_WEEK = "{0:%A} {0.day} {0:%B}"
    WEEKDAY = "{0:%A}"
    MONTH = "{0:%B}"


class Day(str):
    """A day in words: "12 January 2027" in English, and as other languages write it."""

    __slots__ = ("on", "shape")
    on: date
    shape: DayShape


def the_day(on: date, shape: DayShape = DayShape.DATE) -> Day:
    """A day of the calendar, to stand on a page or in a sentence; for a moment, its day there."""
    made = Day(shape.format(on))
    made.on, made.shape = on, shape
    return made


def sentence(pattern: str, /, **values: object) -> Sentence:
    """A sentence; its values stand in the pattern as %(name)s.

    Without values a % is a % and nothing is put in.
    """
    return Sentence.put_together(pattern, values)


def counted(one: str, many: str, /, *, count: int, **values: object) -> Sentence:
    """A sentence about `count` things, which other languages bend by their own rules.

    Both patterns may name %(count)s.
    """
    return Sentence.put_together(one, {**values, "count": count}, many=many, number=count)


BESIDE = " · "


def beside(items: Iterable[str]) -> Listing:
    """The items beside each other, with a dot between them."""
    return in_a_row(tuple(items), BESIDE)


def listing(items: Iterable[str], *, joined_by: str = "and") -> Listing:
    """The items in a row; `joined_by` is "and" or "or"."""
    return in_a_row(tuple(items), joined_by)


def in_a_row(said: tuple[str, ...], joined_by: str) -> Listing:
    """The same, as English joins them."""
    if joined_by == BESIDE or len(said) < 2:
        text = joined_by.join(said)
    else:
        # Where an item has an "and" of its own, a comma shows which one is the last.
        is_unclear = any(f" {joined_by} " in item or "," in item for item in said)
        last = f"{',' if is_unclear else ''} {joined_by} {said[-1]}"
        text = ", ".join(said[:-1]) + last
    made = Listing(text)
    made.items, made.joined_by = said, joined_by
    return made
