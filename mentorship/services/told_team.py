"""Something feels wrong: told by one of a pair to a person of the team, and to nobody else.

It stands at the top of the work list until somebody has been in touch. Whoever of the team must
not see one of the two does not learn of it; the others each get a letter that says nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from mentorship.domain.check_ins import DAYS_OF_WORDS, Moment
from mentorship.domain.decisions import topic_of
from mentorship.domain.errors import Refused
from mentorship.domain.people import Side
from mentorship.domain.questions import QuestionKind
from mentorship.domain.said_later import Later, said_later
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
from mentorship.models.check import TeamDecision
from mentorship.models.check_in import CheckIn
from mentorship.models.letter import LetterKind
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services.audit import just_recorded
from mentorship.services.decisions import topic_key
from mentorship.services.letters import queue_letter
from mentorship.services.reveals import LOOKS
from mentorship.services.team import who_sees

MOST_IN_A_DAY = 20
_A_DAY, _A_YEAR = timedelta(days=1), timedelta(days=365)
_OFTEN = _(
    "You have told us many things today, and every one of them is here. A person reads them. "
    "If you might be in danger now, please call one of the numbers on the page “Help”."
)
_NOT_WRITTEN = "(Nothing was written down.)"


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was told and that nobody has dealt with yet.

    item_id  its name on the work list
    """

    item_id: str
    line: CheckIn
    side: Side
    round_id: str

    @property
    def is_written(self) -> bool:
        return self.line.words is not None


def write_to_team(
    session: Session, match: Match, side: Side, words: str, *, now: datetime
) -> CheckIn:
    """A person of the team reads this, and the other one of the pair never hears of it.

    words  "" for whoever would rather not write it down
    Raises Refused after very many within a day.
    """
    profile_id = match.mentee_id if side is Side.MENTEE else match.mentor_id
    if _told_lately(session, match, profile_id, now=now) >= MOST_IN_A_DAY:
        raise Refused(_OFTEN)
    readers = who_sees(session, (match.mentee_id, match.mentor_id), now=now)
    line = CheckIn(
        match_id=match.id,
        profile_id=profile_id,
        moment=Moment.TOLD,
        due_at=now,
        asked_at=None,
        answered_at=now,
        answer=None,
        words=words or None,
        alone=not readers,
    )
    session.add(line)
    session.flush()
    _write_to(session, readers, match, profile_id, now=now)
    return line


def _told_lately(session: Session, match: Match, profile_id: str, *, now: datetime) -> int:
    about = (CheckIn.match_id == match.id, CheckIn.profile_id == profile_id)
    lately = (CheckIn.moment == Moment.TOLD, CheckIn.due_at > now - _A_DAY)
    return session.scalar(select(func.count()).select_from(CheckIn).where(*about, *lately)) or 0


def _write_to(
    session: Session, readers: Sequence[Account], match: Match, profile_id: str, *, now: datetime
) -> None:
    """One letter a day to each; whoever writes three times is on the list three times."""
    for reader in readers:
        queue_letter(
            session,
            kind=LetterKind.NEEDS_A_PERSON,
            dedupe_key=f"told-team:{match.id}:{profile_id}:{reader.id}:{now:%Y%m%d}",
            account_id=reader.id,
            link=f"/desk/{match.round_id}/check?part=today",
            now=now,
        )


def last_told(session: Session, match: Match, side: Side) -> CheckIn | None:
    """What this one of the pair told the team last."""
    profile_id = match.mentee_id if side is Side.MENTEE else match.mentor_id
    return session.scalar(
        select(CheckIn)
        .where(
            CheckIn.match_id == match.id,
            CheckIn.profile_id == profile_id,
            CheckIn.moment == Moment.TOLD,
        )
        .order_by(CheckIn.due_at.desc(), CheckIn.id)
        .limit(1)
    )


def told_and_open(session: Session, rounds: Collection[str]) -> list[Told]:
    """What nobody has dealt with yet in these rounds, as far as whoever looks may know of it."""
    rows = session.execute(
        select(CheckIn, Profile.side, Match.round_id)
        .join(Match, Match.id == CheckIn.match_id)
        .join(Profile, Profile.id == CheckIn.profile_id)
        .where(Match.round_id.in_(rounds), CheckIn.moment == Moment.TOLD)
        .order_by(CheckIn.due_at, CheckIn.id)
    ).all()
    done = _dealt_with(session) if rows else frozenset()
    told = [Told(item_id(line), line, side, round_id) for line, side, round_id in rows]
    return [one for one in told if one.item_id not in done]


def item_id(line: CheckIn) -> str:
    """What this is called on the work list; it says nothing."""
    return topic_key(topic_of("told-team", line.id))


def _dealt_with(session: Session) -> frozenset[str]:
    return frozenset(
        session.scalars(
            select(TeamDecision.topic).where(
                TeamDecision.kind == QuestionKind.CHECK_IN, TeamDecision.undone_at.is_(None)
            )
        )
    )


def just_opened(
    session: Session, told: Told, *, by: Account, now: datetime
) -> list[tuple[str, str]]:
    """(label, words), for whoever has opened them a moment ago; none without that on record."""
    entry = just_recorded(session, *LOOKS, subject=told.line.profile_id, by=by, now=now)
    if entry is None or Moment.TOLD not in entry.detail.split(","):
        return []
    return [(said_later(Later.WORDS).label, told.line.words or _NOT_WRITTEN)]


def wipe_check_ins(session: Session, *, now: datetime) -> None:
    """Nothing that was asked or told a year ago stands here, and no words that were dealt with."""
    session.execute(delete(CheckIn).where(CheckIn.due_at <= now - _A_YEAR))
    old = select(CheckIn).where(
        CheckIn.moment == Moment.TOLD,
        CheckIn.words.is_not(None),
        CheckIn.due_at <= now - timedelta(days=DAYS_OF_WORDS),
    )
    lines = session.scalars(old).all()
    done = _dealt_with(session) if lines else frozenset()
    for line in lines:
        if item_id(line) in done:
            line.words = None
    session.flush()
