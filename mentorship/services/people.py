"""The people of a round as the road reads them: the same readers that read a sheet."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from mentorship.domain.disclosure import Viewer
from mentorship.domain.people import Field, Side
from mentorship.intake.people import ReadPerson, mentee_from_answers, mentor_from_answers
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.rounds import participants


@dataclass(frozen=True, slots=True)
class RoundPeople:
    """Everybody who takes part, read; keys are the ids of the profiles."""

    mentees: tuple[ReadPerson, ...]
    mentors: tuple[ReadPerson, ...]


def read_round(session: Session, round_: Round) -> RoundPeople:
    """The people of the round, read from their answers for the computation only."""
    sides: dict[Side, list[ReadPerson]] = {side: [] for side in Side}
    for participation, profile in participants(session, round_):
        sides[profile.side].append(read_profile(profile, row=participation.number))
    return RoundPeople(tuple(sides[Side.MENTEE]), tuple(sides[Side.MENTOR]))


def read_profile(profile: Profile, *, row: int | None = None) -> ReadPerson:
    """One sign-up, read. Nobody sees the result: it goes to the guard and the matcher."""
    sealed = profile.sealed()
    answers: dict[Field, str] = {}
    for field in sealed.fields():
        words = sealed.view(field, viewer=Viewer.MATCHER)
        if words is not None:
            answers[field] = words
    read = mentee_from_answers if profile.side is Side.MENTEE else mentor_from_answers
    return read(key=profile.id, row=row, answers=answers)
