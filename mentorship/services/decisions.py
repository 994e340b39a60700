"""What the team decided about the questions of a round: written down, found again, taken back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from mentorship.domain.decisions import JUDGEMENTS, Choice
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field
from mentorship.intake.addresses import read_address
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.check import RoundCheck, TeamDecision
from mentorship.models.keys import email_key, keyed_digest
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.audit import record

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DecidedBefore:
    """The judgements in force; asked by topic, as the readers ask. See domain/decisions.py."""

    by_key: Mapping[str, Choice]

    def get(self, topic: str, /) -> Choice | None:
        return self.by_key.get(topic_key(topic))


def topic_key(topic: str) -> str:
    """A topic as it is stored: nobody without our keys can try out what it may be about."""
    return keyed_digest("topic", topic)


def words_key(words: str) -> str:
    """The words that an answer stands for, as they are stored beside it."""
    return keyed_digest("said", words)


def decided_before(session: Session) -> DecidedBefore:
    """What was decided in this round and in those before it.

    Whoever told the team something has answered the question, so nothing stands in the way of
    what was told.
    """
    rows = session.execute(
        select(TeamDecision.topic, TeamDecision.choice)
        .where(
            TeamDecision.undone_at.is_(None),
            TeamDecision.choice.in_((*JUDGEMENTS, Choice.ANSWER)),
        )
        .order_by(TeamDecision.decided_at, TeamDecision.id)
    )
    return DecidedBefore(
        {topic: Choice.FREE if choice is Choice.ANSWER else choice for topic, choice in rows}
    )


def known_as_one(session: Session) -> list[Pair]:
    """Sign-ups that a person of the team knows to be one person's."""
    said: dict[frozenset[str], TeamDecision] = {}
    about = _in_force(Choice.SAME, Choice.DIFFERENT)
    for decision in session.scalars(about.order_by(TeamDecision.decided_at, TeamDecision.id)):
        said[frozenset((decision.first_id or "", decision.second_id or ""))] = decision
    same = (one for one in said.values() if one.choice is Choice.SAME)
    return [(one.first_id, one.second_id) for one in same if one.first_id and one.second_id]


def decided_apart(session: Session) -> list[Pair]:
    """Mentee and mentor of every pair that a person of the team keeps apart, whatever changes."""
    rows = session.execute(
        _in_force(Choice.APART).with_only_columns(TeamDecision.first_id, TeamDecision.second_id)
    )
    return [(first, second) for first, second in rows if first and second]


def left_out(session: Session, round_: Round) -> frozenset[str]:
    """The sign-ups that the team took out of this round."""
    chosen = _in_force(Choice.OUT).where(TeamDecision.round_id == round_.id)
    ids = session.scalars(chosen.with_only_columns(TeamDecision.first_id))
    return frozenset(one for one in ids if one)


def told_the_team(session: Session, round_: Round) -> dict[str, dict[Field, str]]:
    """For each sign-up of the round, what counts instead of some of its answers."""
    taking_part = select(Participation.profile_id).where(Participation.round_id == round_.id)
    return _told(session, _telling().where(TeamDecision.first_id.in_(taking_part)))


def told_by(session: Session, profile: Profile) -> dict[Field, str]:
    """What counts instead of some answers of this one sign-up."""
    told = _told(session, _telling().where(TeamDecision.first_id == profile.id))
    return told.get(profile.id, {})


def everything_told(session: Session) -> dict[str, dict[Field, str]]:
    """For everybody of every round, what counts instead of some answers."""
    return _told(session, _telling())


def told_keys(session: Session) -> dict[str, str]:
    """Sign-up → digest of the address that counts instead of what stands there, if anything."""
    told = _told(session, _in_force(Choice.ANSWER))
    addresses = {key: read_address(said.get(Field.EMAIL, "")).email for key, said in told.items()}
    return {key: email_key(address) for key, address in addresses.items() if address}


def _told(session: Session, telling: Select[TeamDecision]) -> dict[str, dict[Field, str]]:
    decisions = session.scalars(telling.order_by(TeamDecision.decided_at, TeamDecision.id)).all()
    if not decisions:
        return {}
    ids = {one.first_id for one in decisions}
    profiles = {p.id: p for p in session.scalars(select(Profile).where(Profile.id.in_(ids)))}
    told: dict[str, dict[Field, str]] = defaultdict(dict)
    for decision in decisions:
        profile = profiles[decision.first_id or ""]
        for name, (stands_for, instead) in decision.told.items():
            # Whom to keep away from only grows: what was told stays until it is taken back.
            stands = name == Field.KEEP_APART
            if stands or words_key(profile.answers.get(name, "")) == stands_for:
                told[profile.id][Field(name)] = instead
    return told


def _telling() -> Select[TeamDecision]:
    return _in_force(Choice.ANSWER, Choice.SOFTEN)


def _in_force(*choices: Choice) -> Select[TeamDecision]:
    return select(TeamDecision).where(
        TeamDecision.undone_at.is_(None), TeamDecision.choice.in_(choices)
    )


def decisions_of_round(session: Session, round_: Round) -> list[TeamDecision]:
    """What was decided in this round and stands, the latest first."""
    return list(
        session.scalars(
            select(TeamDecision)
            .where(TeamDecision.round_id == round_.id, TeamDecision.undone_at.is_(None))
            .order_by(TeamDecision.decided_at.desc(), TeamDecision.id)
        )
    )


def decided_since(session: Session, rounds: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """By round: the keys of the topics that were decided after its last look.

    What a look still asks although it was decided before is open: the decision fits no more.
    """
    rows = session.execute(
        select(TeamDecision.round_id, TeamDecision.topic)
        .join(RoundCheck, RoundCheck.round_id == TeamDecision.round_id)
        .where(
            TeamDecision.round_id.in_(tuple(rounds)),
            TeamDecision.change > RoundCheck.checked,
            TeamDecision.undone_at.is_(None),
        )
    )
    found: dict[str, set[str]] = defaultdict(set)
    for round_id, topic in rows:
        found[round_id].add(topic)
    return {round_id: frozenset(topics) for round_id, topics in found.items()}


def find_decision(session: Session, round_: Round, decision_id: str) -> TeamDecision | None:
    return session.scalar(
        select(TeamDecision).where(
            TeamDecision.id == decision_id, TeamDecision.round_id == round_.id
        )
    )


def write_down(session: Session, decision: TeamDecision, *, by: Account, now: datetime) -> None:
    """The decision stands, and it is on record who made it.

    Raises Refused when somebody else has decided about the same thing: nobody is overruled
    unawares.
    """
    for earlier in _standing(session, decision):
        # A look has seen it and asks all the same: it fits no more.
        earlier.undone_at, earlier.undone_by = now, by.id
    session.add(decision)
    session.flush()
    record(
        session,
        by=by,
        verb=Verb.DECIDE,
        subject=decision.id,
        codes=(decision.kind, decision.choice),
        now=now,
    )


def _standing(session: Session, decision: TeamDecision) -> Sequence[TeamDecision]:
    """What was decided about the same thing before. Raises Refused when no look has seen it."""
    check = session.get(RoundCheck, decision.round_id)
    standing = session.scalars(
        select(TeamDecision).where(
            TeamDecision.round_id == decision.round_id,
            TeamDecision.topic == decision.topic,
            TeamDecision.first_id == decision.first_id,
            TeamDecision.undone_at.is_(None),
        )
    ).all()
    if any(check is None or one.change > check.checked for one in standing):
        raise Refused("Somebody else decided about this a moment ago. The list shows it.")
    return standing


def strike(session: Session, decision: TeamDecision, *, by: Account, now: datetime) -> None:
    """The decision counts no more; that it was made stays.

    Raises Refused when it was taken back before.
    """
    if decision.undone_at is not None:
        raise Refused("This was taken back before.")
    decision.undone_at, decision.undone_by = now, by.id
    session.flush()
