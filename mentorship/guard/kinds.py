"""Requests about a kind of person: "no surgeons", "men, if possible", "women only".

Such an answer names nobody, so nobody has to be found: it is kept to by what people say of
themselves. A wish ("if possible") is kept where it can be; a plain no also asks about those who
did not say. A kind that no answer tells ("no recruiters") is left to a person.
"""

import re
from collections.abc import Iterable

from mentorship.domain.people import Mentee, Mentor, Person, Side
from mentorship.domain.vocabulary import vocabulary
from mentorship.guard.spelling import words_of

# How people call a kind, in the words of `words_of`.
_CALLED = {
    "men": r"m[ae]n|males?|guys?|hombres?|varon(?:es)?|hommes?|(?:ال)?رجال|رجل|ragg?a?",
    "women": r"wom[ae]n|females?|lad(?:y|ies)|mujer(?:es)?|femmes?|(?:ال)?نساء|dumar|haween",
    "surgeons": r"surgeons?|cirujan[oa]s?|chirurgien(?:ne)?s?|(?:ال)?جراحين",
    "nurses": r"nurses?|enfermer[oa]s?|infirmiere?s?|(?:ال)?ممرضات",
    "engineers": r"engineers?|ingenier[oa]s?|ingenieure?s?|(?:ال)?مهندسين",
}
_OTHERS = {"women": "men", "men": "women"}
_GENDERS = {"men": {"Man", "Trans man"}, "women": {"Woman", "Trans woman"}}
_NOT_SAID = {"Prefer not to say", "I describe myself in my own words"}
_AREAS = {
    "surgeons": "Surgery",
    "nurses": "Nursing & midwifery",
    "engineers": "Engineering & computing",
}
_SOFT = re.compile(
    r"\b(?:if (?:at all )?(?:possible|you can)|ideally|preferably|when possible|si es posible"
    r"|si possible|de preferenci[ae]|de preference|mieux|ان امكن|haddii ay suurtagal tahay)\b"
)
_EMPTY = re.compile(
    r"\b(?:please|thanks|thank you|at all|for me|any|an?|i|id|im|am|would|do|be|to|by|with|have"
    r"|mentors?|matched|paired|por favor|gracias|los|las|sil vous plait|merci|des|les|de"
    r"|من فضلك|شكرا)\b"
)
_NO = (
    r"(?:no|not|nor|avoid|never|without|prefer not|rather not|dont want|not comfortable|sin|ningun"
    r"|nada|pas|aucun|sans|لا|بدون|ma rabo)"
)
_ONLY = r"(?:only|just|solo|solamente|seulement|que|uniquement|فقط|kaliya)"
# "Women" by itself may be a wish for one.
_REFUSED = {
    kind: re.compile(rf"{_NO} (?:{called})" if kind == "women" else rf"(?:{_NO} )?(?:{called})")
    for kind, called in _CALLED.items()
}
_WANTED = {
    kind: re.compile(rf"{_ONLY} (?:{_CALLED[kind]})|(?:{_CALLED[kind]}) {_ONLY}")
    for kind in _OTHERS
}
_SENTENCES = re.compile(r"[.;!?\n]+")
_EACH = re.compile(r"[,/]+|\b(?:and|or|nor|y|o|ou|et)\b", re.IGNORECASE)
# Ends the key of somebody who did not say: whoever is refused plainly is asked about there.
UNSAID = "?"
_KIND = "kind of "


def refused_kinds(answer: str) -> frozenset[str]:
    """The kinds of people whom an answer refuses.

    A kind that ends in `UNSAID` stands for those of whom nobody knows whether they are one.
    """
    refused: set[str] = set()
    for sentence in _SENTENCES.split(answer):
        soft = bool(_SOFT.search(" ".join(words_of(sentence))))
        pieces = [piece for piece in _EACH.split(sentence) if _told(piece)]
        sure = {kind for piece in pieces if (kind := _refused(piece, alone=len(pieces) == 1))}
        refused |= sure if soft else sure | {f"{kind}{UNSAID}" for kind in sure}
    return frozenset(refused)


def without_kinds(answer: str) -> str:
    """What an answer says besides: the pieces that refuse no kind of people."""
    if not refused_kinds(answer):
        return answer
    pieces = (piece for one in _SENTENCES.split(answer) for piece in _EACH.split(one))
    return ". ".join(piece for piece in pieces if _told(piece) and not _refused(piece, alone=True))


def kinds_of(person: Person) -> frozenset[str]:
    """The kinds that somebody is, as far as the answers tell."""
    return frozenset((*_by_gender(person), *_by_field(person)))


def standing_before(person: Mentee | Mentor) -> frozenset[str]:
    """Keys that two people share where one of them refuses a kind that the other is."""
    other = Side.MENTOR if person.side is Side.MENTEE else Side.MENTEE
    refused = {f"{_KIND}{other} {kind}" for kind in refused_kinds(person.keep_apart)}
    return frozenset(refused | {f"{_KIND}{person.side} {kind}" for kind in kinds_of(person)})


def is_kind(key: str) -> bool:
    """True for a key of `standing_before`."""
    return key.startswith(_KIND)


def areas_of(specialties: Iterable[str]) -> frozenset[str]:
    """The areas of the vocabulary to which fields of work belong."""
    known = vocabulary().specialties
    return frozenset(known[code].area for code in specialties if code in known) - {"Other"}


def _told(piece: str) -> str:
    words = " ".join(words_of(piece))
    return " ".join(_EMPTY.sub(" ", _SOFT.sub(" ", words)).split())


def _refused(piece: str, *, alone: bool) -> str | None:
    """The kind that a piece refuses; a bare "men" does where nothing else is said."""
    words = _told(piece)
    wanted = next((kind for kind, way in _WANTED.items() if way.fullmatch(words)), None)
    if wanted:
        return _OTHERS[wanted]
    kind = next((kind for kind, way in _REFUSED.items() if way.fullmatch(words)), None)
    return kind if alone or re.match(_NO, words) else None


def _by_gender(person: Person) -> Iterable[str]:
    said = [kind for kind, genders in _GENDERS.items() if person.gender & genders]
    return said or ([] if person.gender - _NOT_SAID else [f"{kind}{UNSAID}" for kind in _GENDERS])


def _by_field(person: Person) -> Iterable[str]:
    areas = areas_of(person.specialties)
    if not areas:
        return [f"{kind}{UNSAID}" for kind in _AREAS]
    return [kind for kind, area in _AREAS.items() if area in areas]
