"""She stops it while the mentor is being asked: no reason, and the mentor reads no name."""

from datetime import datetime

from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import MOVED_ON, Actor, MatchState
from mentorship.models.account import Account
from mentorship.models.match import Match
from mentorship.services.kept_apart import keep_mentee_apart
from mentorship.services.matches import leave

# Once the two are introduced she stops meeting instead: see matches.end.
BEFORE_THE_INTRODUCTION = (MatchState.AGREED, MatchState.ASKED_MENTOR, MatchState.ACCEPTED)


def stop(session: Session, match: Match, *, now: datetime) -> None:
    """The mentor is no longer asked about her, and she still takes part in the round.

    Raises Refused when the two are introduced already, or it has come to another end.
    """
    if match.state not in BEFORE_THE_INTRODUCTION:
        raise Refused(MOVED_ON)
    leave(session, match, actor=Actor.MENTEE, now=now)


def stop_and_keep_apart(session: Session, match: Match, *, by: Account, now: datetime) -> None:
    """The same, and the two are not proposed to each other ever again."""
    stop(session, match, now=now)
    keep_mentee_apart(session, match, by=by, now=now)
