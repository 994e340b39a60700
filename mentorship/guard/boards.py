"""The bodies that examine: who sits for them, so that nobody is paired with her examiner."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mentorship.domain.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class _Board:
    """How a board is written, and the branches of the vocabulary whose people sit for it."""

    spelling: re.Pattern[str]
    branches: frozenset[str]


def _board(spelling: str, *branches: str) -> _Board:
    return _Board(re.compile(spelling), frozenset(branches))


_GENERAL_SURGERY, _SURGICAL = "General surgery", "Surgical specialties"
_BOARDS: Mapping[str, _Board] = {
    "ABS": _board(r"\bABS\b|(?i:american board of surgery)", _GENERAL_SURGERY),
    "surgical boards": _board(
        r"\b(?:ABOS|ABNS|ABOto|ABOHNS|ABU|ABPS|ABTS|ABO)\b"
        r"|(?i:american board of (?:ortho|neurological s|oto|urol|plastic|thoracic|ophth))",
        _SURGICAL,
    ),
    "surgical colleges": _board(
        r"\b(?:FRCS|MRCS|ISCP|JCST)\b|(?i:royal colleges? of surgeons)", _GENERAL_SURGERY, _SURGICAL
    ),
    "ABOG": _board(
        r"\b(?:ABOG|MRCOG|RCOG)\b|(?i:american board of obstet)", "Obstetrics & gynaecology"
    ),
    "ABIM": _board(r"\b(?:ABIM|MRCP|PACES)\b|(?i:american board of internal)", "Internal medicine"),
    "ABFM": _board(r"\b(?:ABFM|MRCGP|RCGP)\b|(?i:american board of family)", "Primary care"),
    "ABP": _board(r"\b(?:ABP|MRCPCH)\b|(?i:american board of pediat)", "Pediatrics"),
    "ABEM": _board(
        r"\b(?:ABEM|ABA|FRCEM|FRCA)\b|(?i:american board of (?:emerg|anes))",
        "Emergency & anesthesia",
    ),
    "ABPN": _board(
        r"\b(?:ABPN|ABPMR|MRCPsych)\b|(?i:american board of (?:psych|physical))",
        "Mind, brain & function",
    ),
    "ABR": _board(
        r"\b(?:ABR|ABPath|ABD|FRCR|FRCPath)\b|(?i:american board of (?:radiol|pathol|dermat))",
        "Imaging, pathology & more",
    ),
}
_EXAMINES = re.compile(
    r"examin|\bboards?\b.{0,20}\b(?:member|director|question|item)|(?:question|item) writer"
    r"|assessor|oral boards",
    re.IGNORECASE,
)
# Those who sit, or will within the years that an examiner's term lasts.
_SITTING = frozenset({"pgy1", "prelim", "res", "chief", "fellow", "att1"})


def boards_in(text: str) -> frozenset[str]:
    """The boards that a text speaks of."""
    return frozenset(name for name, board in _BOARDS.items() if board.spelling.search(text))


def examined_by(text: str) -> frozenset[str]:
    """The boards for which the writer of a text examines."""
    return boards_in(text) if _EXAMINES.search(text) else frozenset()


def sits_for(specialties: tuple[str, ...], stage: str | None) -> frozenset[str]:
    """The boards before which somebody of these fields and this stage will stand."""
    if stage not in _SITTING:
        return frozenset()
    known = vocabulary().specialties
    branches = {known[code].branch for code in specialties if code in known}
    return frozenset(name for name, board in _BOARDS.items() if board.branches & branches)
