"""Who may see what: one registry of every profile field.

Pages, letters, exports and explanations ask here; nothing else decides. A value itself leaves only
through sealed_answers.py, where what a person has opened or closed herself counts too.
docs/disclosure.md is generated from this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from mentorship.domain.labels import to_you
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import MATTERS_FIELDS, Field, Side
from mentorship.domain.sentences import Sentence, sentence


class Level(IntEnum):
    """How much harm a leak does."""

    OPEN = 1  # would be said in a first e-mail
    PERSONAL = 2  # says who somebody is
    SENSITIVE = 3  # could end a career, or is protected by law


class Viewer(StrEnum):
    """Who is looking. `SELF` is the person whose answer it is; `MATCHER` is the computation,
    which nobody reads."""

    SELF = "self"
    MATCHER = "matcher"
    COORDINATOR = "coordinator"
    REVEAL = "reveal"  # a coordinator who gave a reason that was recorded before
    OTHER = "other"  # the person on the other side of the match


class From(StrEnum):
    """From which moment the other side of a match may see a field."""

    NEVER = "never"
    ASKED = "when asked"  # the other side is being asked whether to meet this person
    INTRODUCED = "when introduced"


class Team(StrEnum):
    """What the matching team may see."""

    CARD = "on the card"  # in every list and comparison
    REASON = "with a reason"  # only after a reason was given and recorded
    NEVER = "never"  # matching only: nobody reads it


class Retention(StrEnum):
    """When a value is deleted."""

    INTRODUCED_30_DAYS = "30 days after the introduction, or after the round closed"
    CLOSED_90_DAYS = "90 days after the round closed"
    ROUND_12_MONTHS = "12 months after the last round"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One row of the registry: whose field it is, how much it weighs, who may see it and when."""

    side: Side
    field: Field
    label: str
    level: Level
    team: Team
    other: From
    retention: Retention

    @property
    def label_for_others(self) -> Sentence:
        """The label for whoever reads of this person."""
        return sentence(self.label)

    @property
    def own_label(self) -> Sentence:
        """The label for the person whose answer it is."""
        return sentence(to_you(self.label))


# The mentor is asked, and she is shown, only in these states and after.
_SHOWN_TO_MENTEE = frozenset(
    {
        MatchState.ASKED_MENTEE,
        MatchState.AGREED,
        MatchState.ASKED_MENTOR,
        MatchState.ACCEPTED,
        MatchState.INTRODUCED,
    }
)
# A mentor's yes introduces the two in the same transaction: between them there is no page.
_SHOWN_TO_MENTOR = frozenset({MatchState.ASKED_MENTOR, MatchState.INTRODUCED})
_INTRODUCED = frozenset({MatchState.INTRODUCED})

_OPEN, _PERSONAL, _SENSITIVE = Level.OPEN, Level.PERSONAL, Level.SENSITIVE
_CARD, _REASON, _NOBODY = Team.CARD, Team.REASON, Team.NEVER
_YEAR, _SHORT, _CLOSED = (
    Retention.ROUND_12_MONTHS,
    Retention.INTRODUCED_30_DAYS,
    Retention.CLOSED_90_DAYS,
)
_MATTERS_LABEL = "How much it matters: {}"


def _table(side: Side, *rows: tuple[Field, str, Level, Team, From, Retention]) -> list[FieldRule]:
    return [FieldRule(side, *row) for row in rows]


_MENTEE_RULES = _table(
    Side.MENTEE,
    (Field.STATED_AT, "When she signed up", _OPEN, _CARD, From.NEVER, _YEAR),
    (Field.EMAIL, "E-mail address", _PERSONAL, _REASON, From.INTRODUCED, _YEAR),
    (Field.NAME, "Name to use", _PERSONAL, _REASON, From.INTRODUCED, _YEAR),
    (Field.PRONOUNS, "Pronouns", _PERSONAL, _CARD, From.INTRODUCED, _YEAR),
    (Field.WORKPLACE, "Where she works or studies", _PERSONAL, _CARD, From.NEVER, _YEAR),
    (Field.DEPARTMENT, "Department or programme", _PERSONAL, _CARD, From.NEVER, _YEAR),
    (Field.SPECIALTY, "Field", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.STAGE, "Career stage", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.RACE_ETHNICITY, "Race or ethnicity", _SENSITIVE, _NOBODY, From.NEVER, _YEAR),
    (Field.FAITH, "Faith or belief", _SENSITIVE, _NOBODY, From.NEVER, _YEAR),
    (Field.GENDER, "Gender", _SENSITIVE, _NOBODY, From.NEVER, _YEAR),
    (Field.OTHER_IDENTITY, "Other parts of who she is", _SENSITIVE, _NOBODY, From.NEVER, _YEAR),
    *(
        (field, _MATTERS_LABEL.format(dimension), _SENSITIVE, _NOBODY, From.NEVER, _YEAR)
        for field, dimension in MATTERS_FIELDS.items()
    ),
    (Field.SAME_IDENTITY, "Shared identity wished for?", _SENSITIVE, _NOBODY, From.NEVER, _YEAR),
    (Field.VALUES, "What matters at work", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.TOPICS, "What she would like to talk about", _PERSONAL, _CARD, From.ASKED, _YEAR),
    (Field.WORDS, "Her question, in her own words", _SENSITIVE, _REASON, From.ASKED, _SHORT),
    (Field.WORDS_SHARED, "May her mentor see her words?", _OPEN, _CARD, From.NEVER, _SHORT),
    (Field.GOALS, "What would make it worth it", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.STYLES, "Kind of mentor that helps", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.FORMATS, "How she would like to talk", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.LANGUAGES, "Languages", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.PLACE, "City or time zone", _PERSONAL, _CARD, From.NEVER, _YEAR),
    (Field.SLOTS, "When she is free", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.KEEP_APART, "Whom to keep away from", _SENSITIVE, _REASON, From.NEVER, _CLOSED),
    (Field.CONTACT, "How to reach her safely", _PERSONAL, _REASON, From.INTRODUCED, _YEAR),
    (Field.HEARD_FROM, "How she heard of us", _OPEN, _REASON, From.NEVER, _YEAR),
    (Field.ANYTHING_ELSE, "Anything else", _SENSITIVE, _REASON, From.NEVER, _SHORT),
    (Field.AGREEMENT, "Agreement", _OPEN, _CARD, From.NEVER, _YEAR),
)

_MENTOR_RULES = _table(
    Side.MENTOR,
    (Field.STATED_AT, "When the mentor signed up", _OPEN, _CARD, From.NEVER, _YEAR),
    (Field.EMAIL, "E-mail address", _PERSONAL, _REASON, From.INTRODUCED, _YEAR),
    (Field.NAME, "Name and credentials", _PERSONAL, _CARD, From.ASKED, _YEAR),
    (Field.PRONOUNS, "Pronouns", _PERSONAL, _CARD, From.ASKED, _YEAR),
    (Field.WORKPLACE, "Institution or employer", _PERSONAL, _CARD, From.ASKED, _YEAR),
    (Field.ROLES, "Roles there", _PERSONAL, _CARD, From.ASKED, _YEAR),
    (Field.SPECIALTY, "Field", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.STAGE, "Career stage", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.RACE_ETHNICITY, "Race or ethnicity", _SENSITIVE, _NOBODY, From.INTRODUCED, _YEAR),
    (Field.FAITH, "Faith or belief", _SENSITIVE, _NOBODY, From.INTRODUCED, _YEAR),
    (Field.GENDER, "Gender", _SENSITIVE, _NOBODY, From.INTRODUCED, _YEAR),
    (Field.OTHER_IDENTITY, "Other parts of her or him", _SENSITIVE, _NOBODY, From.NEVER, _YEAR),
    (Field.MAY_SHOW, "What may be shown when introduced", _OPEN, _CARD, From.NEVER, _YEAR),
    (Field.VALUES, "What matters at work", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.TOPICS, "What the mentor is glad to talk about", _PERSONAL, _CARD, From.ASKED, _YEAR),
    (Field.WORDS, "The offer, in the mentor's own words", _PERSONAL, _CARD, From.ASKED, _YEAR),
    (Field.STYLES, "Kind of mentor", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.FORMATS, "How to talk", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.LANGUAGES, "Languages", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.PLACE, "City or time zone", _PERSONAL, _CARD, From.ASKED, _YEAR),
    (Field.SLOTS, "When the mentor is free", _OPEN, _CARD, From.ASKED, _YEAR),
    (Field.CAPACITY, "Places in this round", _OPEN, _CARD, From.NEVER, _YEAR),
    (Field.KEEP_APART, "Whom to keep apart from", _SENSITIVE, _REASON, From.NEVER, _CLOSED),
    (Field.PREFERENCE, "Stage or situation preferred", _OPEN, _CARD, From.NEVER, _YEAR),
    (Field.PHONE, "Mobile number", _PERSONAL, _REASON, From.NEVER, _YEAR),
    (Field.ANYTHING_ELSE, "Anything else", _PERSONAL, _REASON, From.NEVER, _SHORT),
    (Field.AGREEMENT, "Agreement", _OPEN, _CARD, From.NEVER, _YEAR),
)

REGISTRY: Mapping[tuple[Side, Field], FieldRule] = {
    (rule.side, rule.field): rule for rule in (*_MENTEE_RULES, *_MENTOR_RULES)
}


def stages_that_open(rule: FieldRule) -> frozenset[MatchState]:
    """The match states in which the other side may see this field."""
    if rule.other is From.NEVER:
        return frozenset()
    if rule.other is From.INTRODUCED:
        return _INTRODUCED
    return _SHOWN_TO_MENTEE if rule.side is Side.MENTOR else _SHOWN_TO_MENTOR
