"""Boards that give and take licences: who waits for their word, and who sits on them.

A complaint before "the board" is heard by a handful of people of one profession and one state. One
who sits there is asked about wherever the profession and the state do not differ for certain.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.vocabulary import vocabulary
from mentorship.guard.phrases import any_of, entries
from mentorship.guard.spelling import words_of

_KEY = "licence "
_PROFESSIONS = {
    name: re.compile(rf"\b(?:{called})")
    for name, _, called in (entry.partition("=") for entry in entries("professions"))
}
_OF_AREA = {
    "Surgery": "medicine",
    "Medicine": "medicine",
    "Nursing & midwifery": "nursing",
}
_BOARD = any_of("licence_boards")
_OTHER_BOARD = any_of("other_boards")
_BEFORE_IT = any_of("before_a_board")
_LICENCE = any_of("licence")
_STATES: Mapping[str, str] = {
    spelling: names.split("|")[0] for names in entries("states") for spelling in names.split("|")
}
_STATE = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _STATES), key=len, reverse=True))})\b")
_SHORT_STATE = re.compile(r",\s*([A-Z]{2})\b")


def is_licence(key: str) -> bool:
    """True for a key of `licences_before`."""
    return key.startswith(_KEY)


def licences_before(person: Mentee | Mentor) -> frozenset[str]:
    """Keys that two people share where one waits for a licensing board and the other sits on it."""
    texts = [person.words, person.anything_else, person.keep_apart]
    decides = isinstance(person, Mentor)
    if isinstance(person, Mentor):
        texts += [person.roles, person.department]
    return frozenset(
        f"{_KEY}{profession} {state}"
        for text in texts
        if (words := " ".join(words_of(text)))
        and (_sits(words) if decides else _waits(words))
        for profession in _professions(words, person)
        for state in _states(text, words, person, decides=decides)
    )  # fmt: skip


def _sits(words: str) -> bool:
    return bool(_BOARD.search(words)) and not _OTHER_BOARD.search(words)


def _waits(words: str) -> bool:
    if not _BEFORE_IT.search(words):
        return False
    return bool(_BOARD.search(words) or _LICENCE.search(words))


def _professions(words: str, person: Mentee | Mentor) -> Iterator[str]:
    """The professions that a text speaks of, or else the writer's own, or all of them."""
    said = [name for name, way in _PROFESSIONS.items() if way.search(words)]
    known = vocabulary().specialties
    own = {_OF_AREA.get(known[one].area) for one in person.specialties if one in known} - {None}
    yield from said or sorted(filter(None, own)) or _PROFESSIONS


def _states(text: str, words: str, person: Mentee | Mentor, *, decides: bool) -> Iterable[str]:
    """Keys that agree unless both states are known and differ."""
    mine, other = ("mentor", "mentee") if decides else ("mentee", "mentor")
    state = _state(text, words) or _state(person.place, " ".join(words_of(person.place)))
    if state:
        return (state, f"{other} unplaced")
    return (f"{mine} unplaced", "both unplaced")


def _state(text: str, words: str) -> str:
    if short := _SHORT_STATE.search(text):
        return _STATES.get(short[1].casefold(), "")
    found = [one[0] for one in _STATE.finditer(words) if len(one[0]) > 2]
    return _STATES[found[0]] if found else ""
