"""Where things stand for one person: what her or his first page is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState, RoundState
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.match import Match
from mentorship.models.round import Participation, Round
from mentorship.services.match_lookups import matches_of_mentee, was_stopped_by_her
from mentorship.services.round_days import NO_DOORS, Doors, doors
from mentorship.services.rounds import OVER, round_left, round_that_counts
from mentorship.services.runs import latest_report


class Stands(StrEnum):
    """What there is to tell her, one thing at a time."""

    NO_ROUND = "no_round"
    INVITED = "invited"
    SIGNED_UP = "signed_up"
    LOOKING = "looking"
    MEET = "meet"
    ASKING = "asking"
    INTRODUCED = "introduced"
    PASSED = "passed"
    MOVED_ON = "moved_on"
    ENDED = "ended"
    FINISHED = "finished"
    ROUND_OVER = "round_over"
    LEFT = "left"
    NEW_HERE = "new_here"  # a mentor whom the team does not know yet


_GOING_ON: Mapping[MatchState, Stands] = {
    MatchState.ASKED_MENTEE: Stands.MEET,
    MatchState.AGREED: Stands.ASKING,
    MatchState.ASKED_MENTOR: Stands.ASKING,
    MatchState.ACCEPTED: Stands.ASKING,
    MatchState.INTRODUCED: Stands.INTRODUCED,
}
# A no, a silence and a new finding of the guard look the same to her: never a reason.
_OVER: Mapping[MatchState, Stands] = {
    MatchState.PASSED: Stands.PASSED,
    MatchState.DECLINED: Stands.MOVED_ON,
    MatchState.LAPSED: Stands.MOVED_ON,
    MatchState.HELD: Stands.MOVED_ON,
    MatchState.STOPPED: Stands.MOVED_ON,
    MatchState.ENDED: Stands.ENDED,
    MatchState.FINISHED: Stands.FINISHED,
}
_TAKES_SIGN_UPS = (RoundState.DRAFT, RoundState.OPEN)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where things stand.

    round_   the round that she takes part in, or last took part in
    match    what the page speaks of, where it speaks of one
    doors    which rounds take sign-ups now or next, whether or not she takes part in them
    """

    stands: Stands
    round_: Round | None = None
    match: Match | None = None
    doors: Doors = NO_DOORS

    @property
    def opening(self) -> Round | None:
        """The round that takes sign-ups now."""
        return self.doors.opening


def mentee_standing(session: Session, account: Account) -> Standing:
    """What her first page tells her now."""
    matches = matches_of_mentee(session, account)
    found = doors(session)
    opening = found.opening
    for match in matches:
        if match.state in _GOING_ON:
            return Standing(_GOING_ON[match.state], match=match, doors=found)
    round_ = round_that_counts(session, account, Side.MENTEE)
    if round_ is not None and round_.state not in OVER:
        last = next((match for match in matches if match.round_id == round_.id), None)
        if last is not None and was_stopped_by_her(session, last):
            return Standing(Stands.PASSED, round_=round_, match=last, doors=found)
        return Standing(in_round(round_, last), round_=round_, match=last, doors=found)
    if _has_come_to_its_end(matches, round_):
        return Standing(Stands.FINISHED, round_=round_, match=matches[0], doors=found)
    if (left := round_left(session, account)) is not None and opening in (None, left):
        return Standing(Stands.LEFT, round_=left, doors=found)
    return Standing(between_rounds(round_, opening), round_=round_, doors=found)


def _has_come_to_its_end(matches: Sequence[Match], round_: Round | None) -> bool:
    """True when what she did last, in a round that is over by now, was to meet to the end."""
    return (
        bool(matches)
        and matches[0].state is MatchState.FINISHED
        and round_ is not None
        and matches[0].round_id == round_.id
    )


def cause_of_waiting(session: Session, standing: Standing, hers: Iterable[Participation]) -> str:
    """Why nobody was found for her, as a cause of the last run; empty while that is still open.

    As long as the team has not let the letters go, everything may still change.
    hers  how she takes part in the round, under each of her sign-ups
    """
    round_ = standing.round_
    if standing.stands is not Stands.LOOKING or round_ is None or standing.match is not None:
        return ""
    if round_.state is not RoundState.INTRODUCING:
        return ""
    told = latest_report(session, round_).get("waiting", ())
    causes = {entry["mentee"]: str(entry["cause"]) for entry in told}
    found = (causes.get(part.merged_into or part.profile_id) for part in hers)
    return next((cause for cause in found if cause), "")


def in_round(round_: Round, last: Match | None) -> Stands:
    if last is not None:
        return _OVER.get(last.state, Stands.LOOKING)
    return Stands.SIGNED_UP if round_.state in _TAKES_SIGN_UPS else Stands.LOOKING


def between_rounds(round_: Round | None, opening: Round | None) -> Stands:
    if opening is not None:
        return Stands.INVITED
    return Stands.ROUND_OVER if round_ is not None else Stands.NO_ROUND
