"""What a person opens or closes herself: the doors that stand open to her word, and those that
cannot be closed, with the few words that say why.

The registry in disclosure.py is the ceiling. A consent closes what it would open, or opens what
it opens by that person's word alone; it never reaches above.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from mentorship.domain.people import Audience, Consents, Field, Side
from mentorship.domain.sentences import sentence as _

_TEAM, _ASKED, _INTRODUCED = Audience.TEAM, Audience.ASKED, Audience.INTRODUCED
_PARTNER = (_ASKED, _INTRODUCED)


class Door(StrEnum):
    """How one answer stands to one audience."""

    SHUT = "shut"  # never seen, whatever is said
    FIXED = "always seen"
    CLOSES = "seen, can be closed"
    OPENS = "not seen, can be opened"


class Group(StrEnum):
    """The fields as somebody thinks of them."""

    WHO = "Who you are"
    SAFETY = "Keeping you safe"
    ABOUT = "What it is about"
    HOW = "How and when to talk"
    SIGN_UP = "About this sign-up"


_GROUPS: Mapping[Group, tuple[Field, ...]] = {
    Group.WHO: (
        Field.NAME,
        Field.PRONOUNS,
        Field.STAGE,
        Field.SPECIALTY,
        Field.RACE_ETHNICITY,
        Field.FAITH,
        Field.GENDER,
        Field.OTHER_IDENTITY,
    ),
    Group.SAFETY: (Field.WORKPLACE, Field.DEPARTMENT, Field.ROLES, Field.KEEP_APART),
    Group.ABOUT: (
        Field.TOPICS,
        Field.WORDS,
        Field.VALUES,
        Field.GOALS,
        Field.STYLES,
        Field.PREFERENCE,
    ),
    Group.HOW: (
        Field.FORMATS,
        Field.LANGUAGES,
        Field.PLACE,
        Field.SLOTS,
        Field.EMAIL,
        Field.PHONE,
        Field.CONTACT,
        Field.CAPACITY,
    ),
}

# Shown to nobody until this person says so; the sign-up asks for it too.
_BY_WORD: Mapping[tuple[Side, Field], tuple[Audience, ...]] = {
    (Side.MENTEE, Field.WORDS): _PARTNER,
    (Side.MENTOR, Field.RACE_ETHNICITY): (_INTRODUCED,),
    (Side.MENTOR, Field.FAITH): (_INTRODUCED,),
    (Side.MENTOR, Field.GENDER): (_INTRODUCED,),
}

_IN_DANGER = _("If you write that you are in danger, a person has to be able to read it.")
_KEPT_AWAY = _("It keeps you away from people who have power over you.")
_RECOGNISED = _("Who is asked has to recognise you before saying yes: she is the one at risk.")
_KEPT_TO = _("The team has to know it, to keep to it.")
_DATE = _("It is only the day on which you signed up.")
_AGREED = _("Nobody may be matched without it.")

_FIXED: Mapping[tuple[Side, Audience], Mapping[Field, str]] = {
    (Side.MENTEE, _TEAM): {
        Field.STATED_AT: _DATE,
        Field.EMAIL: _("The team has to be able to reach you if something goes wrong."),
        Field.NAME: _("The team has to know what to call you if something goes wrong."),
        Field.WORKPLACE: _KEPT_AWAY,
        Field.DEPARTMENT: _KEPT_AWAY,
        Field.KEEP_APART: _("It keeps you away from the people whom you named."),
        Field.WORDS: _IN_DANGER,
        Field.WORDS_SHARED: _KEPT_TO,
        Field.CONTACT: _("It keeps the team from writing to you in an unsafe way."),
        Field.ANYTHING_ELSE: _IN_DANGER,
        Field.AGREEMENT: _AGREED,
    },
    (Side.MENTEE, _INTRODUCED): {
        Field.EMAIL: _("Without it your mentor could not write to you."),
        Field.NAME: _("Your mentor has to call you something. Any name will do."),
    },
    (Side.MENTOR, _TEAM): {
        Field.STATED_AT: _DATE,
        Field.EMAIL: _("The team has to be able to reach you if something goes wrong."),
        Field.NAME: _("The team vouches for every mentor by name."),
        Field.WORKPLACE: _("It keeps people away over whom you have power."),
        Field.ROLES: _("It keeps people away over whom you have power."),
        Field.MAY_SHOW: _KEPT_TO,
        Field.WORDS: _("A person reads every offer before anybody else does."),
        Field.CAPACITY: _KEPT_TO,
        Field.KEEP_APART: _KEPT_TO,
        Field.PREFERENCE: _KEPT_TO,
        Field.ANYTHING_ELSE: _KEPT_TO,
        Field.AGREEMENT: _AGREED,
    },
    (Side.MENTOR, _ASKED): {
        Field.NAME: _RECOGNISED,
        Field.WORKPLACE: _RECOGNISED,
        Field.ROLES: _RECOGNISED,
    },
    (Side.MENTOR, _INTRODUCED): {
        Field.EMAIL: _("Without it she could not write to you."),
        Field.NAME: _("She has met you by it already."),
        Field.WORKPLACE: _("She has met you by it already."),
        Field.ROLES: _("She has met you by it already."),
    },
}

# What a mentor ticks under "which of these may we show" opens these answers. The labels are those
# of the question; an answer that stands under no ticked label is shown to nobody.
_TICK: Mapping[Field, str] = {
    Field.RACE_ETHNICITY: "Race or ethnicity",
    Field.FAITH: "Faith",
    Field.GENDER: "Gender",
}
_NONE_OF_THESE = "None of these"


def door_below(side: Side, field: Field, audience: Audience) -> Door:
    """How a door stands that the registry does not shut."""
    if audience in _BY_WORD.get((side, field), ()):
        return Door.OPENS
    return Door.FIXED if why_fixed(side, field, audience) else Door.CLOSES


def why_fixed(side: Side, field: Field, audience: Audience) -> str:
    """Why this answer cannot be closed to this audience; empty when it can."""
    return _FIXED.get((side, audience), {}).get(field, "")


def group_of(field: Field) -> Group:
    """Where a page lists this field."""
    return next((group for group, fields in _GROUPS.items() if field in fields), Group.SIGN_UP)


def in_groups(fields: Iterable[Field]) -> list[Field]:
    """These fields in the order in which a page lists them."""
    listed = [field for fields_ in _GROUPS.values() for field in fields_]
    rest = [field for field in Field if field not in listed]
    wanted = set(fields)
    return [field for field in (*listed, *rest) if field in wanted]


def said_on_the_form(
    side: Side, answers: Mapping[Field, str]
) -> dict[tuple[Field, Audience], bool]:
    """What the ticks of the sign-up open, and what they leave closed."""
    if side is Side.MENTEE:
        shared = answers.get(Field.WORDS_SHARED, "") == "yes"
        return {(Field.WORDS, audience): shared for audience in _PARTNER}
    ticked = answers.get(Field.MAY_SHOW, "")
    # Ticked beside others, "None of these, please" still means none.
    some = _NONE_OF_THESE not in ticked
    return {(field, _INTRODUCED): some and label in ticked for field, label in _TICK.items()}


def ticks_after(side: Side, answers: Mapping[Field, str], consents: Consents) -> dict[Field, str]:
    """The ticks of the sign-up as this person would set them now; none that nobody spoke of.

    So that whoever opens her own answers again finds in them what she has said since.
    """
    before = said_on_the_form(side, answers)
    if not before.keys() & consents.keys():
        return {}
    now = before | {door: is_open for door, is_open in consents.items() if door in before}
    if side is Side.MENTEE:
        return {Field.WORDS_SHARED: "yes" if now[Field.WORDS, _ASKED] else ""}
    said = filter(None, map(str.strip, answers.get(Field.MAY_SHOW, "").split(";")))
    others = [one for one in said if not any(word in one for word in _ABOUT_THESE)]
    ticked = [label for field, label in _TICK.items() if now[field, _INTRODUCED]]
    return {Field.MAY_SHOW: ";".join([*ticked, *others])}


_ABOUT_THESE = (*_TICK.values(), _NONE_OF_THESE)
