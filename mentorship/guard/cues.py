"""Why a sentence names a place: the first cue that fits, and the year in which it ended."""

import re

from mentorship.guard.phrases import GRIEVANCE, RELATIVE, STILL, any_of
from mentorship.guard.ties import Bond

_IN_ORDER = (
    (Bond.KIN, RELATIVE),
    (Bond.AVOIDS, GRIEVANCE),
    (Bond.APPLIES, any_of("applies")),
    (Bond.COMING, any_of("coming")),
    (Bond.FORMER, any_of("former")),
    (Bond.JUDGES, any_of("judges")),
)
_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
_AGO = re.compile(
    r"\b(\d{1,2})\+? (?:years?|yrs?|anos|ans) (?:ago|atras|plus tot)"
    r"|hace (\d{1,2}) anos|il y a (\d{1,2}) ans"
)
_SINCE = re.compile(r"\b(?:since|present|current|still|desde|actual|depuis|to date|today|now)\b")
_THEM = re.compile(r"\b(?:them|they|there|ellos|ellas|alli|ahi|eux|elles|leur|la bas)\b")


def bond_of(clause: str) -> Bond | None:
    """Why a clause, folded by `plain`, names a place; None when it gives no reason."""
    return next((bond for bond, cue in _IN_ORDER if cue.search(clause)), None)


def goes_on(text: str) -> bool:
    """True when another sentence says that a past bond is not over: "but I consult for them"."""
    clauses = re.split(r"[.;!?\n]|\b(?:but|and|pero|y|mais|et)\b", text)
    return any(STILL.search(clause) and _THEM.search(clause) for clause in clauses)


def last_year(clause: str, *, this_year: int | None) -> int | None:
    """The last year of something past, where the clause says so without doubt."""
    if _SINCE.search(clause) or STILL.search(clause):
        return None
    if years := _YEAR.findall(clause):
        return max(map(int, years))
    if (ago := _AGO.search(clause)) and this_year:
        return this_year - int(next(filter(None, ago.groups())))
    return None
