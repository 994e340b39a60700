"""A mentor is asked about nobody for a while: until a day, or until she or he says otherwise."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.profile import Profile
from mentorship.services.look_requests import ask_for_looks_everywhere


def pause(session: Session, account: Account, *, until: date | None, now: datetime) -> None:
    """From now on nobody new is proposed to this mentor. Who was introduced goes on meeting, and
    what waits for an answer still does."""
    _set(session, _all_of(account), since=now, until=until)
    ask_for_looks_everywhere(session, now=now)


def pause_without_account(
    session: Session, profile: Profile, *, until: date | None, now: datetime
) -> None:
    """The same for a mentor who holds a link of ours, whether or not there is an account."""
    whose = Profile.id == profile.id
    if profile.account_id is not None:
        same = (Profile.account_id == profile.account_id) & (Profile.side == Side.MENTOR)
        whose = whose | same
    _set(session, whose, since=now, until=until)
    ask_for_looks_everywhere(session, now=now)


def resume(session: Session, account: Account, *, now: datetime) -> None:
    """The mentor is asked again like everybody else."""
    _set(session, _all_of(account), since=None, until=None)
    ask_for_looks_everywhere(session, now=now)


def pause_of(session: Session, account: Account) -> Profile | None:
    """The sign-up that says since when and until when this mentor pauses; None otherwise."""
    return session.scalar(
        select(Profile)
        .where(
            Profile.account_id == account.id,
            Profile.side == Side.MENTOR,
            Profile.paused_at.is_not(None),
        )
        .limit(1)
    )


def resume_whose_day_has_come(session: Session, *, today: date, now: datetime) -> int:
    """Nobody pauses any longer than was said; how many sign-ups that were."""
    due = (Profile.paused_at.is_not(None), Profile.paused_until <= today)
    count = session.scalar(select(func.count()).select_from(Profile).where(*due)) or 0
    if count:
        session.execute(update(Profile).where(*due).values(paused_at=None, paused_until=None))
        ask_for_looks_everywhere(session, now=now)
    return count


def _all_of(account: Account) -> ColumnElement[bool]:
    # Every sign-up of this mentor: a look could count an earlier one for the same person.
    return (Profile.account_id == account.id) & (Profile.side == Side.MENTOR)


def _set(
    session: Session,
    whose: ColumnElement[bool],
    *,
    since: datetime | None,
    until: date | None,
) -> None:
    session.execute(update(Profile).where(whose).values(paused_at=since, paused_until=until))
