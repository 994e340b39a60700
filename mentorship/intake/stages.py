"""Where somebody stands in her career, read from labels, ranks, years and grades."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from mentorship.domain.vocabulary import vocabulary
from mentorship.intake.labels import Labels
from mentorship.intake.text import fold, one_line

# The same rank stands on three ladders: clinical, nursing and allied, science and engineering.
_LADDERS = {
    "undergrad": ("premed", "stud_n", "ug"),
    "intern": ("pgy1", "stud_n", "ug"),
    "new grad": ("pgy1", "newgrad", "ind1"),
    "fellow": ("fellow", "fellow", "postdoc"),
    "research fellow": ("mdphd", "mdphd", "postdoc"),
    "mid career": ("att2", "staff_n", "ind2"),
    "consultant": ("att2", "snr_n", "ind3"),
    "director": ("ind4", "exec_n", "ind4"),
    "director or executive": ("ind4", "exec_n", "ind4"),
    **dict.fromkeys(
        ("assistant professor", "assistant prof", "asst prof", "asst professor", "lecturer"),
        ("att1", "snr_n", "fac1"),
    ),
    "junior faculty": ("att1", "snr_n", "fac1"),
    **dict.fromkeys(
        ("associate professor", "associate prof", "assoc prof", "assoc professor"),
        ("att2", "snr_n", "fac2"),
    ),
    "senior lecturer": ("att2", "snr_n", "fac2"),
    **dict.fromkeys(
        ("professor", "full professor", "full prof", "chair", "department chair"),
        ("att3", "exec_n", "fac3"),
    ),
}
_LADDER_OF_AREA = {
    "Nursing & midwifery": 1,
    "Allied health": 1,
    "Science": 2,
    "Engineering & computing": 2,
}

# Each step says up to which number a stage lasts.
_Steps = tuple[tuple[int, str], ...]
_TRAINING: _Steps = ((1, "pgy1"), (4, "res"), (7, "chief"))
_MEDICAL_SCHOOL: _Steps = ((2, "ms12"), (6, "ms34"))
_DOCTORATE: _Steps = ((2, "phd1"), (9, "phd2"))
_AFTER_TRAINING: _Steps = ((5, "att1"), (15, "att2"), (60, "att3"))
_NURSING: _Steps = ((2, "newgrad"), (10, "staff_n"))

_YEAR = r"(\d) (?:year|yr)"
_YEARS = r"(\d{1,2}) ?(?:years?|yrs?|y)"
_NURSES = r"(?:rn|nurse|midwife|np|pa|pharmacist)"
_NUMBERED: tuple[tuple[re.Pattern[str], _Steps], ...] = tuple(
    (re.compile(pattern), steps)
    for pattern, steps in (
        (r"\b(?:pgy|post ?graduate year|r) ?(\d)\b", _TRAINING),
        (rf"\b{_YEAR} (?:\w+ ){{0,2}}resident\b", _TRAINING),
        (r"\bst ?(\d)\b", ((5, "res"), (8, "chief"))),
        (r"\bct ?(\d)\b", ((4, "res"),)),
        (r"\bfy? ?(\d)\b", ((2, "pgy1"),)),
        (r"\b(?:ms|m|oms|med) ?(\d)\b", _MEDICAL_SCHOOL),
        (rf"\b{_YEAR} (?:medical|med|medicine|do)\b", _MEDICAL_SCHOOL),
        (r"\bmed(?:ical)? (?:student|school) (?:year |yr )?(\d)\b", _MEDICAL_SCHOOL),
        (rf"\b{_YEAR} (?:phd|doctoral|grad)", _DOCTORATE),
        (r"\bphd (?:student )?(?:year|yr) ?(\d)|\bg(\d)\b", _DOCTORATE),
        (
            r"\b(?:attending|consultant|faculty) (?:for )?(?:year|yr)?s? ?(\d{1,2})\b",
            _AFTER_TRAINING,
        ),
        (rf"\b{_YEARS} (?:\w+ ){{0,3}}(?:attending|consultant)", _AFTER_TRAINING),
        (rf"\b{_NURSES} (?:for )?{_YEARS}\b", _NURSING),
        (rf"\b{_YEARS} (?:as )?(?:an? )?{_NURSES}\b", _NURSING),
    )
)
_NUMBER_WORDS = {
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "sixth": "6",
}
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_NUMBER_WORDS)}) (year|yr)\b")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4"}
_ROMAN_YEAR = re.compile(r"\b(oms|ms|pgy) (ii|iii|iv)\b")
_ORDINAL = re.compile(r"\b(\d)(?:st|nd|rd|th)\b")
_NOW_AND_LATER = re.compile(r"[;,(\n]|\s[-–—]\s|\bsoon\b|->|→")
_SHORTEST_INSIDE = 5
# Whoever writes more than this says where she stands at the start.
_LONGEST_ANSWER = 2000


@lru_cache(maxsize=16384)
def read_stage(cell: str, area: str = "") -> str | None:
    """The code of the stage that the words mean now, or None when they do not tell.

    area   the area of her first field; it tells apart ranks that stand on several ladders, such
           as an assistant professor of surgery and one of chemistry

    "PGY-3, soon PGY-4" is a resident today: what stands first counts.
    """
    text = one_line(cell)[:_LONGEST_ANSWER]
    for part in (text, *_NOW_AND_LATER.split(text)):
        words = _with_digits(fold(part))
        code = _on_ladder(words, area) or _labels().codes.get(words) or _by_number(words)
        if code:
            return code
    return _labels().find(text) or _inside(_with_digits(fold(text)), area)


def _on_ladder(words: str, area: str) -> str | None:
    ladder = _LADDERS.get(words)
    return None if ladder is None else ladder[_LADDER_OF_AREA.get(area, 0)]


def _with_digits(words: str) -> str:
    """The words with years as digits: "third year" and "OMS III" are 3 year and oms 3."""
    words = _NUMBER_WORD.sub(lambda found: f"{_NUMBER_WORDS[found[1]]} {found[2]}", words)
    words = _ROMAN_YEAR.sub(lambda found: f"{found[1]} {_ROMAN[found[2]]}", words)
    return _ORDINAL.sub(r"\1", words)


def _by_number(words: str) -> str | None:
    """The stage that the first year number in the words says."""
    found = [
        (match.start(), code)
        for pattern, steps in _NUMBERED
        if (match := pattern.search(words)) and (code := _step(match, steps))
    ]
    return min(found)[1] if found else None


def _step(match: re.Match[str], steps: _Steps) -> str | None:
    number = int(next(group for group in match.groups() if group))
    return next((code for most, code in steps if 0 < number <= most), None)


def _inside(words: str, area: str) -> str | None:
    """The stage of the first telling phrase in a longer remark; the longest where several start."""
    framed = f" {words} "
    found = [
        (framed.index(f" {phrase} "), -len(phrase), phrase)
        for phrase in _phrases()
        if f" {phrase} " in framed
    ]
    if not found:
        return None
    phrase = min(found)[2]
    return _on_ladder(phrase, area) or _labels().codes.get(phrase)


@cache
def _phrases() -> tuple[str, ...]:
    phrases = {*_labels().codes, *_LADDERS}
    return tuple(sorted(phrase for phrase in phrases if len(phrase) >= _SHORTEST_INSIDE))


@cache
def _labels() -> Labels:
    return Labels(_spellings())


def _spellings() -> Iterator[tuple[str, str]]:
    own: Mapping[str, list[str]] = json.loads(
        (files(__package__) / "stages.json").read_text(encoding="utf-8")
    )
    stages = vocabulary().stages
    for stage in stages.values():
        yield stage.label, stage.code
    for stage in stages.values():
        for spelling in (*stage.aliases, *own.get(stage.code, ())):
            yield spelling, stage.code
