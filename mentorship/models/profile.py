"""What somebody told us on one side of the programme."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.domain.people import Consents, Field, Side
from mentorship.domain.sealed_answers import SealedAnswers
from mentorship.models.base import Base, Digest, EncryptedJson, UtcDateTime, enum_column, new_handle
from mentorship.models.consent import Consent


class Profile(Base):
    """One person on one side. Somebody who is both mentee and mentor has two.

    answers   the words of the sign-up by field name, encrypted; read through `sealed()` only
    consents  what the person has said about who may see them, oldest first
    vetted_at       since when the team knows this mentor; only then is she matched or asked.
                    A sheet that the team brings in says it, a sign-up on the web does not
    turned_away_at  the team has said that this mentor is not one of the programme's
    vetted_by       who of the team said the one or the other
    seen_by         accounts of the team that saw this person when whom she keeps away from was
                    wiped: since then nobody else does. None as long as all of it stands here
    paused_at, paused_until  since when this mentor is asked about nobody, and the day on which that
                             ends; without a day it lasts until the mentor says otherwise
    """

    __tablename__ = "profile"
    __table_args__ = (Index("ix_profile_side_email_key", "side", "email_key"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_handle)
    side: Mapped[Side] = mapped_column(enum_column(Side))
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    email_key: Mapped[str | None] = mapped_column(Digest)
    answers: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    vetted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    turned_away_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    vetted_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    seen_by: Mapped[list[int] | None] = mapped_column(EncryptedJson)
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused_until: Mapped[date | None]

    # Fetched with the profiles, so that nobody can read an answer without them.
    consents: Mapped[list[Consent]] = relationship(
        lazy="selectin", order_by=Consent.id, cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def is_known(self) -> bool:
        """True for whoever may be matched: every mentee, and a mentor whom the team knows."""
        return self.side is Side.MENTEE or self.vetted_at is not None

    def sealed(self) -> SealedAnswers:
        """The answers, each of which opens only to those whom the registry and its owner name."""
        answers = {Field(name): text for name, text in self.answers.items()}
        return SealedAnswers(self.side, answers, self.said())

    def said(self) -> Consents:
        """What holds now of all that was opened and closed: the latest word on each."""
        return {(one.field, one.audience): one.is_open for one in self.consents}


def is_known() -> ColumnElement[bool]:
    """`Profile.is_known`, for a query."""
    return or_(Profile.side == Side.MENTEE, Profile.vetted_at.is_not(None))


def is_not_paused() -> ColumnElement[bool]:
    """True for whoever may be asked about somebody new, for a query."""
    return Profile.paused_at.is_(None)
