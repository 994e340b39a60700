"""Who waited before: in how many earlier rounds nobody was found for somebody."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState, RoundState
from mentorship.domain.people import Side
from mentorship.models.match import Match, MatchMove
from mentorship.models.round import Participation, Round

# Rounds in which everybody who was going to meet has been asked to.
_OVER = (RoundState.INTRODUCING, RoundState.FINISHED)


def rounds_waited(session: Session, round_: Round) -> Mapping[str, int]:
    """Mentee's profile id → earlier rounds in which she took part and was introduced to nobody.

    Whoever was introduced once begins anew: only the rounds after that one count. A round that
    was called off kept nobody waiting, and a sign-up that was taken out did not wait.
    """
    waited: Counter[str] = Counter()
    for earlier in _rounds_before(session, round_):
        introduced = _introduced_in(session, earlier)
        for profile_id in _mentees_in(session, earlier):
            waited[profile_id] = 0 if profile_id in introduced else waited[profile_id] + 1
    return {profile_id: rounds for profile_id, rounds in waited.items() if rounds}


def _rounds_before(session: Session, round_: Round) -> list[Round]:
    return list(
        session.scalars(
            select(Round)
            .where(Round.created_at < round_.created_at, Round.state.in_(_OVER))
            .order_by(Round.created_at, Round.id)
        )
    )


def _mentees_in(session: Session, round_: Round) -> list[str]:
    return list(
        session.scalars(
            select(Participation.profile_id).where(
                Participation.round_id == round_.id,
                Participation.side == Side.MENTEE,
                Participation.is_out.is_(False),
            )
        )
    )


def _introduced_in(session: Session, round_: Round) -> frozenset[str]:
    """Mentees who were introduced to somebody, whatever became of it, by all their sign-ups."""
    met = exists().where(
        MatchMove.match_id == Match.id, MatchMove.to_state == MatchState.INTRODUCED
    )
    found = session.execute(
        select(Match.mentee_id, Participation.merged_into)
        .join(
            Participation,
            and_(
                Participation.round_id == Match.round_id,
                Participation.profile_id == Match.mentee_id,
            ),
            isouter=True,
        )
        .where(Match.round_id == round_.id, met)
    )
    return frozenset(key for keys in found for key in keys if key)
