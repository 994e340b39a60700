"""Letters are queued in the transaction that decided them, and claimed by whoever delivers."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mentorship.models.letter import Letter, LetterKind, LetterState
from mentorship.services.quiet import may_be_sent

LEASE_MINUTES = 10
# Longer than we wait for the slowest mail server: see post/deliver.py.
SENDING_MINUTES = 40
# The last of them more than 48 hours after the first.
ATTEMPTS_AT_MOST = 17
_FIRST_WAIT_MINUTES = 1
_LONGEST_WAIT_MINUTES = 360


def queue_letter(
    session: Session,
    *,
    kind: LetterKind,
    dedupe_key: str,
    now: datetime,
    account_id: int | None = None,
    profile_id: str | None = None,
    match_id: str | None = None,
    link: str | None = None,
) -> Letter | None:
    """The letter waits in the outbox; None when this decision has queued it before.

    It is kept back, without its link, when the person would rather look in by herself.
    """
    letter = Letter(
        kind=kind,
        state=LetterState.PENDING,
        account_id=account_id,
        profile_id=profile_id,
        match_id=match_id,
        link=link,
        dedupe_key=dedupe_key,
        message_id=secrets.token_hex(16),
        queued_at=now,
        not_before=now,
        attempts=0,
        trouble="",
    )
    if not may_be_sent(session, letter):
        letter.state, letter.link = LetterState.WITHDRAWN, None
    try:
        with session.begin_nested():
            session.add(letter)
    except IntegrityError:
        return None
    return letter


def claim_letters(session: Session, *, now: datetime, most: int = 20) -> list[Letter]:
    """Up to `most` letters that are due now belong to the caller until its lease ends.

    A letter whose lease ended while it was only claimed is due again. One that was already being
    handed to the mail server is in doubt: nobody knows whether it arrived, so a person decides.
    """
    claim = secrets.token_hex(8)
    _put_lost_ones_in_doubt(session, now=now)
    due = (
        select(Letter.id)
        .where(
            or_(
                Letter.state == LetterState.PENDING,
                (Letter.state == LetterState.CLAIMED) & (Letter.claimed_until < now),
            ),
            Letter.not_before <= now,
        )
        .order_by(Letter.queued_at, Letter.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    session.execute(
        update(Letter)
        .where(Letter.id.in_(due))
        .values(
            state=LetterState.CLAIMED,
            claim=claim,
            claimed_until=now + timedelta(minutes=LEASE_MINUTES),
        )
        .execution_options(synchronize_session=False)
    )
    return list(
        session.scalars(
            select(Letter)
            .where(Letter.claim == claim, Letter.state == LetterState.CLAIMED)
            .order_by(Letter.queued_at, Letter.id)
        )
    )


def _put_lost_ones_in_doubt(session: Session, *, now: datetime) -> None:
    session.execute(
        update(Letter)
        .where(Letter.state == LetterState.SENDING, Letter.claimed_until < now)
        .values(state=LetterState.IN_DOUBT, trouble="interrupted")
        .execution_options(synchronize_session=False)
    )


def in_hand(session: Session, letter_id: str, *, claim: str) -> Letter | None:
    """The letter, and nobody else's until the transaction ends; None once others have it."""
    return session.scalar(
        select(Letter).where(Letter.id == letter_id, Letter.claim == claim).with_for_update()
    )


def start_sending(session: Session, letter: Letter, *, now: datetime) -> None:
    """From here on a crash leaves the letter in doubt instead of sending it twice."""
    letter.state = LetterState.SENDING
    letter.claimed_until = now + timedelta(minutes=SENDING_MINUTES)
    letter.attempts += 1
    session.flush()


def mark_sent(session: Session, letter: Letter, *, now: datetime) -> None:
    """The letter has left. Its secret link is wiped: nothing needs it any more."""
    letter.state = LetterState.SENT
    letter.sent_at = now
    letter.link = None
    letter.trouble = ""
    session.flush()


def mark_withdrawn(session: Session, letter: Letter) -> None:
    """The letter is no longer true, so it will not leave."""
    letter.state = LetterState.WITHDRAWN
    letter.link = None
    session.flush()


def postpone(session: Session, letter: Letter, *, trouble: str, now: datetime) -> None:
    """The letter is tried again later, ever more rarely; after the last try a person looks."""
    letter.trouble = trouble
    if letter.attempts >= ATTEMPTS_AT_MOST:
        letter.state = LetterState.NEEDS_ATTENTION
    else:
        wait = min(_FIRST_WAIT_MINUTES * 2 ** (letter.attempts - 1), _LONGEST_WAIT_MINUTES)
        letter.state = LetterState.PENDING
        letter.not_before = now + timedelta(minutes=wait)
    session.flush()


def give_up(session: Session, letter: Letter, *, trouble: str) -> None:
    """The letter cannot leave as it is: a person has to look."""
    letter.state = LetterState.NEEDS_ATTENTION
    letter.trouble = trouble
    session.flush()


def leave_in_doubt(session: Session, letter: Letter, *, trouble: str) -> None:
    """Nobody knows whether the letter arrived: it is not sent again unless a person says so."""
    letter.state = LetterState.IN_DOUBT
    letter.trouble = trouble
    session.flush()


def send_again(session: Session, *, state: LetterState, now: datetime) -> int:
    """Every letter that waited in this state for a person is due once more; how many."""
    waiting = select(Letter).where(Letter.state == state).with_for_update()
    letters = session.scalars(waiting).all()
    for letter in letters:
        letter.state, letter.claim, letter.trouble = LetterState.PENDING, None, ""
        letter.attempts, letter.not_before = 0, now
    session.flush()
    return len(letters)
