"""Short lists of words that decide how a cell is read, kept beside the program as data."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def word_list(kind: str) -> frozenset[str]:
    """The words of one list, such as the titles that stand before a name."""
    return frozenset(_lists()[kind])


@cache
def _lists() -> Mapping[str, list[str]]:
    text = (files(__package__) / "word_lists.json").read_text(encoding="utf-8")
    read: Mapping[str, list[str]] = json.loads(text)
    return read
