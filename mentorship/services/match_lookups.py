"""Matches looked up: the record of one, and which ones somebody may know of."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import Actor, MatchEvent, MatchState
from mentorship.models.account import Account
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.models.round import Round


def moves_of(session: Session, match: Match) -> list[MatchMove]:
    """The record of this match, oldest first."""
    return list(
        session.scalars(
            select(MatchMove).where(MatchMove.match_id == match.id).order_by(MatchMove.id)
        )
    )


def match_in_round(session: Session, round_: Round, match_id: str) -> Match | None:
    return session.scalar(select(Match).where(Match.round_id == round_.id, Match.id == match_id))


def matches_of_mentee(session: Session, account: Account) -> list[Match]:
    """Her own matches of which she may know, newest first."""
    return list(
        session.scalars(
            select(Match)
            .join(Profile, Profile.id == Match.mentee_id)
            .where(Profile.account_id == account.id, Match.asked_at.is_not(None))
            .order_by(Match.proposed_at.desc(), Match.id)
        )
    )


def matches_of_mentor(session: Session, account: Account) -> list[Match]:
    """The mentor's own matches of which she or he may know, newest first."""
    return list(
        session.scalars(
            select(Match)
            .join(Profile, Profile.id == Match.mentor_id)
            .where(
                Profile.account_id == account.id,
                Match.state.in_((MatchState.ASKED_MENTOR, MatchState.INTRODUCED)),
            )
            .order_by(Match.proposed_at.desc(), Match.id)
        )
    )


def was_stopped_by_her(session: Session, match: Match) -> bool:
    """True when she herself has stopped it, before the two were introduced."""
    if match.state is not MatchState.STOPPED:
        return False
    by_her = select(MatchMove.id).where(
        MatchMove.match_id == match.id,
        MatchMove.event == MatchEvent.STOP,
        MatchMove.actor == Actor.MENTEE,
    )
    return session.scalar(by_her.limit(1)) is not None


def places_taken(session: Session, match: Match, *, by: Sequence[str]) -> int:
    """How many mentees the mentor of this match has said yes to in its round.

    by  every sign-up of that mentor
    """
    taken = session.scalar(
        select(func.count())
        .select_from(Match)
        .where(
            Match.round_id == match.round_id,
            Match.mentor_id.in_(by),
            Match.state.in_((MatchState.ACCEPTED, MatchState.INTRODUCED)),
        )
    )
    return taken or 0
