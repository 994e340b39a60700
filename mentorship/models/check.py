"""What was found in a round's data, and what people of the team decided about it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.domain.decisions import Choice
from mentorship.domain.questions import QuestionKind
from mentorship.models.base import (
    Base,
    Digest,
    Encrypted,
    EncryptedJson,
    UtcDateTime,
    enum_column,
    new_handle,
)


class RoundCheck(Base):
    """The last look over everybody in a round: what a person has to decide, and who is held.

    asked       how often something has changed that a look has to take up; asked_at: the last time
    checked     the changes that the last look has seen; checked_at: when it was, if there was one
    findings    items, held, gone and merged; see services/checking.py
    """

    __tablename__ = "round_check"

    round_id: Mapped[str] = mapped_column(
        ForeignKey("round.id", ondelete="CASCADE"), primary_key=True
    )
    asked: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked: Mapped[int]
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    findings: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)


class TeamDecision(Base):
    """What somebody of the team decided about one question. It stays, undone or not.

    topic             keyed digest of what it is about: the same question is not asked again
    text              the question, as it stood on the list
    answer            what was told or typed, where the choice needs it
    told              field → [keyed digest of the words it stands for, what counts instead]; it
                      lapses when the words change
    change            the change of its round that it was: looks from then on have seen it
    first_id          the person concerned; second_id the other one, where it is about two
    register_change   name, alias, new: the line of the register that the decision made or changed
    """

    __tablename__ = "team_decision"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_handle)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    topic: Mapped[str] = mapped_column(Digest, index=True)
    kind: Mapped[QuestionKind] = mapped_column(enum_column(QuestionKind))
    choice: Mapped[Choice] = mapped_column(enum_column(Choice))
    text: Mapped[str] = mapped_column(Encrypted)
    answer: Mapped[str] = mapped_column(Encrypted)
    told: Mapped[dict[str, list[str]]] = mapped_column(EncryptedJson)
    first_id: Mapped[str | None] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), index=True
    )
    second_id: Mapped[str | None] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), index=True
    )
    change: Mapped[int]
    register_change: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
