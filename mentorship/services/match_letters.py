"""The letters about a match: queued with the move that they tell of, and never without it."""

from datetime import datetime

from sqlalchemy.orm import Session

from mentorship.models.letter import LetterKind, LinkPurpose
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services.letters import queue_letter
from mentorship.services.links import make_link

_TO_HER = frozenset(
    {
        LetterKind.SOMETHING_TO_READ,
        LetterKind.ASKED_FOR_HER,
        LetterKind.STILL_TO_READ,
        LetterKind.INTRODUCTION_MENTEE,
        LetterKind.MOVED_ON_MENTEE,
        LetterKind.HANDED_BACK_MENTEE,
    }
)


def write_to_her(session: Session, match: Match, *, now: datetime) -> None:
    """A letter says that there is something for her to read, and leads to where she reads it."""
    _write_with_a_way_in(session, match, LetterKind.SOMETHING_TO_READ, now=now)


def write_that_we_asked(session: Session, match: Match, *, now: datetime) -> None:
    """She has said "just ask", and reads on her page who was asked, and how to stop it."""
    _write_with_a_way_in(session, match, LetterKind.ASKED_FOR_HER, now=now)


def remind_her(session: Session, match: Match, *, now: datetime) -> None:
    """The same once more, with a way in of its own: the link of the first letter is not kept."""
    _write_with_a_way_in(session, match, LetterKind.STILL_TO_READ, now=now)


def _write_with_a_way_in(
    session: Session, match: Match, kind: LetterKind, *, now: datetime
) -> None:
    mentee = session.get_one(Profile, match.mentee_id)
    _queue(session, match, kind, link=way_in(session, mentee, now=now), now=now)


def way_in(session: Session, mentee: Profile, *, now: datetime) -> str:
    """The path that a letter of hers opens: her home, or the claim of a waiting account."""
    if mentee.account_id is not None:
        return "/home"
    token = make_link(session, purpose=LinkPurpose.CLAIM_ACCOUNT, profile_id=mentee.id, now=now)
    return f"/claim/{token}"


def write_to_mentor(session: Session, match: Match, *, now: datetime) -> None:
    """A letter asks the mentor, with a link that answers without signing in."""
    link = _way_to_answer(session, match, since=now)
    _queue(session, match, LetterKind.MENTOR_QUESTION, link=link, now=now)


def remind_mentor(session: Session, match: Match, *, now: datetime) -> None:
    """The question once more; its link ends when the first one ends."""
    link = _way_to_answer(session, match, since=match.asked_at or now)
    _queue(session, match, LetterKind.MENTOR_QUESTION_AGAIN, link=link, now=now)


def _way_to_answer(session: Session, match: Match, *, since: datetime) -> str:
    token = make_link(
        session,
        purpose=LinkPurpose.ANSWER_REQUEST,
        profile_id=match.mentor_id,
        match_id=match.id,
        now=since,
    )
    return f"/answer/{token}"


def write_introductions(session: Session, match: Match, *, now: datetime) -> None:
    """Two letters, one to each: never one letter to both."""
    _queue(session, match, LetterKind.INTRODUCTION_MENTEE, link="/home", now=now)
    _queue(session, match, LetterKind.INTRODUCTION_MENTOR, link=None, now=now)


def tell_moved_on(session: Session, match: Match, kind: LetterKind, *, now: datetime) -> None:
    """The same few words whatever the reason was."""
    _queue(session, match, kind, link="/home" if kind in _TO_HER else None, now=now)


def _queue(
    session: Session, match: Match, kind: LetterKind, *, link: str | None, now: datetime
) -> None:
    """The letter waits for whom of the two it is for, once for each move of the match."""
    queue_letter(
        session,
        kind=kind,
        dedupe_key=f"{kind}:{match.id}:{match.version}",
        profile_id=match.mentee_id if kind in _TO_HER else match.mentor_id,
        match_id=match.id,
        link=link,
        now=now,
    )
