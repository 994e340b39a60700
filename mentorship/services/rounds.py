"""Rounds: opened, filled, closed, released, each move recorded."""

import secrets
from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import ROUND_MOVES, Actor, RoundEvent, RoundState, next_state
from mentorship.domain.people import Side
from mentorship.domain.policy import Policy
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
from mentorship.models.profile import Profile, is_known, is_not_paused
from mentorship.models.round import Participation, Round, RoundMove


def create_round(
    session: Session, *, name: str, closes_on: date | None, time_zone: str, now: datetime
) -> Round:
    """A round stands as a draft, with the programme's policy and a seed of its own."""
    round_ = Round(
        name=name,
        state=RoundState.DRAFT,
        closes_on=closes_on,
        time_zone=time_zone,
        seed=secrets.randbelow(1_000_000),
        policy=Policy().as_dict(),
        created_at=now,
    )
    session.add(round_)
    session.flush()
    return round_


def move_round(
    session: Session, round_: Round, event: RoundEvent, *, by: Account | None, now: datetime
) -> None:
    """The round has made this move, and it is written down who made it.

    Raises Refused when the table of moves has no such row.
    """
    state = next_state(ROUND_MOVES, state=round_.state, event=event, by=Actor.COORDINATOR)
    session.add(
        RoundMove(
            round_id=round_.id,
            event=event,
            from_state=round_.state,
            to_state=state,
            actor=Actor.COORDINATOR,
            account_id=by.id if by else None,
            moved_at=now,
        )
    )
    round_.state = state
    session.flush()


def find_round(session: Session, round_id: str) -> Round | None:
    return session.get(Round, round_id)


def rounds_newest_first(session: Session) -> list[Round]:
    return list(session.scalars(select(Round).order_by(Round.created_at.desc(), Round.id)))


def open_round(session: Session) -> Round | None:
    """The round that takes sign-ups now: the newest of those that are open."""
    return session.scalar(
        select(Round)
        .where(Round.state == RoundState.OPEN)
        .order_by(Round.created_at.desc(), Round.id)
        .limit(1)
    )


OVER = (RoundState.FINISHED, RoundState.CANCELLED)
_NOT_LOOKED_AT = (RoundState.DRAFT, RoundState.OPEN, *OVER)


def rounds_of(session: Session, account: Account) -> list[tuple[Round, Side]]:
    """Every round in which this account takes or took part, and on which side, newest first."""
    rows = session.execute(
        select(Round, Participation.side)
        .join(Participation, Participation.round_id == Round.id)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(
            Profile.account_id == account.id,
            Profile.withdrawn_at.is_(None),
            Participation.left_at.is_(None),
            Round.state != RoundState.CANCELLED,
        )
        .order_by(Round.created_at.desc(), Round.id)
    )
    return [(round_, side) for round_, side in rows]


def round_that_counts(session: Session, account: Account, side: Side) -> Round | None:
    """Where this account stands, on this side: the newest round that the team works on, or else
    the newest of all. Whoever has joined the next one still waits for what comes of the first.
    """
    rounds = [one for one, of in rounds_of(session, account) if of is side]
    under_way = (one for one in rounds if one.state not in _NOT_LOOKED_AT)
    return next(under_way, next(iter(rounds), None))


def round_left(session: Session, account: Account) -> Round | None:
    """The newest round that is not over and in which this mentee said that she takes no part."""
    return session.scalar(
        select(Round)
        .join(Participation, Participation.round_id == Round.id)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(
            Profile.account_id == account.id,
            Profile.side == Side.MENTEE,
            Profile.withdrawn_at.is_(None),
            Participation.left_at.is_not(None),
            Round.state.not_in(OVER),
        )
        .order_by(Round.created_at.desc(), Round.id)
        .limit(1)
    )


def is_under_way(session: Session, account: Account) -> bool:
    """True while the team looks at what this account told, on either side.

    Until that round is over its answers stay as they were read, whatever other round is open:
    somebody who was asked could else change a workplace again and again until the pair is held,
    and know by it where the other one works.
    """
    return _is_any_under_way(rounds_of(session, account))


def _is_any_under_way(rounds: Iterable[tuple[Round, Side]]) -> bool:
    return any(one.state not in _NOT_LOOKED_AT for one, _ in rounds)


def where_answers_go(session: Session, account: Account, side: Side) -> tuple[Round | None, bool]:
    """The round that answers given now count for, or None while nobody can sign up; and whether
    what was told has to stay as it is (see `is_under_way`).
    """
    rounds = rounds_of(session, account)
    latest = next((one for one, of in rounds if of is side), None)
    is_draft = latest is not None and latest.state is RoundState.DRAFT
    return latest if is_draft else open_round(session), _is_any_under_way(rounds)


def join(
    session: Session,
    round_: Round,
    profile: Profile,
    *,
    now: datetime,
    sheet_row: int | None = None,
) -> Participation:
    """The person takes part in the round. Joining twice changes nothing but the sheet's row.

    Whoever has left it is in it again only by her own word, never by a row of a sheet.
    """
    standing = participation_of(session, round_, profile)
    if standing is not None:
        if sheet_row is None and standing.left_at is not None:
            refuse_unless_joinable(round_)
            standing.left_at, standing.is_out = None, False
        standing.sheet_row = sheet_row if sheet_row is not None else standing.sheet_row
        return standing
    refuse_unless_joinable(round_)
    participation = Participation(
        round_id=round_.id,
        profile_id=profile.id,
        side=profile.side,
        number=_free_number(session, round_, profile.side, wanted=sheet_row),
        sheet_row=sheet_row,
        joined_at=now,
    )
    session.add(participation)
    session.flush()
    return participation


def refuse_unless_joinable(round_: Round) -> None:
    """Refuses everybody new once the round is being matched."""
    if round_.state not in (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED):
        raise Refused(_("This round is already being matched, so nobody can join it any more."))


def participation_of(session: Session, round_: Round, profile: Profile) -> Participation | None:
    return session.scalar(
        select(Participation).where(
            Participation.round_id == round_.id, Participation.profile_id == profile.id
        )
    )


def participants(
    session: Session, round_: Round, *, only: Collection[str] | None = None
) -> list[tuple[Participation, Profile]]:
    """Everybody who takes part and has neither left nor withdrawn, in the order of their numbers.

    A mentor whom the team does not know yet does not: nobody is matched with a stranger.
    Nor does a mentor who pauses, unless it is asked about these people alone: whoever was asked
    already may still say yes.
    only  the people under whom a sign-up has to stand, where not everybody is meant
    """
    wanted = (
        select(Participation, Profile)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(
            Participation.round_id == round_.id,
            Participation.left_at.is_(None),
            Profile.withdrawn_at.is_(None),
            is_known(),
        )
        .order_by(Participation.side, Participation.number)
    )
    if only is None:
        wanted = wanted.where(is_not_paused())
    else:
        stands_under = func.coalesce(Participation.merged_into, Participation.profile_id)
        wanted = wanted.where(stands_under.in_(only))
    rows = session.execute(wanted)
    return [(participation, profile) for participation, profile in rows]


def count_people(session: Session, round_: Round) -> dict[Side, int]:
    """How many mentees and mentors take part."""
    rows = session.execute(
        select(Participation.side, func.count())
        .join(Profile, Profile.id == Participation.profile_id)
        .where(
            Participation.round_id == round_.id,
            Participation.left_at.is_(None),
            Profile.withdrawn_at.is_(None),
        )
        .group_by(Participation.side)
    )
    counts = dict(rows.all())
    return {side: counts.get(side, 0) for side in Side}


def _free_number(session: Session, round_: Round, side: Side, *, wanted: int | None) -> int:
    """The row of the sheet where it is free, so that screen and sheet agree; else the next one."""
    taken = set(
        session.scalars(
            select(Participation.number).where(
                Participation.round_id == round_.id, Participation.side == side
            )
        )
    )
    return wanted if wanted is not None and wanted not in taken else max(taken, default=0) + 1
