"""The proof that the record is as it was written, and the only way to cut what is old."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Dialect, Select, delete, select, text
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.models.audit import (
    AuditCheckpoint,
    AuditEntry,
    AuditHead,
    Verb,
    moment,
    reason_digest,
    seal,
)
from mentorship.models.base import Base
from mentorship.models.keys import KeysDoNotFit, keyed_digest
from mentorship.services.audit import record
from mentorship.services.audit_heads import Head

T = TypeVar("T")
# Twenty-four months, in days that are never too few.
KEPT_DAYS = 731
_LAST_FIRST = AuditCheckpoint.number.desc()
# As the database has it, whatever it has: a value that no longer fits its column is a finding.
_ROWS = text(
    "SELECT number, actor, verb, subject, detail, reason, reason_digest, at, seal "
    "FROM audit_entry ORDER BY number"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found from one end of the record to the other.

    cut_at_number  the last entry that was cut with a signed checkpoint; zero when none was
    last           the last entry that is right
    wrong          the first entry that is not; None when all are
    why            what is the matter with it, in a sentence without any value
    """

    cut_at_number: int
    last: int
    wrong: int | None = None
    why: str = ""


class _Wrong(Exception):
    """The first entry that is not as it was written."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(number, why)
        self.number, self.why = number, why


@dataclass(slots=True)
class _Chain:
    """How far the record was followed.

    exported       number → every seal that was ever exported for it: more than one is a fork
    without_words  subject → the first entry about it whose reason is missing, until an entry says
                   that it was wiped
    """

    number: int
    seal: str
    exported: Mapping[int, set[str]]
    without_words: dict[str, int] = field(default_factory=dict)


def verify(session: Session, heads: Sequence[Head] = ()) -> Verdict:
    """Whether every entry is as it was written, none is missing and none was added.

    heads  the ends of the record that were written outside of the database: without them nobody
           can tell whether the newest entries were taken away
    """
    checkpoint = session.scalar(_anew(select(AuditCheckpoint).order_by(_LAST_FIRST).limit(1)))
    cut = checkpoint.number if checkpoint else 0
    chain = _Chain(cut, checkpoint.seal if checkpoint else "", _seals(heads))
    try:
        if checkpoint and checkpoint.signature != _signature(checkpoint):
            raise _Wrong(cut, "the record was cut here, and not by this programme")
        _compare_with_export(chain)
        dialect = session.get_bind().dialect
        for row in _rows(session):
            _follow(chain, row, dialect)
        _end(session, chain)
    except _Wrong as wrong:
        return Verdict(cut, min(chain.number, wrong.number - 1), wrong.number, wrong.why)
    return Verdict(cut, chain.number)


def _seals(heads: Sequence[Head]) -> dict[int, set[str]]:
    seals: dict[int, set[str]] = defaultdict(set)
    for head in heads:
        seals[head.number].add(head.seal)
    return dict(seals)


def _anew(query: Select[T]) -> Select[T]:
    """The rows as they are, not as this session remembers them."""
    return query.execution_options(populate_existing=True)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row as the driver hands it over."""

    number: int
    actor: object
    verb: object
    subject: object
    detail: object
    reason: object
    reason_digest: object
    at: object
    seal: object


def _rows(session: Session) -> Iterator[_Row]:
    return (_Row(*row) for row in session.execute(_ROWS))


def _follow(chain: _Chain, row: _Row, dialect: Dialect) -> None:
    """One entry further. Raises _Wrong when this is not the next one, as it was written."""
    expected = chain.number + 1
    if row.number < expected:
        raise _Wrong(row.number, "it was cut, and stands here all the same")
    if row.number > expected:
        raise _Wrong(expected, "it is missing")
    said = (row.actor, row.verb, row.subject, row.detail, row.reason_digest)
    if row.seal != seal(chain.seal, [row.number, *said, _moment(row.at)]):
        raise _Wrong(expected, "it was altered, or does not belong here")
    _check_reason(chain, row, dialect)
    chain.number, chain.seal = row.number, str(row.seal)
    _compare_with_export(chain)


def _moment(at: object) -> str:
    """The moment as it was sealed; "" for what is none. SQLite hands over text, in UTC."""
    if isinstance(at, str):
        try:
            at = datetime.fromisoformat(at)
        except ValueError:
            return ""
    if not isinstance(at, datetime):
        return ""
    return moment(at.replace(tzinfo=UTC) if at.tzinfo is None else at)


def _check_reason(chain: _Chain, row: _Row, dialect: Dialect) -> None:
    """The reason is the one that was written, or was wiped as a later entry has to say."""
    subject = str(row.subject)
    if row.verb == Verb.FORGET_REASONS:
        chain.without_words.pop(subject, None)
    if row.reason is None and row.reason_digest:
        chain.without_words.setdefault(subject, row.number)
    elif row.reason_digest != reason_digest(row.number, _words(row, dialect)):
        raise _Wrong(row.number, "its reason was altered")


def _words(row: _Row, dialect: Dialect) -> str | None:
    if row.reason is None:
        return None
    read = Base.metadata.tables["audit_entry"].c.reason.type.result_processor(dialect, None)
    if read is None:
        raise TypeError("A reason lies encrypted.")
    try:
        return str(read(row.reason))
    except (KeysDoNotFit, TypeError, UnicodeError):
        # Somebody put into it what our keys never wrote.
        raise _Wrong(row.number, "its reason was altered") from None


def _compare_with_export(chain: _Chain) -> None:
    """This end of the record is the one that was exported, if it was."""
    if chain.exported.get(chain.number, {chain.seal}) != {chain.seal}:
        raise _Wrong(chain.number, "another one was here when the head was exported")


def _end(session: Session, chain: _Chain) -> None:
    """Nothing that once stood at the end is missing."""
    if chain.without_words:
        raise _Wrong(min(chain.without_words.values()), "its reason was taken away")
    head = session.scalar(_anew(select(AuditHead)))
    if head is None:
        raise _Wrong(chain.number + 1, "nobody can tell whether it is missing: the head is gone")
    newest = max([head.number, *chain.exported])
    if newest > chain.number:
        raise _Wrong(chain.number + 1, "it is missing, and it was the end or near it")
    if (head.number, head.seal) != (chain.number, chain.seal):
        raise _Wrong(chain.number, "the head does not fit to it")


def _signature(checkpoint: AuditCheckpoint) -> str:
    said = f"{checkpoint.number}:{checkpoint.seal}:{moment(checkpoint.cut_at)}"
    return keyed_digest("audit checkpoint", said)


def cut_old(session: Session, heads: Sequence[Head], *, now: datetime) -> int:
    """Entries of more than 24 months ago are gone, and a signed checkpoint says so; how many.

    Raises Refused, and changes nothing, when the record is not as it was written: cutting would
    hide what somebody did to it.
    """
    last, upto = _last_old(session, now=now), _last_cut(session)
    if last <= upto:
        return 0
    if verify(session, heads).wrong is not None:
        raise Refused("The record is not as it was written, so nothing of it was cut.")
    end = session.get_one(AuditEntry, last)
    checkpoint = AuditCheckpoint(number=last, seal=end.seal, cut_at=now, signature="")
    checkpoint.signature = _signature(checkpoint)
    session.add(checkpoint)
    session.flush()
    session.execute(delete(AuditEntry).where(AuditEntry.number <= last))
    record(session, by=None, verb=Verb.CUT_AUDIT, subject="", now=now)
    return last - upto


def _last_old(session: Session, *, now: datetime) -> int:
    """The last entry that is too old, with everything before it too old as well; zero if none.

    The newest entry always stays.
    """
    young = select(AuditEntry.number).where(AuditEntry.at >= now - timedelta(days=KEPT_DAYS))
    first_young = session.scalar(young.order_by(AuditEntry.number).limit(1))
    if first_young is not None:
        return first_young - 1
    return max(0, session.scalars(select(AuditHead)).one().number - 1)


def _last_cut(session: Session) -> int:
    return session.scalar(select(AuditCheckpoint.number).order_by(_LAST_FIRST).limit(1)) or 0
