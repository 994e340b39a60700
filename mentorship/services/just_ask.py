"""Show me first, or "just ask, I trust you": what she chose for one round, and where it counts.

She is shown first all the same wherever something is open that she alone may know: a caution, a
question, a pair that was on hold, a topic that could harm her, somebody to keep away from, a *must*
that is not sure. A name can be spelled in ways that nobody here knows: whoever has named one is
never sure to be far from it. What she chose stands on no page of the team's, and in no letter.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import Actor, MatchEvent
from mentorship.domain.people import Mentee, Mentor, Person, Side
from mentorship.domain.sentences import sentence as _
from mentorship.domain.vocabulary import vocabulary
from mentorship.guard.silence import says_nobody
from mentorship.matching.identity import meets_musts, musts_without_a_label
from mentorship.models.account import Account
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.guarding import AskedAgain
from mentorship.services.meanwhile import takes_part
from mentorship.services.people import read_profile
from mentorship.services.profiles import lost_whom_to_keep_away, profile_of
from mentorship.services.rounds import OVER

HIGH_SENSITIVITY = 2
_TOO_LATE = _("That round is over, or you do not take part in it, so there was nothing to change.")


def choose(
    session: Session, account: Account, round_: Round, *, just_ask: bool, now: datetime
) -> None:
    """From now on, and for this round alone, we ask without showing her first, or no longer do.

    Raises Refused where she takes no part, or the round is over.
    """
    hers = takes_part(session, account, round_)
    if not hers or round_.state in OVER:
        raise Refused(_TOO_LATE)
    for part in hers:
        part.just_ask_at = (part.just_ask_at or now) if just_ask else None
    session.flush()


def has_chosen(session: Session, account: Account, round_: Round | None) -> bool:
    """True when she says "just ask" for this round."""
    if round_ is None:
        return False
    hers = takes_part(session, account, round_)
    return bool(hers) and all(part.just_ask_at for part in hers)


def answers_ask_for_a_look(session: Session, account: Account) -> bool:
    """True when she is shown first whoever it is, by what she told us herself."""
    profile = profile_of(session, account, Side.MENTEE)
    if profile is None:
        return False
    person = read_profile(profile).person
    return lost_whom_to_keep_away(profile) or not isinstance(person, Mentee) or is_careful(person)


def is_careful(mentee: Mentee) -> bool:
    """True when something that she told us asks for her own look at everybody."""
    topics = vocabulary().topics
    told = (topics[code].sensitivity for code in mentee.topics & topics.keys())
    return (
        any(sensitivity >= HIGH_SENSITIVITY for sensitivity in told)
        or not says_nobody(mentee.keep_apart)
        or bool(musts_without_a_label(mentee))
    )


def may_just_ask(session: Session, match: Match, asked: AskedAgain) -> bool:
    """True when her mentor is asked at once: she has said so, and nothing is open.

    asked  what the guard says of the round at this moment; that the two may meet is seen before
    """
    if not _said(session, match) or match.explanation.get("cautions", True):
        return False
    if asked.is_asked_about(match) or _was_held(session, match):
        return False
    mentee = _stands(asked.cohort.mentees, asked, match.mentee_id)
    mentor = _stands(asked.cohort.mentors, asked, match.mentor_id)
    if not isinstance(mentee, Mentee) or not isinstance(mentor, Mentor):
        return False
    return not is_careful(mentee) and meets_musts(mentee, mentor)


def was_asked_for_her(session: Session, match: Match) -> bool:
    """True when the mentor was asked because she has said "just ask"."""
    agreed = select(MatchMove.id).where(
        MatchMove.match_id == match.id,
        MatchMove.event == MatchEvent.AGREE,
        MatchMove.actor == Actor.SYSTEM,
    )
    return session.scalar(agreed.limit(1)) is not None


def _said(session: Session, match: Match) -> bool:
    said = select(Participation.just_ask_at).where(
        Participation.round_id == match.round_id, Participation.profile_id == match.mentee_id
    )
    profile = session.get_one(Profile, match.mentee_id)
    return session.scalar(said) is not None and not lost_whom_to_keep_away(profile)


def _was_held(session: Session, match: Match) -> bool:
    held = select(MatchMove.id).where(
        MatchMove.match_id == match.id, MatchMove.event == MatchEvent.HOLD
    )
    return session.scalar(held.limit(1)) is not None


def _stands(people: Iterable[Person], asked: AskedAgain, profile_id: str) -> Person | None:
    key = asked.cohort.stands_under(profile_id)
    return next((one for one in people if one.key == key), None)
