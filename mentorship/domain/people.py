"""Who takes part: one person's answers, read into codes, with the original words kept beside.

Every room of the road from sheet to pair works on these records. They know nothing of files,
pages or tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Side(StrEnum):
    """The two lists that a round brings together."""

    MENTEE = "mentee"
    MENTOR = "mentor"


class Audience(StrEnum):
    """For whom somebody opens or closes an answer of hers."""

    TEAM = "team"  # the matching team, at once or with a reason
    ASKED = "asked"  # whoever is on the other side, before the two are introduced
    INTRODUCED = "introduced"  # the same, from then on


class Field(StrEnum):
    """Every answer that a sign-up can hold, on either side."""

    STATED_AT = "stated_at"
    EMAIL = "email"
    NAME = "name"
    PRONOUNS = "pronouns"
    WORKPLACE = "workplace"
    DEPARTMENT = "department"
    ROLES = "roles"
    SPECIALTY = "specialty"
    STAGE = "stage"
    RACE_ETHNICITY = "race_ethnicity"
    FAITH = "faith"
    GENDER = "gender"
    OTHER_IDENTITY = "other_identity"
    MATTERS_RACE = "matters_race"
    MATTERS_FAITH = "matters_faith"
    MATTERS_GENDER = "matters_gender"
    MATTERS_LGBTQ = "matters_lgbtq"
    MATTERS_DISABILITY = "matters_disability"
    MATTERS_PARENT = "matters_parent"
    MATTERS_IMMIGRANT = "matters_immigrant"
    MATTERS_FIRST = "matters_first"
    SAME_IDENTITY = "same_identity"
    MAY_SHOW = "may_show"
    VALUES = "values"
    TOPICS = "topics"
    WORDS = "words"
    WORDS_SHARED = "words_shared"
    GOALS = "goals"
    STYLES = "styles"
    FORMATS = "formats"
    LANGUAGES = "languages"
    PLACE = "place"
    SLOTS = "slots"
    CAPACITY = "capacity"
    KEEP_APART = "keep_apart"
    PREFERENCE = "preference"
    CONTACT = "contact"
    PHONE = "phone"
    HEARD_FROM = "heard_from"
    ANYTHING_ELSE = "anything_else"
    AGREEMENT = "agreement"


# What somebody has said about who may see which answer; what is absent stands as by default.
Consents = Mapping[tuple[Field, Audience], bool]


class Dimension(StrEnum):
    """A part of who she is that a mentee can ask a mentor to share; labels in the vocabulary."""

    RACE = "Race or ethnicity"
    FAITH = "Faith"
    GENDER = "Gender"
    LGBTQ = "LGBTQ+"
    DISABILITY = "Disability or neurodivergence"
    PARENT = "Being a parent or carer"
    IMMIGRANT = "Immigrant / IMG experience"
    FIRST = "First in the family"


MATTERS_FIELDS: Mapping[Field, Dimension] = {
    Field.MATTERS_RACE: Dimension.RACE,
    Field.MATTERS_FAITH: Dimension.FAITH,
    Field.MATTERS_GENDER: Dimension.GENDER,
    Field.MATTERS_LGBTQ: Dimension.LGBTQ,
    Field.MATTERS_DISABILITY: Dimension.DISABILITY,
    Field.MATTERS_PARENT: Dimension.PARENT,
    Field.MATTERS_IMMIGRANT: Dimension.IMMIGRANT,
    Field.MATTERS_FIRST: Dimension.FIRST,
}


class Matters(StrEnum):
    """How much it matters to her that her mentor shares a dimension."""

    MUST = "Must - I would rather wait"
    HELPS = "Would help"
    NOT_IMPORTANT = "Not important"


def in_force(answers: Mapping[Field, str], told: Mapping[Field, str]) -> Mapping[Field, str]:
    """The answers that count: those given, with what the team was told since."""
    if not told:
        return answers
    apart = "\n".join(filter(None, (answers.get(Field.KEEP_APART), told.get(Field.KEEP_APART))))
    return {**answers, **told, **({Field.KEEP_APART: apart} if Field.KEEP_APART in told else {})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One sign-up, read.

    key       who this is within one run: "mentee:12" for a sheet's row 12, a profile's handle on
              the web. Opaque: nothing may be read out of it.
    row       the row that a spreadsheet shows, or None for a sign-up that is not from a sheet
    answers   the words as they were given, by field; absent when the sheet has no such column
    told      what she told a person of the team instead, where the answer could not be used; to
              the keep-apart answer it is added, never put in its place
    consents  what this person has opened or closed, beside the ticks among the answers
    has_account  True for what somebody said here herself, at an address that she confirmed; what
                 only stands on a sheet can have been written by anybody
    Codes are those of `vocabulary()`; identity answers are the labels themselves. What was not
    answered is empty or None, which is neutral everywhere and never a penalty.
    """

    key: str
    row: int | None
    answers: Mapping[Field, str]
    told: Mapping[Field, str] = field(default_factory=dict)
    consents: Consents = field(default_factory=dict)
    has_account: bool = False
    stated_at: datetime | None = None
    email: str = ""
    name: str = ""
    pronouns: str = ""
    phone: str = ""
    workplace: str = ""
    department: str = ""
    specialties: tuple[str, ...] = ()
    stage: str | None = None
    race_ethnicity: frozenset[str] = frozenset()
    faith: frozenset[str] = frozenset()
    gender: frozenset[str] = frozenset()
    other_identity: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    place: str = ""
    time_zone: str | None = None
    words: str = ""
    keep_apart: str = ""
    anything_else: str = ""
    agreed: bool | None = None

    def has_column(self, field_: Field) -> bool:
        """True when the sheet asked for this at all: a missing column is not a blank answer."""
        return field_ in self.answers

    def said(self, field_: Field) -> str:
        """What counts for this question: what she told the team, or else what she answered."""
        return in_force(self.answers, self.told).get(field_, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentee(Person):
    """Somebody who asks. `words` is her question."""

    matters: Mapping[Dimension, Matters] = field(default_factory=dict)
    goals: frozenset[str] = frozenset()
    contact: str = ""
    words_shared: bool = False

    @property
    def side(self) -> Side:
        return Side.MENTEE


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor(Person):
    """Somebody who offers. `words` is the offer; `capacity` None means nobody could read it."""

    roles: str = ""
    capacity: int | None = None
    may_show: frozenset[str] = frozenset()
    preference: str = ""

    @property
    def side(self) -> Side:
        return Side.MENTOR
