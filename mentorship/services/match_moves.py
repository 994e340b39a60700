"""The one place where a match's state is assigned, and where it is written down who moved it."""

from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import MATCH_MOVES, Actor, MatchEvent, next_state
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
from mentorship.models.match import Match, MatchMove

_DECIDED = _("This was decided about a moment ago. The page shows how it stands now.")


def move_match(
    session: Session,
    match: Match,
    event: MatchEvent,
    *,
    actor: Actor,
    by: Account | None,
    now: datetime,
    why: str | None = None,
) -> None:
    """The match has made this move, and it is written down.

    Raises Refused when the table has no such row, or when somebody else moved it meanwhile.
    """
    state = next_state(MATCH_MOVES, state=match.state, event=event, by=actor)
    session.add(
        MatchMove(
            match_id=match.id,
            event=event,
            from_state=match.state,
            to_state=state,
            actor=actor,
            account_id=by.id if by else None,
            moved_at=now,
            why=why,
        )
    )
    match.state = state
    try:
        session.flush()
    except StaleDataError:
        raise Refused(_DECIDED) from None
