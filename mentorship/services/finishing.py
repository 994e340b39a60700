"""The planned time of a pair comes to its end: both are thanked, and the two are on their own.

The clock does it, so that neither ends it for the other: three weeks after the last question, or
at once when both have answered it and said that they have talked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mentorship.domain.check_ins import CheckInAnswer, Moment, is_the_time_over
from mentorship.domain.lifecycle import Actor, MatchEvent, MatchState
from mentorship.models.check_in import CheckIn
from mentorship.models.match import Match, MatchMove
from mentorship.services.match_moves import move_match
from mentorship.services.round_letters import tell_pair_finished
from mentorship.services.sight import seeing_everybody


def finish_whose_time_is_over(session: Session, *, now: datetime) -> int:
    """Every pair whose planned time is over is finished, and both have a letter; how many."""
    with seeing_everybody(session):
        asked = _asked_last(session)
        over = [
            match
            for match, introduced_at in _meeting(session)
            if _both_have_talked(match, asked[match.id])
            or is_the_time_over(introduced_at, _since(asked[match.id]), now=now)
        ]
        for match in over:
            move_match(session, match, MatchEvent.FINISH, actor=Actor.CLOCK, by=None, now=now)
            tell_pair_finished(session, match, now=now)
        return len(over)


def _meeting(session: Session) -> Iterable[tuple[Match, datetime]]:
    introduced = (
        select(MatchMove.match_id, func.max(MatchMove.moved_at).label("at"))
        .where(MatchMove.to_state == MatchState.INTRODUCED)
        .group_by(MatchMove.match_id)
        .subquery()
    )
    rows = session.execute(
        select(Match, introduced.c.at)
        .join(introduced, introduced.c.match_id == Match.id)
        .where(Match.state == MatchState.INTRODUCED)
        .order_by(Match.id)
    )
    return [(match, at) for match, at in rows]


def _asked_last(session: Session) -> Mapping[str, Sequence[CheckIn]]:
    """Match → the last question, as it was put to each of the two."""
    lines = session.scalars(
        select(CheckIn)
        .join(Match, Match.id == CheckIn.match_id)
        .where(CheckIn.moment == Moment.END, Match.state == MatchState.INTRODUCED)
    )
    found: dict[str, list[CheckIn]] = defaultdict(list)
    for line in lines:
        found[line.match_id].append(line)
    return found


def _since(asked: Iterable[CheckIn]) -> datetime | None:
    """Since when both have been asked for the last time; None while nobody has."""
    return max((line.asked_at for line in asked if line.asked_at), default=None)


def _both_have_talked(match: Match, asked: Iterable[CheckIn]) -> bool:
    said = {line.profile_id for line in asked if line.answer is CheckInAnswer.TALKED}
    return said == {match.mentee_id, match.mentor_id}
