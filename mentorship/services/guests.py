"""The registrations of a conference beside the people of a round: who of them is still to come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.people import Field, Mentee, Mentor, Person
from mentorship.intake.attendance import Presence, newcomers, who_is_there
from mentorship.intake.people import ReadPerson
from mentorship.intake.registration_fates import Fate, Outcome, fates_of
from mentorship.intake.registrations import Registration
from mentorship.models.keys import email_key
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.decisions import left_out
from mentorship.services.people import people_of_round
from mentorship.services.rounds import OVER

_WAS_TAKEN_OUT = (
    "This person was taken out of the round, or asked to be, so nobody was brought in from this "
    "line."
)
_ONLY_IF_ASKED = "Do not write about mentoring unless this person asks again."


@dataclass(frozen=True, slots=True)
class Guests:
    """What becomes of a conference's registrations.

    people  those who are on no list yet and asked to find or to be a mentor
    """

    fates: tuple[Fate, ...]
    people: tuple[ReadPerson, ...]


def guests_of(session: Session, round_: Round, registrations: tuple[Registration, ...]) -> Guests:
    """Who of these signed up already, and who is still to be asked."""
    mentees, mentors = people_of_round(session, round_)
    everybody: tuple[Mentee | Mentor, ...] = (*mentees, *mentors)
    presences = who_is_there(registrations, everybody)
    gone = _taken_out(session, round_)
    coming = [one for one in presences if not _has_gone(one, gone)]
    return Guests(tuple(_fates(presences, everybody, gone=gone)), newcomers(coming))


def as_earlier_sign_up(person: Person) -> Person:
    """Of a registration by somebody who signed up for an earlier round, only that she has not
    agreed to this one: what she wrote then says more than what a ticket shop asks."""
    return replace(person, answers={Field.AGREEMENT: ""})


def busy_elsewhere(session: Session, round_: Round) -> frozenset[str]:
    """The profiles that take part in another round which is not over."""
    return frozenset(
        session.scalars(
            select(Participation.profile_id)
            .join(Round, Round.id == Participation.round_id)
            .where(Round.id != round_.id, Round.state.not_in(OVER))
        )
    )


def _fates(
    presences: Iterable[Presence],
    people: tuple[Mentee | Mentor, ...],
    *,
    gone: dict[str, datetime | None],
) -> Iterator[Fate]:
    for one in presences:
        if _has_gone(one, gone):
            line = one.registration
            yield Fate(line.sheet, line.row, Outcome.NOT_COMING, _WAS_TAKEN_OUT, _ONLY_IF_ASKED)
        else:
            yield from fates_of((one,), people)


def _has_gone(one: Presence, gone: dict[str, datetime | None]) -> bool:
    """True for somebody who was taken out, and has not registered since."""
    key = email_key(one.registration.email) if one.registration.email else ""
    if not one.comes_new or key not in gone:
        return False
    since, ordered = gone[key], one.registration.ordered_at
    return since is None or ordered is None or ordered <= since


def _taken_out(session: Session, round_: Round) -> dict[str, datetime | None]:
    """Digest of the address → when that person left; None where the team took her out."""
    left = session.execute(
        select(Profile.email_key, Profile.withdrawn_at).where(Profile.withdrawn_at.is_not(None))
    )
    gone: dict[str, datetime | None] = {key: at for key, at in left if key}
    out = left_out(session, round_)
    taking_part = session.execute(
        select(Profile.id, Profile.email_key)
        .join(Participation, Participation.profile_id == Profile.id)
        .where(Participation.round_id == round_.id)
    )
    return gone | {key: None for profile_id, key in taking_part if key and profile_id in out}
