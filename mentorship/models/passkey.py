"""The passkeys of an account: what a device proves itself with, in place of a password."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.models.base import (
    Base,
    Digest,
    Encrypted,
    EncryptedBytes,
    UtcDateTime,
    new_handle,
)


class Passkey(Base):
    """One device, or one keyring of devices, that can sign somebody in.

    credential_key  finds it; the credential's own id is encrypted, for nobody who has the database
                    and a device is to learn from the two whose device it is
    user_handle     the random name under which the device keeps it; it says nothing of the account
    sign_count      how often the device says that it was used; a copy of it would count anew
    name            what she calls it
    """

    __tablename__ = "passkey"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_handle)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    credential_key: Mapped[str] = mapped_column(Digest(64), unique=True)
    credential_id: Mapped[bytes] = mapped_column(EncryptedBytes)
    public_key: Mapped[bytes] = mapped_column(EncryptedBytes)
    user_handle: Mapped[bytes] = mapped_column(EncryptedBytes)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(Encrypted)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
