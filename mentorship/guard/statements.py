"""Reading one free text for what it says about places and people; nothing is decided here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from mentorship.guard.boards import boards_in
from mentorship.guard.cues import bond_of, goes_on, last_year
from mentorship.guard.institutions import Register
from mentorship.guard.names import find_names, lone_surnames, surname_of
from mentorship.guard.phrases import (
    CALL,
    CIRCLE,
    ELSEWHERE,
    EVERYDAY,
    EXCLUDING,
    FORMER_TRAINEES,
    GRIEVANCE,
    OWN,
    PASSING,
    RELATIVE,
    SOMEBODY_ELSEWHERE,
    WELCOME,
)
from mentorship.guard.silence import says_nobody
from mentorship.guard.spelling import plain, words_of
from mentorship.guard.ties import Bond, Tie


class Voice(StrEnum):
    """Which question a text answers: the same words mean different things there."""

    KEEP_APART = "keep apart"
    ROLES = "roles"
    DEPARTMENT = "department"
    MENTEE_WORDS = "her own words"
    MENTOR_WORDS = "the mentor's own words"


class Unclear(StrEnum):
    """Why a statement that asks to keep people apart cannot be carried out by a machine."""

    CALL = "call"  # would rather say it than write it
    WHOM = "whom"  # nobody and no place that could be found
    WHERE = "where"  # a place of the past or the future, not named
    RELATIVE = "relative"  # somebody close, neither named nor placed
    CIRCLE = "circle"  # whoever works with somebody: only partly known


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says.

    ties      bonds to institutions
    names     people whom the writer asks to be kept apart from
    known_as  people who are named without such a request
    boards    examining boards that the text speaks of
    unclear   what a person has to find out
    surnames  capital words by themselves that may be somebody's surname
    """

    ties: tuple[Tie, ...] = ()
    names: frozenset[str] = frozenset()
    known_as: frozenset[str] = frozenset()
    boards: frozenset[str] = frozenset()
    unclear: frozenset[Unclear] = frozenset()
    surnames: frozenset[str] = frozenset()

    def __or__(self, other: "Reading") -> "Reading":
        return Reading(
            (*self.ties, *other.ties),
            self.names | other.names,
            self.known_as | other.known_as,
            self.boards | other.boards,
            self.unclear | other.unclear,
            self.surnames | other.surnames,
        )


_SILENT = Reading()
# A full stop after an initial, a title or an abbreviation does not end a sentence.
_CLAUSE = re.compile(
    r"[;!?\n]+|(?<![A-Z])(?<!\b[DMSJ]r)(?<!\bDra)(?<!\bProf)(?<!\bSt)(?<!\bMrs)(?<!\bMs)(?<!\bUniv)(?<!\bMed)"
    r"(?<!\bHosp)(?<!\bCtr)(?<!\bReg)(?<!\bGen)\.(?=\s|$)|\s+(?:but|pero|mais)\s+"
)

_AND = re.compile(r"(?:\s|^)(?:and|plus|also|as well as|y|et)\s|\s&\s", re.IGNORECASE)
_FIRST_WORDS = re.compile(r"[.,;:!–—]|\s-\s")


def read(text: str, voice: Voice, *, register: Register, this_year: int | None = None) -> Reading:
    """What a text says about places and people.

    this_year  the year of the round, for "ten years ago"
    """
    if voice is Voice.KEEP_APART and says_nobody(text):
        return _SILENT
    reading = _SILENT
    for clause in _clauses(text):
        reading |= _read_clause(clause, voice, register=register, this_year=this_year)
    if goes_on(plain(text)):
        reading = replace(reading, ties=tuple(replace(tie, until=None) for tie in reading.ties))
    if voice is Voice.KEEP_APART:
        reading |= Reading(unclear=_unclear(text, reading, register=register))
    return reading


def _clauses(text: str) -> Iterable[str]:
    return (clause.strip() for clause in _CLAUSE.split(text) if clause and clause.strip())


def _read_clause(
    clause: str, voice: Voice, *, register: Register, this_year: int | None
) -> Reading:
    words = plain(clause)
    mentions = register.mentions(clause)
    bond = _bond(words, voice)
    until = last_year(words, this_year=this_year)
    ties = (
        Tie(name, bond, until if bond is Bond.FORMER else None, mention.certain)
        for mention in mentions
        for name in sorted(mention.names)
        if bond is not None
    )
    spoken = clause
    for mention in reversed([one for one in mentions if one.certain]):
        # A doubtful one may be a person: Peter is no reason to lose Peter Novak.
        spoken = f"{spoken[: mention.start]} ; {spoken[mention.end :]}"
    names = frozenset(find_names(spoken))
    asked = voice is Voice.KEEP_APART or (bool(GRIEVANCE.search(words)) and bond is not None)
    surnames = lone_surnames(spoken)
    if RELATIVE.search(words):
        # Whoever carries the same surname may be one more of the family.
        surnames |= {last for name in names if (last := surname_of(name))}
    said = Reading(tuple(ties), boards=boards_in(clause), surnames=surnames)
    return said | (Reading(names=names) if asked else Reading(known_as=names))


def _bond(words: str, voice: Voice) -> Bond | None:
    """The bond that a clause makes with the places it names; None when it makes none."""
    if voice is Voice.DEPARTMENT:
        return Bond.WORKS
    if voice is Voice.KEEP_APART:
        return None if _welcomes(words) else Bond.AVOIDS
    said = bond_of(words)
    if voice is Voice.ROLES:
        return said if said in {Bond.FORMER, Bond.COMING, Bond.KIN} else Bond.JUDGES
    if voice is Voice.MENTOR_WORDS and said is Bond.APPLIES:
        return Bond.JUDGES
    in_passing = WELCOME.search(words) or PASSING.search(words)
    if said in {None, Bond.JUDGES} and in_passing:
        return None
    return said or Bond.MENTIONED


def _welcomes(words: str) -> bool:
    """True when a keep-apart answer says that somebody or some place is welcome."""
    refused = GRIEVANCE.search(words) or EXCLUDING.search(words)
    return bool(WELCOME.search(words)) and not refused


def _unclear(text: str, reading: Reading, *, register: Register) -> frozenset[Unclear]:
    """What of a keep-apart answer a machine cannot carry out."""
    words = " ".join(words_of(text))
    unclear = {sign for part in _parts(text) for sign in _signs(part, register=register)}
    unclear |= {Unclear.CIRCLE} if CIRCLE.search(words) else set()
    found = bool(reading.ties or reading.names or reading.boards)
    own = bool(OWN.search(words) or FORMER_TRAINEES.search(words))
    if found or own or unclear - {Unclear.CIRCLE}:
        return frozenset(unclear)
    at_home = RELATIVE.search(words) and EVERYDAY.search(words)
    # "I prefer ..." welcomes a place that it names, and says nothing where it names none.
    friendly = _welcomes(words) and "prefer" not in words
    harmless = at_home or friendly or says_nobody(_FIRST_WORDS.split(text.strip())[0])
    return frozenset() if harmless and not unclear else frozenset({*unclear, Unclear.WHOM})


def _parts(text: str) -> Iterable[str]:
    """The single requests in an answer: "Galloway State and my old PI" are two."""
    return (part for clause in _clauses(text) for part in _AND.split(clause) if part.strip())


def _signs(part: str, *, register: Register) -> Iterable[Unclear]:
    """What one request leaves open: somebody or some place that it does not name."""
    words = " ".join(words_of(part))
    if CALL.search(words) and not register.mentions(part):
        yield Unclear.CALL
    if FORMER_TRAINEES.search(words) or boards_in(part) or register.mentions(part):
        return
    if ELSEWHERE.search(words):
        yield Unclear.WHERE
    if find_names(part):
        return
    if RELATIVE.search(words):
        yield from () if EVERYDAY.search(words) else (Unclear.RELATIVE,)
    elif SOMEBODY_ELSEWHERE.search(words):
        yield Unclear.WHOM
