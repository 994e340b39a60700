"""What a mentor is asked: the request behind a link, where it stands, and who is told of a no."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import Viewer
from mentorship.domain.lifecycle import MatchEvent, MatchState
from mentorship.domain.people import Field
from mentorship.domain.sentences import listing
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
from mentorship.models.letter import LinkPurpose, LinkToken
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.guarding import asked_of_pair, places_of, sign_ups_of
from mentorship.services.kept_apart import keep_mentor_apart
from mentorship.services.links import find_link, is_open
from mentorship.services.match_lookups import places_taken
from mentorship.services.matches import decline
from mentorship.services.people import read_profile
from mentorship.services.profiles import pair_of

KNOWS_HER = "The mentor knows her, or people around her."


class Answered(StrEnum):
    """Where a request stands for the mentor who reads it."""

    NOT_YET = "not_yet"
    YES = "yes"
    NO = "no"
    TOO_LATE = "too_late"
    MOVED_ON = "moved_on"


class WhyNot(StrEnum):
    """What a mentor may say about a no, with one tap; nobody asks for it."""

    NO_ROOM = "no_room"
    NOT_MY_AREA = "not_my_area"
    WRONG_TIME = "wrong_time"


# As the team reads it beside the move.
_WHY_NOT: Mapping[WhyNot, str] = {
    WhyNot.NO_ROOM: "The mentor has no room now.",
    WhyNot.NOT_MY_AREA: "It is not the mentor's area.",
    WhyNot.WRONG_TIME: "It is the wrong time of life for the mentor.",
}
# How two people can talk, short enough to stand side by side; the first two shared are named.
_WAYS: Mapping[str, str] = {
    "video": _("video"),
    "audio": _("phone"),
    "text": _("chat"),
    "email": _("e-mail"),
    "inperson": _("in person"),
    "conf": _("at a conference"),
}
_ANSWERS: Mapping[MatchEvent, Answered] = {
    MatchEvent.ACCEPT: Answered.YES,
    MatchEvent.DECLINE: Answered.NO,
}


@dataclass(frozen=True, slots=True)
class Request:
    """One mentor, asked whether to meet one mentee.

    answered_at  when the mentor said yes or no
    said_why     True when a no has its reason already
    taken        how many of the mentor's places in this round are taken
    ways         how both would like to talk, in words; empty when nothing is shared
    """

    match: Match
    link: LinkToken
    round_: Round
    mentee: Profile
    answered: Answered
    answered_at: datetime | None
    places: int
    taken: int
    ways: str
    said_why: bool

    @property
    def places_left(self) -> int:
        return max(self.places - self.taken, 0)


def find_request(session: Session, token: str, *, now: datetime) -> Request | None:
    """What this link asks, whether or not it was answered; None when it is unknown."""
    link = find_link(session, token, purpose=LinkPurpose.ANSWER_REQUEST)
    if link is None or link.match_id is None:
        return None
    return _request(session, link, session.get_one(Match, link.match_id), now=now)


def request_of_mentor(
    session: Session, account: Account, match_id: str, *, now: datetime
) -> Request | None:
    """The same for a mentor who is signed in: only the mentor's own matches are found."""
    found = session.execute(
        select(Match, LinkToken)
        .join(Profile, Profile.id == Match.mentor_id)
        .join(LinkToken, LinkToken.match_id == Match.id)
        .where(
            Match.id == match_id,
            Profile.account_id == account.id,
            LinkToken.purpose == LinkPurpose.ANSWER_REQUEST,
        )
        .order_by(LinkToken.made_at.desc(), LinkToken.digest)
        .limit(1)
    ).first()
    return _request(session, found[1], found[0], now=now) if found else None


def decline_and_keep_apart(session: Session, request: Request, *, now: datetime) -> bool:
    """The mentor knows her: declined like any other, and the team can read why.

    Her name is not written into the mentor's answers, nor the mentor's into hers: either of them
    reads her own answers, and would learn what the other one never said.
    """
    if not decline(session, request.match, link=request.link, now=now, why=KNOWS_HER):
        return False
    keep_mentor_apart(session, request.match, now=now)
    return True


def say_why_not(session: Session, request: Request, why: WhyNot) -> bool:
    """The team can read why it was a no; she never does. False where there is nothing to say."""
    move = _answer(session, request.match)
    if request.answered is not Answered.NO or move is None or move.why is not None:
        return False
    move.why = _WHY_NOT[why]
    session.flush()
    return True


def _request(session: Session, link: LinkToken, match: Match, *, now: datetime) -> Request:
    mentee, mentor = pair_of(session, match)
    places = places_of(session, match, asked_of_pair(session, match))
    mentor_ids = sign_ups_of(session, match.round_id, match.mentor_id)
    taken = places_taken(session, match, by=mentor_ids)
    answer = _answer(session, match)
    return Request(
        match=match,
        link=link,
        round_=session.get_one(Round, match.round_id),
        mentee=mentee,
        answered=(
            _ANSWERS[answer.event]
            if answer
            else _unanswered(link, match, has_room=taken < places, now=now)
        ),
        answered_at=answer.moved_at if answer else None,
        places=places,
        taken=taken,
        ways=_ways(mentee, mentor, match),
        said_why=answer is not None and answer.why is not None,
    )


def _answer(session: Session, match: Match) -> MatchMove | None:
    return session.scalar(
        select(MatchMove)
        .where(MatchMove.match_id == match.id, MatchMove.event.in_(_ANSWERS))
        .order_by(MatchMove.id.desc())
        .limit(1)
    )


def _unanswered(link: LinkToken, match: Match, *, has_room: bool, now: datetime) -> Answered:
    if match.state is MatchState.ASKED_MENTOR and is_open(link, now=now):
        return Answered.NOT_YET if has_room else Answered.MOVED_ON
    if match.state in (MatchState.ASKED_MENTOR, MatchState.LAPSED):
        return Answered.TOO_LATE
    return Answered.MOVED_ON


def _ways(mentee: Profile, mentor: Profile, match: Match) -> str:
    if not mentee.sealed().opens(Field.FORMATS, viewer=Viewer.OTHER, stage=match.state):
        return ""
    both = read_profile(mentee).person.formats & read_profile(mentor).person.formats
    shared = [words for code, words in _WAYS.items() if code in both]
    return listing(shared[:2], joined_by="or")
