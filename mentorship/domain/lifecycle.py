"""How a round and a match may change: two tables, and the one function that reads them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from mentorship.domain.errors import Refused
from mentorship.domain.sentences import sentence as _

MOVED_ON = _(
    "This has already moved on, so nothing was changed. The page now shows where it stands."
)


class Actor(StrEnum):
    """Who makes a move."""

    COORDINATOR = "coordinator"
    MENTEE = "mentee"
    MENTOR = "mentor"
    SYSTEM = "system"
    CLOCK = "clock"


class RoundState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    REVIEW = "review"
    INTRODUCING = "introducing"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class RoundEvent(StrEnum):
    OPEN = "open"
    CLOSE = "close"
    PROPOSE = "propose"
    RELEASE = "release"
    FINISH = "finish"
    CANCEL = "cancel"


class MatchState(StrEnum):
    PROPOSED = "proposed"
    HELD = "held"
    CONFIRMED = "confirmed"
    SET_ASIDE = "set_aside"
    ASKED_MENTEE = "asked_mentee"
    AGREED = "agreed"
    PASSED = "passed"
    ASKED_MENTOR = "asked_mentor"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    INTRODUCED = "introduced"
    ENDED = "ended"
    FINISHED = "finished"
    STOPPED = "stopped"


class MatchEvent(StrEnum):
    CONFIRM = "confirm"
    SET_ASIDE = "set_aside"
    HOLD = "hold"
    BACK = "back"
    UNDO = "undo"
    ASK = "ask"
    AGREE = "agree"
    PASS = "pass"
    ACCEPT = "accept"
    DECLINE = "decline"
    LAPSE = "lapse"
    INTRODUCE = "introduce"
    END = "end"
    FINISH = "finish"
    STOP = "stop"


State = TypeVar("State", bound=StrEnum)
Event = TypeVar("Event", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Move(Generic[State, Event]):
    """One row of a table: in `state`, `event` by one of `by` leads to `to`."""

    state: State
    event: Event
    by: frozenset[Actor]
    to: State


def _round(state: RoundState, event: RoundEvent, to: RoundState) -> Move[RoundState, RoundEvent]:
    return Move(state, event, frozenset({Actor.COORDINATOR}), to)


ROUND_MOVES: tuple[Move[RoundState, RoundEvent], ...] = (
    _round(RoundState.DRAFT, RoundEvent.OPEN, RoundState.OPEN),
    _round(RoundState.OPEN, RoundEvent.CLOSE, RoundState.CLOSED),
    _round(RoundState.CLOSED, RoundEvent.PROPOSE, RoundState.REVIEW),
    # Proposing again refills only what nobody has decided yet.
    _round(RoundState.REVIEW, RoundEvent.PROPOSE, RoundState.REVIEW),
    _round(RoundState.REVIEW, RoundEvent.RELEASE, RoundState.INTRODUCING),
    _round(RoundState.INTRODUCING, RoundEvent.FINISH, RoundState.FINISHED),
    _round(RoundState.DRAFT, RoundEvent.CANCEL, RoundState.CANCELLED),
    _round(RoundState.OPEN, RoundEvent.CANCEL, RoundState.CANCELLED),
    _round(RoundState.CLOSED, RoundEvent.CANCEL, RoundState.CANCELLED),
    _round(RoundState.REVIEW, RoundEvent.CANCEL, RoundState.CANCELLED),
)


def _match(
    state: MatchState, event: MatchEvent, to: MatchState, *by: Actor
) -> Move[MatchState, MatchEvent]:
    return Move(state, event, frozenset(by), to)


_COORDINATOR, _SYSTEM, _CLOCK = Actor.COORDINATOR, Actor.SYSTEM, Actor.CLOCK
_MENTEE, _MENTOR = Actor.MENTEE, Actor.MENTOR
_S, _E = MatchState, MatchEvent

# Whoever still can be asked, or was asked, and has not come to an end.
LIVE_STATES = (
    _S.PROPOSED,
    _S.HELD,
    _S.CONFIRMED,
    _S.ASKED_MENTEE,
    _S.AGREED,
    _S.ASKED_MENTOR,
    _S.ACCEPTED,
    _S.INTRODUCED,
)

MATCH_MOVES: tuple[Move[MatchState, MatchEvent], ...] = (
    _match(_S.PROPOSED, _E.CONFIRM, _S.CONFIRMED, _COORDINATOR),
    _match(_S.PROPOSED, _E.SET_ASIDE, _S.SET_ASIDE, _COORDINATOR),
    _match(_S.PROPOSED, _E.HOLD, _S.HELD, _COORDINATOR, _SYSTEM),
    _match(_S.HELD, _E.CONFIRM, _S.CONFIRMED, _COORDINATOR),
    _match(_S.HELD, _E.SET_ASIDE, _S.SET_ASIDE, _COORDINATOR),
    _match(_S.HELD, _E.BACK, _S.PROPOSED, _COORDINATOR),
    # The guard found something new: whoever was asked hears only that this one has moved on.
    _match(_S.CONFIRMED, _E.HOLD, _S.HELD, _COORDINATOR, _SYSTEM),
    _match(_S.ASKED_MENTEE, _E.HOLD, _S.HELD, _COORDINATOR, _SYSTEM),
    _match(_S.AGREED, _E.HOLD, _S.HELD, _COORDINATOR, _SYSTEM),
    _match(_S.ASKED_MENTOR, _E.HOLD, _S.HELD, _COORDINATOR, _SYSTEM),
    # Before anybody was asked, a decision can be taken back.
    _match(_S.CONFIRMED, _E.UNDO, _S.PROPOSED, _COORDINATOR),
    _match(_S.SET_ASIDE, _E.UNDO, _S.PROPOSED, _COORDINATOR),
    # She sees the mentor first and may pass unseen.
    _match(_S.CONFIRMED, _E.ASK, _S.ASKED_MENTEE, _SYSTEM),
    # "Just ask, I trust you", said for this round, is her agreement: the system passes it on.
    _match(_S.ASKED_MENTEE, _E.AGREE, _S.AGREED, _MENTEE, _SYSTEM),
    _match(_S.ASKED_MENTEE, _E.PASS, _S.PASSED, _MENTEE),
    _match(_S.ASKED_MENTEE, _E.LAPSE, _S.LAPSED, _CLOCK),
    _match(_S.AGREED, _E.ASK, _S.ASKED_MENTOR, _SYSTEM),
    # The mentor hears of her only after she agreed.
    _match(_S.ASKED_MENTOR, _E.ACCEPT, _S.ACCEPTED, _MENTOR),
    _match(_S.ASKED_MENTOR, _E.DECLINE, _S.DECLINED, _MENTOR),
    _match(_S.ASKED_MENTOR, _E.LAPSE, _S.LAPSED, _CLOCK),
    _match(_S.ACCEPTED, _E.INTRODUCE, _S.INTRODUCED, _SYSTEM),
    _match(_S.INTRODUCED, _E.END, _S.ENDED, _MENTEE, _MENTOR, _COORDINATOR),
    _match(_S.INTRODUCED, _E.FINISH, _S.FINISHED, _CLOCK),
    *(_match(state, _E.STOP, _S.STOPPED, _MENTEE, _MENTOR, _COORDINATOR) for state in LIVE_STATES),
)


def next_state(
    moves: tuple[Move[State, Event], ...], *, state: State, event: Event, by: Actor
) -> State:
    """The state that `event` leads to.

    Raises Refused when the table has no such row for this actor.
    """
    for move in moves:
        if move.state == state and move.event == event and by in move.by:
            return move.to
    raise Refused(MOVED_ON)


def possible_events(
    moves: tuple[Move[State, Event], ...], *, state: State, by: Actor
) -> tuple[Event, ...]:
    """The events that this actor may cause now, in the table's order: what a page may offer."""
    return tuple(move.event for move in moves if move.state == state and by in move.by)


def final_states(moves: tuple[Move[State, Event], ...]) -> frozenset[State]:
    """States that nothing leads out of."""
    return frozenset(move.to for move in moves) - frozenset(move.state for move in moves)
