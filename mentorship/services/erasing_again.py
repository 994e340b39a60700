"""Whoever was erased does not come back with an older copy of the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mentorship.models.account import Account
from mentorship.models.letter import Letter, LetterKind, LetterState
from mentorship.models.profile import Profile
from mentorship.services.erasure import Erased, take_out
from mentorship.services.leaving import matches_of_profile
from mentorship.services.tombstones import (
    Stones,
    address_stone,
    covers,
    id_stone,
    note_stones,
    stones_in_the_database,
    was_erased,
)
from mentorship.services.traces import forget_sheets_before
from mentorship.services.whose import sign_ups_of_person

_ENDS = (LetterKind.MOVED_ON_MENTEE, LetterKind.MOVED_ON_MENTOR, LetterKind.ENDED_MENTOR)


def erase_again(session: Session, stones: Stones, *, now: datetime) -> Erased:
    """Whoever was erased before, and came back with an older copy of the database, is gone.

    Nobody is written to: the other side of a pair was told then.
    """
    if not stones:
        return Erased()
    known = stones_in_the_database(session)
    unknown = {key: at for key, at in stones.items() if key not in known or known[key] < at}
    if unknown:
        note_stones(session, unknown)
        forget_sheets_before(session, max(unknown.values()))
    erased = Erased()
    for account in _accounts_that_came_back(session, stones):
        gone = [p for p in sign_ups_of_person(session, account) if _is_older(p, account, stones)]
        erased += _once_more(session, gone, account, now=now)
    for profile in _sign_ups_that_came_back(session, stones):
        erased += _once_more(session, [profile], None, now=now)
    return erased


def _accounts_that_came_back(session: Session, stones: Stones) -> list[Account]:
    rows = session.execute(select(Account.id, Account.email_key, Account.created_at))
    ids = [one for one, key, at in rows if covers(stones, address_stone(key), at)]
    found = session.scalars(select(Account).where(Account.id.in_(ids))) if ids else ()
    # Somebody of the team has an account whatever she once told us as a participant.
    return [account for account in found if not account.is_coordinator]


def _is_older(profile: Profile, account: Account, stones: Stones) -> bool:
    return covers(stones, address_stone(account.email_key), profile.created_at)


def _sign_ups_that_came_back(session: Session, stones: Stones) -> list[Profile]:
    rows = session.execute(select(Profile.id, Profile.email_key, Profile.created_at))
    ids = [
        one
        for one, key, at in rows
        if covers(stones, id_stone(one), at) or covers(stones, address_stone(key or ""), at)
    ]
    found = session.scalars(select(Profile).where(Profile.id.in_(ids))) if ids else ()
    return [profile for profile in found if was_erased(stones, profile)]


def _once_more(
    session: Session, gone: Sequence[Profile], account: Account | None, *, now: datetime
) -> Erased:
    pairs = [match.id for one in gone for match in matches_of_profile(session, one)]
    erased = take_out(session, gone, account, now=now)
    session.execute(
        delete(Letter).where(
            Letter.match_id.in_(pairs),
            Letter.kind.in_(_ENDS),
            Letter.state == LetterState.PENDING,
            Letter.queued_at == now,
        )
    )
    return erased
