"""The outbox, and the links that letters carry."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.models.base import Base, Digest, Encrypted, UtcDateTime, enum_column, new_handle


class LetterKind(StrEnum):
    """Every letter that the programme writes; templates/letters/ has one text for each."""

    CONFIRM_ADDRESS = "confirm_address"
    ALREADY_REGISTERED = "already_registered"
    RESET_PASSWORD = "reset_password"
    PASSWORD_CHANGED = "password_changed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    COORDINATOR_INVITED = "coordinator_invited"
    SOMETHING_TO_READ = "something_to_read"
    MENTOR_QUESTION = "mentor_question"
    INTRODUCTION_MENTEE = "introduction_mentee"
    INTRODUCTION_MENTOR = "introduction_mentor"
    MOVED_ON_MENTEE = "moved_on_mentee"
    MOVED_ON_MENTOR = "moved_on_mentor"
    SIGNED_UP_MENTEE = "signed_up_mentee"
    SIGNED_UP_MENTOR = "signed_up_mentor"
    STILL_TO_READ = "still_to_read"
    MENTOR_QUESTION_AGAIN = "mentor_question_again"
    WAITING = "waiting"
    CHECK_IN = "check_in"
    ROOM_THIS_ROUND = "room_this_round"
    HANDED_BACK_MENTEE = "handed_back_mentee"
    ENDED_MENTOR = "ended_mentor"
    UNFINISHED = "unfinished"
    SIGN_UPS_OPEN = "sign_ups_open"
    FINISHED_MENTEE = "finished_mentee"
    FINISHED_MENTOR = "finished_mentor"
    NEEDS_A_PERSON = "needs_a_person"
    ASKED_FOR_HER = "asked_for_her"


class LetterState(StrEnum):
    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    IN_DOUBT = "in_doubt"
    NEEDS_ATTENTION = "needs_attention"
    WITHDRAWN = "withdrawn"


class Letter(Base):
    """One letter to one person, written in the transaction that decided it.

    What it says is rendered when it is sent, from `kind` and the ids; no body is ever stored.

    link         the secret link that it carries, encrypted, wiped when it has left
    dedupe_key   the same decision never queues a second letter
    message_id   the local part of its Message-ID, fixed from the start, so that a repeated
                 delivery can be recognised as one
    trouble      the class of the last failure, never the server's words
    """

    __tablename__ = "letter"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_handle)
    kind: Mapped[LetterKind] = mapped_column(enum_column(LetterKind))
    state: Mapped[LetterState] = mapped_column(enum_column(LetterState), index=True)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    profile_id: Mapped[str | None] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), index=True
    )
    match_id: Mapped[str | None] = mapped_column(
        ForeignKey("match.id", ondelete="CASCADE"), index=True
    )
    link: Mapped[str | None] = mapped_column(Encrypted)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claim: Mapped[str | None]
    attempts: Mapped[int]
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trouble: Mapped[str]


class LinkPurpose(StrEnum):
    CLAIM_ACCOUNT = "claim_account"
    ANSWER_REQUEST = "answer_request"
    ROOM_THIS_ROUND = "room_this_round"


class LinkToken(Base):
    """A random token that a letter carries, kept as a keyed digest only.

    Showing what it opens changes nothing; the POST that answers uses it up.
    """

    __tablename__ = "link_token"

    digest: Mapped[str] = mapped_column(Digest, primary_key=True)
    purpose: Mapped[LinkPurpose] = mapped_column(enum_column(LinkPurpose))
    profile_id: Mapped[str] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), index=True
    )
    match_id: Mapped[str | None] = mapped_column(
        ForeignKey("match.id", ondelete="CASCADE"), index=True
    )
    round_id: Mapped[str | None] = mapped_column(
        ForeignKey("round.id", ondelete="CASCADE"), index=True
    )
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
