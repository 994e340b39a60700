"""The phrases by which people say whom to keep away from and why: lists kept in phrases.json.

Each entry is a regular expression for text as `spelling.words_of` leaves it: small letters, no
accents, no apostrophes ("don't" is "dont"). English, Spanish and French stand side by side,
because people mix them. A new wording is a new entry in the list, not a new line of code.
"""

import json
import re
from functools import cache
from importlib.resources import files

_MY = r"\b(?:my|our|mi|mis|mon|ma|mes|nuestr[oa]s?|notre|nos)\s"


@cache
def _lists() -> dict[str, list[str]]:
    text = (files(__package__) / "phrases.json").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = json.loads(text)
    return lists


def alternatives(name: str) -> str:
    """One pattern out of a whole list, its placeholders filled in, without any anchor."""
    pattern = "|".join(_lists()[name])
    for part in ("places", "people", "other_time"):
        pattern = pattern.replace(f"{{{part}}}", "|".join(_lists()[part]))
    return pattern.replace("{my}", _MY)


def entries(name: str) -> tuple[str, ...]:
    """The entries of a list, one by one."""
    return tuple(_lists()[name])


def any_of(name: str) -> re.Pattern[str]:
    """A pattern that finds any phrase of a list, from the beginning of a word."""
    return re.compile(rf"\b(?:{alternatives(name)})")


def words_in(name: str) -> frozenset[str]:
    """A list of plain words."""
    return frozenset(_lists()[name])


# People and places of the writer's own: whoever is meant stands at the same institution.
OWN = any_of("own")
# A place of the past or the future without a name, and somebody from there.
ELSEWHERE = any_of("elsewhere")
SOMEBODY_ELSEWHERE = any_of("somebody_elsewhere")
# Would rather say it than write it.
CALL = any_of("call")
# Whoever works with somebody: known only as far as mentors say so themselves.
CIRCLE = any_of("circle")
# Mentors' former trainees: their own institution covers them, unless another place is named.
FORMER_TRAINEES = any_of("former_trainees")
# Said in another box than the one for it.
ASKS_APART = any_of("asks_apart")
# A move that somebody mentions by the way.
LEAVING = any_of("leaving")
RELATIVE = re.compile(rf"\b(?:{alternatives('relative')})\b")
# What somebody close may do for a living without power over anybody here.
EVERYDAY = re.compile(rf"\b(?:{alternatives('everyday')})\b")
HOMELY = any_of("homely")
# What gives somebody close, whatever the trade, a place near this programme.
POWERFUL = re.compile(rf"\b(?:{alternatives('powerful')})\b")
GRIEVANCE = any_of("grievance")
WELCOME = any_of("welcome")
# Why else a place is named in passing: she heard a talk there, he read a paper from there.
PASSING = any_of("passing")
# Who was born there, lay there as a patient or spoke there for an hour is bound to nobody by it.
BYSTANDER = any_of("bystander")
EMPLOYED = any_of("employed")
# Who says to have nothing to do with a place has nothing to do with it.
STRANGER = any_of("stranger")
# What makes a friendly clause a request all the same: "happy with anyone who is not at ...".
EXCLUDING = re.compile(rf"\b(?:{alternatives('excluding')})\b")
# A past that goes on: whoever left and still advises has not left.
STILL = any_of("still")
WITHHELD = re.compile(alternatives("withheld"))
# Somebody close who takes part in the programme.
SIGNED_UP = any_of("signed_up")
# A name that is only looked up to, and what makes it the name of somebody near after all.
PRAISE = any_of("praise")
RELATION = any_of("relation")
# "Please don't tell them": a remark beside a workplace, no workplace.
DISCREET = re.compile(alternatives("discreet"))
# Somebody who is feared may be called otherwise by now.
RENAMED = any_of("renamed")
# Whoever goes there to stay, beside whoever only shows a poster there.
MOVES = any_of("moves")
# What makes a place that is named in passing a place to be bound to after all.
NEARER = any_of("nearer")
