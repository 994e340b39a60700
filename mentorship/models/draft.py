"""What somebody typed on a long page and has not sent yet."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.models.base import Base, EncryptedJson, UtcDateTime


class Draft(Base):
    """One page of one account, as it was typed.

    page    the key of the page, a word of ours
    fields  the fields of that page's form with their values, encrypted
    """

    __tablename__ = "draft"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    page: Mapped[str] = mapped_column(primary_key=True)
    fields: Mapped[dict[str, list[str]]] = mapped_column(EncryptedJson)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
