"""Somebody takes part no more: every pair has its ordinary end, and nobody hears a reason."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import LIVE_STATES, Actor, MatchState
from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.circle_seats import give_up_seats
from mentorship.services.look_requests import ask_for_looks_everywhere
from mentorship.services.matches import leave
from mentorship.services.rounds import participation_of
from mentorship.services.turns import take_turns
from mentorship.services.whose import sign_ups_of_person

_INTRODUCED = _(
    "You are introduced to somebody in this round. To stop that, open your page and say so there; "
    "no reason is asked."
)
_NOT_IN_IT = _("You do not take part in this round any more, so there was nothing to change.")
_AS: dict[Side, Actor] = {Side.MENTEE: Actor.MENTEE, Side.MENTOR: Actor.MENTOR}


def withdraw(session: Session, profile: Profile, *, now: datetime) -> None:
    """The sign-up takes part no more. Whoever knew of a pair hears the few words of every end."""
    take_turns(session, profile)
    for match in matches_of_profile(session, profile):
        if match.state in LIVE_STATES:
            leave(session, match, actor=_AS[profile.side], now=now)
    profile.withdrawn_at = now
    give_up_seats(session, profile)
    session.flush()
    ask_for_looks_everywhere(session, now=now)


def leave_round(session: Session, account: Account, round_: Round, *, now: datetime) -> None:
    """Not this time: she takes part in this round no more, under whatever sign-up of hers.

    Her answers stay hers for another round. Every pair of hers in this one ends as it would by
    any withdrawal, and nobody learns a reason.
    Raises Refused when she is introduced to somebody in it: that ends on a page of its own.
    """
    hers = [one for one in sign_ups_of_person(session, account) if one.side is Side.MENTEE]
    for profile in hers:
        take_turns(session, profile)
    parts = [part for one in hers if (part := participation_of(session, round_, one))]
    if not any(part.left_at is None for part in parts):
        raise Refused(_NOT_IN_IT)
    matches = [match for one in hers for match in matches_of_profile(session, one)]
    going_on = [m for m in matches if m.round_id == round_.id and m.state in LIVE_STATES]
    if any(match.state is MatchState.INTRODUCED for match in going_on):
        raise Refused(_INTRODUCED)
    for match in going_on:
        leave(session, match, actor=Actor.MENTEE, now=now)
    for part in parts:
        part.left_at, part.is_out = part.left_at or now, True
        part.wishes_talk_at, part.just_ask_at = None, None
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
