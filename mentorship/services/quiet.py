"""Whoever would rather look in than be written to: what is not sent stands on the own page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import LIVE_STATES, MatchState, RoundState
from mentorship.models.account import Account
from mentorship.models.circle import Circle, CircleSeat
from mentorship.models.draft import Draft
from mentorship.models.letter import Letter, LetterKind, LetterState, LinkPurpose
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.links import find_link

# About the account itself: asked for by whoever holds it, or a warning that it is in other hands.
ALWAYS_SENT = frozenset(
    {
        LetterKind.CONFIRM_ADDRESS,
        LetterKind.ALREADY_REGISTERED,
        LetterKind.RESET_PASSWORD,
        LetterKind.PASSWORD_CHANGED,
        LetterKind.PASSKEY_ADDED,
        LetterKind.PASSKEY_REMOVED,
        LetterKind.COORDINATOR_INVITED,
    }
)
# A letter about a match is only true while the match stands there.
TRUE_WHILE: Mapping[LetterKind, MatchState] = {
    LetterKind.SOMETHING_TO_READ: MatchState.ASKED_MENTEE,
    LetterKind.MENTOR_QUESTION: MatchState.ASKED_MENTOR,
    LetterKind.INTRODUCTION_MENTEE: MatchState.INTRODUCED,
    LetterKind.INTRODUCTION_MENTOR: MatchState.INTRODUCED,
    LetterKind.STILL_TO_READ: MatchState.ASKED_MENTEE,
    LetterKind.ASKED_FOR_HER: MatchState.ASKED_MENTOR,
    LetterKind.MENTOR_QUESTION_AGAIN: MatchState.ASKED_MENTOR,
    LetterKind.CHECK_IN: MatchState.INTRODUCED,
}
# Whoever looks in has seen it herself, or finds it on the same page.
_SAID_BEFORE = (
    LetterKind.SIGNED_UP_MENTEE,
    LetterKind.SIGNED_UP_MENTOR,
    LetterKind.STILL_TO_READ,
    LetterKind.MENTOR_QUESTION_AGAIN,
    LetterKind.CHECK_IN,
    LetterKind.UNFINISHED,
    LetterKind.SIGN_UPS_OPEN,
)
_SHOWN_FOR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Unwritten:
    """One letter that was not written because she looks in by herself."""

    kind: LetterKind
    day: datetime


def check_in_myself(session: Session, account: Account) -> None:
    """From now on nobody writes to this account; letters that wait are not sent either."""
    account.checks_in_herself = True
    session.flush()


def write_to_me(session: Session, account: Account) -> None:
    """From now on letters are written again; what was not sent is not sent later."""
    account.checks_in_herself = False
    session.flush()


def may_be_sent(session: Session, letter: Letter) -> bool:
    """False when the person whom the letter is for would rather look in."""
    if letter.kind in ALWAYS_SENT:
        return True
    account_id = letter.account_id
    if account_id is None and letter.profile_id is not None:
        whose = select(Profile.account_id).where(Profile.id == letter.profile_id)
        account_id = session.scalar(whose)
    looks_in = select(Account.checks_in_herself).where(Account.id == account_id)
    return account_id is None or not session.scalar(looks_in)


def is_still_true(session: Session, letter: Letter) -> bool:
    """True unless the letter speaks of what has moved on: a match, her wait, what she typed."""
    if letter.kind is LetterKind.WAITING:
        return _waits(session, letter.profile_id)
    if letter.kind is LetterKind.SIGN_UPS_OPEN:
        is_open = select(Round.id).where(Round.state == RoundState.OPEN)
        return session.scalar(is_open.limit(1)) is not None
    if letter.kind is LetterKind.UNFINISHED:
        typed = select(Draft.page).where(Draft.account_id == letter.account_id)
        return session.scalar(typed.limit(1)) is not None
    if letter.kind is LetterKind.ROOM_THIS_ROUND:
        return _asks_for_room(session, letter)
    if letter.kind is LetterKind.SOMETHING_TO_READ and letter.match_id is None:
        return _reads_of_a_circle(session, letter.profile_id)
    wanted = TRUE_WHILE.get(letter.kind)
    if wanted is None:
        return True
    match = session.get(Match, letter.match_id) if letter.match_id else None
    return match is not None and match.state is wanted


def _asks_for_room(session: Session, letter: Letter) -> bool:
    """True while the round takes sign-ups and nobody has answered."""
    token = (letter.link or "").rpartition("/")[2]
    link = find_link(session, token, purpose=LinkPurpose.ROOM_THIS_ROUND)
    if link is None or link.round_id is None or link.used_at is not None:
        return False
    return session.get_one(Round, link.round_id).state in (RoundState.DRAFT, RoundState.OPEN)


def _reads_of_a_circle(session: Session, profile_id: str | None) -> bool:
    """True while she has a seat in one, or is offered a conversation."""
    has_seat = select(CircleSeat.circle_id).where(CircleSeat.profile_id == profile_id)
    is_offered = select(Circle.id).where(Circle.only_for == profile_id)
    return session.scalar(has_seat.union(is_offered).limit(1)) is not None


def _waits(session: Session, profile_id: str | None) -> bool:
    """True while she takes part and nobody is thought of for her."""
    has_one = select(Match.id).where(Match.mentee_id == profile_id, Match.state.in_(LIVE_STATES))
    takes_part = select(Participation.id).where(
        Participation.profile_id == profile_id, Participation.left_at.is_(None)
    )
    return (
        session.scalar(has_one.limit(1)) is None and session.scalar(takes_part.limit(1)) is not None
    )


def unwritten(session: Session, account: Account, *, now: datetime) -> list[Unwritten]:
    """What would have been written to this account lately and is still true, newest first."""
    if not account.checks_in_herself:
        return []
    hers = select(Profile.id).where(Profile.account_id == account.id)
    kept_back = session.scalars(
        select(Letter)
        .where(
            or_(Letter.account_id == account.id, Letter.profile_id.in_(hers)),
            Letter.state == LetterState.WITHDRAWN,
            Letter.kind.not_in((*ALWAYS_SENT, *_SAID_BEFORE)),
            Letter.queued_at > now - _SHOWN_FOR,
        )
        .order_by(Letter.queued_at.desc(), Letter.id)
    )
    return [
        Unwritten(letter.kind, letter.queued_at)
        for letter in kept_back
        if is_still_true(session, letter)
    ]
