"""The review of proposed pairs: what lies on which shelf, in which order, and one decision each.

Those that need a person most come first: pairs with a caution, then the rest, each from the
lowest fit upwards. The order does not depend on what was decided, so nobody loses her place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import (
    LIVE_STATES,
    MATCH_MOVES,
    Actor,
    MatchEvent,
    MatchState,
    possible_events,
)
from mentorship.domain.people import Field
from mentorship.models.account import Account
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services import explanations
from mentorship.services.desk import called
from mentorship.services.matches import confirm, end, hold, put_back, set_aside
from mentorship.services.profiles import profiles_by_id
from mentorship.services.sight import seeing_everybody

PAIRS_ON_A_PAGE = 25
_S, _E = MatchState, MatchEvent


class Shelf(StrEnum):
    """Where a pair lies for the team: two shelves to decide, the rest by what became of it."""

    CAUTIONS = "cautions"
    PLAIN = "plain"
    HELD = "held"
    CONFIRMED = "confirmed"
    SET_ASIDE = "set-aside"
    ASKED_MENTEE = "asked-mentee"
    ASKED_MENTOR = "asked-mentor"
    INTRODUCED = "introduced"
    OVER = "over"


STATES_ON: Mapping[Shelf, tuple[MatchState, ...]] = {
    Shelf.CAUTIONS: (_S.PROPOSED,),
    Shelf.PLAIN: (_S.PROPOSED,),
    Shelf.HELD: (_S.HELD,),
    Shelf.CONFIRMED: (_S.CONFIRMED,),
    Shelf.SET_ASIDE: (_S.SET_ASIDE,),
    Shelf.ASKED_MENTEE: (_S.ASKED_MENTEE,),
    Shelf.ASKED_MENTOR: (_S.AGREED, _S.ASKED_MENTOR, _S.ACCEPTED),
    Shelf.INTRODUCED: (_S.INTRODUCED, _S.FINISHED),
    Shelf.OVER: (_S.PASSED, _S.DECLINED, _S.LAPSED, _S.ENDED, _S.STOPPED),
}
IN_REVIEW = (Shelf.CAUTIONS, Shelf.PLAIN, Shelf.HELD, Shelf.CONFIRMED, Shelf.SET_ASIDE)
ON_THE_ROAD = (
    Shelf.CONFIRMED,
    Shelf.ASKED_MENTEE,
    Shelf.ASKED_MENTOR,
    Shelf.INTRODUCED,
    Shelf.HELD,
    Shelf.OVER,
)

# What a page may offer, in this order, where the table of moves allows it.
_OFFERED = (_E.CONFIRM, _E.HOLD, _E.SET_ASIDE, _E.BACK, _E.UNDO, _E.END)


@dataclass(frozen=True, slots=True)
class Pair:
    """A match with what the team calls the two, and what of them is `closed` to the team."""

    match: Match
    mentee: str
    mentor: str
    held_because: str = ""
    closed: frozenset[Field] = frozenset()

    @property
    def cautions(self) -> Sequence[str]:
        return explanations.cautions_for_team(self.match, closed=self.closed)

    @property
    def practical(self) -> Sequence[str]:
        return explanations.sentences_for_team(self.match, "practical", closed=self.closed)

    @property
    def reasons(self) -> Sequence[str]:
        return explanations.reasons_for_team(self.match, closed=self.closed)

    @property
    def facts(self) -> tuple[str, ...]:
        """Everything that there is to say of the two, the reasons above included."""
        return explanations.sentences_for_team(self.match, "facts", closed=self.closed)


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """One page of a shelf; `number` starts at 1, and `of` is at least 1."""

    pairs: tuple[Pair, ...]
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a coordinator chose, and the version of the pair that she had before her eyes."""

    event: MatchEvent
    version: int
    why: str = ""


def cautions_of(match: Match) -> Sequence[str]:
    return tuple(match.explanation.get("cautions", ()))


def fill_of_shelves(session: Session, round_: Round) -> dict[Shelf, int]:
    """How many pairs lie on each shelf."""
    rows = session.execute(
        select(Match.state, func.count()).where(Match.round_id == round_.id).group_by(Match.state)
    )
    states = dict(rows.all())
    fill = {
        shelf: sum(states.get(state, 0) for state in lying) for shelf, lying in STATES_ON.items()
    }
    fill[Shelf.CAUTIONS] = sum(bool(cautions_of(match)) for match in to_decide(session, round_))
    fill[Shelf.PLAIN] -= fill[Shelf.CAUTIONS]
    return fill


def shelf_page(session: Session, round_: Round, shelf: Shelf, *, number: int) -> ShelfPage:
    """That page of the shelf, or the last one when there are fewer."""
    lying = _lying_on(session, round_, shelf)
    of = max(1, -(-len(lying) // PAIRS_ON_A_PAGE))
    number = min(max(1, number), of)
    shown = lying[(number - 1) * PAIRS_ON_A_PAGE : number * PAIRS_ON_A_PAGE]
    return ShelfPage(tuple(pairs(session, round_, shown)), number, of)


def pairs(session: Session, round_: Round, matches: Sequence[Match]) -> list[Pair]:
    """These matches with what the team calls the two, in one query for all of them."""
    ids = {key for match in matches for key in (match.mentee_id, match.mentor_id)}
    names, why = called(session, round_, ids), _held_because(session, matches)
    people = profiles_by_id(session, ids)
    return [
        Pair(match, names[her], names[them], why.get(match.id, ""), closed)
        for match in matches
        for her, them in [(match.mentee_id, match.mentor_id)]
        for closed in [explanations.closed_to_team((people[her], people[them]))]
    ]


def _held_because(session: Session, matches: Iterable[Match]) -> dict[str, str]:
    """Why each of these that is on hold was put there last."""
    held = [match.id for match in matches if match.state is _S.HELD]
    moves = session.execute(
        select(MatchMove.match_id, MatchMove.why)
        .where(MatchMove.match_id.in_(held), MatchMove.event == _E.HOLD)
        .order_by(MatchMove.moved_at, MatchMove.id)
    )
    return {match_id: why or "" for match_id, why in moves}


def to_decide(session: Session, round_: Round) -> list[Match]:
    """Every pair that nobody has decided about, those that need a person most first."""
    return _in_states(session, round_, (_S.PROPOSED,))


def next_to_decide(session: Session, round_: Round, *, after: Match) -> Match | None:
    """The undecided pair that comes after this one; at the end, the first that was left out."""
    waiting = [match for match in to_decide(session, round_) if match.id != after.id]
    later = (match for match in waiting if _order(match) > _order(after))
    return next(later, waiting[0] if waiting else None)


def before_to_decide(session: Session, round_: Round, *, of: Match) -> Match | None:
    """The undecided pair that comes before this one."""
    earlier = [match for match in to_decide(session, round_) if _order(match) < _order(of)]
    return earlier[-1] if earlier else None


def offered(match: Match) -> tuple[MatchEvent, ...]:
    """What a coordinator may decide about this match now."""
    possible = possible_events(MATCH_MOVES, state=match.state, by=Actor.COORDINATOR)
    return tuple(event for event in _OFFERED if event in possible)


def decide(
    session: Session, match: Match, decision: Decision, *, by: Account, now: datetime
) -> None:
    """The pair is decided about as she chose.

    Raises Refused when somebody else was faster, so that nobody is overruled unawares.
    """
    if match.version != decision.version:
        raise Refused(
            "Somebody else decided about this pair a moment ago. The page shows what they chose."
        )
    match decision.event:
        case MatchEvent.CONFIRM:
            confirm(session, match, by=by, now=now)
        case MatchEvent.HOLD:
            hold(session, match, by=by, now=now, why=decision.why)
        case MatchEvent.SET_ASIDE:
            set_aside(session, match, by=by, now=now, why=decision.why)
        case MatchEvent.END:
            end(session, match, actor=Actor.COORDINATOR, by=by, now=now)
        case _:
            _take_back(session, match, by=by, now=now)


def _take_back(session: Session, match: Match, *, by: Account, now: datetime) -> None:
    if match.state is MatchState.SET_ASIDE and _has_another(session, match):
        raise Refused(
            "She has another pair by now. Set that one aside first, then this one can come back."
        )
    put_back(session, match, by=by, now=now)


def _has_another(session: Session, match: Match) -> bool:
    others = (
        select(func.count())
        .select_from(Match)
        .where(
            Match.round_id == match.round_id,
            Match.mentee_id == match.mentee_id,
            Match.id != match.id,
            Match.state.in_(LIVE_STATES),
        )
    )
    # Also one that this coordinator does not see: nobody is promised to two.
    with seeing_everybody(session):
        return bool(session.scalar(others))


def confirm_shown(
    session: Session, round_: Round, shown: Mapping[str, int], *, by: Account, now: datetime
) -> int:
    """These pairs, as they were shown, are confirmed; how many.

    shown  id → version, of one page at most. A pair that has a caution, or that somebody has
           decided about since, is left as it is: nobody confirms what she did not see.
    """
    if len(shown) > PAIRS_ON_A_PAGE:
        raise Refused("Only the pairs of one page can be confirmed together. Nothing was changed.")
    standing = [
        match
        for match in to_decide(session, round_)
        if shown.get(match.id) == match.version and not cautions_of(match)
    ]
    for match in standing:
        confirm(session, match, by=by, now=now)
    return len(standing)


def _lying_on(session: Session, round_: Round, shelf: Shelf) -> list[Match]:
    lying = _in_states(session, round_, STATES_ON[shelf])
    if shelf is Shelf.CAUTIONS:
        return [match for match in lying if cautions_of(match)]
    if shelf is Shelf.PLAIN:
        return [match for match in lying if not cautions_of(match)]
    return lying


def _in_states(session: Session, round_: Round, states: Iterable[MatchState]) -> list[Match]:
    found = session.scalars(
        select(Match).where(Match.round_id == round_.id, Match.state.in_(tuple(states)))
    )
    return sorted(found, key=_order)


def _order(match: Match) -> tuple[bool, float, str]:
    return not cautions_of(match), match.score, match.id


def matches_of_person(session: Session, round_: Round, profile: Profile) -> list[Match]:
    """Every match of this person in the round, newest first."""
    return list(
        session.scalars(
            select(Match)
            .where(
                Match.round_id == round_.id,
                (Match.mentee_id == profile.id) | (Match.mentor_id == profile.id),
            )
            .order_by(Match.proposed_at.desc(), Match.id)
        )
    )
