"""Which fields of work the words about a specialty mean."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from mentorship.domain.vocabulary import vocabulary
from mentorship.intake.labels import Labels
from mentorship.intake.text import fold, one_line
from mentorship.intake.word_lists import word_list

UNDECIDED = "other"
MOST_FIELDS = 3

# British and American spellings of the same word, folded to the American one.
_SPELLINGS = (
    (re.compile(r"paed"), "ped"),
    (re.compile(r"anaesth"), "anesth"),
    (re.compile(r"gynaec"), "gynec"),
    (re.compile(r"haemat"), "hemat"),
    (re.compile(r"\boesoph"), "esoph"),
    (re.compile(r"counselling"), "counseling"),
    (re.compile(r"\blabour\b"), "labor"),
    (re.compile(r"\bpsychol?ogi?st?s\b"), "psychologist"),
)
# What people are called who work in a field: cardiology, cardiologist.
_OCCUPATIONS = (
    (re.compile(r"ology$"), "ologist"),
    (re.compile(r"iatrics$"), "iatrician"),
    (re.compile(r"iatry$"), "iatrist"),
    (re.compile(r"surgery$"), "surgeon"),
    (re.compile(r"engineering$"), "engineer"),
    (re.compile(r"nursing$"), "nurse"),
    (re.compile(r"(chem|phys)(istry|ics)$"), r"\1ist"),
    (re.compile(r"math(ematics)?$"), "mathematician"),
    (re.compile(r"statistics$"), "statistician"),
    (re.compile(r"dentistry$"), "dentist"),
    (re.compile(r"genetics$"), "geneticist"),
    (re.compile(r"data science$"), "data scientist"),
    (re.compile(r"(medicine)$"), r"\1 physician"),
    (re.compile(r"therapy$"), "therapist"),
    (re.compile(r"pathology$"), "pathologist"),
)
# Words of doubt or of politeness around a field; they take nothing away from it.
_DOUBT = (
    r"i think|i guess|i hope|i am|mostly|mainly|primarily|probably|possibly|maybe|perhaps|undecided"
    r"|still deciding|deciding|not sure( yet)?|unsure|tbd|something( else)?|for now|currently"
    r"|at the moment|right now|leaning( towards?)?|thinking( about| of)?|interested in"
    r"|curious about|considering|hoping for|ish|kind of|sort of|my field is|special(i)?ty|creo"
    r"|quizas?|tal vez|je pense|peut etre"
)
_JOINING = r"and|or|but|also|with|in|the|a|of|y|o|et|ou|yet"
_HEDGES = re.compile(rf"\b({_DOUBT}|{_JOINING})\b")
_DOUBT_AT_THE_END = re.compile(rf"([\s(/,;–—-]+(or )?({_DOUBT}))+[\s).?!]*$", re.I)
_CUTS = re.compile(r"[;,|\n/+>]+|\s[-–—&]\s|\s(?:or|and|but|y|o|et|ou|vs\.?|then)\s|->|→", re.I)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_SHORTEST_INSIDE = 6
# Whoever writes more than this names her field at the start, or writes about something else.
_LONGEST_ANSWER = 2000


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields that an answer names, in its order; `leftover` is True when words remained."""

    codes: tuple[str, ...]
    leftover: bool = False


@lru_cache(maxsize=16384)
def read_fields(cell: str) -> Fields:
    """The fields of work that the words mean, at most three; none when no field is recognised.

    A named field stands even when doubt or half a sentence follows it. "Undecided" alone is an
    answer of its own.
    """
    text = one_line(cell)
    if not fold(text):
        return Fields(())
    if len(text) > _LONGEST_ANSWER:
        start = read_fields(text[:_LONGEST_ANSWER])
        return Fields(start.codes, leftover=True)
    whole = _one(_DOUBT_AT_THE_END.sub("", text)) or _one(text) or _one(_BRACKETS.sub(" ", text))
    if whole is not None:
        return Fields((whole,))
    codes, leftover = _piece_by_piece(text)
    if len(codes) > 1:
        codes = [code for code in codes if code != UNDECIDED]
    return Fields(tuple(codes[:MOST_FIELDS]), leftover or len(codes) > MOST_FIELDS)


def _piece_by_piece(text: str) -> tuple[list[str], bool]:
    codes: dict[str, None] = {}
    leftover = False
    for piece in _pieces(text):
        code = _one(piece) or _one(_BRACKETS.sub(" ", piece))
        inside = [code] if code else list(_inside(piece))
        codes.update(dict.fromkeys(inside))
        leftover = leftover or not code
    return list(codes), leftover


def _pieces(text: str) -> Iterator[str]:
    """The pieces between separators; a remark in brackets is a piece of its own."""
    for bracket in _BRACKETS.findall(text):
        if _without_hedges(spelled(bracket)):
            yield bracket.strip("()[]")
    for piece in _CUTS.split(_BRACKETS.sub(" ; ", text)):
        if piece and _without_hedges(spelled(piece)):
            yield piece


def _one(piece: str) -> str | None:
    """The code of a piece that is a field and nothing but hedges."""
    words = spelled(piece)
    return _labels().find(words) or _labels().find(_without_hedges(words))


def _inside(piece: str) -> Iterator[str]:
    """Fields that stand inside a longer remark: only words that can mean nothing else."""
    words = f" {spelled(piece)} "
    for spelling in _long_spellings():
        if f" {spelling} " in words:
            words = words.replace(f" {spelling} ", " , ")
            yield _labels().codes[spelling]


def spelled(text: str) -> str:
    """The folded words in one of the two English spellings."""
    words = fold(_INITIALS.sub(lambda initials: initials[0].replace(".", ""), text))
    for pattern, american in _SPELLINGS:
        words = pattern.sub(american, words)
    return words


def _without_hedges(words: str) -> str:
    return " ".join(_HEDGES.sub(" ", words).split())


@cache
def _labels() -> Labels:
    return Labels(_spellings())


@cache
def _long_spellings() -> tuple[str, ...]:
    """Spellings that mean a field even inside a longer remark: no plain words, no short ones."""
    long = (
        words
        for words in _labels().codes
        if (" " in words or len(words) >= _SHORTEST_INSIDE)
        and words not in word_list("plain_fields")
    )
    return tuple(sorted(long, key=lambda words: (-len(words), words)))


def _spellings() -> Iterator[tuple[str, str]]:
    own: Mapping[str, list[str]] = json.loads(
        (files(__package__) / "fields_of_work.json").read_text(encoding="utf-8")
    )
    terms = vocabulary().specialties
    # Labels first: an alias of one field never takes the label of another.
    for term in terms.values():
        yield spelled(term.label), term.code
    for term in terms.values():
        for alias in (*term.aliases, *own.get(term.code, ())):
            yield spelled(alias), term.code
    for term in terms.values():
        for spelling in (term.label, *term.aliases, *own.get(term.code, ())):
            for occupation in _occupations(spelled(spelling)):
                yield occupation, term.code


def _occupations(words: str) -> Iterator[str]:
    for ending, person in _OCCUPATIONS:
        if ending.search(words):
            yield ending.sub(person, words)
