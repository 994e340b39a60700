"""Accounts: who may sign in, and from which browsers somebody is signed in now."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, joinedload

from mentorship.models.account import Account, Role, RoleName, SignIn
from mentorship.models.keys import email_key, keyed_digest

LONGEST_VISIT = timedelta(hours=12)
LONGEST_COORDINATOR_VISIT = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Visit:
    """One browser that may be signed in. Which device it is, and where, is kept nowhere."""

    began: datetime
    is_this: bool


def find_account(session: Session, *, email: str) -> Account | None:
    """The account of this address, whatever the case of its letters."""
    return session.scalar(select(Account).where(Account.email_key == email_key(email)))


def open_account(session: Session, *, email: str, role: RoleName, now: datetime) -> Account:
    """An account exists for an address that is already known to be hers, without a password."""
    account = Account(
        email=email,
        active=True,
        created_at=now,
        confirmed_at=now,
        fs_uniquifier=secrets.token_hex(32),
        roles=[Role(name=role)],
    )
    session.add(account)
    session.flush()
    return account


def grant(session: Session, account: Account, *, role: RoleName) -> None:
    """The account holds this role."""
    if role not in account.role_names:
        account.roles.append(Role(name=role))
        session.flush()


def add_coordinator(session: Session, *, email: str, now: datetime) -> Account:
    """The account of this address is a coordinator's; it is opened if there was none.

    A new role ends every sign-in: whoever is signed in with less must show the second factor.
    An account that nobody confirmed may have been opened by anybody: its password is worth nothing.
    """
    account = find_account(session, email=email)
    if account is None:
        return open_account(session, email=email, role=RoleName.COORDINATOR, now=now)
    if account.confirmed_at is None:
        account.password = None
        account.fs_uniquifier = secrets.token_hex(32)
        account.confirmed_at = now
    if not account.is_coordinator:
        grant(session, account, role=RoleName.COORDINATOR)
        sign_out_everywhere(session, account, now=now)
    return account


def start_sign_in(session: Session, account: Account, *, now: datetime) -> str:
    """A browser is signed in; the token returned is for its cookie, only a digest is kept."""
    token = secrets.token_urlsafe(32)
    longest = LONGEST_COORDINATOR_VISIT if account.is_coordinator else LONGEST_VISIT
    session.add(
        SignIn(
            token_digest=_digest(token),
            account_id=account.id,
            created_at=now,
            ends_at=now + longest,
        )
    )
    session.flush()
    return token


def who_is_signed_in(session: Session, token: str, *, now: datetime) -> Account | None:
    """The account that this token was given to, while its sign-in lasts.

    An address that nobody has confirmed is nobody's, however the visit began.
    """
    return _the_one(session, _not_signed_out(token).where(SignIn.ends_at > now))


def whose_sign_in_ran_out(session: Session, token: str, *, now: datetime) -> Account | None:
    """The account of a sign-in that lasted to its end, and that nobody ended before."""
    return _the_one(session, _not_signed_out(token).where(SignIn.ends_at <= now))


def _the_one(session: Session, accounts: Select[Account]) -> Account | None:
    # Each page asks this: the roles come with the same question.
    return session.scalars(accounts.options(joinedload(Account.roles))).unique().one_or_none()


def _not_signed_out(token: str) -> Select[Account]:
    return (
        select(Account)
        .join(SignIn, SignIn.account_id == Account.id)
        .where(
            SignIn.token_digest == _digest(token),
            SignIn.revoked_at.is_(None),
            Account.active,
            Account.confirmed_at.is_not(None),
        )
    )


def visits_of(session: Session, account: Account, *, token: str, now: datetime) -> list[Visit]:
    """Where the account may be signed in: the browser with this token first, then the newest.

    One that closed itself because nobody used it is among them until its absolute end: how long it
    lay unused stands in its cookie alone.
    """
    found = session.scalars(
        select(SignIn)
        .where(SignIn.account_id == account.id, SignIn.revoked_at.is_(None), SignIn.ends_at > now)
        .order_by(SignIn.created_at.desc())
    )
    visits = [Visit(one.created_at, one.token_digest == _digest(token)) for one in found]
    return sorted(visits, key=lambda visit: not visit.is_this)


def sign_out(session: Session, token: str, *, now: datetime) -> None:
    """This sign-in is over: a copy of its cookie opens nothing."""
    session.execute(
        update(SignIn)
        .where(SignIn.token_digest == _digest(token), SignIn.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def sign_out_everywhere(
    session: Session, account: Account, *, now: datetime, but: str | None = None
) -> None:
    """Every sign-in of the account is over, except the one whose token is `but`."""
    ended = update(SignIn).where(SignIn.account_id == account.id, SignIn.revoked_at.is_(None))
    if but is not None:
        ended = ended.where(SignIn.token_digest != _digest(but))
    session.execute(ended.values(revoked_at=now))


def _digest(token: str) -> str:
    return keyed_digest("sign-in", token)
