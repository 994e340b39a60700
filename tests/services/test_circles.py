"""Circles: who is shown one, who comes, what the team and the others read of it."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from support.make import Make
from support.road import Road

from mentorship.domain.circles import DAYS_AFTERWARDS, CircleState, Repeats, Times
from mentorship.domain.errors import Refused
from mentorship.models.account import Account
from mentorship.models.circle import Circle, CircleSeat
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.profile import Profile
from mentorship.services.circle_seats import (
    HerCircle,
    be_called,
    circles_for,
    leave_seat,
    take_seat,
    times_of_circles,
)
from mentorship.services.circles import (
    Offer,
    call_off,
    change_circle,
    circles_of_team,
    conversations_for,
    forget_old_circles,
    offer_circle,
    offer_conversation,
    set_open,
)
from mentorship.services.erasure import erase
from mentorship.services.holdings import everything_about
from mentorship.services.leaving import withdraw
from mentorship.services.quiet import is_still_true
from mentorship.services.sight import Sight, code_of, looking_as
from mentorship.services.tombstones import TombstoneFile

THURSDAYS = Times(date(2026, 3, 5), time(18, 30), "America/New_York", 60, Repeats.WEEKLY)
ROOM = "https://meet.example.org/a-room"
LEADER = "Nasra Quill"


def offer(*, works_at: tuple[str, ...] = (), times: Times = THURSDAYS, seats: int = 3) -> Offer:
    return Offer(
        title="Thursdays, after work",
        words="We talk about the week.",
        held_by=LEADER,
        works_at=works_at,
        join_at=ROOM,
        spoken="English",
        times=times,
        seats=seats,
        cameras_optional=True,
    )


def offered(road: Road, *, works_at: tuple[str, ...] = (), seats: int = 3) -> Circle:
    made = offer_circle(
        road.session, offer(works_at=works_at, seats=seats), by=road.coordinator, now=road.now
    )
    road.session.commit()
    return made


def seen_by(road: Road, account: Account) -> list[HerCircle]:
    return circles_for(road.session, account, now=road.now)


def comes(road: Road, account: Account) -> None:
    take_seat(road.session, account, seen_by(road, account)[0], now=road.now)
    road.session.commit()


@pytest.mark.parametrize(
    ("answers", "works_at", "is_shown"),
    [
        ({}, ("Lakeview Hospital",), True),
        ({}, (), True),
        ({}, ("Alder General Hospital",), False),
        ({"workplace": "A place that nobody knows"}, ("Lakeview Hospital",), False),
        ({"workplace": "A place that nobody knows"}, (), True),
        ({"keep_apart": LEADER}, (), False),
        ({"keep_apart": "Lakeview Hospital"}, ("Lakeview Hospital",), False),
    ],
)
def test_a_circle_is_shown_unless_the_guard_keeps_its_leader_from_her(
    road: Road, answers: dict[str, str], works_at: tuple[str, ...], is_shown: bool
) -> None:
    offered(road, works_at=works_at)

    assert bool(seen_by(road, road.a_mentee(**answers))) is is_shown


def test_a_leaders_workplace_that_nobody_knows_is_refused(road: Road) -> None:
    with pytest.raises(Refused, match="could not be read as one place"):
        offered(road, works_at=("The big house on the hill",))


def test_she_comes_and_goes_with_one_tap_and_the_others_read_what_she_wrote(
    road: Road, make: Make
) -> None:
    circle = offered(road)
    her, other = road.a_mentee(), road.a_mentee(email="other@example.net", name="Other One")
    for account in (her, other):
        comes(road, account)
    assert [one.others for one in seen_by(road, her)] == [()]

    be_called(road.session, other, seen_by(road, other)[0], "Sparrow")
    assert [(one.is_hers, one.others) for one in seen_by(road, her)] == [(True, ("Sparrow",))]
    # Whoever has no seat reads nobody's name.
    third = road.a_mentee(email="third@example.net", name="Third One")
    assert [(one.is_hers, one.others) for one in seen_by(road, third)] == [(False, ())]

    leave_seat(road.session, her, seen_by(road, her)[0])
    left = road.session.scalars(select(CircleSeat.profile_id))
    assert len(left.all()) == 1
    assert circle.state is CircleState.OPEN


def test_the_last_seat_is_given_once(road: Road) -> None:
    offered(road, seats=1)
    her, other = road.a_mentee(), road.a_mentee(email="other@example.net", name="Other One")
    before = seen_by(road, other)[0]
    comes(road, her)

    with pytest.raises(Refused, match="last seat"):
        take_seat(road.session, other, before, now=road.now)


def test_a_closed_one_goes_on_for_those_who_come_and_is_there_for_nobody_else(road: Road) -> None:
    circle = offered(road)
    her, other = road.a_mentee(), road.a_mentee(email="other@example.net", name="Other One")
    comes(road, her)

    set_open(road.session, circle, is_open=False, by=road.coordinator, now=road.now)

    assert [one.can_join for one in seen_by(road, her)] == [False]
    assert seen_by(road, other) == []


def test_when_it_is_called_off_or_meets_elsewhere_those_who_come_have_a_letter_that_says_nothing(
    road: Road,
) -> None:
    circle = offered(road)
    comes(road, road.a_mentee())
    letters = select(Letter).where(Letter.kind == LetterKind.SOMETHING_TO_READ)

    change_circle(road.session, circle, offer(seats=9), by=road.coordinator, now=road.now)
    assert road.session.scalars(letters).all() == []
    later = offer(times=Times(date(2026, 3, 6), time(19), "UTC", 60, Repeats.ONCE))
    change_circle(road.session, circle, later, by=road.coordinator, now=road.now)
    call_off(road.session, circle, by=road.coordinator, now=road.now + timedelta(minutes=1))

    found = road.session.scalars(letters).all()
    assert [letter.link for letter in found] == ["/home/circles"] * 2
    assert all(is_still_true(road.session, letter) for letter in found)
    with pytest.raises(Refused, match="called off"):
        set_open(road.session, circle, is_open=True, by=road.coordinator, now=road.now)


def test_the_team_reads_a_code_and_nothing_of_whom_it_does_not_see(road: Road) -> None:
    offered(road)
    her = road.a_mentee()
    comes(road, her)
    hers = road.session.scalars(select(Profile.id).where(Profile.account_id == her.id)).one()

    assert [line.comes for line in circles_of_team(road.session, now=road.now)] == [
        (code_of(hers),)
    ]
    blind = Sight(road.coordinator.id, frozenset({hers}), works_somewhere=True)
    with looking_as(road.session, blind):
        assert [line.comes for line in circles_of_team(road.session, now=road.now)] == [()]


@pytest.mark.parametrize(
    ("keeps_away", "letters"), [("", [LetterKind.SOMETHING_TO_READ]), (LEADER, [])]
)
def test_one_conversation_is_for_her_alone_and_never_with_somebody_kept_apart(
    road: Road, keeps_away: str, letters: list[LetterKind]
) -> None:
    her = road.a_mentee(keep_apart=keeps_away)
    other = road.a_mentee(email="other@example.net", name="Other One")
    profile = road.session.scalars(select(Profile).where(Profile.account_id == her.id)).one()

    offer_conversation(road.session, offer(seats=1), profile, by=road.coordinator, now=road.now)
    road.session.commit()

    assert len(seen_by(road, her)) == len(letters)
    assert seen_by(road, other) == []
    assert [kind for kind, _whose in road.letters()] == letters
    # Whom she keeps away from is not for whoever offers: it looks the same on the desk.
    assert list(conversations_for(road.session, [profile.id])) == [profile.id]


def test_it_stands_in_her_own_file_and_goes_with_her(road: Road, tmp_path: Path) -> None:
    offered(road)
    her = road.a_mentee()
    comes(road, her)
    be_called(road.session, her, seen_by(road, her)[0], "Sparrow")
    road.session.commit()

    lines = {line for part in everything_about(road.session, her) for line in part.lines}
    assert {label for label, _ in lines} >= {"Thursdays, after work"}
    assert "Sparrow" in {words for _, words in lines}

    erase(road.session, her, tombstones=TombstoneFile(tmp_path / "stones"), now=road.now)
    assert road.session.scalars(select(CircleSeat)).all() == []


def test_whoever_withdraws_comes_to_nothing_any_more(road: Road) -> None:
    offered(road)
    her = road.a_mentee()
    comes(road, her)

    withdraw(
        road.session,
        road.session.scalars(select(Profile).where(Profile.account_id == her.id)).one(),
        now=road.now,
    )

    assert road.session.scalars(select(CircleSeat)).all() == []


def test_a_month_after_its_last_time_nothing_of_it_is_left(road: Road) -> None:
    her = road.a_mentee()
    endless = offered(road)
    once = offer_circle(
        road.session,
        offer(times=Times(date(2026, 3, 5), time(18), "UTC", 60, Repeats.ONCE)),
        by=road.coordinator,
        now=road.now,
    )
    comes(road, her)
    at = datetime(2026, 3, 5, 18, tzinfo=UTC) + timedelta(days=DAYS_AFTERWARDS)

    assert forget_old_circles(road.session, now=at - timedelta(seconds=1)) == 0
    assert forget_old_circles(road.session, now=at) == 1
    assert road.session.scalars(select(Circle.id)).all() == [endless.id]
    assert once.id != endless.id


def test_its_time_is_that_of_its_own_clock_before_and_after_the_change_of_summer_time(
    road: Road,
) -> None:
    offered(road)
    her = road.a_mentee()
    comes(road, her)

    times = [moment for moment, _minutes in times_of_circles(road.session, her, now=road.now)]

    # New York goes over to summer time on 8 March 2026.
    assert times[:2] == [
        datetime(2026, 3, 5, 23, 30, tzinfo=UTC),
        datetime(2026, 3, 12, 22, 30, tzinfo=UTC),
    ]
    assert len(times) == 12
