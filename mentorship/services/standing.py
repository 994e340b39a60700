"""Where things stand for one person: what her or his first page is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState, RoundState
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.match_lookups import matches_of_mentee, matches_of_mentor
from mentorship.services.profiles import profile_of
from mentorship.services.rounds import OVER, open_round, round_that_counts
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
    ROUND_OVER = "round_over"
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
    MatchState.FINISHED: Stands.ENDED,
}
_TAKES_SIGN_UPS = (RoundState.DRAFT, RoundState.OPEN)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where things stand.

    round_   the round that she takes part in, or last took part in
    match    what the page speaks of, where it speaks of one
    opening  the round that takes sign-ups now, whether or not she takes part in it
    """

    stands: Stands
    round_: Round | None = None
    match: Match | None = None
    opening: Round | None = None


def mentee_standing(session: Session, account: Account) -> Standing:
    """What her first page tells her now."""
    matches = matches_of_mentee(session, account)
    opening = open_round(session)
    for match in matches:
        if match.state in _GOING_ON:
            return Standing(_GOING_ON[match.state], match=match, opening=opening)
    round_ = round_that_counts(session, account, Side.MENTEE)
    if round_ is not None and round_.state not in OVER:
        last = next((match for match in matches if match.round_id == round_.id), None)
        return Standing(_in_round(round_, last), round_=round_, match=last, opening=opening)
    return Standing(_between_rounds(round_, opening), round_=round_, opening=opening)


def cause_of_waiting(session: Session, account: Account, standing: Standing) -> str:
    """Why nobody was found for her, as a cause of the last run; empty while that is still open.

    As long as the team has not let the letters go, everything may still change.
    """
    round_ = standing.round_
    if standing.stands is not Stands.LOOKING or round_ is None or standing.match is not None:
        return ""
    if round_.state is not RoundState.INTRODUCING:
        return ""
    told = latest_report(session, round_).get("waiting", ())
    causes = {entry["mentee"]: str(entry["cause"]) for entry in told}
    hers = session.execute(
        select(Participation.profile_id, Participation.merged_into)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(
            Participation.round_id == round_.id,
            Profile.account_id == account.id,
            Profile.side == Side.MENTEE,
        )
        .order_by(Participation.id)
    )
    found = (causes.get(merged_into or profile_id) for profile_id, merged_into in hers)
    return next((cause for cause in found if cause), "")


def _in_round(round_: Round, last: Match | None) -> Stands:
    if last is not None:
        return _OVER.get(last.state, Stands.LOOKING)
    return Stands.SIGNED_UP if round_.state in _TAKES_SIGN_UPS else Stands.LOOKING


def _between_rounds(round_: Round | None, opening: Round | None) -> Stands:
    if opening is not None:
        return Stands.INVITED
    return Stands.ROUND_OVER if round_ is not None else Stands.NO_ROUND


@dataclass(frozen=True, slots=True)
class MentorStanding:
    """Where things stand for a mentor.

    requests  matches that wait for an answer
    meeting   matches whose two people were introduced
    """

    stands: Stands
    requests: tuple[Match, ...]
    meeting: tuple[Match, ...]
    round_: Round | None
    opening: Round | None


def mentor_standing(session: Session, account: Account) -> MentorStanding:
    """What the mentor's first page tells now."""
    matches = matches_of_mentor(session, account)
    opening = open_round(session)
    round_ = round_that_counts(session, account, Side.MENTOR)
    return MentorStanding(
        stands=_of_mentor(round_, opening, is_known=_is_known(session, account)),
        requests=tuple(m for m in matches if m.state is MatchState.ASKED_MENTOR),
        meeting=tuple(m for m in matches if m.state is MatchState.INTRODUCED),
        round_=round_,
        opening=opening,
    )


def _of_mentor(round_: Round | None, opening: Round | None, *, is_known: bool) -> Stands:
    if round_ is not None and round_.state not in OVER:
        return _in_round(round_, None) if is_known else Stands.NEW_HERE
    return _between_rounds(round_, opening)


def _is_known(session: Session, account: Account) -> bool:
    profile = profile_of(session, account, Side.MENTOR)
    return profile is not None and profile.is_known
