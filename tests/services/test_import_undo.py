"""A sheet taken back as a whole: what came with it goes, what others did since stays."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from support.desk import TOLD, Desk, a_sheet
from support.road import MENTEE_ANSWERS, MENTOR_ANSWERS

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import (
    ImportedRow,
    ImportState,
    Institution,
    Participation,
    SheetImport,
    SheetKind,
)
from mentorship.services import matches
from mentorship.services.import_undo import can_be_undone, forget_old_sheets, undo_import
from mentorship.services.imports import bring_in, look_through
from mentorship.services.institutions import add_spelling
from mentorship.services.profiles import claim
from mentorship.services.rounds import move_round, participants

HER_ROW = {field.value: words for field, words in MENTEE_ANSWERS.items()} | TOLD
A_MENTOR_ROW = {field.value: words for field, words in MENTOR_ANSWERS.items()}


def brought_in(
    desk: Desk, content: bytes, *, kind: SheetKind = SheetKind.MENTEES, days: int = 0
) -> SheetImport:
    sheet = look_through(
        desk.session,
        desk.round,
        kind=kind,
        content=content,
        file_name="a sheet.csv",
        by=desk.road.coordinator,
        now=desk.now,
    )
    bring_in(desk.session, sheet, by=desk.road.coordinator, now=desk.now + timedelta(days=days))
    return sheet


def undone(desk: Desk, sheet: SheetImport, *, days: int = 1) -> Any:
    return undo_import(
        desk.session, sheet, by=desk.road.coordinator, now=desk.now + timedelta(days=days)
    )


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_whoever_came_new_with_a_sheet_is_gone_with_it(desk: Desk) -> None:
    sheet = brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))

    undone(desk, sheet)

    assert sheet.state is ImportState.UNDONE
    assert count(desk.session, Profile) == count(desk.session, Participation) == 0


def test_a_sheet_that_was_undone_can_come_again(desk: Desk) -> None:
    undone(desk, brought_in(desk, a_sheet(Side.MENTEE, HER_ROW)))

    brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))

    assert count(desk.session, Profile) == 1


def test_what_a_sheet_changed_is_as_it_was(desk: Desk) -> None:
    brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))
    later = brought_in(
        desk, a_sheet(Side.MENTEE, HER_ROW | {"workplace": "Lakeview Hospital"}), days=1
    )
    ((_, her),) = participants(desk.session, desk.round)
    assert her.answers[Field.WORKPLACE] == "Lakeview Hospital"

    undone(desk, later, days=2)

    assert her.answers[Field.WORKPLACE] == HER_ROW["workplace"]
    assert len(participants(desk.session, desk.round)) == 1


def test_what_she_changed_since_stays_as_she_left_it(desk: Desk) -> None:
    brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))
    later = brought_in(
        desk, a_sheet(Side.MENTEE, HER_ROW | {"workplace": "Lakeview Hospital"}), days=1
    )
    ((_, her),) = participants(desk.session, desk.round)
    her.answers = {**her.answers, Field.WORKPLACE.value: "Somewhere safer"}

    undone(desk, later, days=2)

    assert her.answers[Field.WORKPLACE] == "Somewhere safer"


def test_a_sign_up_that_she_has_taken_over_is_hers(desk: Desk) -> None:
    sheet = brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))
    ((_, her),) = participants(desk.session, desk.round)
    claim(desk.session, her, desk.road.make.an_account(), now=desk.now)

    undone(desk, sheet)

    assert [profile.id for _, profile in participants(desk.session, desk.round)] == [her.id]


def test_whoever_left_by_a_sheet_is_back_when_it_is_undone(desk: Desk) -> None:
    brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))
    goodbye = brought_in(
        desk, a_sheet(Side.MENTEE, HER_ROW | {"words": "Please withdraw my application."}), days=1
    )
    assert not participants(desk.session, desk.round)

    undone(desk, goodbye, days=2)

    assert len(participants(desk.session, desk.round)) == 1


def test_the_later_of_two_sheets_goes_first(desk: Desk) -> None:
    first = brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))
    second = brought_in(desk, a_sheet(Side.MENTEE, HER_ROW | {"workplace": "Quay"}), days=1)

    with pytest.raises(Refused, match="later"):
        undone(desk, first, days=2)
    undone(desk, second, days=2)
    undone(desk, first, days=2)

    assert count(desk.session, Profile) == 0


def test_after_thirty_days_it_is_too_late(desk: Desk) -> None:
    sheet = brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))

    assert can_be_undone(sheet, now=desk.now + timedelta(days=30))
    with pytest.raises(Refused, match="thirty days"):
        undone(desk, sheet, days=31)
    assert count(desk.session, Profile) == 1


def test_a_sheet_is_undone_once(desk: Desk) -> None:
    sheet = brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))
    undone(desk, sheet)

    with pytest.raises(Refused):
        undone(desk, sheet)


def proposed(desk: Desk) -> tuple[SheetImport, Match]:
    """Her sheet and the mentor's, and a pair of the two."""
    sheet = brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))
    brought_in(desk, a_sheet(Side.MENTOR, A_MENTOR_ROW), kind=SheetKind.MENTORS)
    people = {profile.side: profile for _, profile in participants(desk.session, desk.round)}
    for event in (RoundEvent.CLOSE, RoundEvent.PROPOSE):
        move_round(desk.session, desk.round, event, by=desk.road.coordinator, now=desk.now)
    return sheet, desk.road.propose(people[Side.MENTEE], people[Side.MENTOR])


def test_pairs_that_nobody_was_told_of_go_with_the_sheet(desk: Desk) -> None:
    sheet, _ = proposed(desk)

    undone(desk, sheet)

    assert count(desk.session, Match) == 0
    assert count(desk.session, Profile) == 1


def test_nobody_vanishes_from_under_a_letter(desk: Desk) -> None:
    sheet, match = proposed(desk)
    matches.confirm(desk.session, match, by=desk.road.coordinator, now=desk.now)
    matches.send_letters(desk.session, desk.round, by=desk.road.coordinator, now=desk.now)

    with pytest.raises(Refused, match="asked about a pair"):
        undone(desk, sheet)
    assert count(desk.session, Match) == 1


def test_a_register_is_as_it_was(desk: Desk) -> None:
    before = {line.name: dict(line.line) for line in desk.session.scalars(select(Institution))}
    sheet = brought_in(
        desk,
        b"name,city\nLakeview Hospital,Elsewhere\nQuillon Infirmary,Tucson\n",
        kind=SheetKind.INSTITUTIONS,
    )
    assert count(desk.session, Institution) == len(before) + 1

    undone(desk, sheet)

    after = {line.name: dict(line.line) for line in desk.session.scalars(select(Institution))}
    assert after == before


def test_what_can_no_longer_be_undone_is_no_longer_kept(desk: Desk) -> None:
    sheet = brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))

    assert forget_old_sheets(desk.session, now=desk.now + timedelta(days=30)) == 0
    assert forget_old_sheets(desk.session, now=desk.now + timedelta(days=31)) == 1

    assert (sheet.content, sheet.findings) == (b"", {})
    assert count(desk.session, ImportedRow) == 0
    assert forget_old_sheets(desk.session, now=desk.now + timedelta(days=32)) == 0


def test_a_line_of_the_register_that_was_changed_since_stays(desk: Desk) -> None:
    sheet = brought_in(desk, b"name,city\nQuillon Infirmary,Tucson\n", kind=SheetKind.INSTITUTIONS)
    add_spelling(desk.session, "Quillon Infirmary", spelling="QI", now=desk.now)

    undone(desk, sheet)

    names = [line.name for line in desk.session.scalars(select(Institution))]
    assert "Quillon Infirmary" in names


def test_nothing_of_an_undone_sheet_is_kept(desk: Desk) -> None:
    sheet = brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))

    undone(desk, sheet)

    assert (sheet.content, sheet.findings, sheet.corrections) == (b"", {}, {})
    assert count(desk.session, ImportedRow) == 0


def test_a_sheet_that_nobody_brought_in_is_put_away_after_thirty_days(desk: Desk) -> None:
    sheet = look_through(
        desk.session,
        desk.round,
        kind=SheetKind.MENTEES,
        content=a_sheet(Side.MENTEE, HER_ROW),
        file_name="a sheet.csv",
        by=desk.road.coordinator,
        now=desk.now,
    )

    assert forget_old_sheets(desk.session, now=desk.now + timedelta(days=31)) == 1

    assert (sheet.state, sheet.content) == (ImportState.DISCARDED, b"")


def test_whoever_left_again_since_does_not_come_back_with_an_undo(desk: Desk) -> None:
    brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))
    ((_, her),) = participants(desk.session, desk.round)
    goodbye = brought_in(
        desk, a_sheet(Side.MENTEE, HER_ROW | {"words": "Please withdraw my application."}), days=1
    )
    her.withdrawn_at = desk.now + timedelta(days=1, hours=2)

    undone(desk, goodbye, days=2)

    assert not participants(desk.session, desk.round)
