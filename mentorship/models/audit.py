"""The record of what the team looked at and changed: appended to, never edited."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.models.base import Base, Encrypted, UtcDateTime


class AuditEntry(Base):
    """Somebody of the team did something: codes and ids, never a value.

    verb     what was done, such as "reveal" or "bring_in"
    subject  the id of the profile, round or import that it was done to
    reason   why, in the team's own words
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    verb: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    reason: Mapped[str | None] = mapped_column(Encrypted)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
