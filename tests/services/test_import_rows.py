"""Many people at once: numbers as the sheet has them, and nothing asked twice of the database."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event
from support.desk import Desk, a_sheet
from support.sheets import HER_ROW

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Side
from mentorship.models.round import SheetKind
from mentorship.services.imports import bring_in, look_through
from mentorship.services.joining import Joining
from mentorship.services.rounds import move_round, participants


def rows(count: int) -> bytes:
    people = [
        HER_ROW | {"email": f"her{number}@example.org", "name": f"Oda {number}"}
        for number in range(count)
    ]
    return a_sheet(Side.MENTEE, *people)


def statements_to_bring_in(desk: Desk, engine: Engine, count: int) -> int:
    """How many times the database is asked for a sheet of so many rows."""
    sheet = look_through(
        desk.session,
        desk.round,
        kind=SheetKind.MENTEES,
        content=rows(count),
        file_name="a sheet.csv",
        by=desk.road.coordinator,
        now=desk.now,
    )
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    bring_in(desk.session, sheet, by=desk.road.coordinator, now=desk.now)
    event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_each_person_costs_two_lines_in_the_database_and_no_question(
    desk: Desk, engine: Engine
) -> None:
    few = statements_to_bring_in(desk, engine, 3)

    assert statements_to_bring_in(desk, engine, 60) <= few + 2 * 57


def test_people_of_a_second_sheet_get_the_next_free_numbers(desk: Desk) -> None:
    first, second = desk.her(email="a@example.org"), desk.her(email="b@example.org")
    for part, _ in participants(desk.session, desk.round):
        desk.session.delete(part)
    desk.session.flush()
    joining = Joining(desk.session, desk.round)

    assert joining.join(first, now=desk.now, sheet_row=7)
    assert joining.join(second, now=desk.now, sheet_row=7)
    assert not joining.join(first, now=desk.now + timedelta(days=1), sheet_row=9)

    desk.session.flush()
    found = {profile.id: part for part, profile in participants(desk.session, desk.round)}
    assert (found[first.id].number, found[first.id].sheet_row) == (7, 9)
    assert found[second.id].number == 8


def test_nobody_new_joins_a_round_that_is_being_matched(desk: Desk) -> None:
    her = desk.her()
    ((part, _),) = participants(desk.session, desk.round)
    desk.session.delete(part)
    for move in (RoundEvent.CLOSE, RoundEvent.PROPOSE):
        move_round(desk.session, desk.round, move, by=desk.road.coordinator, now=desk.now)

    with pytest.raises(Refused, match="already being matched"):
        Joining(desk.session, desk.round).join(her, now=desk.now)
