"""The links that letters carry: made once, kept as digests, used up by the answer."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mentorship.models.keys import keyed_digest
from mentorship.models.letter import LinkPurpose, LinkToken

DAYS_VALID = {
    LinkPurpose.CLAIM_ACCOUNT: 30,
    LinkPurpose.ANSWER_REQUEST: 7,
    LinkPurpose.ROOM_THIS_ROUND: 30,
}


def make_link(
    session: Session,
    *,
    purpose: LinkPurpose,
    profile_id: str,
    now: datetime,
    match_id: str | None = None,
    round_id: str | None = None,
) -> str:
    """A new random token for one purpose; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    session.add(
        LinkToken(
            digest=_digest(purpose, token),
            purpose=purpose,
            profile_id=profile_id,
            match_id=match_id,
            round_id=round_id,
            made_at=now,
            expires_at=now + timedelta(days=DAYS_VALID[purpose]),
        )
    )
    session.flush()
    return token


def find_link(session: Session, token: str, *, purpose: LinkPurpose) -> LinkToken | None:
    """What this token opens, whether or not it has expired or was used; None if unknown."""
    return session.scalar(
        select(LinkToken).where(
            LinkToken.digest == _digest(purpose, token), LinkToken.purpose == purpose
        )
    )


def is_open(link: LinkToken, *, now: datetime) -> bool:
    """True while the link can still be answered."""
    return link.used_at is None and now < link.expires_at


def use_up(session: Session, link: LinkToken, *, now: datetime) -> bool:
    """The link is used, and so is every other that asks the same. False when somebody was faster,
    so that only one answer counts.
    """
    used = session.execute(
        update(LinkToken)
        .where(LinkToken.digest == link.digest, LinkToken.used_at.is_(None))
        .values(used_at=now)
        .returning(LinkToken.digest)
    )
    if used.first() is None:
        return False
    if link.match_id is not None:
        asks_the_same = (LinkToken.match_id == link.match_id, LinkToken.purpose == link.purpose)
        session.execute(
            update(LinkToken).where(*asks_the_same, LinkToken.used_at.is_(None)).values(used_at=now)
        )
    return True


def _digest(purpose: LinkPurpose, token: str) -> str:
    return keyed_digest(f"link:{purpose}", token)
