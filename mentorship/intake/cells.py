"""Single cells read into codes: ticks, scales, yes and no. The words themselves stay in answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from mentorship.domain.people import MATTERS_FIELDS, Dimension, Field, Matters
from mentorship.intake.lists import NONE_OF_THESE, labels_of
from mentorship.intake.text import fold, one_line

# Questions of identity: her own words are as good an answer as a ticked label.
IDENTITY = frozenset((Field.RACE_ETHNICITY, Field.FAITH, Field.GENDER, Field.OTHER_IDENTITY))
# How many the form asks for. More are kept whole: they only weigh less each.
ASKED_FOR: Mapping[Field, int] = {Field.VALUES: 5, Field.STYLES: 2}

_MUST = re.compile(
    r"^(a )?must\b|\brather wait\b|^(essential|required|necessary|imprescindible|indispensable)\b"
)
_HELPS = re.compile(
    r"^(it )?(would|will|could|might|helps?|nice)\b|\bhelpful\b|^(ayudaria|aiderait|preferred)\b"
)
_NO_MATTER = re.compile(
    r"^(not?|doesnt|does not|unimportant|no importa|pas important|neutral|none|n a)\b"
    r"|\bnot important\b"
)

_YES = re.compile(
    r"^(yes|y|yep|yeah|true|1|x|ok|okay|i (do )?(agree|accept|consent|confirm|have read)|agreed?"
    r"|accepted|sure|of course|absolutely|definitely|certainly|i do|i understand and (agree|accept)"
    r"|si|oui|نعم|haa|sim|ja|checked|on|acepto|accepte?|j ?accepte|de acuerdo|d ?accord"
    r"|موافقة?)\b"
)
_NO = re.compile(
    r"\b(no|not|n|false|0|non|don?t|do not|never|لا|maya|off|unchecked|disagree|later|nao|nein)\b"
)
# A longer answer that says no somewhere may mean anything; a person reads it.
_SHORT_ANSWER = 20
_TICKS = frozenset("✓✔☑✅🗸🗹☒👍")
_NO_TROUBLE = re.compile(r"\bno (problem|worries|issues?|objections?|questions?)( at all)?\b")
_ON_A_CONDITION = re.compile(
    r"\b(if|unless|only|except|but|depends|maybe|perhaps|provided|pero|mais|sauf|solo si)\b"
)

_NOTHING = re.compile(
    r"^(n ?a|none|no|nope|nothing|no one|nobody|not applicable|nil|ninguno|ninguna|nada|nadie"
    r"|aucune?|rien|personne|لا|لا يوجد|maya)?$"
)


@dataclass(frozen=True, slots=True)
class Ticks:
    """The codes of a ticked answer, and whether part of it is on no list."""

    codes: frozenset[str]
    leftover: bool = False
    too_many: bool = False


@lru_cache(maxsize=65536)
def read_ticks(field: Field, cell: str) -> Ticks:
    """The codes that a cell of ticks holds. Of an identity question, her own words as well."""
    labels = labels_of(field)
    # Her own words about who she is stay whole; "not Muslim or Christian" is neither.
    ticked = labels.read(cell) if field in IDENTITY else labels.read_loosely(cell)
    codes = frozenset(ticked.codes)
    if field in IDENTITY:
        return Ticks(codes | frozenset(ticked.leftover))
    asked_for = ASKED_FOR.get(field, len(codes))
    return Ticks(codes, leftover=bool(ticked.leftover), too_many=len(codes) > asked_for)


def read_may_show(cell: str) -> Ticks:
    """What a mentor allows to be shown. "None of these" beside other ticks means none."""
    ticks = read_ticks(Field.MAY_SHOW, cell)
    if NONE_OF_THESE in ticks.codes:
        return Ticks(frozenset(), too_many=len(ticks.codes) > 1)
    return ticks


@lru_cache(maxsize=8192)
def read_matters(cell: str) -> Matters | None:
    """How much a dimension matters to her, or None when the cell is blank or says neither."""
    words = fold(cell)
    for scale, says in (
        (Matters.MUST, _MUST),
        (Matters.NOT_IMPORTANT, _NO_MATTER),
        (Matters.HELPS, _HELPS),
    ):
        if says.search(words):
            return scale
    return None


def read_all_matters(answers: Mapping[Field, str]) -> dict[Dimension, Matters]:
    """Every dimension that she gave an answer to; a blank is no answer, and neutral."""
    read = {
        dimension: read_matters(answers.get(field, ""))
        for field, dimension in MATTERS_FIELDS.items()
    }
    return {dimension: scale for dimension, scale in read.items() if scale is not None}


def read_yes(cell: str) -> bool | None:
    """True for a yes in any of our languages, False for a no or a blank, None when unclear."""
    if _TICKS & set(cell):
        return True
    if not fold(cell):
        return False
    words = _NO_TROUBLE.sub("", fold(cell)).strip()
    if not words:
        return None
    if words.split()[0] in ("no", "non", "not", "n", "false", "0", "لا", "maya"):
        return False
    if _YES.search(words) and _ON_A_CONDITION.search(words):
        return None
    if _YES.search(words) and not re.search(r"\b(not|dont|do not|no)\b", words):
        return True
    return False if _NO.search(words) and len(words) < _SHORT_ANSWER else None


def says_nothing(cell: str) -> bool:
    """True for a blank cell and for "n/a", "none", "no" and their like."""
    return bool(_NOTHING.match(fold(one_line(cell))))
