"""Which sign-ups are whose: an account's own, and those of a sheet that nobody took over."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mentorship.models.account import Account
from mentorship.models.profile import Profile
from mentorship.models.round import Participation
from mentorship.services.people import read_profile


def sign_ups_of_mailbox(session: Session, account: Account) -> list[Profile]:
    """What this account told us, and what a sheet holds under its address and its owner's name.

    Two people may share a mailbox: the other one's sign-up has another name.
    """
    own = session.scalars(
        select(Profile)
        .where(Profile.account_id == account.id)
        .order_by(Profile.created_at, Profile.id)
    ).all()
    names = {name_of(one) for one in own} | {""}
    keys = {account.email_key, *(one.email_key for one in own if one.email_key)}
    unclaimed = select(Profile).where(Profile.account_id.is_(None), Profile.email_key.in_(keys))
    found = session.scalars(unclaimed.order_by(Profile.created_at, Profile.id)) if own else ()
    return [*own, *(one for one in found if name_of(one) in names)]


def sign_ups_of_person(session: Session, account: Account) -> list[Profile]:
    """The same, and those under other names that a look over a round found to be hers.

    Never one at another address, whoever said that it is hers: whoever only knows her name could
    read, erase or withdraw it.
    """
    found = sign_ups_of_mailbox(session, account)
    return _once([*found, *_merged_with(session, found)])


def _merged_with(session: Session, own: Sequence[Profile]) -> list[Profile]:
    ids = [one.id for one in own]
    keys = {one.email_key for one in own if one.email_key}
    stands = func.coalesce(Participation.merged_into, Participation.profile_id)
    hers = select(stands).where(Participation.profile_id.in_(ids))
    merged = select(Participation.profile_id).where(stands.in_(hers))
    return list(
        session.scalars(
            select(Profile).where(
                Profile.account_id.is_(None), Profile.id.in_(merged), Profile.email_key.in_(keys)
            )
        )
    )


def _once(profiles: Iterable[Profile]) -> list[Profile]:
    return list({one.id: one for one in profiles}.values())


def name_of(profile: Profile) -> str:
    """The name of a sign-up as it is compared; nobody reads it."""
    return read_profile(profile).person.name.casefold()
