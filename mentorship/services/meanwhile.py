"""What she can have while she waits: a circle, one conversation, a letter when sign-ups open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from mentorship.domain.circles import CircleState
from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import RoundState
from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
from mentorship.models.circle import Circle, CircleSeat
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round

_TOO_LATE = _("That round is over, or you do not take part in it, so there was nothing to change.")


def wish_for_talk(
    session: Session, account: Account, round_: Round, *, wishes: bool, now: datetime
) -> None:
    """The team reads beside her number that she would like one, or no longer does.

    Raises Refused once the team's work on this round is over.
    """
    hers = takes_part(session, account, round_)
    if not hers or round_.state is not RoundState.INTRODUCING:
        raise Refused(_TOO_LATE)
    for part in hers:
        part.wishes_talk_at = now if wishes else None
    session.flush()


def wish_for_opening(session: Session, account: Account, *, wishes: bool) -> None:
    """This account gets one letter when sign-ups open next, or none."""
    account.wishes_opening = wishes
    session.flush()


@dataclass(frozen=True, slots=True)
class WhatThereIs:
    """How she takes part in a round, and what there may be for her meanwhile.

    parts        under each sign-up of her account
    has_seat     she comes to a circle, or to a conversation
    is_offered   a conversation was found for her alone
    """

    parts: Sequence[Participation] = ()
    has_seat: bool = False
    is_offered: bool = False


NOTHING = WhatThereIs()


def what_there_is(session: Session, account: Account, round_: Round) -> WhatThereIs:
    """All of it in one look: her home asks little."""
    is_hers = (Circle.only_for == Profile.id) & (Circle.state == CircleState.OPEN)
    rows = session.execute(
        _taking_part(account, round_).add_columns(
            exists().where(CircleSeat.profile_id == Profile.id),
            exists().where(is_hers),
        )
    ).all()
    return WhatThereIs(
        parts=[row[0] for row in rows],
        has_seat=any(row[1] for row in rows),
        is_offered=any(row[2] for row in rows),
    )


def takes_part(session: Session, account: Account, round_: Round) -> list[Participation]:
    """How this mentee takes part in the round, under each sign-up of her account."""
    return list(session.scalars(_taking_part(account, round_)))


def _taking_part(account: Account, round_: Round) -> Select[Participation]:
    return (
        select(Participation)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(
            Participation.round_id == round_.id,
            Participation.left_at.is_(None),
            Profile.account_id == account.id,
            Profile.side == Side.MENTEE,
            Profile.withdrawn_at.is_(None),
        )
        .order_by(Participation.id)
    )
