"""The passkeys of an account: added, listed, counted on and removed."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
from mentorship.models.keys import keyed_digest
from mentorship.models.passkey import Passkey
from mentorship.services.turns import take_turns

MOST = 10
_FULL = _(
    "There are %(most)s passkeys, and more are not kept. Please remove one that you do not use.",
    most=MOST,
)
_TAKEN = _("This passkey is kept already. The list shows it.")


@dataclass(frozen=True, slots=True)
class Credential:
    """What a device has made for us."""

    id: bytes
    public_key: bytes
    sign_count: int


def passkeys_of(session: Session, account: Account) -> Sequence[Passkey]:
    """Hers, the oldest first."""
    return session.scalars(
        select(Passkey)
        .where(Passkey.account_id == account.id)
        .order_by(Passkey.added_at, Passkey.id)
    ).all()


def own_passkey(session: Session, account: Account, passkey_id: str) -> Passkey | None:
    """Hers of this id; somebody else's is none."""
    return session.scalar(
        select(Passkey).where(Passkey.account_id == account.id, Passkey.id == passkey_id)
    )


def passkey_of_device(session: Session, credential_id: bytes) -> Passkey | None:
    """The passkey that a device names, whoever it belongs to."""
    return session.scalar(
        select(Passkey).where(Passkey.credential_key == _credential_key(credential_id))
    )


def add_passkey(
    session: Session,
    account: Account,
    credential: Credential,
    *,
    name: str,
    user_handle: bytes,
    now: datetime,
) -> Passkey:
    """She can sign in with this device. Refused for more than ten, and for one that is kept."""
    take_turns(session, account)
    if len(passkeys_of(session, account)) >= MOST:
        raise Refused(_FULL)
    passkey = Passkey(
        account_id=account.id,
        credential_key=_credential_key(credential.id),
        credential_id=credential.id,
        public_key=credential.public_key,
        user_handle=user_handle,
        sign_count=credential.sign_count,
        name=name,
        added_at=now,
    )
    try:
        with session.begin_nested():
            session.add(passkey)
    except IntegrityError:
        raise Refused(_TAKEN) from None
    return passkey


def count_use(session: Session, passkey: Passkey, *, sign_count: int) -> bool:
    """This use is counted; False when the device does not count on from the last one.

    A device that never counts says nought each time. One that has counted and begins again is a
    copy, or somebody sends again what was sent before. Asked of the database, because two requests
    may have read the same count.
    """
    counts_on = Passkey.sign_count < sign_count
    if sign_count == 0:
        counts_on = Passkey.sign_count == 0
    counted = session.execute(
        update(Passkey)
        .where(Passkey.id == passkey.id, counts_on)
        .values(sign_count=sign_count)
        .returning(Passkey.id)
        .execution_options(synchronize_session=False)
    )
    return counted.scalar() is not None


def remove_passkey(session: Session, passkey: Passkey) -> None:
    """This device signs nobody in any more."""
    session.delete(passkey)
    session.flush()


def remove_all_passkeys(session: Session, account: Account) -> None:
    """No device signs her in any more; her password does."""
    session.execute(delete(Passkey).where(Passkey.account_id == account.id))


def _credential_key(credential_id: bytes) -> str:
    return keyed_digest("passkey", b64encode(credential_id).decode("ascii"))
