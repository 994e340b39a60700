"""Somebody takes part no more: every pair has its ordinary end, and nobody hears a reason."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import LIVE_STATES, Actor
from mentorship.domain.people import Side
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services.look_requests import ask_for_looks_everywhere
from mentorship.services.matches import leave
from mentorship.services.turns import take_turns

_AS: dict[Side, Actor] = {Side.MENTEE: Actor.MENTEE, Side.MENTOR: Actor.MENTOR}


def withdraw(session: Session, profile: Profile, *, now: datetime) -> None:
    """The sign-up takes part no more. Whoever knew of a pair hears the few words of every end."""
    take_turns(session, profile)
    for match in matches_of_profile(session, profile):
        if match.state in LIVE_STATES:
            leave(session, match, actor=_AS[profile.side], now=now)
    profile.withdrawn_at = now
    session.flush()
    ask_for_looks_everywhere(session, now=now)


def matches_of_profile(session: Session, profile: Profile) -> list[Match]:
    """Every pair in which this sign-up stands. Nobody else moves them before we are done."""
    return list(
        session.scalars(
            select(Match)
            .where(or_(Match.mentee_id == profile.id, Match.mentor_id == profile.id))
            .order_by(Match.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
