"""Who waits for somebody else of the team: people of a round whom a coordinator does not see.

Where the team is one person who works somewhere, whoever looks after the server settles what
stands between: a spelling means a place, whoever wrote it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.decisions import Choice
from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.questions import QuestionKind
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.match import Match
from mentorship.models.round import Participation, Round
from mentorship.services.audit import record
from mentorship.services.institutions import add_spelling, register
from mentorship.services.look_requests import ask_for_looks_everywhere
from mentorship.services.sight import seeing_everybody, sight_of
from mentorship.services.team import coordinators, sight_for, told_by_member
from mentorship.services.work_list import open_items

# Somebody of the team has the next word about a pair in one of these.
_FOR_THE_TEAM = (MatchState.PROPOSED, MatchState.HELD, MatchState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Unseen:
    """How many people of a round wait for somebody else than this coordinator."""

    than: Account
    count: int


@dataclass(frozen=True, slots=True)
class Waits:
    """A round's people who wait for the team, by who does not see them.

    by_nobody  how many nobody of the team sees: they wait until somebody joins it
    """

    waiting: int
    unseen: tuple[Unseen, ...]
    by_nobody: int


def waits_for_another(session: Session, round_: Round, *, now: datetime) -> list[Unseen]:
    """For whom of her colleagues whoever looks has to stand in, and for how many people.

    Only people whom she sees herself are counted; the colleague reads nothing of it.
    """
    sight = sight_of(session)
    waiting = _who_waits(session, round_)
    others = [one for one in _who_have_told(session) if sight is None or one.id != sight.account_id]
    unseen = [Unseen(one, len(waiting & _hidden(session, one, now=now))) for one in others]
    return [one for one in unseen if one.count]


def waits_of_team(session: Session, round_: Round, *, now: datetime) -> Waits:
    """The same for whoever looks after the server, who sees numbers only."""
    waiting = _who_waits(session, round_)
    members = _who_have_told(session)
    hidden = [_hidden(session, one, now=now) for one in members]
    unseen = [
        Unseen(one, len(waiting & theirs)) for one, theirs in zip(members, hidden, strict=True)
    ]
    by_nobody = waiting.intersection(*hidden)
    return Waits(len(waiting), tuple(one for one in unseen if one.count), len(by_nobody))


def spellings_to_settle(session: Session, round_: Round) -> list[str]:
    """What people of this round wrote as their workplace and nobody could read; not who did."""
    asked = (item for item in open_items(session, round_) if Choice.ALIAS in item.choices)
    return sorted({item.spelling for item in asked})


def settle_spelling(session: Session, spelling: str, *, means: str, now: datetime) -> str:
    """The register knows this spelling from now on; the name of the place that it means.

    Raises Refused for a place that the register does not know.
    """
    known = register(session).resolve(means)
    if not known.is_settled or len(known.known) != 1:
        raise Refused(f"The register has no such place as “{means}”. Nothing was changed.")
    name = next(iter(known.known))
    add_spelling(session, name, spelling=spelling, now=now)
    ask_for_looks_everywhere(session, now=now)
    codes = (QuestionKind.INSTITUTION, Choice.ALIAS)
    record(session, by=None, verb=Verb.DECIDE, subject="", codes=codes, now=now)
    return name


def _who_have_told(session: Session) -> list[Account]:
    return [one for one in coordinators(session) if told_by_member(session, one) is not None]


def _hidden(session: Session, account: Account, *, now: datetime) -> frozenset[str]:
    with seeing_everybody(session):
        return sight_for(session, account, now=now).hidden


def _who_waits(session: Session, round_: Round) -> frozenset[str]:
    """Everybody about whom the team has something to decide."""
    asked = {key for item in open_items(session, round_) for key in item.people}
    pairs = session.execute(
        select(Match.mentee_id, Match.mentor_id).where(
            Match.round_id == round_.id, Match.state.in_(_FOR_THE_TEAM)
        )
    )
    return frozenset(_here(session, round_, asked.union(*pairs)))


def _here(session: Session, round_: Round, ids: Iterable[str]) -> Iterable[str]:
    return session.scalars(
        select(Participation.profile_id).where(
            Participation.round_id == round_.id, Participation.profile_id.in_(set(ids))
        )
    )
