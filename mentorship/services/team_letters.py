"""Word to the team that something needs a person today, and nothing else."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from mentorship.models.account import Account
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.round import Round
from mentorship.services.letters import queue_letter
from mentorship.services.rounds import OVER
from mentorship.services.sight import looking_as
from mentorship.services.team import coordinators, sight_for
from mentorship.services.work_list import Urgency, open_items

_NOT_AGAIN_FOR = timedelta(days=1)
_THEIR_PAGE = "/desk/"


def tell_team(session: Session, *, now: datetime) -> int:
    """Each of the team on whose list somebody may need a person hears that there is something.

    At most one letter a day to each, and none to a colleague who does not see who it is about:
    that something waits is a fact about somebody. How many letters that were.
    """
    untold = [one for one in coordinators(session) if not _was_told(session, one, now=now)]
    if not untold:
        return 0
    rounds = session.scalars(select(Round).where(Round.state.not_in(OVER))).all()
    waiting = [one for one in rounds if _somebody_waits(session, one)]
    return sum(_tell(session, one, waiting, now=now) for one in untold) if waiting else 0


def _was_told(session: Session, account: Account, *, now: datetime) -> bool:
    lately = exists().where(
        Letter.account_id == account.id,
        Letter.kind == LetterKind.NEEDS_A_PERSON,
        Letter.queued_at > now - _NOT_AGAIN_FOR,
    )
    return bool(session.scalar(select(lately)))


def _somebody_waits(session: Session, round_: Round) -> bool:
    return any(item.urgency is Urgency.TODAY for item in open_items(session, round_))


def _tell(session: Session, account: Account, rounds: list[Round], *, now: datetime) -> bool:
    with looking_as(session, sight_for(session, account, now=now)):
        if not any(_somebody_waits(session, one) for one in rounds):
            return False
    letter = queue_letter(
        session,
        kind=LetterKind.NEEDS_A_PERSON,
        dedupe_key=f"{LetterKind.NEEDS_A_PERSON}:{account.id}:{now.date()}",
        account_id=account.id,
        link=_THEIR_PAGE,
        now=now,
    )
    return letter is not None
