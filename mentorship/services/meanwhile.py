"""What somebody can have while she waits: one conversation, or a letter when sign-ups open."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import RoundState
from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
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


def takes_part(session: Session, account: Account, round_: Round) -> list[Participation]:
    """How this mentee takes part in the round, under each sign-up of her account."""
    return list(
        session.scalars(
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
    )
