"""How the desk speaks of states, kinds and moments."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from mentorship.domain.check_ins import Moment
from mentorship.domain.lifecycle import Actor, MatchEvent, MatchState, RoundEvent, RoundState
from mentorship.domain.questions import QuestionKind
from mentorship.models.account import Account
from mentorship.models.letter import LetterKind, LetterState
from mentorship.models.match import MatchMove
from mentorship.models.round import ImportState, RoundMove, SheetKind
from mentorship.services.review import Shelf

ROUND: Mapping[RoundState, str] = {
    RoundState.DRAFT: "Being prepared",
    RoundState.OPEN: "Open for sign-ups",
    RoundState.CLOSED: "Sign-ups closed",
    RoundState.REVIEW: "Pairs being looked at",
    RoundState.INTRODUCING: "Introductions under way",
    RoundState.FINISHED: "Finished",
    RoundState.CANCELLED: "Cancelled",
}

ROUND_MOVE: Mapping[RoundEvent, str] = {
    RoundEvent.OPEN: "opened it for sign-ups",
    RoundEvent.CLOSE: "closed sign-ups",
    RoundEvent.PROPOSE: "had pairs proposed",
    RoundEvent.RELEASE: "sent the first letters",
    RoundEvent.FINISH: "finished it",
    RoundEvent.CANCEL: "cancelled it",
}

# (word, tone of its tag)
MATCH: Mapping[MatchState, tuple[str, str]] = {
    MatchState.PROPOSED: ("To decide", "plain"),
    MatchState.HELD: ("On hold", "note"),
    MatchState.CONFIRMED: ("Confirmed", "good"),
    MatchState.SET_ASIDE: ("Set aside", "stop"),
    MatchState.ASKED_MENTEE: ("Waiting for her answer", "note"),
    MatchState.AGREED: ("She said yes", "good"),
    MatchState.ASKED_MENTOR: ("Waiting for the mentor", "note"),
    MatchState.ACCEPTED: ("Both said yes", "good"),
    MatchState.INTRODUCED: ("Introduced", "good"),
    MatchState.PASSED: ("She would rather not", "plain"),
    MatchState.DECLINED: ("Not this time, said the mentor", "plain"),
    MatchState.LAPSED: ("No answer within a week", "plain"),
    MatchState.ENDED: ("Ended", "plain"),
    MatchState.FINISHED: ("Finished", "good"),
    MatchState.STOPPED: ("Stopped", "plain"),
}

MATCH_MOVE: Mapping[MatchEvent, str] = {
    MatchEvent.CONFIRM: "confirmed it",
    MatchEvent.SET_ASIDE: "set it aside",
    MatchEvent.HOLD: "put it on hold",
    MatchEvent.BACK: "put it back among the proposed",
    MatchEvent.UNDO: "took the decision back",
    MatchEvent.ASK: "sent the question",
    MatchEvent.AGREE: "said yes",
    MatchEvent.PASS: "would rather meet somebody else",
    MatchEvent.ACCEPT: "said yes",
    MatchEvent.DECLINE: "said not this time",
    MatchEvent.LAPSE: "a week went by without an answer",
    MatchEvent.INTRODUCE: "introduced the two",
    MatchEvent.END: "ended it",
    MatchEvent.FINISH: "the round came to its end",
    MatchEvent.STOP: "stopped it",
}

# (what the button says, its kind)
DECISION: Mapping[MatchEvent, tuple[str, str]] = {
    MatchEvent.CONFIRM: ("Confirm", "primary"),
    MatchEvent.HOLD: ("Hold", "secondary"),
    MatchEvent.SET_ASIDE: ("Set aside", "stop"),
    MatchEvent.BACK: ("Back to the proposed", "secondary"),
    MatchEvent.UNDO: ("Take the decision back", "secondary"),
    MatchEvent.END: ("They no longer meet", "stop"),
}
# What the next page says about the one that was just decided.
DECIDED: Mapping[MatchEvent, str] = {
    MatchEvent.CONFIRM: "is confirmed. Nobody is asked before the letters go.",
    MatchEvent.HOLD: "is on hold.",
    MatchEvent.SET_ASIDE: "is set aside.",
    MatchEvent.BACK: "is among the proposed again.",
    MatchEvent.UNDO: "is to be decided again.",
    MatchEvent.END: "has ended. Nobody is asked why.",
}

SHELF: Mapping[Shelf, str] = {
    Shelf.CAUTIONS: "To decide, with a caution",
    Shelf.PLAIN: "To decide",
    Shelf.HELD: "On hold",
    Shelf.CONFIRMED: "Confirmed",
    Shelf.SET_ASIDE: "Set aside",
    Shelf.ASKED_MENTEE: "Waiting for her answer",
    Shelf.ASKED_MENTOR: "Waiting for the mentor",
    Shelf.INTRODUCED: "Introduced",
    Shelf.OVER: "Came to an end",
}

FACET: Mapping[str, str] = {
    "needs": "Her topics, and what the mentor offers",
    "words": "Her question and the offer, in their words",
    "values": "What matters at work",
    "field": "Field",
    "stage": "Career stage",
    "style": "Kind of mentor",
    "logistics": "Ways and times to talk",
    "identity": "What she said would help",
}

QUESTION: Mapping[QuestionKind, tuple[str, str]] = {
    QuestionKind.CHECK_IN: ("Something feels wrong", "Told by one of two who were introduced."),
    QuestionKind.WORRY: ("Needs a person today", "Read these first; somebody may not be safe."),
    QuestionKind.CONFLICT: ("May these two meet?", "Until somebody decides, they do not."),
    QuestionKind.SAME_PERSON: ("The same person?", "Two sign-ups look like one."),
    QuestionKind.CONSENT: ("Agreement", "Nobody is matched without having agreed."),
    QuestionKind.INSTITUTION: ("Workplaces", "An unknown workplace waits; it is not guessed."),
    QuestionKind.CAPACITY: ("Places", "Never more than was promised."),
    QuestionKind.OTHER: ("Small things", "When there is time."),
}

LETTER: Mapping[LetterKind, str] = {
    LetterKind.SOMETHING_TO_READ: "Asks her to read about her mentor",
    # In the same words, whether she is shown somebody first or we just ask: the team never learns.
    LetterKind.ASKED_FOR_HER: "Asks her to read about her mentor",
    LetterKind.MENTOR_QUESTION: "Asks the mentor, yes or no",
    LetterKind.INTRODUCTION_MENTEE: "Introduces the two, to her",
    LetterKind.INTRODUCTION_MENTOR: "Introduces the two, to the mentor",
    LetterKind.MOVED_ON_MENTEE: "Says that there is a note for her",
    LetterKind.MOVED_ON_MENTOR: "Says that plans have changed",
    LetterKind.STILL_TO_READ: "Reminds her, once",
    LetterKind.MENTOR_QUESTION_AGAIN: "Reminds the mentor, once",
    LetterKind.CHECK_IN: "Asks whether the two have talked",
    LetterKind.HANDED_BACK_MENTEE: "Says that the mentor could not go on",
    LetterKind.ENDED_MENTOR: "Says that the conversations have ended",
    LetterKind.FINISHED_MENTEE: "Says that the planned time is over",
    LetterKind.FINISHED_MENTOR: "Says that the planned time is over, with thanks",
}
CHECK_IN: Mapping[Moment | None, str] = {
    None: "Before day 14",
    Moment.DAY_14: "Day 14",
    Moment.DAY_45: "Day 45",
    Moment.MIDDLE: "After three months",
    Moment.END: "After six months",
}
LETTER_STATE: Mapping[LetterState, tuple[str, str]] = {
    LetterState.NEEDS_ATTENTION: ("Needs attention", "stop"),
    LetterState.IN_DOUBT: ("In doubt", "stop"),
    LetterState.PENDING: ("On its way", "note"),
    LetterState.CLAIMED: ("On its way", "note"),
    LetterState.SENDING: ("On its way", "note"),
    LetterState.SENT: ("Sent", "good"),
    LetterState.WITHDRAWN: ("No longer needed", "plain"),
}

SHEET: Mapping[SheetKind, str] = {
    SheetKind.MENTEES: "Mentees",
    SheetKind.MENTORS: "Mentors",
    SheetKind.INSTITUTIONS: "Institutions",
    SheetKind.REGISTRATIONS: "Conference registrations",
}
SHEET_STATE: Mapping[ImportState, tuple[str, str]] = {
    ImportState.DRY_RUN: ("Looked through, not brought in", "note"),
    ImportState.BROUGHT_IN: ("Brought in", "good"),
    ImportState.DISCARDED: ("Put away", "plain"),
    ImportState.UNDONE: ("Undone", "plain"),
}

_ACTOR: Mapping[Actor, str] = {
    Actor.MENTEE: "She",
    Actor.MENTOR: "The mentor",
    Actor.SYSTEM: "The programme",
}

# A quarter of the pairs of a good round is strong, and two of three are good or better.
STRONG_FIT, GOOD_FIT = 0.55, 0.42


def fit(score: float) -> str:
    """How well the two fit, in a word: nobody should argue about the second decimal."""
    if score >= STRONG_FIT:
        return "Strong"
    return "Good" if score >= GOOD_FIT else "Fair"


def rank(number: int) -> str:
    """How many mentors with places she could meet would fit her better."""
    if number == 1:
        return "Nobody fits her better"
    return f"{number_of(number - 1, 'mentor', 'mentors')} would fit her better"


def number_of(count: int, one: str, many: str) -> str:
    """ "1 pair", "3 pairs"."""
    return f"{count:,} {one if count == 1 else many}"


def moment(at: datetime, *, time_zone: str) -> str:
    """ "2 March, 09:00", on the clock of this time zone."""
    there = at.astimezone(ZoneInfo(time_zone))
    return f"{there.day} {there:%B}, {there:%H:%M}"


def last_day(at: datetime, *, time_zone: str) -> str:
    """ "2 April", the calendar day of this time zone."""
    there = at.astimezone(ZoneInfo(time_zone))
    return f"{there.day} {there:%B}"


def who(move: MatchMove | RoundMove, reader: Account) -> str:
    """Who made this move, as the reader would say it; the clock is nobody."""
    # Her word is hers, whether she gave it before or when she saw who it is: the team never learns.
    if move.event is MatchEvent.AGREE:
        return _ACTOR[Actor.MENTEE]
    if move.actor is not Actor.COORDINATOR:
        return _ACTOR.get(move.actor, "")
    return "You" if move.account_id == reader.id else "A colleague"


def match_move(move: MatchMove, reader: Account) -> str:
    """ "You confirmed it", as a whole sentence without its full stop."""
    said = f"{who(move, reader)} {MATCH_MOVE[move.event]}".strip()
    return said[0].upper() + said[1:]


def round_move(move: RoundMove, reader: Account) -> str:
    return f"{who(move, reader)} {ROUND_MOVE[move.event]}"
