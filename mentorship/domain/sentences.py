"""Sentences of ours that can be said again in another language.

What is not a `Sentence` is somebody's own words, a name or a number, and is never translated.
In a module the marking function is imported as `_`, the name by which sentences are found and
listed for translators (`make words`).
"""

from collections.abc import Iterable, Mapping
from typing import Self


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


class Listing(str):
    """Several things in a row: "a, b and c" in English, and as other languages join them."""

    __slots__ = ("items", "joined_by")
    items: tuple[str, ...]
    joined_by: str


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


def listing(items: Iterable[str], *, joined_by: str = "and") -> Listing:
    """The items in a row; `joined_by` is "and" or "or"."""
    said = tuple(items)
    text = ", ".join(said[:-1]) + f" {joined_by} {said[-1]}" if len(said) > 1 else "".join(said)
    made = Listing(text)
    made.items, made.joined_by = said, joined_by
    return made
