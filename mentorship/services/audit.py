"""The team's own doings, written down in the transaction that does them."""

from datetime import datetime

from sqlalchemy.orm import Session

from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry


def record(
    session: Session,
    *,
    by: Account | None,
    verb: str,
    subject: str,
    now: datetime,
    detail: str = "",
    reason: str | None = None,
) -> AuditEntry:
    """An entry stands in the record: codes and ids, never anybody's words."""
    entry = AuditEntry(
        account_id=by.id if by else None,
        verb=verb,
        subject=subject,
        detail=detail,
        reason=reason,
        at=now,
    )
    session.add(entry)
    session.flush()
    return entry
