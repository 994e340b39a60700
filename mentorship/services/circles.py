"""Circles as the team makes them: offered, changed, closed to newcomers, called off.

Who comes is told by number and code, and only as far as whoever looks may know of them. That the
guard keeps somebody from a circle is told to nobody: she is never shown it, and nobody misses her.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mentorship.domain.circles import DAYS_AFTERWARDS, CircleState, Times
from mentorship.domain.errors import Refused
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.circle import Circle, CircleSeat
from mentorship.models.letter import LetterKind
from mentorship.models.profile import Profile
from mentorship.services.audit import record
from mentorship.services.circle_seats import is_shown_to
from mentorship.services.institutions import register
from mentorship.services.letters import queue_letter
from mentorship.services.match_letters import way_in
from mentorship.services.sight import code_of, seeing_everybody

_PAGE = "/home/circles"
_OVER = "This circle is called off, so there is nothing to change. A new one can be offered."


@dataclass(frozen=True, slots=True)
class Offer:
    """What the team says of a circle.

    held_by   the name of whoever leads it
    works_at  every place where that person works; none for somebody of the programme only
    join_at   where one joins
    spoken    the language, as the vocabulary has it
    """

    title: str
    words: str
    held_by: str
    works_at: tuple[str, ...]
    join_at: str
    spoken: str
    times: Times
    seats: int
    cameras_optional: bool


@dataclass(frozen=True, slots=True)
class CircleLine:
    """One circle as the team sees it.

    next_at  None once it is over
    comes    a code for everybody who has a seat and of whom whoever looks may know
    """

    circle: Circle
    next_at: datetime | None
    comes: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        return self.next_at is None or self.circle.state is CircleState.CANCELLED


def offer_circle(
    session: Session,
    offer: Offer,
    *,
    by: Account,
    now: datetime,
    only_for: Profile | None = None,
) -> Circle:
    """The circle stands, and whoever the guard lets know of it sees it; of a conversation, she
    alone.

    Raises Refused for a workplace that the register does not know: nobody could be kept from it.
    """
    _refuse_unknown_places(session, offer.works_at)
    circle = Circle(
        state=CircleState.OPEN,
        held_by=offer.held_by,
        works_at=list(offer.works_at),
        only_for=only_for.id if only_for else None,
        made_by=by.id,
        made_at=now,
    )
    _write(circle, offer)
    session.add(circle)
    session.flush()
    record(session, by=by, verb=Verb.OFFER_CIRCLE, subject=circle.id, now=now)
    return circle


def offer_conversation(
    session: Session, offer: Offer, her: Profile, *, by: Account, now: datetime
) -> Circle:
    """One conversation is offered to her alone. Where the guard keeps the two apart she is not
    shown it, and hears nothing of it; whoever offers it does not learn that here.

    Raises Refused as `offer_circle` does.
    """
    circle = offer_circle(session, offer, by=by, now=now, only_for=her)
    circle.state = CircleState.CLOSED
    if is_shown_to(session, her, circle, now=now):
        circle.state = CircleState.OPEN
        # Whoever was brought in from a sheet takes her account over first.
        link = _PAGE if her.account_id is not None else way_in(session, her, now=now)
        _write_to(session, circle, her.id, link=link, now=now)
    return circle


def change_circle(
    session: Session, circle: Circle, offer: Offer, *, by: Account, now: datetime
) -> None:
    """The circle is as it is told now; who leads it stays, because those who come chose by it.

    When it meets at another time, or elsewhere, whoever comes has a letter.
    Raises Refused for one that is called off.
    """
    _refuse_over(circle)
    before = (circle.times, circle.join_at)
    _write(circle, offer)
    session.flush()
    record(session, by=by, verb=Verb.CHANGE_CIRCLE, subject=circle.id, now=now)
    if before != (circle.times, circle.join_at):
        _write_to_all(session, circle, now=now)


def set_open(
    session: Session, circle: Circle, *, is_open: bool, by: Account, now: datetime
) -> None:
    """New people can join, or no longer; for those who come nothing changes.

    Raises Refused for one that is called off.
    """
    _refuse_over(circle)
    circle.state = CircleState.OPEN if is_open else CircleState.CLOSED
    session.flush()
    record(session, by=by, verb=Verb.CHANGE_CIRCLE, subject=circle.id, now=now)


def call_off(session: Session, circle: Circle, *, by: Account, now: datetime) -> None:
    """The circle meets no more. Whoever comes has a letter, and reads it on her page."""
    if circle.state is CircleState.CANCELLED:
        return
    circle.state, circle.over_at = CircleState.CANCELLED, now
    session.flush()
    record(session, by=by, verb=Verb.CALL_OFF_CIRCLE, subject=circle.id, now=now)
    _write_to_all(session, circle, now=now)


def find_circle(session: Session, circle_id: str) -> Circle | None:
    """Also a conversation, unless it is for somebody whom whoever looks does not see."""
    return session.scalar(select(Circle).where(Circle.id == circle_id))


def circles_of_team(session: Session, *, now: datetime) -> list[CircleLine]:
    """Every circle, and every conversation of those whom whoever looks may know of: what is next
    first, what is over last."""
    circles = session.scalars(select(Circle).order_by(Circle.made_at, Circle.id)).all()
    comes = _codes(session)
    lines = [
        CircleLine(one, one.times.next_one(now=now), tuple(sorted(comes[one.id])))
        for one in circles
    ]
    return sorted(lines, key=lambda line: (line.is_over, line.next_at or line.circle.made_at))


def conversations_for(session: Session, people: Collection[str]) -> Mapping[str, Circle]:
    """Sign-up → the conversation that she is offered and that is not called off."""
    offered = session.scalars(
        select(Circle)
        .where(Circle.only_for.in_(people), Circle.state != CircleState.CANCELLED)
        .order_by(Circle.made_at, Circle.id)
    )
    return {one.only_for: one for one in offered if one.only_for}


def who_comes(session: Session, circles: Iterable[Circle]) -> frozenset[str]:
    """The sign-ups that have a seat in one of these."""
    ids = [one.id for one in circles]
    seats = select(CircleSeat.profile_id).where(CircleSeat.circle_id.in_(ids))
    return frozenset(session.scalars(seats)) if ids else frozenset()


def forget_old_circles(session: Session, *, now: datetime) -> int:
    """Circles that ended long ago are gone, with all seats in them; how many."""
    until = now - timedelta(days=DAYS_AFTERWARDS)
    with seeing_everybody(session):
        old = [one.id for one in session.scalars(select(Circle)) if _ended_before(one, until)]
    if old:
        session.execute(delete(Circle).where(Circle.id.in_(old)))
    return len(old)


def _ended_before(circle: Circle, moment: datetime) -> bool:
    if circle.over_at is not None:
        return circle.over_at <= moment
    last = circle.times.last_moment()
    return last is not None and last <= moment


def _write(circle: Circle, offer: Offer) -> None:
    circle.title, circle.words, circle.join_at = offer.title, offer.words, offer.join_at
    circle.spoken, circle.seats = offer.spoken, offer.seats
    circle.cameras_optional = offer.cameras_optional
    circle.first_on, circle.at = offer.times.first_on, offer.times.at
    circle.time_zone, circle.minutes = offer.times.zone, offer.times.minutes
    circle.repeats, circle.last_on = offer.times.repeats, offer.times.last_on


def _write_to_all(session: Session, circle: Circle, *, now: datetime) -> None:
    with seeing_everybody(session):
        people = session.scalars(
            select(CircleSeat.profile_id)
            .where(CircleSeat.circle_id == circle.id)
            .order_by(CircleSeat.profile_id)
        ).all()
        for profile_id in people:
            _write_to(session, circle, profile_id, link=_PAGE, now=now)


def _write_to(
    session: Session, circle: Circle, profile_id: str, *, link: str, now: datetime
) -> None:
    """The letter says that there is something to read, and nothing else."""
    queue_letter(
        session,
        kind=LetterKind.SOMETHING_TO_READ,
        dedupe_key=f"circle:{circle.id}:{profile_id}:{now.isoformat()}",
        profile_id=profile_id,
        link=link,
        now=now,
    )


def _codes(session: Session) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for seat in session.scalars(select(CircleSeat)):
        found[seat.circle_id].append(code_of(seat.profile_id))
    return found


def _refuse_over(circle: Circle) -> None:
    if circle.state is CircleState.CANCELLED:
        raise Refused(_OVER)


def _refuse_unknown_places(session: Session, places: Sequence[str]) -> None:
    known = register(session)
    for words in places:
        if not known.resolve(words).is_settled:
            raise Refused(
                f"“{words}” could not be read as one place that the register knows, so nobody "
                "from there could be kept apart from this circle. Please write its full name as "
                "the register has it."
            )
