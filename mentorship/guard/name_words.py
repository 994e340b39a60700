"""The word lists that reading names needs, from name_words.json beside this file."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_ENTRY = re.compile(r"([\u4e00-\u9fff])([a-zü]+)")


@cache
def _lists() -> Mapping[str, str | list[str]]:
    text = (files(__package__) / "name_words.json").read_text(encoding="utf-8")
    lists: Mapping[str, str | list[str]] = json.loads(text)
    return lists


@cache
def name_words(kind: str) -> frozenset[str]:
    """The words of one list, such as "titles"; in the spelling of the file."""
    return frozenset(str(_lists()[kind]).split())


@cache
def name_groups(kind: str) -> tuple[tuple[str, ...], ...]:
    """The groups of one list, such as "variants"; the first word stands for its group."""
    return tuple(tuple(line.split()) for line in _lists()[kind])


@cache
def chinese_readings() -> Mapping[str, str]:
    """Character → pinyin without tones, for the characters that names use most."""
    pairs = _ENTRY.findall(str(_lists()["chinese"]))
    return MappingProxyType({sign: reading.replace("ü", "u") for sign, reading in pairs})


@cache
def letter_readings() -> Mapping[str, str]:
    """Letter → Latin, for Arabic, Cyrillic and Greek; 0 stands for a sound that Latin lacks."""
    entries = str(_lists()["letters"]).split()
    return MappingProxyType({entry[0]: entry[1:] for entry in entries})


@cache
def compound_chinese_surnames() -> frozenset[str]:
    """Surnames of two characters."""
    return name_words("compound_chinese_surnames")


@cache
def korean_families() -> Mapping[str, frozenset[str]]:
    """The letter-by-letter reading of a Korean surname → how families write theirs."""
    groups = [frozenset(group.split(":")) for group in str(_lists()["korean_families"]).split()]
    return MappingProxyType({reading: group for group in groups for reading in group})
