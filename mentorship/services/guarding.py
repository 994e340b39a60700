"""The guard, asked again for people whose answers stand in the database."""

from sqlalchemy.orm import Session

from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.policy import Policy
from mentorship.guard.conflicts import Conflicts, keep_apart
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.institutions import register
from mentorship.services.people import read_profile, read_round


def conflicts_of_round(session: Session, round_: Round) -> Conflicts:
    """Who of this round must not meet, by what everybody has told us up to now."""
    people = read_round(session, round_)
    return keep_apart(
        [read.person for read in people.mentees if isinstance(read.person, Mentee)],
        [read.person for read in people.mentors if isinstance(read.person, Mentor)],
        register=register(session),
        policy=Policy(**round_.policy),
    )


def may_still_meet(conflicts: Conflicts, match: Match) -> bool:
    """True when nothing keeps these two apart and neither waits for a person's decision."""
    held = match.mentee_id in conflicts.held or match.mentor_id in conflicts.held
    return not held and conflicts.may_meet(match.mentee_id, match.mentor_id)


def places_of(session: Session, match: Match) -> int:
    """How many mentees the mentor of this match takes in its round; an unclear answer is none."""
    mentor = read_profile(session.get_one(Profile, match.mentor_id)).person
    policy = Policy(**session.get_one(Round, match.round_id).policy)
    capacity = mentor.capacity if isinstance(mentor, Mentor) else 0
    return min(capacity or 0, policy.most_places_per_mentor)
