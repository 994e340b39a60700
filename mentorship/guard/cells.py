"""Taking a workplace cell apart: several places in one cell, remarks, and answers that are none."""

import re
from dataclasses import dataclass

from mentorship.guard.phrases import DISCREET, WITHHELD
from mentorship.guard.spelling import (
    GENERIC,
    NO_ANSWER,
    VAGUE,
    VAGUE_START,
    core,
    folded,
    plain,
    words_of,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One workplace as it stands in a cell, and the parts that dashes, commas and brackets make."""

    text: str
    parts: tuple[str, ...]


_BETWEEN_PLACES = re.compile(
    r"\s*(?:[;|\n\r]+|\s/\s|\s\+\s|(?:,|\band|&)?\s*\balso\b|\bas well as\b|\bplus\b"
    r"|\bmoonlight(?:ing)?\b|\by también\b|\btambién\b|\bet aussi\b|\bainsi que\b)\s*",
    re.IGNORECASE,
)
_WITHIN_A_PLACE = re.compile(
    r"\s+[-–—]+\s+|\s*[,()/:@]\s*|\s+(?:at|chez)\s+|\b(?:formerly|previously)\b"
)
_ASIDES = re.compile(r"((?:[.;,!?()\n]|\s[-–—]\s)+)")
_AND = re.compile(r"\s+(?:and|&|y|et|e)\s+", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:i\s+)?(?:also\s+)?(?:currently\s+|now\s+)?(?:am\s+|i'm\s+)?(?:an?\s+)?(?:the\s+)?"
    r"(?:(?:work(?:ing)?|study(?:ing)?|train(?:ing)?|employed|based|locums?|resident|residency"
    r"|fellow|fellowship|student|attending|faculty|nurse|retired|adjunct|part[- ]time|per diem"
    r"|privileges|rotat(?:e|ing)|visiting|consultant|phd|postdoc)\b[\s,]*)*"
    r"(?:at|in|for|with|from|to)?\s+",
    re.IGNORECASE,
)


def is_withheld(cell: str) -> bool:
    """True when the cell holds no answer, or says that there will be none in writing."""
    cell = _without_asides(cell)
    text = plain(cell).strip()
    words = " ".join(words_of(cell))
    if not any(c.isalpha() for c in text) or words in NO_ANSWER:
        return True
    return bool(WITHHELD.search(text)) or _is_vague(cell)


def _without_asides(cell: str) -> str:
    """The cell without "please don't tell them", unless it says nothing else."""
    kept = [one for one in _ASIDES.split(cell) if not DISCREET.fullmatch(" ".join(words_of(one)))]
    rest = "".join(kept)
    return rest if words_of(rest) else cell


def _is_vague(cell: str) -> bool:
    """True for "hospital", "my university", "a big hospital in Ohio": a kind of place, no place."""
    words = words_of(cell)
    named = set(folded(cell)) - GENERIC - VAGUE - VAGUE_START
    return not named or (
        words[0] in {"a", "an", "some", "un", "una", "une"} and not core(folded(cell))
    )


def pieces_of(cell: str) -> tuple[Piece, ...]:
    """The places that a cell speaks of, each with its parts, empty ones left out."""
    places = _BETWEEN_PLACES.split(_without_asides(cell))
    texts = [_LEAD.sub("", text.strip(" .,!")) for text in places]
    return tuple(
        Piece(text, parts)
        for text in texts
        if text and (parts := _parts(text)) and not _only_a_remark(text, first=text == texts[0])
    )


def _parts(text: str) -> tuple[str, ...]:
    parts = [part.strip(" .") for part in _WITHIN_A_PLACE.split(text)]
    finer = [one for part in parts if part for one in _AND.split(part)]
    return tuple(part for part in finer if words_of(part))


def _only_a_remark(text: str, *, first: bool) -> bool:
    return not first and not core(folded(text)) and len(words_of(text)) < 3
