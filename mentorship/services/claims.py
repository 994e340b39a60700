"""Sign-ups that came from a sheet, taken over by the person whose answers they are."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.people import Side
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import LinkPurpose, LinkToken
from mentorship.models.profile import Profile
from mentorship.services.accounts import (
    find_account,
    grant,
    open_account,
    sign_out_everywhere,
)
from mentorship.services.decisions import told_by
from mentorship.services.links import find_link, is_open, use_up
from mentorship.services.people import read_profile
from mentorship.services.profiles import claim, profile_of
from mentorship.services.whose import reached_at


@dataclass(frozen=True, slots=True)
class Claim:
    """What a link of a letter lets its reader take over.

    address  where the letter went; whoever holds the link reads that mailbox
    owner    the confirmed account of that address, where there is one already
    """

    link: LinkToken
    profile: Profile
    address: str
    owner: Account | None


def find_claim(session: Session, token: str, *, now: datetime) -> Claim | None:
    """What this link opens; None when it is unknown, used, too old or no longer needed."""
    link = find_link(session, token, purpose=LinkPurpose.CLAIM_ACCOUNT)
    if link is None or not is_open(link, now=now):
        return None
    profile = session.get(Profile, link.profile_id)
    if profile is None or profile.account_id is not None or profile.withdrawn_at is not None:
        return None
    address = read_profile(profile, told=told_by(session, profile)).person.email
    if not address:
        return None
    return Claim(link, profile, address, owner=_confirmed(find_account(session, email=address)))


def claim_with_password(
    session: Session, found: Claim, *, password_hash: str, now: datetime
) -> Account | None:
    """Her account exists, with this password, and holds what she told us.

    None when the link was used a moment ago. An account of her address that nobody confirmed may
    have been opened by anybody: it becomes hers, and the password it had is worth nothing.
    """
    if found.owner is not None or not use_up(session, found.link, now=now):
        return None
    account = find_account(session, email=found.address)
    if account is None:
        account = open_account(session, email=found.address, role=RoleName.MENTEE, now=now)
    account.password = password_hash
    account.confirmed_at = now
    account.fs_uniquifier = secrets.token_hex(32)
    sign_out_everywhere(session, account, now=now)
    _take_over(session, found, account, now=now)
    return account


def claim_as(session: Session, found: Claim, account: Account, *, now: datetime) -> bool:
    """Her account of the same address holds what she told us. False when the link was used."""
    if found.owner is not account or not use_up(session, found.link, now=now):
        return False
    _take_over(session, found, account, now=now)
    return True


def adopt_sign_ups(session: Session, account: Account, *, now: datetime) -> None:
    """What a sheet holds under the account's confirmed address belongs to the account.

    Where several people of a sheet share the address nothing happens: each gets her own letter.
    """
    for side in Side:
        if RoleName(side.value) not in account.role_names or profile_of(session, account, side):
            continue
        waiting = session.scalars(
            select(Profile).where(
                Profile.side == side,
                reached_at(session, [account.email_key]),
                Profile.account_id.is_(None),
                Profile.withdrawn_at.is_(None),
            )
        ).all()
        if len(waiting) == 1:
            claim(session, waiting[0], account, now=now)


def _take_over(session: Session, found: Claim, account: Account, *, now: datetime) -> None:
    grant(session, account, role=RoleName.MENTEE)
    claim(session, found.profile, account, now=now)


def _confirmed(account: Account | None) -> Account | None:
    return account if account is not None and account.confirmed_at is not None else None
