"""Where things stand for a mentor: who waits for an answer, who was introduced, and the round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.rounds import OVER, open_round, round_that_counts
from mentorship.services.standing import Stands, between_rounds, in_round

# So long a mentor reads that a pair has come to its planned end.
_LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class MentorStanding:
    """Where things stand for a mentor.

    own       what this mentor told us last; None for whoever has told nothing yet
    requests  matches that wait for an answer
    meeting   matches whose two people were introduced, with since when that is
    people    everybody of these matches, by the id of the sign-up
    finished  how many pairs have come to their planned end lately
    stands    what the page is about while nobody is asked about and nobody was introduced;
              None otherwise
    """

    own: Profile | None
    requests: tuple[Match, ...]
    meeting: tuple[tuple[Match, datetime], ...]
    people: Mapping[str, Profile]
    stands: Stands | None = None
    round_: Round | None = None
    opening: Round | None = None
    finished: int = 0


def mentor_standing(session: Session, account: Account, *, now: datetime) -> MentorStanding:
    """What the mentor's first page tells now."""
    pairs = _pairs(session, account, now=now)
    finished = sum(match.state is MatchState.FINISHED for match, _at in pairs)
    pairs = [(match, at) for match, at in pairs if match.state is not MatchState.FINISHED]
    people = _people(session, account, {match.mentee_id for match, _since in pairs})
    standing = MentorStanding(
        own=_latest(people, account),
        requests=tuple(match for match, _ in pairs if match.state is MatchState.ASKED_MENTOR),
        meeting=tuple((match, at) for match, at in pairs if match.state is MatchState.INTRODUCED),
        people=people,
        finished=finished,
    )
    return standing if pairs else _in_the_round(session, account, standing)


def _in_the_round(session: Session, account: Account, standing: MentorStanding) -> MentorStanding:
    opening = open_round(session)
    round_ = round_that_counts(session, account, Side.MENTOR)
    is_known = standing.own is not None and standing.own.is_known
    return MentorStanding(
        own=standing.own,
        requests=(),
        meeting=(),
        people=standing.people,
        stands=_of_mentor(round_, opening, is_known=is_known),
        round_=round_,
        opening=opening,
        finished=standing.finished,
    )


def _pairs(session: Session, account: Account, *, now: datetime) -> list[tuple[Match, datetime]]:
    """The pairs of which this mentor may know, newest first; since when the two are introduced.

    Also those that have come to their planned end lately, of whom nothing else is told.
    """
    finished_lately = exists().where(
        MatchMove.match_id == Match.id,
        MatchMove.to_state == MatchState.FINISHED,
        MatchMove.moved_at > now - _LATELY,
    )
    introduced_at = (
        select(func.min(MatchMove.moved_at))
        .where(MatchMove.match_id == Match.id, MatchMove.to_state == MatchState.INTRODUCED)
        .correlate(Match)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Match, introduced_at)
        .join(Profile, Profile.id == Match.mentor_id)
        .where(
            Profile.account_id == account.id,
            or_(
                Match.state.in_((MatchState.ASKED_MENTOR, MatchState.INTRODUCED)),
                (Match.state == MatchState.FINISHED) & finished_lately,
            ),
        )
        .order_by(Match.proposed_at.desc(), Match.id)
    )
    return [(match, since or match.proposed_at) for match, since in rows]


def _people(session: Session, account: Account, mentees: set[str]) -> dict[str, Profile]:
    """These mentees, and every sign-up of the mentor."""
    own = (Profile.account_id == account.id) & (Profile.side == Side.MENTOR)
    found = session.scalars(select(Profile).where(or_(Profile.id.in_(mentees), own)))
    return {profile.id: profile for profile in found}


def _latest(people: Mapping[str, Profile], account: Account) -> Profile | None:
    """As `profiles.profile_of` would find it."""
    own = (
        one
        for one in people.values()
        if one.account_id == account.id and one.side is Side.MENTOR and one.withdrawn_at is None
    )
    return max(own, key=lambda one: one.updated_at, default=None)


def _of_mentor(round_: Round | None, opening: Round | None, *, is_known: bool) -> Stands:
    if round_ is not None and round_.state not in OVER:
        return in_round(round_, None) if is_known else Stands.NEW_HERE
    return between_rounds(round_, opening)
