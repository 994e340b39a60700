"""What a mentor did in the programme: with whom and since when, handed back gently, in hours."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.services.matches import hand_back
from mentorship.services.told_team import write_to_team

_OVER = (MatchState.ENDED, MatchState.FINISHED)


@dataclass(frozen=True, slots=True)
class Service:
    """How long somebody has been a mentor: never with whom.

    pairs  how many people that were
    until  when the last of them ended; None while one still meets
    """

    pairs: int
    since: datetime
    until: datetime | None


def hand_back_gently(
    session: Session, match: Match, *, by: Account, words: str, now: datetime
) -> None:
    """The mentor cannot go on, and nobody asks why. She hears it kindly; a person of the team looks
    at what comes next.

    words  what the team may know; "" for nothing
    """
    hand_back(session, match, by=by, now=now)
    write_to_team(session, match, Side.MENTOR, words, now=now)


def service_of(session: Session, account: Account) -> Service | None:
    """The time in which this mentor met somebody; None for whoever was introduced to nobody yet."""
    met = (
        select(
            Match.id,
            Match.state,
            func.min(MatchMove.moved_at).label("first"),
            func.max(MatchMove.moved_at).label("last"),
        )
        .join(MatchMove, MatchMove.match_id == Match.id)
        .join(Profile, Profile.id == Match.mentor_id)
        .where(
            Profile.account_id == account.id,
            MatchMove.to_state.in_((MatchState.INTRODUCED, *_OVER)),
            Match.state.in_((MatchState.INTRODUCED, *_OVER)),
        )
        .group_by(Match.id, Match.state)
    )
    pairs = session.execute(met).all()
    if not pairs:
        return None
    still_meets = any(state is MatchState.INTRODUCED for _id, state, _first, _last in pairs)
    return Service(
        pairs=len(pairs),
        since=min(first for *_pair, first, _last in pairs),
        until=None if still_meets else max(last for *_pair, last in pairs),
    )
