"""Who may sign in, as what, and from where they are signed in now."""

from datetime import datetime
from enum import StrEnum

from flask_security import RoleMixin, UserMixin
from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from mentorship.models.base import (
    Base,
    Digest,
    Encrypted,
    EncryptedJson,
    UtcDateTime,
    enum_column,
)
from mentorship.models.keys import email_key


class RoleName(StrEnum):
    """What an account may be here."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"


class Role(Base, RoleMixin):
    """One role that one account holds."""

    __tablename__ = "account_role"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[RoleName] = mapped_column(enum_column(RoleName), primary_key=True)


class Account(Base, UserMixin):
    """Somebody who can sign in. The names of some columns are Flask-Security's.

    email_key          finds the account; the address itself is encrypted
    password           an argon2id hash; None until she has chosen one
    fs_uniquifier      replaced with every new password, which ends all sign-ins
    mf_recovery_codes  each opens the second lock once
    totp_counter       the last step of the clock that was used, so that a code works only once
    checks_in_herself  no letters, please, but those about the account itself
    wishes_opening     would like one letter when sign-ups open; taken back by that letter
    language           in which pages and letters are read; None until one was chosen
    time_zone          IANA name of where her clock is; None as long as we do not know
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(Encrypted)
    email_key: Mapped[str] = mapped_column(Digest(64), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    tf_primary_method: Mapped[str | None] = mapped_column(String(20))
    tf_totp_secret: Mapped[str | None] = mapped_column(Encrypted)
    totp_counter: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(EncryptedJson)
    checks_in_herself: Mapped[bool] = mapped_column(default=False, server_default=false())
    wishes_opening: Mapped[bool] = mapped_column(default=False, server_default=false())
    language: Mapped[str | None] = mapped_column(Encrypted)
    time_zone: Mapped[str | None] = mapped_column(Encrypted)

    # The class above it says a plain list; SQLAlchemy wants it mapped.
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]
        lazy="selectin", cascade="all, delete-orphan"
    )

    @validates("email")
    def _keep_key(self, _column: str, address: str) -> str:
        self.email_key = email_key(address)
        return address

    @property
    def role_names(self) -> frozenset[RoleName]:
        return frozenset(role.name for role in self.roles)

    @property
    def is_coordinator(self) -> bool:
        return RoleName.COORDINATOR in self.role_names

    @property
    def has_second_factor(self) -> bool:
        """An authenticator is set up, and there are codes for the day it is lost."""
        return bool(self.tf_primary_method and self.tf_totp_secret and self.mf_recovery_codes)

    def check_tf_required(
        self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool
    ) -> tuple[bool, list[tuple[str, str]]]:
        """A second factor is asked of every coordinator, and of whoever has set one up."""
        return self.is_coordinator or bool(tf_setup_methods), tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """A coordinator cannot switch her second factor off."""
        return self.is_coordinator


class SignIn(Base):
    """One browser that is signed in. The cookie holds the token, this row its digest.

    ends_at     the absolute end, however busy she is; the idle clock runs in the cookie
    revoked_at  signed out: from then on a copy of the cookie opens nothing
    """

    __tablename__ = "sign_in"

    token_digest: Mapped[str] = mapped_column(Digest(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Attempts(Base):
    """How often somebody tried to get in lately. Who it was stands here as a digest only."""

    __tablename__ = "attempts"

    key: Mapped[str] = mapped_column(Digest(64), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    count: Mapped[int]
