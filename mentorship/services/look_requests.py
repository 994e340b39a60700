"""Asks for a look over a round: something has changed that its work list does not show yet."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import RoundState
from mentorship.models.check import RoundCheck
from mentorship.models.round import Round
from mentorship.services.turns import take_turns

_OVER = (RoundState.FINISHED, RoundState.CANCELLED)


def ask_for_a_look(session: Session, round_: Round, *, now: datetime) -> int:
    """The next look takes up what has just changed; which change of the round this is."""
    check = session.get(RoundCheck, round_.id)
    if check is None:
        check = RoundCheck(round_id=round_.id, asked=0, checked=0, findings={})
        session.add(check)
    else:
        take_turns(session, check)
    check.asked += 1
    check.asked_at = now
    session.flush()
    return check.asked


def ask_for_looks_everywhere(session: Session, *, now: datetime) -> None:
    """What is known about institutions has changed, and with it every round that is not over."""
    for round_ in session.scalars(select(Round).where(Round.state.not_in(_OVER))):
        ask_for_a_look(session, round_, now=now)
