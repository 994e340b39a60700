"""What the clock brings: one reminder for a question, one for a sign-up that was begun."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState, RoundState
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.draft import Draft
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.drafts import SCREEN
from mentorship.services.letters import queue_letter
from mentorship.services.match_letters import remind_her, remind_mentor
from mentorship.services.round_letters import MENTORS_PAGE

# Two days before the question lapses. Later than that its words would not be true.
_REMIND_AFTER, _NOT_AFTER = timedelta(days=5), timedelta(days=6)
_DAYS_BEFORE_CLOSING = 3
# Whoever is still writing today needs no letter about it.
_AT_REST = timedelta(days=1)
# The form of a sign-up and its screens, and where a letter leads to them.
SIGN_UPS: Mapping[Side, tuple[str, str]] = {
    Side.MENTEE: ("sign-up", "/home/sign-up"),
    Side.MENTOR: ("mentor-sign-up", MENTORS_PAGE),
}
_Reminds = Callable[..., None]
_QUESTIONS: Mapping[MatchState, tuple[LetterKind, _Reminds]] = {
    MatchState.ASKED_MENTEE: (LetterKind.STILL_TO_READ, remind_her),
    MatchState.ASKED_MENTOR: (LetterKind.MENTOR_QUESTION_AGAIN, remind_mentor),
}


def remind(session: Session, *, now: datetime) -> int:
    """Whoever is due a reminder has one waiting in the outbox, and only one; how many were new."""
    questions = sum(_remind_of(session, state, now=now) for state in _QUESTIONS)
    return questions + _remind_of_sign_ups(session, now=now)


def _remind_of(session: Session, state: MatchState, *, now: datetime) -> int:
    kind, write = _QUESTIONS[state]
    # A question that was taken back and asked anew is a new one.
    reminded = exists().where(
        Letter.match_id == Match.id, Letter.kind == kind, Letter.queued_at >= Match.asked_at
    )
    due = session.scalars(
        select(Match).where(
            Match.state == state,
            Match.asked_at <= now - _REMIND_AFTER,
            Match.asked_at > now - _NOT_AFTER,
            ~reminded,
        )
    ).all()
    for match in due:
        write(session, match, now=now)
    return len(due)


def _remind_of_sign_ups(session: Session, *, now: datetime) -> int:
    rounds = session.scalars(
        select(Round).where(Round.state == RoundState.OPEN, Round.closes_on.is_not(None))
    )
    closing = [one for one in rounds if _closes_soon(one, now=now)]
    return sum(_remind_in(session, one, side, now=now) for one in closing for side in SIGN_UPS)


def _closes_soon(round_: Round, *, now: datetime) -> bool:
    today = now.astimezone(ZoneInfo(round_.time_zone)).date()
    if round_.closes_on is None:
        return False
    return timedelta() < round_.closes_on - today <= timedelta(days=_DAYS_BEFORE_CLOSING)


def _remind_in(session: Session, round_: Round, side: Side, *, now: datetime) -> int:
    form, path = SIGN_UPS[side]
    takes_part = exists().where(
        Participation.round_id == round_.id,
        Participation.profile_id == Profile.id,
        Profile.account_id == Account.id,
        Profile.side == side,
    )
    begun = session.scalars(
        select(Account.id).where(
            Account.id.in_(_begun(form)),
            Account.id.not_in(_begun(form, since=now - _AT_REST)),
            Account.confirmed_at.is_not(None),
            Account.active,
            ~takes_part,
        )
    ).all()
    letters = (
        queue_letter(
            session,
            kind=LetterKind.UNFINISHED,
            dedupe_key=f"unfinished:{round_.id}:{account_id}",
            account_id=account_id,
            link=path,
            now=now,
        )
        for account_id in begun
    )
    return sum(letter is not None for letter in letters)


def _begun(form: str, *, since: datetime | None = None) -> Select[int]:
    """The accounts with something typed in this form, on whichever of its screens."""
    is_of_it = or_(Draft.page == form, Draft.page.startswith(form + SCREEN, autoescape=True))
    begun = select(Draft.account_id).where(is_of_it)
    return begun if since is None else begun.where(Draft.kept_at > since)
