"""Reading one free text for what it says about places and people; nothing is decided here."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from mentorship.guard.boards import boards_in
from mentorship.guard.cues import bond_of, comes_back, goes_on, is_past, last_year
from mentorship.guard.institutions import Register
from mentorship.guard.kin import kin_in
from mentorship.guard.naming import people_in, places_in
from mentorship.guard.phrases import (
    ASKS_APART,
    BYSTANDER,
    EMPLOYED,
    GRIEVANCE,
    MOVES,
    NEARER,
    PASSING,
    PRAISE,
    RELATION,
    RELATIVE,
    SIGNED_UP,
    STRANGER,
    WELCOME,
)
from mentorship.guard.requests import Unclear, clauses, is_at_home, unclear_in, welcomes
from mentorship.guard.silence import says_nobody
from mentorship.guard.spelling import plain
from mentorship.guard.ties import Bond, Tie

__all__ = ["Reading", "Unclear", "Voice", "read"]


class Voice(StrEnum):
    """Which question a text answers: the same words mean different things there."""

    KEEP_APART = "keep apart"
    ROLES = "roles"
    DEPARTMENT = "department"
    MENTEE_WORDS = "her own words"
    MENTOR_WORDS = "the mentor's own words"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says.

    ties      bonds to institutions
    names     people whom the writer asks to be kept apart from
    known_as  people who are named without such a request
    boards    examining boards that the text speaks of
    unclear   what a person has to find out
    surnames  capital words by themselves that may be somebody's surname
    kin       relatives named by the given name alone
    """

    ties: tuple[Tie, ...] = ()
    names: frozenset[str] = frozenset()
    known_as: frozenset[str] = frozenset()
    boards: frozenset[str] = frozenset()
    unclear: frozenset[Unclear] = frozenset()
    surnames: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()

    def __or__(self, other: "Reading") -> "Reading":
        return Reading(
            (*self.ties, *other.ties),
            self.names | other.names,
            self.known_as | other.known_as,
            self.boards | other.boards,
            self.unclear | other.unclear,
            self.surnames | other.surnames,
            self.kin | other.kin,
        )


_SILENT = Reading()
_EX = re.compile(r"\bex[-–](?=[A-Z])")
# "My abstract was accepted" is no job that somebody has accepted.
_SHOWN = re.compile(r"\b(?:abstract|poster|paper|talk|manuscript)s? (?:\w+ ){0,2}accepted\b")
# Bonds that a word said in passing undoes: "I was born there", "I gave a lecture there once".
_PAST = frozenset({Bond.FORMER, Bond.KIN})
_LOOSE = _PAST | {None, Bond.JUDGES}
# Bonds that a year can end. A place that is only named long ago is a place of the past.
_ENDING = frozenset({Bond.FORMER, Bond.MENTIONED})


def read(text: str, voice: Voice, *, register: Register, this_year: int | None = None) -> Reading:
    """What a text says about places and people.

    this_year  the year of the round, for "ten years ago"
    """
    if not text or (voice is Voice.KEEP_APART and says_nobody(text)):
        return _SILENT
    reading, text = _SILENT, _EX.sub("ex ", text)
    for clause in clauses(text):
        reading |= _read_clause(clause, voice, register=register, this_year=this_year)
    if reading.ties and _goes_on(text, register=register):
        reading = replace(reading, ties=tuple(replace(tie, until=None) for tie in reading.ties))
    if voice is Voice.KEEP_APART:
        found = bool(reading.ties or reading.names or reading.boards)
        reading |= Reading(unclear=unclear_in(text, found=found, register=register))
    return reading


def _goes_on(text: str, *, register: Register) -> bool:
    """True when a past place is not left behind, as another clause that names none says."""
    return goes_on(plain(text)) or any(
        comes_back(plain(clause)) and not register.mentions(clause)
        for clause in list(clauses(text))[1:]
    )


def _read_clause(
    clause: str, voice: Voice, *, register: Register, this_year: int | None
) -> Reading:
    words = _SHOWN.sub(" poster ", plain(clause))
    mentions = places_in(clause, register=register)
    until = last_year(words, this_year=this_year)
    bond = _bond(words, voice, over=until is not None and until != this_year)
    ends = bond in _ENDING or (bond is Bond.KIN and is_past(words))
    ties = (
        Tie(name, bond, until if ends else None, mention.certain)
        for mention in mentions
        for name in sorted(mention.names)
        if bond is not None
    )
    said = Reading(tuple(ties), boards=boards_in(clause))
    if voice is Voice.MENTEE_WORDS and _only_praises(words):
        return said
    names, surnames = people_in(clause, mentions, words=words)
    asked = voice is Voice.KEEP_APART or (bool(GRIEVANCE.search(words)) and bond is not None)
    kin = kin_in(clause).given if RELATIVE.search(words) else frozenset()
    placed = any(one.certain for one in mentions) or is_at_home(words)
    if kin and (SIGNED_UP.search(words) or (voice is Voice.KEEP_APART and not placed)):
        names |= kin
    elif placed:
        # "My wife Elena is medical director at Rio Verde": every other Elena is a stranger.
        names -= kin
    said |= Reading(surnames=surnames, kin=kin)
    return said | (Reading(names=names) if asked else Reading(known_as=names))


def _only_praises(words: str) -> bool:
    """True when somebody is looked up to from afar: a name on the radio is nobody's tie."""
    near = RELATION.search(words) or RELATIVE.search(words) or GRIEVANCE.search(words)
    return bool(PRAISE.search(words)) and not near and not ASKS_APART.search(words)


def _bond(words: str, voice: Voice, *, over: bool) -> Bond | None:
    """The bond that a clause makes with the places it names; None when it makes none.

    over  the clause names a year that has passed
    """
    if voice is Voice.DEPARTMENT:
        return Bond.WORKS
    if voice is Voice.KEEP_APART:
        return None if welcomes(words) else Bond.AVOIDS
    said = bond_of(words)
    if over and said is Bond.COMING:
        said = Bond.FORMER
    if voice is Voice.ROLES:
        return said if said in {Bond.FORMER, Bond.COMING, Bond.KIN} else Bond.JUDGES
    if voice is Voice.MENTOR_WORDS and said is Bond.APPLIES:
        return Bond.JUDGES
    if said is Bond.COMING and _is_bystander(words) and not MOVES.search(words):
        return None  # "I presented a poster there in May"
    if said in _LOOSE and (_is_bystander(words) or (said not in _PAST and _in_passing(words))):
        return None
    return said or Bond.MENTIONED


def _in_passing(words: str) -> bool:
    passing = WELCOME.search(words) or PASSING.search(words)
    return bool(passing) and not NEARER.search(words)


def _is_bystander(words: str) -> bool:
    born_there = BYSTANDER.search(words) and not EMPLOYED.search(words)
    return bool(born_there or STRANGER.search(words))
