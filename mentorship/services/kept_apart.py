"""Two people who are kept apart because one of them said so: in this round and in later ones."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import Viewer
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.erasure import StaysApart
from mentorship.models.keys import keyed_digest
from mentorship.models.match import KeptApart, Match
from mentorship.models.profile import Profile
from mentorship.services.audit import record
from mentorship.services.decisions import told_keys


def keep_mentee_apart(session: Session, match: Match, *, by: Account, now: datetime) -> None:
    """The two never meet, and the mentor's name stands among those she keeps away from."""
    mentee, mentor = (session.get_one(Profile, key) for key in (match.mentee_id, match.mentor_id))
    name = mentor.sealed().view(Field.NAME, viewer=Viewer.MATCHER) or ""
    before = mentee.answers.get(Field.KEEP_APART, "").strip()
    mentee.answers = {
        **mentee.answers,
        Field.KEEP_APART.value: f"{before}; {name}" if before else name,
    }
    mentee.updated_at = now
    _keep(session, match, said_by=Side.MENTEE, now=now)
    record(session, by=by, verb=Verb.SHE_KNOWS_THE_MENTOR, subject=match.id, now=now)


def keep_mentor_apart(session: Session, match: Match, *, now: datetime) -> None:
    """The two never meet, and neither can read it in her or his own answers."""
    _keep(session, match, said_by=Side.MENTOR, now=now)
    record(session, by=None, verb=Verb.MENTOR_KNOWS_HER, subject=match.id, now=now)


def _keep(session: Session, match: Match, *, said_by: Side, now: datetime) -> None:
    # In a table of its own: the record of who did what is cut after two years, this never is.
    said = KeptApart(
        mentee_id=match.mentee_id, mentor_id=match.mentor_id, said_by=said_by, said_at=now
    )
    session.merge(said)


def pairs_kept_apart(session: Session) -> frozenset[tuple[str, str]]:
    """(mentee, mentor) of every pair of which one of the two said so, whatever the round was."""
    rows = session.execute(select(KeptApart.mentee_id, KeptApart.mentor_id))
    return frozenset((mentee, mentor) for mentee, mentor in rows) | _who_came_back(session)


def keep_apart_for_others(session: Session, gone: Iterable[Profile], *, now: datetime) -> None:
    """Whoever asked to be kept apart from one of these stays so, should she ever come back.

    What she said herself goes with her.
    """
    told = told_keys(session)
    for profile in gone:
        hers, theirs, said = (
            (KeptApart.mentee_id, KeptApart.mentor_id, Side.MENTOR)
            if profile.side is Side.MENTEE
            else (KeptApart.mentor_id, KeptApart.mentee_id, Side.MENTEE)
        )
        others = session.scalars(
            select(theirs).where(hers == profile.id, KeptApart.said_by == said).distinct()
        )
        keys = {profile.email_key, told.get(profile.id)} - {None, ""}
        session.add_all(
            StaysApart(profile_id=other, key=_apart_key(key or ""), said_at=now)
            for other in others.all()
            for key in keys
        )


def _who_came_back(session: Session) -> frozenset[tuple[str, str]]:
    """(mentee, mentor) of pairs of whom one was erased since, and has signed up again."""
    said = session.execute(select(StaysApart.profile_id, StaysApart.key)).all()
    if not said:
        return frozenset()
    people = session.execute(select(Profile.id, Profile.side, Profile.email_key)).all()
    sides = {profile_id: side for profile_id, side, _ in people}
    back: dict[str, list[str]] = defaultdict(list)
    addresses = [*((one, key) for one, _, key in people), *told_keys(session).items()]
    for profile_id, email_key in addresses:
        back[_apart_key(email_key or "")].append(profile_id)
    return frozenset(
        (one, other) if sides[one] is Side.MENTEE else (other, one)
        for other, key in said
        for one in back.get(key, ())
        if sides[one] is not sides[other]
    )


def _apart_key(email_key: str) -> str:
    """The address of somebody who was erased: a digest of its own, that meets no other column."""
    return keyed_digest("stays-apart", email_key)
