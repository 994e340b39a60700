"""How the introduced pairs of a round are doing, for the team: numbers, and who has gone quiet.

Counted are only those whom whoever looks may see; what anybody answered stands beside no pair.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.check_ins import ASKED_AFTER, CheckInAnswer, Moment
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.models.check_in import CheckIn
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.sight import code_of

QUIET_DAYS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the mentees of a round: how many were asked it, and what they said.

    moment  None for what was told to the team before anything was asked
    unsafe  how often a mentee told the team that something feels wrong, from then on
    """

    moment: Moment | None
    asked: int
    said: Mapping[CheckInAnswer, int]
    unsafe: int

    @property
    def silent(self) -> int:
        return self.asked - sum(self.said.values())


@dataclass(frozen=True, slots=True)
class QuietPair:
    """Two of whom nobody knows whether they have talked; `days` since when."""

    match_id: str
    code: str
    days: int


@dataclass(frozen=True, slots=True)
class PairTrack:
    """What a track page says of the introduced pairs of a round.

    would_meet_another  (id of the pair that has ended, its code), where she would like us to look
    """

    asked: Sequence[Asked]
    quiet: Sequence[QuietPair]
    would_meet_another: Sequence[tuple[str, str]]

    @property
    def is_empty(self) -> bool:
        return not self.asked


@dataclass(frozen=True, slots=True)
class _Line:
    line: CheckIn
    match: Match
    side: Side


def pair_track(session: Session, round_: Round, *, now: datetime) -> PairTrack:
    """How it goes in this round, in one query."""
    rows = session.execute(
        select(CheckIn, Match, Profile.side)
        .join(Match, Match.id == CheckIn.match_id)
        .join(Profile, Profile.id == CheckIn.profile_id)
        .where(Match.round_id == round_.id)
        .order_by(CheckIn.due_at, CheckIn.id)
    )
    pairs: dict[str, list[_Line]] = defaultdict(list)
    for line, match, side in rows.all():
        pairs[match.id].append(_Line(line, match, side))
    quiet = (_quiet(match_id, lines, now=now) for match_id, lines in pairs.items())
    return PairTrack(
        asked=_figures(pairs.values()),
        quiet=sorted((one for one in quiet if one), key=lambda one: (-one.days, one.code)),
        would_meet_another=sorted(
            ((key, code_of(key)) for key, lines in pairs.items() if _looks_again(lines)),
            key=lambda one: one[1],
        ),
    )


def _figures(pairs: Iterable[Sequence[_Line]]) -> list[Asked]:
    asked: Counter[Moment] = Counter()
    said: dict[Moment, Counter[CheckInAnswer]] = defaultdict(Counter)
    unsafe: Counter[Moment | None] = Counter()
    for lines in pairs:
        hers = [one.line for one in lines if one.side is Side.MENTEE]
        for line in hers:
            if line.moment in ASKED_AFTER:
                asked[line.moment] += 1
                said[line.moment] += Counter([line.answer] if line.answer else [])
            elif line.moment is Moment.TOLD:
                unsafe[_asked_last(hers, before=line)] += 1
    return [
        Asked(
            moment, asked[moment] if moment else 0, said[moment] if moment else {}, unsafe[moment]
        )
        for moment in (None, *ASKED_AFTER)
        if unsafe[moment] or (moment and asked[moment])
    ]


def _asked_last(lines: Iterable[CheckIn], *, before: CheckIn) -> Moment | None:
    """The last question that she was asked before she told this."""
    asked = [one for one in lines if one.asked_at and one.asked_at <= before.due_at]
    return asked[-1].moment if asked else None


def _quiet(match_id: str, lines: Sequence[_Line], *, now: datetime) -> QuietPair | None:
    """The pair, when neither has said for ten days that the two have talked."""
    asked = [one for one in lines if one.line.moment in ASKED_AFTER]
    if not asked or asked[0].match.state is not MatchState.INTRODUCED:
        return None
    latest = max(one.line.due_at for one in asked)
    now_asked = [one.line for one in asked if one.line.due_at == latest]
    if any(line.answer is CheckInAnswer.TALKED for line in now_asked):
        return None
    since = min(line.asked_at or line.due_at for line in now_asked)
    days = (now - since).days
    return QuietPair(match_id, code_of(match_id), days) if days >= QUIET_DAYS else None


def _looks_again(lines: Iterable[_Line]) -> bool:
    return any(
        one.line.moment is Moment.AFTERWARDS and one.line.answer is CheckInAnswer.LOOK_AGAIN
        for one in lines
        if one.side is Side.MENTEE
    )
