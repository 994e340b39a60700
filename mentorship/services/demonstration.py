"""The demonstration: the working cohort, brought in as a coordinator would, up to the review."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.circles import Repeats, Times
from mentorship.domain.disclosure import Viewer
from mentorship.domain.lifecycle import MatchState, RoundEvent
from mentorship.domain.people import Field
from mentorship.models.account import Account, RoleName
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import MatchingRun, Round, SheetKind
from mentorship.services.accounts import open_account
from mentorship.services.circles import Offer, offer_circle
from mentorship.services.imports import bring_in, look_through
from mentorship.services.profiles import claim
from mentorship.services.rounds import create_round, move_round
from mentorship.services.runs import request_run

COORDINATOR_ADDRESS = "coordinator@example.org"
PASSWORD = "a quiet table by the door"
_HEARS_WITHIN = timedelta(weeks=3)


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """The three who can sign in at once."""

    coordinator: Account
    mentee: Account
    mentor: Account


def start_round(
    session: Session,
    coordinator: Account,
    sheets: Mapping[SheetKind, bytes],
    *,
    now: datetime,
) -> MatchingRun:
    """A round stands with the people of these sheets, closed, and its matching is asked for."""
    round_ = create_round(
        session, name="Autumn round", closes_on=None, time_zone="America/Phoenix", now=now
    )
    round_.seed = 2026
    round_.hear_by = (now + _HEARS_WITHIN).date()
    for kind, content in sheets.items():
        sheet = look_through(
            session,
            round_,
            kind=kind,
            content=content,
            file_name=f"{kind}.csv",
            by=coordinator,
            now=now,
        )
        bring_in(session, sheet, by=coordinator, now=now)
    for event in (RoundEvent.OPEN, RoundEvent.CLOSE):
        move_round(session, round_, event, by=coordinator, now=now)
    return request_run(session, round_, by=coordinator, now=now)


def offer_two_circles(session: Session, coordinator: Account, *, now: datetime) -> None:
    """Two circles are open: one that goes on, and one that meets once."""
    soon = now.date() + timedelta(days=3)
    for offer in (
        Offer(
            title="Thursdays, after work",
            words="We say how the week was, and one person brings a question. Nobody has to talk.",
            held_by="Zaynab Calloway",
            works_at=(),
            join_at="https://meet.example.org/after-work",
            spoken="English",
            times=Times(soon, time(18, 30), "America/Phoenix", 60, Repeats.WEEKLY),
            seats=8,
            cameras_optional=True,
        ),
        Offer(
            title="Contracts, and what can be asked for",
            words="Bring the page that you do not understand; names and numbers stay at home.",
            held_by="Ileana Brightwater",
            works_at=(),
            join_at="https://meet.example.org/contracts",
            spoken="English",
            times=Times(soon + timedelta(days=2), time(12), "UTC", 45, Repeats.ONCE),
            seats=6,
            cameras_optional=True,
        ),
    ):
        offer_circle(session, offer, by=coordinator, now=now)


def open_two_accounts(session: Session, *, password_hash: str, now: datetime) -> None:
    """The mentee and the mentor of the best proposed pair can sign in."""
    best = session.scalar(
        select(Match)
        .where(Match.state == MatchState.PROPOSED)
        .order_by(Match.score.desc(), Match.id)
        .limit(1)
    )
    if best is None:
        raise LookupError("The demonstration cohort gave no pair.")
    for profile_id, role in (
        (best.mentee_id, RoleName.MENTEE),
        (best.mentor_id, RoleName.MENTOR),
    ):
        profile = session.get_one(Profile, profile_id)
        address = profile.sealed().view(Field.EMAIL, viewer=Viewer.MATCHER) or ""
        account = open_account(session, email=address, role=role, now=now)
        account.password = password_hash
        claim(session, profile, account, now=now)


def demo_people(session: Session) -> DemoPeople:
    """The three accounts that the demonstration made, which are the first ones there are."""
    first = session.scalars(select(Account).order_by(Account.id).limit(3)).all()
    return DemoPeople(*first)


def demo_round(session: Session) -> Round:
    return session.scalars(select(Round).order_by(Round.created_at).limit(1)).one()


def best_pair(session: Session) -> Match | None:
    """The match of the mentee who has an account, wherever it stands now."""
    return session.scalar(
        select(Match)
        .join(Profile, Profile.id == Match.mentee_id)
        .where(Profile.account_id.is_not(None))
        .order_by(Match.proposed_at, Match.id)
        .limit(1)
    )
