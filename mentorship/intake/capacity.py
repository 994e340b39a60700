"""How many mentees a mentor surely offers to take: never more than was promised."""

import re
import unicodedata
from dataclasses import dataclass, replace

from mentorship.intake.text import fold, one_line

# More places than this are unusual enough to ask about. Until then this many are counted: never
# more than was written, and no more than anybody usually carries.
MOST_WITHOUT_ASKING = 5

_NUMBER_WORDS = {
    **dict.fromkeys(("zero", "none", "cero", "ninguno", "ninguna", "aucun", "aucune", "nil"), 0),
    **dict.fromkeys(("one", "a", "single", "uno", "una", "un", "une", "hal", "واحد", "واحدة"), 1),
    **dict.fromkeys(("two", "couple", "pair", "dos", "deux", "laba", "اثنان", "اثنين"), 2),
    **dict.fromkeys(("three", "tres", "trois", "saddex", "ثلاثة"), 3),
    **dict.fromkeys(("four", "cuatro", "quatre", "afar", "اربعة"), 4),
    **dict.fromkeys(("five", "cinco", "cinq", "shan", "خمسة"), 5),
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    **dict.fromkeys(("ten", "diez", "dix"), 10),
}
_MONTHS = r"jan(uary)?|feb(ruary)?|march|april|may|june|july|aug(ust)?|sept?(ember)?|oct(ober)?"
_LATER = re.compile(
    rf"\b(from|after|starting|start|later|until|till|next|{_MONTHS}|nov(ember)?|dec(ember)?|spring"
    r"|summer|autumn|fall|winter|desde|despues|a partir|apres)\b"
)
_CONDITION = re.compile(
    r"\b(if|unless|provided|depend(s|ing)?|except|only (for|with)|when|si|sauf|assuming)\b"
)
_PERHAPS = re.compile(
    r"\b(maybe|perhaps|possibly|potentially|might|could|probably|tal vez|quizas?|peut etre)\b"
)
_NO_ROOM = re.compile(
    r"^(no|not|cannot|cant)\b(?!.*\b(sure|more than|limit|problem|idea|maximum|max|preference)\b)"
    r"|\b(cannot|cant|unable|no puedo|ne peux pas)\b.*\b(now|this|moment|round|year|time|ahora)\b"
    r"|\b(no (room|space|capacity|places?|mentees)|not (this|taking|available|now|right now)"
    r"|on leave|sabbatical|full|paus(e|ed|ing))\b"
)
# "1 now, 1 more in spring" adds to what was promised; it takes nothing away.
_MORE = re.compile(r"\b(more|another|additional|extra|otra|autre)\b")
_DATE = re.compile(
    r"^\d{4}-\d{2}-\d{2}([ T]|$)|^\d{1,2}[-/ ](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.I,
)
_FRACTION = re.compile(r"\d+[.,]\d+")
# Spreadsheets write whole numbers so.
_WHOLE = re.compile(r"^(\d+)[.,]0+$")
_NUMBER = re.compile(r"^(\d{1,4})(ish|x|max)?$")
# "3 in total, 1 already": how many are free is a sum that nobody should do for the mentor.
_TAKEN = re.compile(r"\b(already|currently|existing|total|including|ya tengo|deja)\b")
_WHICH = re.compile(r"\bdepend(s|ing)?\b")
_AT_ONCE = re.compile(r"\b(now|right away|immediately|straight away|ahora|maintenant)\b")
_RATHER = re.compile(r"\b(ideally|prefer\w*|better|rather|best|mejor|plutot)\b")


@dataclass(frozen=True, slots=True)
class Places:
    """What an answer about places was taken for.

    places     None when nobody can tell from the answer
    doubt      a sentence for the coordinator when somebody should ask; empty when it is clear
    cautious   True when a larger number stands in the answer as well
    """

    places: int | None
    doubt: str = ""
    cautious: bool = False


def read_places(cell: str) -> Places:
    """The number of places that the answer surely promises.

    "1-2" is one, "1 (maybe 2)" is one, "2, one of them only from March" is one; "3 if near-peer"
    promises nothing without its condition, so somebody asks.
    """
    text = one_line(unicodedata.normalize("NFKC", cell))
    if not fold(text):
        return Places(None, "The number of places was left open.")
    text = _WHOLE.sub(r"\1", text)
    if _DATE.search(text):
        return Places(None, "A spreadsheet turned the number of places into a date.")
    if _FRACTION.search(text) or (text.startswith("-") and len(fold(text)) <= 2):
        return Places(None, "The number of places is not a whole number.")
    read = _read_clauses(text)
    largest = max(_numbers(fold(text)), default=0)
    return replace(
        read, cautious=read.places is not None and not read.doubt and read.places < largest
    )


def _read_clauses(text: str) -> Places:
    clauses = [clause for clause in map(fold, _clauses(text)) if clause]
    first = clauses[0]
    numbers = _numbers(first)
    if not numbers:
        return _without_number(" ".join(clauses))
    if numbers[0] == 0:
        return Places(0)
    if _TAKEN.search(" ".join(clauses)):
        return Places(None, "The answer counts places that may be taken already.")
    if _CONDITION.search(first) or _LATER.search(first) or _PERHAPS.search(first):
        return _with_a_condition(first)
    promised = min(numbers, default=0)
    if _AT_ONCE.search(first):
        return _sure(promised)
    preferred = [
        number for clause in clauses[1:] if _RATHER.search(clause) for number in _numbers(clause)
    ]
    promised = min([promised, *preferred])
    return _sure(promised - _deferred(clauses[1:], of=promised))


def _clauses(text: str) -> list[str]:
    """The answer cut where a second thought starts; "1-2" and "1 or 2" stay together."""
    cut = re.sub(r"\b(but|however|pero|mais|and one|plus)\b", r"; \1", text, flags=re.I)
    cut = re.sub(r"(\d)\s*\+", r"\1 ", cut)
    return re.split(r"[;,(\[\n.!]|\s[-–—]\s", cut)


def _numbers(words: str) -> list[int]:
    found = []
    for word in words.split():
        number = _NUMBER.match(word)
        if number:
            found.append(int(number[1]))
        elif word in _NUMBER_WORDS and word != "a":
            found.append(_NUMBER_WORDS[word])
    return found


def _without_number(words: str) -> Places:
    if _NO_ROOM.search(words):
        return Places(0)
    if re.search(r"\b(a|single) (mentee|student|person|resident)\b", words):
        return Places(1)
    return Places(None, "The answer about places names no number that can be counted on.")


def _with_a_condition(clause: str) -> Places:
    """What is promised before any condition: "one, maybe two" is one, "3 if near-peer" nothing."""
    starts = [
        match.start()
        for pattern in (_CONDITION, _LATER, _PERHAPS)
        if (match := pattern.search(clause))
    ]
    before = _numbers(clause[: min(starts)])
    if len(before) > 1 and _WHICH.search(clause):
        # "1 or 2, depending" leaves open which, not whether.
        return _sure(min(before))
    after = _numbers(clause[min(starts) :])
    if before and after and _PERHAPS.search(clause):
        return _sure(min(before))
    if len(before) > 1 and _LATER.search(clause) and not _CONDITION.search(clause):
        return _sure(max(0, before[0] - before[-1]))
    return Places(None, "The number of places depends on a condition.")


def _deferred(clauses: list[str], *, of: int) -> int:
    """How many of the promised places come later or hang on a condition."""
    deferred = 0
    for clause in clauses:
        if _PERHAPS.search(clause) or _MORE.search(clause) or min(_numbers(clause), default=0) > of:
            continue
        if _LATER.search(clause) or _CONDITION.search(clause):
            numbers = [number for number in _numbers(clause) if number <= of]
            one_of_them = re.search(r"\b(second|other|segunda?|deuxieme|third|last)\b", clause)
            deferred += numbers[0] if numbers else (1 if one_of_them else of)
    return min(deferred, of)


def _sure(places: int) -> Places:
    if places <= 0:
        return Places(None, "The places offered come later or hang on a condition.")
    if places > MOST_WITHOUT_ASKING:
        return Places(
            MOST_WITHOUT_ASKING,
            f"An unusually large number of places is offered; {MOST_WITHOUT_ASKING} are counted "
            "until somebody has asked.",
        )
    return Places(places)
