"""The people of a round as the road reads them: the same readers that read a sheet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import Viewer
from mentorship.domain.people import Field, Mentee, Mentor, Side
from mentorship.intake.one_person import as_one
from mentorship.intake.people import ReadPerson, mentee_from_answers, mentor_from_answers
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.decisions import left_out, told_the_team
from mentorship.services.rounds import participants

NOTHING_TOLD: Mapping[Field, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RoundPeople:
    """Everybody who takes part, read; keys are the ids of the profiles."""

    mentees: tuple[ReadPerson, ...]
    mentors: tuple[ReadPerson, ...]


def read_round(session: Session, round_: Round) -> RoundPeople:
    """The sign-ups of the round, each by itself, read for the computation only."""
    return _on_both_sides(_read(session, round_))


def people_of_round(session: Session, round_: Round) -> tuple[list[Mentee], list[Mentor]]:
    """Everybody in the round as one person each, however often she signed up.

    Who is whom is what the last look over the round found; see services/checking.py.
    """
    return _each_once(_read(session, round_), out=left_out(session, round_))


def read_pair(session: Session, round_: Round, ids: Sequence[str]) -> RoundPeople:
    """The sign-ups of these people of the round alone, with all others of theirs."""
    standing = session.scalars(
        select(func.coalesce(Participation.merged_into, Participation.profile_id)).where(
            Participation.round_id == round_.id, Participation.profile_id.in_(ids)
        )
    ).all()
    return _on_both_sides(_read(session, round_, only=frozenset(standing)))


def _on_both_sides(rows: Iterable[tuple[Participation, ReadPerson]]) -> RoundPeople:
    sides: dict[Side, list[ReadPerson]] = {side: [] for side in Side}
    for part, read in rows:
        sides[part.side].append(read)
    return RoundPeople(tuple(sides[Side.MENTEE]), tuple(sides[Side.MENTOR]))


def _each_once(
    rows: Iterable[tuple[Participation, ReadPerson]], *, out: frozenset[str]
) -> tuple[list[Mentee], list[Mentor]]:
    by_person: dict[str, list[ReadPerson]] = defaultdict(list)
    for part, read in rows:
        by_person[part.merged_into or part.profile_id].append(read)
    people = [
        _as_one(key, reads)
        for key, reads in by_person.items()
        if out.isdisjoint(read.person.key for read in reads)
    ]
    mentees = [person for person in people if isinstance(person, Mentee)]
    return mentees, [person for person in people if isinstance(person, Mentor)]


def _as_one(key: str, reads: Sequence[ReadPerson]) -> Mentee | Mentor:
    """The sign-up that stands last, so that its answers are the latest."""
    if len(reads) == 1:
        return reads[0].person
    return as_one(sorted(reads, key=lambda read: read.person.key == key))


def _read(
    session: Session, round_: Round, *, only: frozenset[str] | None = None
) -> list[tuple[Participation, ReadPerson]]:
    """only  the people under whom a sign-up has to stand; everybody's when left out"""
    told = told_the_team(session, round_)
    return [
        (part, read_profile(profile, row=part.number, told=told.get(profile.id, NOTHING_TOLD)))
        for part, profile in participants(session, round_, only=only)
    ]


def read_profile(
    profile: Profile, *, row: int | None = None, told: Mapping[Field, str] = NOTHING_TOLD
) -> ReadPerson:
    """One sign-up, read. Nobody sees the result: it goes to the guard and the matcher.

    told  what the person told the team instead of some answers
    """
    answers = answers_for_matching(profile)
    reader = mentee_from_answers if profile.side is Side.MENTEE else mentor_from_answers
    read = reader(key=profile.id, row=row, answers=answers, told=told)
    has_account = profile.account_id is not None
    person = replace(read.person, consents=profile.said(), has_account=has_account)
    return replace(read, person=person)


def answers_for_matching(profile: Profile) -> dict[Field, str]:
    """Every answer of this sign-up, for the computation only."""
    sealed = profile.sealed()
    answers: dict[Field, str] = {}
    for field in sealed.fields():
        words = sealed.view(field, viewer=Viewer.MATCHER)
        if words is not None:
            answers[field] = words
    return answers
