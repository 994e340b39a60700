"""What somebody told us on one side of the programme."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.domain.disclosure import SealedAnswers
from mentorship.domain.people import Field, Side
from mentorship.models.base import Base, EncryptedJson, UtcDateTime, enum_column, new_handle


class Profile(Base):
    """One person on one side. Somebody who is both mentee and mentor has two.

    answers  the words of the sign-up by field name, encrypted; read through `sealed()` only
    """

    __tablename__ = "profile"
    __table_args__ = (Index("ix_profile_side_email_key", "side", "email_key"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_handle)
    side: Mapped[Side] = mapped_column(enum_column(Side))
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    email_key: Mapped[str | None]
    answers: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def sealed(self) -> SealedAnswers:
        """The answers, each of which opens only to those whom the registry names."""
        return SealedAnswers(self.side, {Field(name): text for name, text in self.answers.items()})
