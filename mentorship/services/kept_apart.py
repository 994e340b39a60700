"""Two people who are kept apart because one of them said so: in this round and in later ones."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import Viewer
from mentorship.domain.people import Field
from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services.audit import record

SHE_KNOWS_THEM, MENTOR_KNOWS_HER = "she_knows_the_mentor", "mentor_knows_her"


def keep_mentee_apart(session: Session, match: Match, *, by: Account, now: datetime) -> None:
    """The two never meet, and the mentor's name stands among those she keeps away from."""
    record(session, by=by, verb=SHE_KNOWS_THEM, subject=match.id, now=now)
    mentee, mentor = (session.get_one(Profile, key) for key in (match.mentee_id, match.mentor_id))
    name = mentor.sealed().view(Field.NAME, viewer=Viewer.MATCHER) or ""
    before = mentee.answers.get(Field.KEEP_APART, "").strip()
    mentee.answers = {
        **mentee.answers,
        Field.KEEP_APART.value: f"{before}; {name}" if before else name,
    }
    mentee.updated_at = now


def keep_mentor_apart(session: Session, match: Match, *, now: datetime) -> None:
    """The two never meet, and neither can read it in her or his own answers."""
    record(session, by=None, verb=MENTOR_KNOWS_HER, subject=match.id, now=now)


def pairs_kept_apart(session: Session) -> frozenset[tuple[str, str]]:
    """(mentee, mentor) of every pair of which one of the two said so, whatever the round was."""
    rows = session.execute(
        select(Match.mentee_id, Match.mentor_id)
        .join(AuditEntry, AuditEntry.subject == Match.id)
        .where(AuditEntry.verb.in_((SHE_KNOWS_THEM, MENTOR_KNOWS_HER)))
    )
    return frozenset((mentee, mentor) for mentee, mentor in rows)
