"""Reading one free text for what it says about places and people; nothing is decided here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mentorship.guard.boards import boards_in
from mentorship.guard.cues import bond_of, last_year
from mentorship.guard.institutions import Register
from mentorship.guard.names import find_names
from mentorship.guard.phrases import (
    CALL,
    CIRCLE,
    ELSEWHERE,
    FORMER_TRAINEES,
    GRIEVANCE,
    OWN,
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
    """

    ties: tuple[Tie, ...] = ()
    names: frozenset[str] = frozenset()
    known_as: frozenset[str] = frozenset()
    boards: frozenset[str] = frozenset()
    unclear: frozenset[Unclear] = frozenset()

    def __or__(self, other: "Reading") -> "Reading":
        return Reading(
            (*self.ties, *other.ties),
            self.names | other.names,
            self.known_as | other.known_as,
            self.boards | other.boards,
            self.unclear | other.unclear,
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
    boards = boards_in(clause)
    if asked:
        return Reading(tuple(ties), names, frozenset(), boards)
    return Reading(tuple(ties), frozenset(), names, boards)


def _bond(words: str, voice: Voice) -> Bond | None:
    """The bond that a clause makes with the places it names; None when it makes none."""
    if voice is Voice.DEPARTMENT:
        return Bond.WORKS
    if voice is Voice.KEEP_APART:
        return None if WELCOME.search(words) and not GRIEVANCE.search(words) else Bond.AVOIDS
    said = bond_of(words)
    if voice is Voice.ROLES:
        return said if said in {Bond.FORMER, Bond.COMING, Bond.KIN} else Bond.JUDGES
    if voice is Voice.MENTOR_WORDS and said is Bond.APPLIES:
        return Bond.JUDGES
    if said in {None, Bond.JUDGES} and WELCOME.search(words):
        return None
    return said or Bond.MENTIONED


def _unclear(text: str, reading: Reading, *, register: Register) -> frozenset[Unclear]:
    """What of a keep-apart answer a machine cannot carry out."""
    words = " ".join(words_of(text))
    unclear = {sign for part in _parts(text) for sign in _signs(part, register=register)}
    unclear |= {Unclear.CIRCLE} if CIRCLE.search(words) else set()
    found = bool(reading.ties or reading.names or reading.boards)
    own = bool(OWN.search(words) or FORMER_TRAINEES.search(words))
    if found or own or unclear - {Unclear.CIRCLE}:
        return frozenset(unclear)
    harmless = WELCOME.search(words) or says_nobody(_FIRST_WORDS.split(text.strip())[0])
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
        yield Unclear.RELATIVE
    elif SOMEBODY_ELSEWHERE.search(words):
        yield Unclear.WHOM
