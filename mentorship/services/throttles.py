"""How often is too often: counted in the database, so that all processes count together."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mentorship.models.account import Attempts
from mentorship.models.keys import keyed_digest

# No limit looks back for longer than this.
LONGEST_KEPT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` attempts of one kind within a window of time."""

    kind: str
    most: int
    within_minutes: int


def is_too_often(session: Session, who: str, *, limit: Limit, now: datetime) -> bool:
    """One more attempt is counted; True when there are now more than the limit allows."""
    _forget_the_old(session, limit=limit, now=now)
    key = keyed_digest(f"attempts:{limit.kind}", who)
    count = _add_one(session, key)
    if count is None:
        count = _begin(session, key, now=now)
    return count > limit.most


def forget_attempts(session: Session, *who: str, kind: str) -> None:
    """Nothing is counted for these any more, as if they had never tried."""
    keys = [keyed_digest(f"attempts:{kind}", one) for one in who]
    session.execute(delete(Attempts).where(Attempts.key.in_(keys)))


def forget_old_attempts(session: Session, *, now: datetime) -> None:
    """No count is kept longer than it is good for, though nobody may try for weeks."""
    session.execute(delete(Attempts).where(Attempts.since < now - LONGEST_KEPT))


def _forget_the_old(session: Session, *, limit: Limit, now: datetime) -> None:
    before = now - timedelta(minutes=limit.within_minutes)
    session.execute(delete(Attempts).where(Attempts.since < before))


def _add_one(session: Session, key: str) -> int | None:
    return session.scalar(
        update(Attempts)
        .where(Attempts.key == key)
        .values(count=Attempts.count + 1)
        .returning(Attempts.count)
        .execution_options(synchronize_session=False)
    )


def _begin(session: Session, key: str, *, now: datetime) -> int:
    try:
        with session.begin_nested():
            session.add(Attempts(key=key, since=now, count=1))
    except IntegrityError:
        # Somebody else began to count at the same moment.
        return _add_one(session, key) or 1
    return 1
