"""When the two of a pair are asked how it goes: each at her own page, each moment once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mentorship.domain.check_ins import FIRST_ASKED_AFTER, Moment, latest_moment
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.models.check_in import CheckIn
from mentorship.models.letter import LetterKind
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.letters import queue_letter
from mentorship.services.sight import seeing_everybody

# The same for both sides: an address that names one of them would say in the letter what it is for.
_PAGE = "/yours/question/{}"
# What was asked of somebody before, and when it was answered.
_Before = Mapping[Moment, datetime | None]


@dataclass(frozen=True, slots=True)
class Met:
    """One of the two of a pair that was introduced."""

    match_id: str
    profile_id: str
    side: Side
    introduced_at: datetime


def ask_how_it_goes(session: Session, *, now: datetime) -> int:
    """Everybody whose moment has come is asked, on the own page and by one letter; how many.

    Whoever checks in by herself gets no letter, and a moment that passed unasked is gone.
    """
    people = _introduced(session, until=now - FIRST_ASKED_AFTER)
    before = _asked_before(session, {one.match_id for one in people})
    return sum(
        _ask_now(session, one, before[one.match_id, one.profile_id], now=now) for one in people
    )


def ask_at_the_end(session: Session, round_: Round, *, now: datetime) -> int:
    """Everybody who was introduced in this round and still meets is asked for the last time.

    The letter that says that the time is over says it too, so there is none here.
    """
    with seeing_everybody(session):
        people = _introduced(session, until=now, only=Match.round_id == round_.id)
        before = _asked_before(session, {one.match_id for one in people})
        return sum(
            _put_down(session, one, (Moment.END, now), now=now) is not None
            for one in people
            if Moment.END not in before[one.match_id, one.profile_id]
        )


def _introduced(
    session: Session, *, until: datetime, only: ColumnElement[bool] | None = None
) -> Sequence[Met]:
    """Everybody with an account who was introduced by then, and meets somebody still."""
    introduced = (
        select(MatchMove.match_id, func.max(MatchMove.moved_at).label("at"))
        .where(MatchMove.to_state == MatchState.INTRODUCED)
        .group_by(MatchMove.match_id)
        .subquery()
    )
    rows = session.execute(
        select(Match.id, Profile.id, Profile.side, introduced.c.at)
        .join(introduced, introduced.c.match_id == Match.id)
        .join(Profile, or_(Profile.id == Match.mentee_id, Profile.id == Match.mentor_id))
        .where(
            Match.state == MatchState.INTRODUCED,
            Profile.account_id.is_not(None),
            Profile.withdrawn_at.is_(None),
            introduced.c.at <= until,
            true() if only is None else only,
        )
        .order_by(Match.id, Profile.side)
    )
    return [Met(*row) for row in rows.all()]


def _asked_before(session: Session, matches: Collection[str]) -> Mapping[tuple[str, str], _Before]:
    """(match, person) → what was asked before, and when it was answered."""
    rows = session.execute(
        select(CheckIn.match_id, CheckIn.profile_id, CheckIn.moment, CheckIn.answered_at)
        .join(Match, Match.id == CheckIn.match_id)
        .where(Match.state == MatchState.INTRODUCED, CheckIn.moment != Moment.TOLD)
    )
    found: dict[tuple[str, str], dict[Moment, datetime | None]] = defaultdict(dict)
    for match_id, profile_id, moment, answered_at in rows:
        if match_id in matches:
            found[match_id, profile_id][moment] = answered_at
    return found


def _ask_now(session: Session, who: Met, before: _Before, *, now: datetime) -> bool:
    come = latest_moment(who.introduced_at, now=now)
    is_paused = Moment.PAUSE in before and before[Moment.PAUSE] is None
    if come is None or come[0] in before or Moment.END in before or is_paused:
        return False
    asked = _put_down(session, who, come, now=now)
    if asked is not None:
        _write(session, who, asked, now=now)
    return asked is not None


def _put_down(
    session: Session, who: Met, come: tuple[Moment, datetime], *, now: datetime
) -> CheckIn | None:
    """The question stands on the own page; None when another worker asked at this very moment."""
    asked = CheckIn(
        match_id=who.match_id,
        profile_id=who.profile_id,
        moment=come[0],
        due_at=come[1],
        asked_at=now,
        answered_at=None,
        answer=None,
        words=None,
    )
    try:
        with session.begin_nested():
            session.add(asked)
    except IntegrityError:
        return None
    return asked


def _write(session: Session, who: Met, asked: CheckIn, *, now: datetime) -> None:
    queue_letter(
        session,
        kind=LetterKind.CHECK_IN,
        dedupe_key=f"check-in:{who.match_id}:{who.profile_id}:{asked.moment}",
        profile_id=who.profile_id,
        match_id=who.match_id,
        link=_PAGE.format(asked.id),
        now=now,
    )
