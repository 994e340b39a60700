"""Room this round? Mentors of earlier rounds are asked by letter, and answer with one tap."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState, RoundState
from mentorship.domain.people import Field, Mentor, Side
from mentorship.models.letter import LetterKind, LinkPurpose, LinkToken
from mentorship.models.match import Match
from mentorship.models.profile import Profile, is_known, is_not_paused
from mentorship.models.round import Participation, Round
from mentorship.services.letters import queue_letter
from mentorship.services.links import find_link, is_open, make_link, use_up
from mentorship.services.look_requests import ask_for_looks_everywhere
from mentorship.services.people import read_profile
from mentorship.services.profiles import lost_whom_to_keep_away
from mentorship.services.rounds import join, participation_of
from mentorship.services.sight import seeing_everybody
from mentorship.services.turns import take_turns

MOST_PLACES = 2
_TAKES_SIGN_UPS = (RoundState.DRAFT, RoundState.OPEN)
_LOOKED_AT = (RoundState.CLOSED, RoundState.REVIEW)


class Stands(StrEnum):
    """Where the question stands for the mentor who opens the letter."""

    NOT_YET = "not_yet"
    YES = "yes"
    NO = "no"
    CLOSED = "closed"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class RoomQuestion:
    """One mentor, asked about one round.

    answered_at  when the mentor answered
    asks_anew    True when whom to keep apart from was wiped since: it is asked for with the yes
    """

    link: LinkToken
    round_: Round
    profile: Profile
    stands: Stands
    answered_at: datetime | None
    asks_anew: bool

    @property
    def places(self) -> int:
        """How many people the mentor takes, as it stands now."""
        person = read_profile(self.profile).person
        return (person.capacity or 0) if isinstance(person, Mentor) else 0


@dataclass(frozen=True, slots=True)
class RoomCount:
    """How many mentors of earlier rounds have not joined this one.

    waiting  who could be asked
    asked    to whom a letter went
    """

    waiting: int
    asked: int


def room_count(session: Session, round_: Round) -> RoomCount:
    """What the page of a round says about mentors of earlier rounds."""
    if round_.state not in _TAKES_SIGN_UPS:
        return RoomCount(0, 0)
    asked = session.scalar(
        select(func.count())
        .select_from(LinkToken)
        .where(LinkToken.round_id == round_.id, LinkToken.purpose == LinkPurpose.ROOM_THIS_ROUND)
    )
    return RoomCount(len(_to_ask(session, round_)), asked or 0)


def ask_for_room(session: Session, round_: Round, *, now: datetime) -> None:
    """Every mentor of an earlier round who has not joined this one has a letter, and only one."""
    if round_.state not in _TAKES_SIGN_UPS:
        return
    with seeing_everybody(session):
        for profile in _to_ask(session, round_):
            _ask(session, round_, profile, now=now)


def _ask(session: Session, round_: Round, profile: Profile, *, now: datetime) -> None:
    token = make_link(
        session,
        purpose=LinkPurpose.ROOM_THIS_ROUND,
        profile_id=profile.id,
        round_id=round_.id,
        now=now,
    )
    queue_letter(
        session,
        kind=LetterKind.ROOM_THIS_ROUND,
        dedupe_key=f"room:{round_.id}:{profile.id}",
        profile_id=profile.id,
        link=f"/room/{token}",
        now=now,
    )


def _to_ask(session: Session, round_: Round) -> list[Profile]:
    """Mentors whom the team knows, each once, who are free to answer and were not asked yet."""
    found = session.execute(
        select(Profile, or_(_takes_part(Round.id == round_.id), _is_busy(), _was_asked(round_)))
        .where(
            Profile.side == Side.MENTOR,
            Profile.withdrawn_at.is_(None),
            is_known(),
            is_not_paused(),
            _takes_part(Round.created_at < round_.created_at, Round.state != RoundState.CANCELLED),
        )
        .order_by(Profile.updated_at.desc(), Profile.id)
    )
    latest: dict[object, Profile] = {}
    done: set[object] = set()
    for profile, is_done in found:
        whose = profile.account_id or profile.email_key or profile.id
        latest.setdefault(whose, profile)
        done |= {whose} if is_done else set()
    return [profile for whose, profile in latest.items() if whose not in done]


def _takes_part(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    rounds = select(Participation.id).join(Round, Round.id == Participation.round_id)
    return rounds.where(Participation.profile_id == Profile.id, *which).correlate(Profile).exists()


def _is_busy() -> ColumnElement[bool]:
    """While pairs are being looked for, or while being asked, a number stays as it was read.

    A pair that the mentor has not heard of yet has no bearing on it: that must not show.
    """
    asked = select(Match.id).where(
        Match.mentor_id == Profile.id, Match.state == MatchState.ASKED_MENTOR
    )
    return or_(_takes_part(Round.state.in_(_LOOKED_AT)), asked.correlate(Profile).exists())


def _was_asked(round_: Round) -> ColumnElement[bool]:
    links = select(LinkToken.digest).where(
        LinkToken.profile_id == Profile.id,
        LinkToken.round_id == round_.id,
        LinkToken.purpose == LinkPurpose.ROOM_THIS_ROUND,
    )
    return links.correlate(Profile).exists()


def find_room_question(session: Session, token: str, *, now: datetime) -> RoomQuestion | None:
    """What this link asks, whether or not it was answered; None when it is unknown."""
    link = find_link(session, token, purpose=LinkPurpose.ROOM_THIS_ROUND)
    if link is None or link.round_id is None:
        return None
    profile = session.get_one(Profile, link.profile_id)
    if profile.withdrawn_at is not None:
        return None
    round_ = session.get_one(Round, link.round_id)
    return RoomQuestion(
        link,
        round_,
        profile,
        stands=_stands(session, link, round_, profile, now=now),
        answered_at=link.used_at,
        asks_anew=lost_whom_to_keep_away(profile),
    )


def say_room(
    session: Session, question: RoomQuestion, *, places: int, keep_apart: str, now: datetime
) -> bool:
    """The mentor takes part with this many places, or not this time. False when it was answered.

    keep_apart  whom to keep apart from, where that had been wiped
    """
    link, profile = question.link, question.profile
    if not (is_open(link, now=now) and use_up(session, link, now=now)):
        return False
    if places:
        take_turns(session, profile)
        change_places(profile, places, now=now)
        if question.asks_anew:
            profile.answers = {**profile.answers, Field.KEEP_APART.value: keep_apart}
            profile.seen_by = None
        join(session, question.round_, profile, now=now)
        ask_for_looks_everywhere(session, now=now)
    return True


def change_places(profile: Profile, places: int, *, now: datetime) -> None:
    """The mentor takes this many people in a round; nothing else that was said is touched."""
    profile.answers = {**profile.answers, Field.CAPACITY.value: str(places)}
    profile.updated_at = now


def take_this_many(session: Session, profile: Profile, places: int, *, now: datetime) -> None:
    """The mentor's number from now on. Never call it while `is_busy`."""
    take_turns(session, profile)
    change_places(profile, places, now=now)
    session.flush()
    ask_for_looks_everywhere(session, now=now)


def is_busy(session: Session, profile: Profile) -> bool:
    """True while the team looks for pairs with this mentor's number, or the mentor is asked."""
    return bool(session.scalar(select(Profile.id).where(Profile.id == profile.id, _is_busy())))


def _stands(
    session: Session, link: LinkToken, round_: Round, profile: Profile, *, now: datetime
) -> Stands:
    standing = participation_of(session, round_, profile)
    if standing is not None and standing.left_at is None:
        return Stands.YES
    if link.used_at is not None:
        return Stands.NO
    if round_.state not in _TAKES_SIGN_UPS:
        return Stands.CLOSED
    if is_busy(session, profile):
        return Stands.CLOSED
    return Stands.NOT_YET if is_open(link, now=now) else Stands.TOO_LATE
