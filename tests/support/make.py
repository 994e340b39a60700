"""People for tests: name only what matters, the rest is ordinary."""

import itertools
from datetime import datetime

from flask_security.utils import hash_password
from sqlalchemy.orm import Session

from mentorship.models.account import Account, Role, RoleName
from mentorship.models.team import TeamMember

PASSWORD = "a quiet evening by the lake"


class Make:
    """Builds rows in a session and keeps them, so that pages see them."""

    def __init__(self, session: Session, *, now: datetime, first: int = 1) -> None:
        self.session = session
        self.now = now
        self._numbers = itertools.count(first)

    def an_account(
        self,
        *roles: RoleName,
        email: str | None = None,
        password: str | None = None,
        confirmed: bool = True,
    ) -> Account:
        """An account; a password is hashed only when one is given, because that takes time."""
        number = next(self._numbers)
        account = Account(
            email=email or f"person{number}@example.org",
            password=password,
            active=True,
            created_at=self.now,
            confirmed_at=self.now if confirmed else None,
            fs_uniquifier=f"{number:064d}",
            roles=[Role(name=role) for role in roles],
        )
        self.session.add(account)
        self.session.commit()
        return account

    def a_coordinator(self, **about: str) -> Account:
        """A coordinator who has set up her second factor."""
        account = self.an_account(RoleName.COORDINATOR, **about)
        account.tf_primary_method = "authenticator"
        account.tf_totp_secret = "not asked for in this test"
        account.mf_recovery_codes = ["0000-0000-0000"]
        # She works for the programme only, so that nobody is hidden from her.
        self.session.add(TeamMember(account_id=account.id, places=[], names=[], told_at=self.now))
        self.session.commit()
        return account


def hashed(password: str = PASSWORD) -> str:
    """An argon2id hash, as the app makes it. Needs an app context."""
    return str(hash_password(password))
