"""What stays of somebody who asked for everything to be deleted: digests, and nothing else."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.models.base import Base, Digest, UtcDateTime


class Tombstone(Base):
    """Somebody was erased at this moment; whatever is older than that and hers goes, too.

    The file of tombstones, outside the database and its copies, has the last word: see
    services/tombstones.py.
    """

    __tablename__ = "tombstone"

    digest: Mapped[str] = mapped_column(Digest(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class StaysApart(Base):
    """Somebody wants to be kept apart from a person who was erased, should she ever come back.

    profile_id  who said so
    key         keyed digest of the erased person's address; nobody can be found by it
    """

    __tablename__ = "stays_apart"

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[str] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(Digest(64))
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
