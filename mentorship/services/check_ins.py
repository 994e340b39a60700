"""Check-ins: what the two of a pair are asked, each by herself, and say with one tap.

What one of them says changes nothing for the other one; only stopping does, as it always did.
When they are asked stands in services/asking.py.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.check_ins import (
    A_MENTORS,
    AFTER_THE_END,
    ASKED_AFTER,
    HERS,
    CheckInAnswer,
    Moment,
)
from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.domain.sentences import Sentence
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
from mentorship.models.check_in import CheckIn
from mentorship.models.match import Match
from mentorship.models.profile import Profile

_CAN_SAY: Mapping[Side, Collection[CheckInAnswer]] = {Side.MENTEE: HERS, Side.MENTOR: A_MENTORS}
_NOT_HERE = _("This cannot be answered here. Nothing was changed.")
_OVER = (MatchState.ENDED, MatchState.FINISHED)
_HAVE_TALKED = _("Whether you two have talked")
_ASKED: Mapping[Moment, Sentence] = {
    Moment.AFTERWARDS: _("Whether we look again"),
    Moment.PAUSE: _("A pause"),
    Moment.TOLD: _("What you told the team"),
}
_SAID: Mapping[CheckInAnswer | None, Sentence] = {
    None: _("not answered"),
    CheckInAnswer.TALKED: _("yes"),
    CheckInAnswer.NOT_YET: _("not yet"),
    CheckInAnswer.WOULD_CHANGE: _("you would rather change"),
    CheckInAnswer.LOOK_AGAIN: _("yes"),
    CheckInAnswer.LATER: _("later"),
    CheckInAnswer.NO_MORE: _("no"),
}


@dataclass(frozen=True, slots=True)
class HowItGoes:
    """What stands between the programme and one of a pair.

    asks        the question that waits for an answer; None while there is none
    is_paused   would rather not be asked for a while
    afterwards  what was said about looking again, once the two have stopped
    """

    asks: CheckIn | None = None
    is_paused: bool = False
    afterwards: CheckInAnswer | None = None


def how_it_goes(session: Session, match: Match, side: Side) -> HowItGoes:
    """What one of the two is asked now, and has said."""
    profile_id = match.mentee_id if side is Side.MENTEE else match.mentor_id
    return how_they_go(session, [(match, profile_id)])[match.id]


def how_they_go(session: Session, own: Collection[tuple[Match, str]]) -> dict[str, HowItGoes]:
    """The same for several pairs of one person at once, by match; each with the own sign-up."""
    lines: dict[str, dict[Moment, CheckIn]] = {match.id: {} for match, _profile in own}
    mine = {(match.id, profile_id) for match, profile_id in own}
    found = select(CheckIn).where(CheckIn.match_id.in_(lines), CheckIn.moment != Moment.TOLD)
    for line in session.scalars(found) if lines else ():
        if (line.match_id, line.profile_id) in mine:
            lines[line.match_id][line.moment] = line
    return {match.id: _of(match, lines[match.id]) for match, _profile in own}


def _of(match: Match, lines: Mapping[Moment, CheckIn]) -> HowItGoes:
    pause, afterwards = lines.get(Moment.PAUSE), lines.get(Moment.AFTERWARDS)
    is_paused = pause is not None and pause.answered_at is None
    asked = [lines[moment] for moment in ASKED_AFTER if moment in lines]
    meets = match.state is MatchState.INTRODUCED
    waits = asked and asked[-1].answered_at is None and meets and not is_paused
    return HowItGoes(
        asks=asked[-1] if waits else None,
        is_paused=is_paused and meets,
        afterwards=afterwards.answer if afterwards else None,
    )


def find_check_in(
    session: Session, account: Account, check_in_id: str, *, side: Side
) -> tuple[CheckIn, Match] | None:
    """A question that this account was asked on this side, with the pair; None for all others."""
    row = session.execute(
        select(CheckIn, Match)
        .join(Match, Match.id == CheckIn.match_id)
        .join(Profile, Profile.id == CheckIn.profile_id)
        .where(
            CheckIn.id == check_in_id,
            CheckIn.moment.in_(ASKED_AFTER),
            Profile.account_id == account.id,
            Profile.side == side,
        )
    ).first()
    return (row[0], row[1]) if row else None


def said_about_pairs(
    session: Session, people: Collection[str]
) -> Iterator[tuple[Sentence, datetime, str]]:
    """(what was asked, when, what was said) by these sign-ups, and never by the other one."""
    lines = session.scalars(
        select(CheckIn)
        .where(CheckIn.profile_id.in_(people))
        .order_by(CheckIn.due_at, CheckIn.moment, CheckIn.id)
    )
    for line in lines:
        at = line.answered_at or line.asked_at or line.due_at
        said = line.words or _("(no words)") if line.moment is Moment.TOLD else _SAID[line.answer]
        if line.moment is Moment.PAUSE:
            at, said = line.due_at, _("it is over") if line.answered_at else _("until you say so")
        yield _ASKED.get(line.moment, _HAVE_TALKED), at, said


def answer(
    session: Session, asked: CheckIn, said: CheckInAnswer, *, side: Side, now: datetime
) -> None:
    """This is the answer; said twice it is said once, and the later one counts.

    Raises Refused for what this side is not asked.
    """
    if said not in _CAN_SAY[side]:
        raise Refused(_NOT_HERE)
    asked.answer, asked.answered_at = said, now
    session.flush()


def pause(session: Session, match: Match, profile_id: str, *, now: datetime) -> None:
    """Nobody is asked and nobody is told: the other one hears of it only from her.

    Raises Refused when the two do not meet.
    """
    if match.state is not MatchState.INTRODUCED:
        raise Refused(_NOT_HERE)
    line = _line(session, match, profile_id, Moment.PAUSE, now=now)
    line.due_at, line.answered_at = now, None
    session.flush()


def go_on(session: Session, match: Match, profile_id: str, *, now: datetime) -> None:
    """The pause is over; the next question comes at its time."""
    line = _found(session, match, profile_id, Moment.PAUSE)
    if line is not None and line.answered_at is None:
        line.answered_at = now
        session.flush()


def say_afterwards(
    session: Session, match: Match, profile_id: str, said: CheckInAnswer, *, now: datetime
) -> None:
    """Whether we look again, once the two have stopped; it can be said anew at any time.

    Raises Refused while they have not.
    """
    if match.state not in _OVER or said not in AFTER_THE_END:
        raise Refused(_NOT_HERE)
    line = _line(session, match, profile_id, Moment.AFTERWARDS, now=now)
    line.answer, line.answered_at = said, now
    session.flush()


def _line(
    session: Session, match: Match, profile_id: str, moment: Moment, *, now: datetime
) -> CheckIn:
    """The one line of this kind; a new one where there is none."""
    found = _found(session, match, profile_id, moment)
    if found is None:
        found = CheckIn(
            match_id=match.id,
            profile_id=profile_id,
            moment=moment,
            due_at=now,
            asked_at=None,
            answered_at=None,
            answer=None,
            words=None,
        )
        session.add(found)
    return found


def _found(session: Session, match: Match, profile_id: str, moment: Moment) -> CheckIn | None:
    about = (CheckIn.match_id == match.id, CheckIn.profile_id == profile_id)
    return session.scalar(select(CheckIn).where(*about, CheckIn.moment == moment))
