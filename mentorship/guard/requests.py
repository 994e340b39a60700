"""What of a keep-apart answer a machine cannot carry out, and has to ask about."""

import re
from collections.abc import Iterable
from enum import StrEnum

from mentorship.guard.boards import boards_in
from mentorship.guard.institutions import Register
from mentorship.guard.kin import Kin, in_known_words, kin_in
from mentorship.guard.kinds import without_kinds
from mentorship.guard.names import find_names, lone_surnames
from mentorship.guard.naming import given_part
from mentorship.guard.phrases import (
    CALL,
    CIRCLE,
    ELSEWHERE,
    EVERYDAY,
    EXCLUDING,
    FORMER_TRAINEES,
    GRIEVANCE,
    HOMELY,
    OWN,
    POWERFUL,
    RELATIVE,
    SIGNED_UP,
    SOMEBODY_ELSEWHERE,
    WELCOME,
)
from mentorship.guard.silence import denies, means_nobody, unsettled
from mentorship.guard.spelling import words_of


class Unclear(StrEnum):
    """Why a statement that asks to keep people apart cannot be carried out by a machine."""

    CALL = "call"  # would rather say it than write it
    WHOM = "whom"  # nobody and no place that could be found
    WHERE = "where"  # a place of the past or the future, not named
    RELATIVE = "relative"  # somebody close, neither named nor placed
    CIRCLE = "circle"  # whoever works with somebody: only partly known


# A full stop after an initial, a title or an abbreviation does not end a sentence.
_CLAUSE = re.compile(
    r"[;!?\n]+|(?<![A-Z])(?<!\b[DMSJ]r)(?<!\bDra)(?<!\bProf)(?<!\bSt)(?<!\bMrs)(?<!\bMs)(?<!\bUniv)(?<!\bMed)"
    r"(?<!\bHosp)(?<!\bInst)(?<!\bNatl)(?<!\bIntl)(?<!\bDept)(?<!\bImmunol)(?<!\bSci)(?<!\bTech)(?<!\bColl)(?<!\bAssoc)(?<!\bAcad)(?<!\bCtee)(?<!\bGrp)(?<!\bCtr)(?<!\bReg)(?<!\bGen)\.(?=\s|$)|\s+(?:but|pero|mais)\s+"
)

_FEW = 3
_AND = re.compile(r"(?:\s|^)(?:and|plus|also|as well as|y|et)\s|\s&\s", re.IGNORECASE)


def clauses(text: str) -> Iterable[str]:
    """The sentences of a text, and what stands behind a "but"."""
    return (clause.strip() for clause in _CLAUSE.split(text) if clause and clause.strip())


def welcomes(words: str) -> bool:
    """True when a keep-apart answer says that somebody or some place is welcome."""
    refused = GRIEVANCE.search(words) or EXCLUDING.search(words)
    return bool(WELCOME.search(words)) and not refused


def unclear_in(text: str, *, found: bool, register: Register) -> frozenset[Unclear]:
    """What a keep-apart answer leaves open.

    found  a place, a name or a board in it is known already
    """
    told_besides = without_kinds(text)
    denied, text = denies(told_besides), unsettled(told_besides)
    words = " ".join(words_of(text))
    told = words if denied else ""
    unclear = {sign for one in _parts(text) for sign in _signs(one, told, register=register)}
    unclear |= {Unclear.CIRCLE} if CIRCLE.search(words) else set()
    own = bool(OWN.search(words) or FORMER_TRAINEES.search(words))
    own = own and not any(map(_is_one_name, _parts(text)))
    if found or own or unclear - {Unclear.CIRCLE}:
        return frozenset(unclear)
    at_home = RELATIVE.search(words) and is_at_home(words)
    # "I prefer ..." welcomes a place that it names, and says nothing where it names none.
    friendly = welcomes(words) and "prefer" not in words
    harmless = at_home or friendly or not words or means_nobody(told_besides)
    return frozenset() if harmless and not unclear else frozenset({*unclear, Unclear.WHOM})


def _is_one_name(part: str) -> bool:
    """True for "Zohra" and "please not Zohra": one name alone, which somebody else may carry."""
    words = " ".join(words_of(part))
    few = len(words.split()) <= _FEW
    return few and bool(lone_surnames(in_known_words(part))) and not OWN.search(words)


def is_at_home(words: str) -> bool:
    """True for somebody close who is said to do something without power over anybody here."""
    return bool(EVERYDAY.search(words)) and not POWERFUL.search(words)


def _is_homely(words: str) -> bool:
    """True for somebody close whose life is told beside a plain no."""
    return bool(HOMELY.search(words)) and not POWERFUL.search(words)


def _parts(text: str) -> Iterable[str]:
    """The single requests in an answer: "Galloway State and my old PI" are two."""
    return (part for clause in clauses(text) for part in _AND.split(clause) if part.strip())


def _signs(part: str, told: str, *, register: Register) -> Iterable[Unclear]:
    """What one request leaves open: somebody or some place that it does not name.

    told  the words of the whole answer, where it says "nobody" as well
    """
    words = " ".join(words_of(part))
    if CALL.search(words) and not register.mentions(part):
        yield Unclear.CALL
    if FORMER_TRAINEES.search(words) or boards_in(part) or register.mentions(part):
        return
    if ELSEWHERE.search(words):
        yield Unclear.WHERE
    related = bool(RELATIVE.search(words))
    named = [given_part(name) for name in find_names(in_known_words(part))]
    kin = kin_in(part) if related else Kin()
    by_given_name = related and SIGNED_UP.search(words) and all(len(n.split()) == 1 for n in named)
    if (named or kin.named) and not (by_given_name or kin.given):
        return
    if related:
        at_home = is_at_home(told or words) or (told and _is_homely(told))
        yield from () if at_home else (Unclear.RELATIVE,)
    elif SOMEBODY_ELSEWHERE.search(words):
        yield Unclear.WHOM
