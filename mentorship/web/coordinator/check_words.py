"""How the work list speaks: what a part means, and what each choice will do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mentorship.domain.decisions import Choice
from mentorship.domain.disclosure import REGISTRY, Team
from mentorship.domain.people import Field, Side
from mentorship.domain.questions import QuestionKind
from mentorship.models.check import TeamDecision
from mentorship.services.side_by_side import Shown
from mentorship.services.work_list import Item, Urgency

# (heading, what it means)
PART: Mapping[Urgency, tuple[str, str]] = {
    Urgency.TODAY: (
        "Needs a person today",
        "Nobody here is matched before a person has decided. Each look is written down first.",
    ),
    Urgency.NOT_YET: (
        "Cannot be matched yet",
        "Something has to be known first. Whoever stands here waits; nothing is guessed.",
    ),
    Urgency.SAME_PERSON: (
        "Same person?",
        "Two sign-ups look like one. Nobody is ever matched with herself.",
    ),
    Urgency.PLACES: (
        "What is this place called?",
        "Decided once, remembered for everybody who writes it this way.",
    ),
    Urgency.PAIRS: (
        "May these two meet?",
        "Until somebody decides, they do not. Both can be matched with others.",
    ),
    Urgency.SMALL: ("Small things", "Nobody waits for these. Look when there is time."),
}

# The same on the links to the parts, where room is short.
SHORT: Mapping[Urgency, str] = {
    Urgency.TODAY: "Today",
    Urgency.NOT_YET: "Not yet",
    Urgency.SAME_PERSON: "Same person?",
    Urgency.PLACES: "Places",
    Urgency.PAIRS: "Pairs",
    Urgency.SMALL: "Small things",
}

_FREE: Mapping[QuestionKind, str] = {
    QuestionKind.CHECK_IN: "A person has been in touch",
    QuestionKind.WORRY: "Read, may be matched",
    QuestionKind.CONFLICT: "Clear, may be matched",
    QuestionKind.SAME_PERSON: "Different people",
}
_CHOICE: Mapping[Choice, str] = {
    Choice.OUT: "Not in this round",
    Choice.SAME: "One person",
    Choice.DIFFERENT: "Two people",
    Choice.APART: "Keep apart",
    Choice.MAY_MEET: "May meet",
    Choice.ANSWER: "Keep this answer",
    Choice.SOFTEN: "“Would help” is enough",
    Choice.ALIAS: "Add as a spelling of this place",
    Choice.PLACE: "A place of its own",
}
_DECIDED: Mapping[Choice, str] = {
    Choice.FREE: "Looked at, nothing stands against it",
    Choice.OUT: "Not in this round",
    Choice.SAME: "One person",
    Choice.DIFFERENT: "Two people",
    Choice.APART: "Kept apart",
    Choice.MAY_MEET: "May meet",
    Choice.SOFTEN: "“Would help” is enough",
}
# (label, hint) of the field that takes what somebody told the team.
_ASKED: Mapping[Field, tuple[str, str]] = {
    Field.EMAIL: ("The address to write to", ""),
    Field.CAPACITY: ("How many mentees, as one figure", "0 is a fine answer."),
    Field.WORKPLACE: (
        "The workplace",
        "As this person told you. The list helps with the spelling.",
    ),
    Field.KEEP_APART: (
        "Whom to keep away from: what did she tell you?",
        "Names and places. Only the matching reads it; it is not shown again.",
    ),
}
_ROW = re.compile(r"^Row needs a person(?: today)?: ")
_WEIGHED = re.compile(r"^(?P<asked>.+?) For: (?P<pro>.+?)(?: Against: (?P<con>.+))?$", re.DOTALL)
_AS_ROW = re.compile(r"^Is this the same person as .+\?$")
_SENTENCE = re.compile(r"(?<=[.?!]) +")

# Why the words are read, where one tap opens them; it goes on record before anything is shown.
REASON_TO_READ: Mapping[QuestionKind, str] = {
    QuestionKind.CHECK_IN: "This person told the team that something feels wrong.",
    QuestionKind.WORRY: "It stands on the work list as needing a person today.",
    QuestionKind.CONFLICT: "The work list asks whom this person has to be kept away from.",
}

# Somebody has read what a person wrote, and says so.
_READ_BY_A_PERSON = (QuestionKind.WORRY, QuestionKind.CHECK_IN)


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of an item: the question, and what speaks for and against one person."""

    text: str
    pro: Sequence[str] = ()
    con: Sequence[str] = ()


def asked(text: str) -> Asked:
    """What is asked, as a page says it: there is no row here, and evidence stands in two lists."""
    text = _ROW.sub("", text)
    text = text[:1].upper() + text[1:]
    weighed = _WEIGHED.match(text)
    if weighed is None:
        return Asked(text)
    return Asked(
        _AS_ROW.sub("Are these two one person?", weighed["asked"]),
        _SENTENCE.split(weighed["pro"]),
        _SENTENCE.split(weighed["con"] or ""),
    )


def choice(shown: Shown, chosen: Choice) -> str:
    """What the button says, so that the consequence stands on it."""
    item = shown.listed.item
    if chosen is Choice.FREE:
        return _free(item)
    if chosen is Choice.ANSWER and item.answers is Field.AGREEMENT:
        who = "She" if shown.side is Side.MENTEE else "The mentor"
        return f"{who} agreed (I have it in writing)"
    return _CHOICE[chosen]


def _free(item: Item) -> str:
    if item.kind is QuestionKind.CHECK_IN:
        return _FREE[item.kind]
    if item.match:
        return "I have spoken with her"
    if item.choices[0] is Choice.OUT:
        return "A real sign-up: take it in"
    if item.urgency is Urgency.SMALL:
        return "Fine as it is"
    return _FREE.get(item.kind, "Looked at, may be matched")


def answer_label(shown: Shown) -> tuple[str, str]:
    """(label, hint) of the field in which the answer is written."""
    field = shown.listed.item.answers
    if field is not None and field in _ASKED:
        return _ASKED[field]
    return f"{shown.label}: what did this person tell you?", ""


def decided(decision: TeamDecision) -> str:
    """What was decided, in words. What was told in confidence is not told again."""
    if decision.register_change:
        return _about_a_place(decision)
    if decision.choice is Choice.FREE and decision.kind in _READ_BY_A_PERSON:
        return _FREE[decision.kind]
    if decision.choice is not Choice.ANSWER:
        return _DECIDED[decision.choice]
    fields = [Field(name) for name in decision.told]
    if decision.answer and all(_is_open(field) for field in fields):
        return f"Answered: “{decision.answer}”"
    return "Answered in confidence"


def looked(at: datetime, now: datetime, zone: str) -> str:
    """When everybody was looked over, as in "at 10:42"; with its day once that has passed."""
    there, today = (moment.astimezone(ZoneInfo(zone)) for moment in (at, now))
    if there.date() == today.date():
        return f"at {there:%H:%M}"
    return f"on {there.day} {there:%B} at {there:%H:%M}"


def _about_a_place(decision: TeamDecision) -> str:
    name, spelling = decision.register_change["name"], decision.register_change["spelling"]
    if decision.register_change["new"]:
        return f"“{spelling}” is a place of its own" + (
            f", called {name}" if name != spelling else ""
        )
    return f"“{spelling}” is a spelling of {name}"


def _is_open(field: Field) -> bool:
    """True when the team may read this field of whoever it is."""
    rules = [rule for side in Side if (rule := REGISTRY.get((side, field)))]
    return all(rule.team is Team.CARD for rule in rules)
