"""Why a sentence names a place: the first cue that fits, and the year in which it ended."""

import re

from mentorship.guard.phrases import GRIEVANCE, RELATIVE, STILL, any_of
from mentorship.guard.ties import Bond

_PAST = any_of("former")
_COMES_BACK = any_of("comes_back")
_IN_ORDER = (
    (Bond.KIN, RELATIVE),
    (Bond.AVOIDS, GRIEVANCE),
    (Bond.APPLIES, any_of("applies")),
    (Bond.COMING, any_of("coming")),
    (Bond.FORMER, _PAST),
    (Bond.JUDGES, any_of("judges")),
)
_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
_AGO = re.compile(
    r"\b(\d{1,2})\+? (?:years?|yrs?|anos|ans) (?:ago|atras|plus tot)"
    r"|hace (\d{1,2}) anos|il y a (\d{1,2}) ans"
)
_NUMBERS = {
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "diez": 10, "quince": 15, "veinte": 20,
    "treinta": 30, "dix": 10, "quinze": 15, "vingt": 20, "trente": 30, "two decades": 20,
    "three decades": 30, "decades": 20, "a decade": 10, "una decada": 10,
}  # fmt: skip
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_AGO_IN_WORDS = re.compile(
    rf"\b({_NUMBER})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"(?: (?:years?|yrs?|anos|ans))? (?:ago|atras|earlier)"
    rf"|\bhace ({_NUMBER})(?: anos)?|\bil y a ({_NUMBER})(?: ans)?"
)
# The last year of a decade: "in the nineties", "los años ochenta", "the 80s".
_DECADES = {
    "fifties": 1959, "sixties": 1969, "seventies": 1979, "eighties": 1989, "nineties": 1999,
    "cincuenta": 1959, "sesenta": 1969, "setenta": 1979, "ochenta": 1989, "noventa": 1999,
    "50s": 1959, "60s": 1969, "70s": 1979, "80s": 1989, "90s": 1999,
}  # fmt: skip
_DECADE = re.compile(rf"\b(?:the |19|anos |annees )({'|'.join(_DECADES)})\b")
_SINCE = re.compile(r"\b(?:since|present|current|still|desde|actual|depuis|to date|today|now)\b")
_NOT_SINCE = re.compile(
    r"\b(?:not|never|havent|hasnt|no) (?:[\w-]+ ){0,8}since (?:\w+ )?((?:19|20)\d\d)\b"
)
_THEM = re.compile(r"\b(?:them|they|there|their|ellos|ellas|alli|ahi|eux|elles|leur|la bas)\b")


def bond_of(clause: str) -> Bond | None:
    """Why a clause, folded by `plain`, names a place; None when it gives no reason."""
    return next((bond for bond, cue in _IN_ORDER if cue.search(clause)), None)


def is_past(clause: str) -> bool:
    """True when a clause speaks of what was."""
    return bool(_PAST.search(clause))


def goes_on(text: str) -> bool:
    """True when another sentence says that a past bond is not over: "but I consult for them"."""
    clauses = re.split(r"[.;!?\n]|\b(?:but|and|pero|y|mais|et)\b", text)
    return any(STILL.search(clause) and _THEM.search(clause) for clause in clauses)


def comes_back(clause: str) -> bool:
    """True when a clause that names no place says that its writer goes back to one."""
    return bool(_COMES_BACK.search(clause))


def last_year(clause: str, *, this_year: int | None) -> int | None:
    """The last year of something past, where the clause says so without doubt."""
    if gone := _NOT_SINCE.search(clause):
        return int(gone[1])
    if _SINCE.search(clause) or STILL.search(clause):
        return None
    if years := _YEAR.findall(clause):
        return max(map(int, years))
    if (ago := _AGO.search(clause)) and this_year:
        return this_year - int(next(filter(None, ago.groups())))
    if (ago := _AGO_IN_WORDS.search(clause)) and this_year:
        return this_year - _NUMBERS[next(filter(None, ago.groups()))]
    if decade := _DECADE.search(clause):
        return _DECADES[decade[1]]
    return None
