"""Which sign-ups are whose: an account's own, and those of a sheet that nobody took over."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from mentorship.models.account import Account
from mentorship.models.profile import Profile
from mentorship.models.round import Participation
from mentorship.services.decisions import told_keys
from mentorship.services.people import read_profile


def sign_ups_of_mailbox(session: Session, account: Account) -> list[Profile]:
    """What this account told us, and what a sheet holds under its address and its owner's name.

    Two people may share a mailbox: the other one's sign-up has another name. Whoever has told us
    no name here yet has what stands there under a single one.
    """
    own = session.scalars(
        select(Profile)
        .where(Profile.account_id == account.id)
        .order_by(Profile.created_at, Profile.id)
    ).all()
    keys = {account.email_key, *_address_keys(session, own)}
    unclaimed = select(Profile).where(Profile.account_id.is_(None), reached_at(session, keys))
    found = session.scalars(unclaimed.order_by(Profile.created_at, Profile.id)).all()
    names = {name_of(one) for one in own or found} - {""}
    is_one_person = own or len(names) <= 1
    return [*own, *(one for one in found if is_one_person and name_of(one) in {"", *names})]


def sign_ups_of_person(session: Session, account: Account) -> list[Profile]:
    """The same, and those under other names that a look over a round found to be hers.

    Never one at another address, whoever said that it is hers: whoever only knows her name could
    read, erase or withdraw it.
    """
    found = sign_ups_of_mailbox(session, account)
    return _once([*found, *_merged_with(session, found)])


def _merged_with(session: Session, own: Sequence[Profile]) -> list[Profile]:
    ids, keys = [one.id for one in own], _address_keys(session, own)
    stands = func.coalesce(Participation.merged_into, Participation.profile_id)
    hers = select(stands).where(Participation.profile_id.in_(ids))
    merged = select(Participation.profile_id).where(stands.in_(hers))
    return list(
        session.scalars(
            select(Profile).where(
                Profile.account_id.is_(None), Profile.id.in_(merged), reached_at(session, keys)
            )
        )
    )


def reached_at(session: Session, keys: Collection[str]) -> ColumnElement[bool]:
    """Sign-ups with one of these addresses: what stands there, or what was told to the team.

    It was told, and nobody has shown yet that it is hers: ask only with the address of whoever
    has shown that she reads it.
    """
    told = [profile_id for profile_id, key in told_keys(session).items() if key in keys]
    return or_(Profile.email_key.in_(keys), Profile.id.in_(told))


def _address_keys(session: Session, own: Iterable[Profile]) -> set[str]:
    """The addresses of these sign-ups. Without one a key is made of a name: anybody may bear it."""
    told = told_keys(session)
    stands = {one.email_key for one in own if one.email_key and read_profile(one).person.email}
    return stands | {told[one.id] for one in own if one.id in told}


def _once(profiles: Iterable[Profile]) -> list[Profile]:
    return list({one.id: one for one in profiles}.values())


def name_of(profile: Profile) -> str:
    """The name of a sign-up as it is compared; nobody reads it."""
    return read_profile(profile).person.name.casefold()
