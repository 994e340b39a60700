"""Circles as somebody sees them who may come: which there are for her, and her seat in one.

A circle whose leader the guard keeps apart from her does not exist for her. It is the rule between
mentee and mentor once more, the one by which the people of the team do not see those around them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from mentorship.domain.circles import CircleState
from mentorship.domain.errors import Refused
from mentorship.domain.people import Side
from mentorship.domain.policy import Policy
from mentorship.domain.sentences import sentence as _
from mentorship.guard.colleagues import OfTheTeam, Surroundings
from mentorship.models.account import Account
from mentorship.models.circle import Circle, CircleSeat
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.decisions import told_by
from mentorship.services.institutions import register
from mentorship.services.people import read_profile
from mentorship.services.rounds import OVER
from mentorship.services.turns import take_turns

LONGEST_NAME = 60
# As far as a calendar is told: a circle may change its time.
_TIMES_AHEAD = 12
_FULL = _("Somebody took the last seat a moment ago. Nothing was changed.")
_NO_MORE = _("This circle takes nobody new any more. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class HerCircle:
    """One circle as she sees it.

    next_at   None once it is over
    is_hers   she has a seat in it
    is_alone  one conversation, offered to her and to nobody else
    called    what the others read of her; "" for nothing
    others    what the others let her read of them, once she has a seat
    is_full   no seat is free
    """

    circle: Circle
    next_at: datetime | None
    is_hers: bool
    called: str
    others: tuple[str, ...]
    is_full: bool

    @property
    def is_off(self) -> bool:
        return self.circle.state is CircleState.CANCELLED

    @property
    def is_alone(self) -> bool:
        return self.circle.only_for is not None

    @property
    def can_join(self) -> bool:
        is_open = self.circle.state is CircleState.OPEN and self.next_at is not None
        return is_open and not self.is_hers and not self.is_full


def circles_for(session: Session, account: Account, *, now: datetime) -> list[HerCircle]:
    """The circles that there are for her: hers first, then by their next time."""
    profiles, takes_part = _sign_ups(session, account)
    ids = frozenset(one.id for one in profiles)
    found = [one for one in _every_one(session, ids, now=now) if one.is_hers or one.next_at]
    shown = [one for one in found if one.is_hers or (takes_part and _is_offered(one))]
    near = _near(session, profiles, (one.circle for one in shown), now=now)
    kept = (one for one in shown if one.circle.id not in near)
    return sorted(kept, key=lambda one: (not one.is_hers, one.next_at or now, one.circle.id))


def find_for(
    session: Session, account: Account, circle_id: str, *, now: datetime
) -> HerCircle | None:
    """One of these; None for every other one, whether or not there is one."""
    found = circles_for(session, account, now=now)
    return next((one for one in found if one.circle.id == circle_id), None)


def is_shown_to(session: Session, profile: Profile, circle: Circle, *, now: datetime) -> bool:
    """True when the guard lets this person know of the circle."""
    return not _near(session, [profile], [circle], now=now)


def take_seat(session: Session, account: Account, found: HerCircle, *, now: datetime) -> None:
    """She comes. Nobody is told, and the others read nothing of her.

    Raises Refused when no seat is free any more.
    """
    take_turns(session, found.circle)
    again = find_for(session, account, found.circle.id, now=now)
    if again is None or again.is_hers:
        return
    if not again.can_join:
        raise Refused(_FULL if again.is_full else _NO_MORE)
    hers = _sign_ups(session, account)[0]
    whose = found.circle.only_for or next(one.id for one in hers if one.side is Side.MENTEE)
    session.add(CircleSeat(circle_id=found.circle.id, profile_id=whose, joined_at=now))
    session.flush()


def leave_seat(session: Session, account: Account, found: HerCircle) -> None:
    """She does not come any more, and nobody is told."""
    hers = select(Profile.id).where(Profile.account_id == account.id)
    session.execute(
        delete(CircleSeat).where(
            CircleSeat.circle_id == found.circle.id, CircleSeat.profile_id.in_(hers)
        )
    )


def be_called(session: Session, account: Account, found: HerCircle, name: str) -> None:
    """The others of the circle read this name, or nothing for an empty one."""
    for seat in session.scalars(
        select(CircleSeat)
        .join(Profile, Profile.id == CircleSeat.profile_id)
        .where(CircleSeat.circle_id == found.circle.id, Profile.account_id == account.id)
    ):
        seat.called = name[:LONGEST_NAME].strip() or None
    session.flush()


def seats_of(session: Session, people: Iterable[str]) -> Sequence[tuple[Circle, CircleSeat]]:
    """The circles in which these sign-ups have a seat, in the order in which they joined."""
    rows = session.execute(
        select(Circle, CircleSeat)
        .join(CircleSeat, CircleSeat.circle_id == Circle.id)
        .where(CircleSeat.profile_id.in_(list(people)))
        .order_by(CircleSeat.joined_at, Circle.id)
    )
    return [(circle, seat) for circle, seat in rows]


def times_of_circles(
    session: Session, account: Account, *, now: datetime
) -> list[tuple[datetime, int]]:
    """(when, how many minutes) of the next times of every circle to which she comes, in order."""
    rows = session.scalars(
        select(Circle)
        .join(CircleSeat, CircleSeat.circle_id == Circle.id)
        .join(Profile, Profile.id == CircleSeat.profile_id)
        .where(Profile.account_id == account.id, Circle.state != CircleState.CANCELLED)
    )
    return sorted(
        (moment, one.minutes)
        for one in rows
        for moment in one.times.next_ones(_TIMES_AHEAD, now=now)
    )


def give_up_seats(session: Session, profile: Profile) -> None:
    """This sign-up comes to nothing any more."""
    session.execute(delete(CircleSeat).where(CircleSeat.profile_id == profile.id))


def _sign_ups(session: Session, account: Account) -> tuple[list[Profile], bool]:
    """Every sign-up of hers, the latest first; and whether she asks in a round that goes on."""
    asks = exists().where(
        Participation.profile_id == Profile.id,
        Participation.side == Side.MENTEE,
        Participation.left_at.is_(None),
        Participation.round_id == Round.id,
        Round.state.not_in(OVER),
    )
    rows = session.execute(
        select(Profile, asks)
        .where(Profile.account_id == account.id, Profile.withdrawn_at.is_(None))
        .order_by(Profile.updated_at.desc(), Profile.id)
    ).all()
    return [profile for profile, _asks in rows], any(takes_part for _profile, takes_part in rows)


def _every_one(session: Session, hers: frozenset[str], *, now: datetime) -> list[HerCircle]:
    """Every circle that is for anybody or for her, whatever the guard says of it."""
    rows = session.execute(
        select(Circle, CircleSeat)
        .outerjoin(CircleSeat, CircleSeat.circle_id == Circle.id)
        .where(or_(Circle.only_for.is_(None), Circle.only_for.in_(hers)))
        .order_by(CircleSeat.joined_at, CircleSeat.profile_id)
    )
    seats: dict[Circle, list[CircleSeat]] = defaultdict(list)
    for circle, seat in rows:
        seats[circle] += [seat] if seat else []
    return [_as_hers(circle, taken, hers, now=now) for circle, taken in seats.items()]


def _as_hers(
    circle: Circle, taken: Sequence[CircleSeat], hers: frozenset[str], *, now: datetime
) -> HerCircle:
    own = [seat for seat in taken if seat.profile_id in hers]
    others = (seat.called for seat in taken if seat.profile_id not in hers)
    return HerCircle(
        circle=circle,
        next_at=circle.times.next_one(now=now),
        is_hers=bool(own),
        called=next((seat.called or "" for seat in own), ""),
        others=tuple(name for name in others if name) if own else (),
        is_full=len(taken) >= circle.seats,
    )


def _is_offered(one: HerCircle) -> bool:
    return one.circle.state is CircleState.OPEN


def _near(
    session: Session, profiles: Sequence[Profile], circles: Iterable[Circle], *, now: datetime
) -> frozenset[str]:
    """The circles whose leader may be from around her, or may be somebody whom she named.

    What nobody knows is closed, as everywhere in the guard: an unknown workplace of hers keeps
    away every leader who works somewhere.
    """
    asked = list(circles)
    if not asked:
        return frozenset()
    people = [read_profile(one, told=told_by(session, one)).person for one in profiles]
    known = register(session)

    def is_near(circle: Circle) -> bool:
        leader = OfTheTeam("", (circle.held_by,), tuple((one, None) for one in circle.works_at))
        around = Surroundings(
            leader, register=known, former_years=Policy().former_years, this_year=now.year
        )
        return not people or any(map(around.is_closed, people))

    return frozenset(one.id for one in asked if is_near(one))
