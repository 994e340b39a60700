"""The team's own doings, written down in the transaction that does them, before anything is shown.

How it is proved that nobody changed the record stands in services/audit_proof.py.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry, AuditHead, Verb, moment, reason_digest, seal
from mentorship.models.keys import keyed_digest
from mentorship.services.turns import take_turns

# Long enough for a slow line between a form and the page that it opens, no longer.
MINUTES_OPEN = 5
# What a subject may look like: a handle of models/base.py, a handle from below, or nothing.
_SUBJECT = re.compile(r"(?:[A-Za-z0-9_-]{22}|[0-9a-f]{32})?")
_HEAD = 1


def record(
    session: Session,
    *,
    by: Account | None,
    verb: Verb,
    subject: str,
    now: datetime,
    codes: Iterable[StrEnum] = (),
    reason: str | None = None,
) -> AuditEntry:
    """An entry stands at the end of the record, sealed with all before it.

    codes   words of our own program, such as fields: what somebody typed is no StrEnum
    reason  why, in the team's own words; encrypted
    Call it after other changes of the transaction: on PostgreSQL everybody who writes an entry
    waits from here until we are done, so nothing that somebody else may hold comes after it.
    """
    if not is_subject(subject):
        raise ValueError("The subject of an entry is the random id of something.")
    codes = tuple(codes)
    if not all(isinstance(code, StrEnum) for code in (verb, *codes)):
        raise TypeError("An entry holds codes, never a value.")
    head = _head(session)
    entry = AuditEntry(
        number=head.number + 1,
        actor=actor_of(by),
        verb=verb.value,
        subject=subject,
        detail=",".join(code.value for code in codes),
        reason=reason,
        reason_digest=reason_digest(head.number + 1, reason),
        at=now,
    )
    entry.seal = seal(head.seal, facts_of(entry))
    head.number, head.seal = entry.number, entry.seal
    session.add(entry)
    session.flush()
    return entry


def is_subject(text: str) -> bool:
    """Whether this can stand in the record as the id of something, or of nothing."""
    return _SUBJECT.fullmatch(text) is not None


def _head(session: Session) -> AuditHead:
    """The end of the record, ours alone until the transaction ends."""
    head = session.get_one(AuditHead, _HEAD)
    take_turns(session, head)
    return head


def facts_of(entry: AuditEntry) -> list[object]:
    """What of an entry is sealed, in order."""
    said = (entry.actor, entry.verb, entry.subject, entry.detail, entry.reason_digest)
    return [entry.number, *said, moment(entry.at)]


def actor_of(account: Account | None) -> str:
    """The handle under which an account stands in the record.

    It can be made from the account, never the other way round, and stays when the account goes:
    a foreign key would have to be emptied then, which an append-only table cannot be. The moment
    of opening is part of it, for a database may give the id of a deleted account to a new one.
    """
    if account is None:
        return ""
    opened = account.created_at.astimezone(UTC).isoformat(timespec="microseconds")
    return keyed_digest("audit actor", f"{account.id}:{opened}")[:32]


def just_recorded(
    session: Session, *verbs: Verb, subject: str, by: Account, now: datetime
) -> AuditEntry | None:
    """That this account did one of these a moment ago; None without that on record."""
    return session.scalar(
        select(AuditEntry)
        .where(
            AuditEntry.verb.in_([verb.value for verb in verbs]),
            AuditEntry.subject == subject,
            AuditEntry.actor == actor_of(by),
            AuditEntry.at > now - timedelta(minutes=MINUTES_OPEN),
        )
        .order_by(AuditEntry.number.desc())
        .limit(1)
    )


def count_since(session: Session, *verbs: Verb, by: Account, since: datetime) -> int:
    """How often this account did one of these after that moment."""
    found = session.scalar(
        select(func.count())
        .select_from(AuditEntry)
        .where(
            AuditEntry.verb.in_([verb.value for verb in verbs]),
            AuditEntry.actor == actor_of(by),
            AuditEntry.at > since,
        )
    )
    return found or 0


def forget_reasons(session: Session, profile_id: str, *, now: datetime) -> None:
    """Why the team looked at this sign-up is wiped: reasons may speak of her.

    That somebody looked, and when, stays; so does the chain, which says that this was done.
    """
    about_her = AuditEntry.subject == profile_id, AuditEntry.reason.is_not(None)
    if session.scalar(select(AuditEntry.number).where(*about_her).limit(1)) is None:
        return
    session.execute(update(AuditEntry).where(*about_her).values(reason=None))
    record(session, by=None, verb=Verb.FORGET_REASONS, subject=profile_id, now=now)
