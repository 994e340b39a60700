"""What somebody of the team told about herself, so that she never looks at people around her."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.models.base import Base, EncryptedJson, UtcDateTime


class TeamMember(Base):
    """Where a coordinator works, and what she is called.

    places  [the words, the last year there or None for now]; empty for somebody who works for the
            programme only
    names   every name that people may know her by
    """

    __tablename__ = "team_member"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    places: Mapped[list[tuple[str, int | None]]] = mapped_column(EncryptedJson)
    names: Mapped[list[str]] = mapped_column(EncryptedJson)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
