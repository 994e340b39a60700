"""Words that the team reads only with a reason, which is written down before they are shown."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import REGISTRY, Team, Viewer
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry
from mentorship.models.profile import Profile
from mentorship.services.audit import record

SHORTEST_REASON = 8
# Long enough for a slow line between the form and the page that shows the words, no longer.
MINUTES_OPEN = 5


def reveal(
    session: Session, profile: Profile, *, by: Account, reason: str, now: datetime
) -> list[tuple[str, str]]:
    """The (label, words) that only a reason opens; the look is on record, codes only.

    Raises Refused when the reason is too short to mean anything to a colleague.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("Please say in a few words why you need to read this. It is written down.")
    record(
        session,
        by=by,
        verb="reveal",
        subject=profile.id,
        detail=",".join(_fields(profile.side)),
        reason=reason.strip(),
        now=now,
    )
    return _opened(profile)


def just_revealed(
    session: Session, profile: Profile, *, by: Account, now: datetime
) -> list[tuple[str, str]]:
    """The words that this account has opened a moment ago; none without that on record."""
    entry = session.scalar(
        select(AuditEntry.id)
        .where(
            AuditEntry.verb == "reveal",
            AuditEntry.subject == profile.id,
            AuditEntry.account_id == by.id,
            AuditEntry.at > now - timedelta(minutes=MINUTES_OPEN),
        )
        .limit(1)
    )
    return _opened(profile) if entry is not None else []


def _fields(side: Side) -> list[Field]:
    return [
        field
        for field in Field
        if (rule := REGISTRY.get((side, field))) and rule.team is Team.REASON
    ]


def _opened(profile: Profile) -> list[tuple[str, str]]:
    sealed = profile.sealed()
    opened = [(field, sealed.view(field, viewer=Viewer.REVEAL)) for field in _fields(profile.side)]
    return [(REGISTRY[profile.side, field].label, words) for field, words in opened if words]
