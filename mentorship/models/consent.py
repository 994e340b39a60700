"""What people have said about who may see which answer of theirs: every word of it, in order."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, event
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.domain.people import Audience, Field
from mentorship.models.base import Base, UtcDateTime, enum_column


class Consent(Base):
    """One field opened or closed to one audience. The latest row counts; none is ever edited."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[str] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), index=True
    )
    field: Mapped[Field] = mapped_column(enum_column(Field))
    audience: Mapped[Audience] = mapped_column(enum_column(Audience))
    is_open: Mapped[bool]
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)


@event.listens_for(Consent, "before_update")
def _refuse_to_edit(_mapper: Any, _connection: Any, _consent: Consent) -> None:
    """Any: what the library hands over, none of which is looked at."""
    raise TypeError("A consent is never edited: say what holds now in a row of its own.")
