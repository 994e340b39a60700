"""Rounds at a glance: people, places, pairs and open questions, in few queries for any number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import Viewer
from mentorship.domain.lifecycle import LIVE_STATES, MatchState
from mentorship.domain.people import Field, Side
from mentorship.domain.policy import Policy
from mentorship.intake.capacity import read_places
from mentorship.models.check import RoundCheck
from mentorship.models.match import Match
from mentorship.models.profile import Profile, is_known
from mentorship.models.round import (
    MatchingRun,
    Participation,
    Round,
    RoundMove,
)
from mentorship.services.cards import staff_name
from mentorship.services.decisions import decided_since
from mentorship.services.runs import latest_run
from mentorship.services.sight import number_of, seen_items
from mentorship.services.told_team import told_and_open

# services/work_list.py knows what stands under it; it asks this module for names.
_TODAY = "today"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one round stands, in figures.

    pairs      how many matches are in each state; a state without any is absent
    questions  how many items of the work list nobody has decided yet
    today      how many of these need a person today
    run        the latest run, in whatever state; only where one round was asked for
    """

    round_: Round
    people: Mapping[Side, int]
    places: int
    pairs: Mapping[MatchState, int]
    questions: int
    today: int = 0
    run: MatchingRun | None = None

    def count(self, *states: MatchState) -> int:
        return sum(self.pairs.get(state, 0) for state in states)

    @property
    def live_pairs(self) -> int:
        return self.count(*LIVE_STATES)

    @property
    def has_both_sides(self) -> bool:
        return all(self.people.values())


def standing(session: Session, round_: Round) -> Standing:
    """Where this round stands, its latest run included."""
    figures = standings(session, [round_])[0]
    return Standing(
        round_=round_,
        people=figures.people,
        places=figures.places,
        pairs=figures.pairs,
        questions=figures.questions,
        today=figures.today,
        run=latest_run(session, round_),
    )


def standings(session: Session, rounds: Sequence[Round]) -> list[Standing]:
    """Where each of these rounds stands, in the same order."""
    ids = [round_.id for round_ in rounds]
    people, pairs = _people(session, ids), _pairs(session, ids)
    mentors, items = _mentors(session, ids), _open_items(session, ids)
    return [
        Standing(
            round_=round_,
            people={side: people[round_.id].get(side, 0) for side in Side},
            places=_places(mentors[round_.id], Policy(**round_.policy)),
            pairs=pairs[round_.id],
            questions=len(items[round_.id]),
            today=items[round_.id].count(_TODAY),
        )
        for round_ in rounds
    ]


def _people(session: Session, ids: list[str]) -> Mapping[str, Mapping[Side, int]]:
    rows = session.execute(
        select(Participation.round_id, Participation.side, func.count())
        .join(Profile, Profile.id == Participation.profile_id)
        .where(
            Participation.round_id.in_(ids),
            Participation.is_out.is_(False),
            Profile.withdrawn_at.is_(None),
            is_known(),
        )
        .group_by(Participation.round_id, Participation.side)
    )
    found: dict[str, dict[Side, int]] = defaultdict(dict)
    for round_id, side, count in rows:
        found[round_id][side] = count
    return found


def _pairs(session: Session, ids: list[str]) -> Mapping[str, Mapping[MatchState, int]]:
    rows = session.execute(
        select(Match.round_id, Match.state, func.count())
        .where(Match.round_id.in_(ids))
        .group_by(Match.round_id, Match.state)
    )
    found: dict[str, dict[MatchState, int]] = defaultdict(dict)
    for round_id, state, count in rows:
        found[round_id][state] = count
    return found


def _mentors(session: Session, ids: list[str]) -> Mapping[str, list[Profile]]:
    rows = session.execute(
        select(Participation.round_id, Profile)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(
            Participation.round_id.in_(ids),
            Participation.side == Side.MENTOR,
            Participation.is_out.is_(False),
            Profile.withdrawn_at.is_(None),
            is_known(),
        )
    )
    found: dict[str, list[Profile]] = defaultdict(list)
    for round_id, profile in rows:
        found[round_id].append(profile)
    return found


def _places(mentors: Iterable[Profile], policy: Policy) -> int:
    """The places that these mentors surely offer; an unclear answer counts as none."""
    answers = (
        profile.sealed().view(Field.CAPACITY, viewer=Viewer.COORDINATOR) for profile in mentors
    )
    promised = (read_places(answer or "").places or 0 for answer in answers)
    return sum(min(places, policy.most_places_per_mentor) for places in promised)


def _open_items(session: Session, ids: list[str]) -> Mapping[str, list[str]]:
    """By round: the urgency of every item of its work list that nobody has decided yet."""
    decided = decided_since(session, ids)
    rows = session.execute(
        select(RoundCheck.round_id, RoundCheck.findings).where(RoundCheck.round_id.in_(ids))
    )
    found: dict[str, list[str]] = defaultdict(list)
    for round_id, findings in rows:
        items, settled = seen_items(session, findings.get("items", ())), decided.get(round_id, ())
        found[round_id] = [item["urgency"] for item in items if item["id"] not in settled]
    for told in told_and_open(session, ids):
        found[told.round_id].append(_TODAY)
    return found


def moves_of_round(session: Session, round_: Round) -> list[RoundMove]:
    """The record of this round, newest first."""
    return list(
        session.scalars(
            select(RoundMove).where(RoundMove.round_id == round_.id).order_by(RoundMove.id.desc())
        )
    )


def person_in_round(
    session: Session, round_: Round, profile_id: str
) -> tuple[Participation, Profile] | None:
    """Somebody who takes part in this round, withdrawn or not; None for anybody else."""
    row = session.execute(
        select(Participation, Profile)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(Participation.round_id == round_.id, Profile.id == profile_id)
    ).first()
    return (row[0], row[1]) if row else None


def called(session: Session, round_: Round, ids: Iterable[str]) -> dict[str, str]:
    """What the team calls each of these people: a mentor by name, a mentee by number."""
    rows = session.execute(
        select(Participation, Profile)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(Participation.round_id == round_.id, Profile.id.in_(set(ids)))
    )
    return {
        profile.id: staff_name(profile, number=number_of(session, part)) for part, profile in rows
    }
