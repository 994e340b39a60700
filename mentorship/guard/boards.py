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
# Most texts speak of none: one look tells.
_ANY = re.compile("|".join(board.spelling.pattern for board in _BOARDS.values()))
_EXAMINES = re.compile(
    r"examin|\bboards?\b.{0,20}\b(?:member|director|question|item)|(?:question|item) writer"
    r"|assessor|oral boards",
    re.IGNORECASE,
)
_EXAMINING = re.compile(r"examin|assessor|(?:question|item) writer|oral boards", re.IGNORECASE)
# An examination that certifies a specialist, in the words of those who hold it.
_CERTIFYING = re.compile(
    r"\b(?:oral|specialty|specialist|qualifying|certifying|certification|fellowship|national) "
    r"(?:\w+ )?(?:board|exam)|\boral examiner|\bboards?\b|\borals\b|\bviva|\b(?:royal )?college\b"
    r"|\b(?:examinador|tribunal)\w* (?:\w+ ){0,3}(?:especialidad|nacional|oral)"
    r"|\bjury (?:national|de sp)",
    re.IGNORECASE,
)
_OTHER_EXAMS = re.compile(
    r"\b(?:ph\.?d|doctoral|thesis|theses|dissertation|viva voce for|medical examiner|osce|finals"
    r"|undergraduate|medical students?|school board|board of (?:directors|trustees|governors)"
    r"|advisory board|editorial board|external examiner)",
    re.IGNORECASE,
)
# Those who sit, or will within the years that an examiner's term lasts.
_SITTING = frozenset({"pgy1", "prelim", "res", "chief", "fellow", "att1"})


def boards_in(text: str) -> frozenset[str]:
    """The boards that a text speaks of."""
    if not _ANY.search(text):
        return frozenset()
    return frozenset(name for name, board in _BOARDS.items() if board.spelling.search(text))


def examined_by(text: str, specialties: tuple[str, ...]) -> frozenset[str]:
    """The boards for which the writer of a text examines.

    specialties  the writer's own: who examines orally for a board without saying which one does so
                 there
    """
    if not _EXAMINES.search(text):
        return frozenset()
    unnamed = _EXAMINING.search(text) and _CERTIFYING.search(text) and not _OTHER_EXAMS.search(text)
    return boards_in(text) or (_boards_of(specialties) if unnamed else frozenset())


def sits_for(specialties: tuple[str, ...], stage: str | None) -> frozenset[str]:
    """The boards before which somebody of these fields and this stage will stand."""
    if stage not in _SITTING:
        return frozenset()
    return _boards_of(specialties)


def _boards_of(specialties: tuple[str, ...]) -> frozenset[str]:
    known = vocabulary().specialties
    branches = {known[code].branch for code in specialties if code in known}
    return frozenset(name for name, board in _BOARDS.items() if board.branches & branches)
