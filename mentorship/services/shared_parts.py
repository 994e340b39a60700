"""Whether a *must* of hers is shared by anybody, told so that it tells nothing of one mentor.

Mentors are counted by full tens, in the order in which they joined: what is said never changes
with one of them alone, so nobody can read it out of the day on which somebody came.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from mentorship.domain.disclosure import Viewer
from mentorship.domain.people import Dimension, Field, Mentee, Person, Side
from mentorship.intake.people import mentor_from_answers
from mentorship.matching.identity import comparable_labels, meets_must, musts
from mentorship.models.profile import Profile, is_known
from mentorship.models.round import Participation, Round

TOGETHER = 10
_PARTS = (Field.RACE_ETHNICITY, Field.FAITH, Field.GENDER, Field.OTHER_IDENTITY)


def unshared_musts(session: Session, round_: Round, mentee: Mentee) -> tuple[Dimension, ...]:
    """Her musts of which nobody among the first full tens of mentors has told us anything.

    A *must* without a label of hers is left out: the team asks her, and nobody guesses.
    """
    wished = [one for one in musts(mentee) if comparable_labels(mentee, one)]
    if not wished:
        return ()
    mentors = _mentors(session, round_)
    counted = mentors[: len(mentors) // TOGETHER * TOGETHER]
    return tuple(one for one in wished if counted and not _is_shared(mentee, counted, one))


def _is_shared(mentee: Mentee, mentors: Sequence[Person], dimension: Dimension) -> bool:
    return any(meets_must(mentee, mentor, dimension) for mentor in mentors)


def _mentors(session: Session, round_: Round) -> list[Person]:
    """The mentors of the round whom the team knows, with nothing but who they are."""
    profiles = session.scalars(
        select(Profile)
        .join(Participation, Participation.profile_id == Profile.id)
        .where(
            Participation.round_id == round_.id,
            Participation.side == Side.MENTOR,
            Participation.is_out.is_(False),
            Profile.withdrawn_at.is_(None),
            is_known(),
        )
        .order_by(Participation.joined_at, Participation.id)
        .options(joinedload(Profile.consents))
    )
    return [_about(profile) for profile in profiles.unique()]


def _about(profile: Profile) -> Person:
    sealed = profile.sealed()
    told = {field: sealed.view(field, viewer=Viewer.MATCHER) or "" for field in _PARTS}
    return mentor_from_answers(profile.id, None, told).person
