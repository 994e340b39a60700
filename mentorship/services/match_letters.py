"""The letters about a match: queued with the move that they tell of, and never without it."""

from datetime import datetime

from sqlalchemy.orm import Session

from mentorship.models.letter import LetterKind, LinkPurpose
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services.letters import queue_letter
from mentorship.services.links import make_link


def write_to_her(session: Session, match: Match, *, now: datetime) -> None:
    """A letter says that there is something for her to read, and leads to where she reads it."""
    mentee = session.get_one(Profile, match.mentee_id)
    queue_letter(
        session,
        kind=LetterKind.SOMETHING_TO_READ,
        dedupe_key=f"ask-mentee:{match.id}:{match.version}",
        profile_id=mentee.id,
        match_id=match.id,
        link=way_in(session, mentee, now=now),
        now=now,
    )


def way_in(session: Session, mentee: Profile, *, now: datetime) -> str:
    """The path that a letter of hers opens: her home, or the claim of a waiting account."""
    if mentee.account_id is not None:
        return "/home"
    token = make_link(session, purpose=LinkPurpose.CLAIM_ACCOUNT, profile_id=mentee.id, now=now)
    return f"/claim/{token}"


def write_to_mentor(session: Session, match: Match, *, now: datetime) -> None:
    """A letter asks the mentor, with a link that answers without signing in."""
    token = make_link(
        session,
        purpose=LinkPurpose.ANSWER_REQUEST,
        profile_id=match.mentor_id,
        match_id=match.id,
        now=now,
    )
    queue_letter(
        session,
        kind=LetterKind.MENTOR_QUESTION,
        dedupe_key=f"ask-mentor:{match.id}:{match.version}",
        profile_id=match.mentor_id,
        match_id=match.id,
        link=f"/answer/{token}",
        now=now,
    )


def remind_her(session: Session, match: Match, *, now: datetime) -> None:
    """The same once more, with a way in of its own: the link of the first letter is not kept."""
    mentee = session.get_one(Profile, match.mentee_id)
    queue_letter(
        session,
        kind=LetterKind.STILL_TO_READ,
        dedupe_key=f"remind-mentee:{match.id}:{match.version}",
        profile_id=mentee.id,
        match_id=match.id,
        link=way_in(session, mentee, now=now),
        now=now,
    )


def remind_mentor(session: Session, match: Match, *, now: datetime) -> None:
    """The question once more; its link ends when the first one ends."""
    token = make_link(
        session,
        purpose=LinkPurpose.ANSWER_REQUEST,
        profile_id=match.mentor_id,
        match_id=match.id,
        now=match.asked_at or now,
    )
    queue_letter(
        session,
        kind=LetterKind.MENTOR_QUESTION_AGAIN,
        dedupe_key=f"remind-mentor:{match.id}:{match.version}",
        profile_id=match.mentor_id,
        match_id=match.id,
        link=f"/answer/{token}",
        now=now,
    )


def write_introductions(session: Session, match: Match, *, now: datetime) -> None:
    """Two letters, one to each: never one letter to both."""
    for kind, profile_id in (
        (LetterKind.INTRODUCTION_MENTEE, match.mentee_id),
        (LetterKind.INTRODUCTION_MENTOR, match.mentor_id),
    ):
        queue_letter(
            session,
            kind=kind,
            dedupe_key=f"{kind}:{match.id}",
            profile_id=profile_id,
            match_id=match.id,
            link="/home" if kind is LetterKind.INTRODUCTION_MENTEE else None,
            now=now,
        )


def tell_moved_on(session: Session, match: Match, kind: LetterKind, *, now: datetime) -> None:
    """The same few words whatever the reason was."""
    hers = kind in (LetterKind.MOVED_ON_MENTEE, LetterKind.HANDED_BACK_MENTEE)
    queue_letter(
        session,
        kind=kind,
        dedupe_key=f"{kind}:{match.id}:{match.version}",
        profile_id=match.mentee_id if hers else match.mentor_id,
        match_id=match.id,
        link="/home" if hers else None,
        now=now,
    )
