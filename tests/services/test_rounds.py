"""Rounds: opened, filled, closed, and every move on record."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session
from support.desk import Desk
from support.make import Make

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import RoundEvent, RoundState
from mentorship.domain.people import Side
from mentorship.domain.policy import Policy
from mentorship.models.round import Round
from mentorship.services.desk import moves_of_round
from mentorship.services.rounds import (
    count_people,
    create_round,
    join,
    move_round,
    open_round,
    participants,
    rounds_newest_first,
)


@pytest.fixture
def draft(session: Session, now: datetime) -> Round:
    return create_round(session, name="Spring", closes_on=None, time_zone="UTC", now=now)


def test_a_new_round_is_a_draft_with_the_programmes_policy(draft: Round) -> None:
    assert draft.state is RoundState.DRAFT
    assert Policy(**draft.policy) == Policy()
    assert 0 <= draft.seed < 1_000_000


def test_every_move_is_on_record_with_who_made_it(
    session: Session, make: Make, draft: Round, now: datetime
) -> None:
    coordinator = make.a_coordinator()

    move_round(session, draft, RoundEvent.OPEN, by=coordinator, now=now)
    move_round(session, draft, RoundEvent.CLOSE, by=coordinator, now=now)

    record = [
        (m.event, m.from_state, m.to_state, m.account_id) for m in moves_of_round(session, draft)
    ]
    assert record == [
        (RoundEvent.CLOSE, RoundState.OPEN, RoundState.CLOSED, coordinator.id),
        (RoundEvent.OPEN, RoundState.DRAFT, RoundState.OPEN, coordinator.id),
    ]


def test_a_move_that_the_table_does_not_know_changes_nothing(
    session: Session, make: Make, draft: Round, now: datetime
) -> None:
    with pytest.raises(Refused):
        move_round(session, draft, RoundEvent.FINISH, by=make.a_coordinator(), now=now)

    assert draft.state is RoundState.DRAFT
    assert moves_of_round(session, draft) == []


def test_sign_ups_go_to_the_newest_round_that_is_open(
    session: Session, make: Make, now: datetime
) -> None:
    assert open_round(session) is None
    made = [
        create_round(session, name=name, closes_on=None, time_zone="UTC", now=now.replace(day=day))
        for name, day in (("Old", 3), ("New", 5), ("Draft", 7))
    ]
    for round_ in made[:2]:
        move_round(session, round_, RoundEvent.OPEN, by=make.a_coordinator(), now=now)

    assert open_round(session) is made[1]
    assert rounds_newest_first(session) == [made[2], made[1], made[0]]


def test_a_person_keeps_the_number_of_her_row_where_it_is_free(desk: Desk) -> None:
    first, second, third = desk.her(), desk.her(email="b@example.org"), desk.a_mentor()
    desk.session.expire_all()

    numbers = {p.id: part.number for part, p in participants(desk.session, desk.round)}

    assert numbers == {first.id: 1, second.id: 2, third.id: 1}


def test_a_sheets_row_becomes_the_number_on_screen(desk: Desk) -> None:
    her = desk.her()
    other = create_round(desk.session, name="B", closes_on=None, time_zone="UTC", now=desk.now)

    part = join(desk.session, other, her, now=desk.now, sheet_row=27)

    assert (part.number, part.sheet_row) == (27, 27)


def test_joining_twice_changes_nothing_but_the_row(desk: Desk) -> None:
    her = desk.her()

    part = join(desk.session, desk.round, her, now=desk.now, sheet_row=9)

    assert (part.number, part.sheet_row) == (1, 9)
    assert count_people(desk.session, desk.round) == {Side.MENTEE: 1, Side.MENTOR: 0}


def test_nobody_joins_a_round_that_is_being_matched(desk: Desk) -> None:
    desk.some_pairs(0)

    with pytest.raises(Refused, match="already being matched"):
        desk.her()


def test_whoever_withdrew_no_longer_takes_part(desk: Desk) -> None:
    her = desk.her()
    her.withdrawn_at = desk.now
    desk.session.commit()

    assert participants(desk.session, desk.round) == []
    assert count_people(desk.session, desk.round)[Side.MENTEE] == 0
