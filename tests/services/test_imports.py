"""Sheets: looked through without changing anything, then brought in whole, and twice the same."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from support.desk import TOLD, Desk, a_sheet
from support.road import ADDRESS, MENTEE_ANSWERS, MENTOR_ANSWERS

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.models.audit import AuditEntry
from mentorship.models.profile import Profile
from mentorship.models.round import ImportState, SheetImport, SheetKind
from mentorship.services.audit import actor_of
from mentorship.services.imports import (
    bring_in,
    discard,
    import_in_round,
    imports_of_round,
    look_through,
)
from mentorship.services.rounds import move_round, participants

HER_ROW = {field.value: words for field, words in MENTEE_ANSWERS.items()} | TOLD
A_MENTOR_ROW = {field.value: words for field, words in MENTOR_ANSWERS.items()}


def looked_through(
    desk: Desk, content: bytes, *, kind: SheetKind = SheetKind.MENTEES
) -> SheetImport:
    return look_through(
        desk.session,
        desk.round,
        kind=kind,
        content=content,
        file_name="a sheet.csv",
        by=desk.road.coordinator,
        now=desk.now,
    )


def brought_in(desk: Desk, content: bytes, *, kind: SheetKind = SheetKind.MENTEES) -> Any:
    sheet = looked_through(desk, content, kind=kind)
    return bring_in(desk.session, sheet, by=desk.road.coordinator, now=desk.now)


def people(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Profile)) or 0


def test_looking_through_keeps_the_sheet_and_brings_nobody_in(desk: Desk) -> None:
    found = looked_through(desk, a_sheet(Side.MENTEE, HER_ROW))

    assert (found.state, found.findings["new"]) == (ImportState.DRY_RUN, 1)
    assert people(desk.session) == 0


def test_bringing_in_makes_profiles_that_take_part_under_their_row(desk: Desk) -> None:
    counts = brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))

    assert counts == {"new": 1, "updated": 0, "unchanged": 0}
    ((part, her),) = participants(desk.session, desk.round)
    assert (part.number, part.sheet_row) == (2, 2)
    assert her.answers[Field.EMAIL] == ADDRESS


def test_the_same_sheet_again_changes_nothing(desk: Desk) -> None:
    sheet = a_sheet(Side.MENTEE, HER_ROW, HER_ROW | {"email": "b@example.org", "name": "Another"})
    brought_in(desk, sheet)
    before = {p.id: dict(p.answers) for p in desk.session.scalars(select(Profile))}

    counts = brought_in(desk, sheet)

    desk.session.expire_all()
    assert counts == {"new": 0, "updated": 0, "unchanged": 2}
    assert {p.id: dict(p.answers) for p in desk.session.scalars(select(Profile))} == before


def test_a_changed_answer_is_named_and_then_stands(desk: Desk) -> None:
    brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))
    changed = a_sheet(Side.MENTEE, HER_ROW | {"workplace": "Lakeview Hospital"})

    assert looked_through(desk, changed).findings["updated"] == [
        {"row": 2, "fields": ["Where she works or studies"]}
    ]
    assert brought_in(desk, changed)["updated"] == 1
    assert desk.session.scalars(select(Profile)).one().answers["workplace"] == "Lakeview Hospital"


def test_findings_never_hold_what_was_said_in_confidence(desk: Desk) -> None:
    words = str(looked_through(desk, a_sheet(Side.MENTEE, HER_ROW)).findings)

    secrets = [HER_ROW[field] for field in ("name", "email", "words", "keep_apart", "faith")]
    assert [secret for secret in secrets if secret in words] == []


def test_somebody_from_last_years_round_is_new_in_this_one(desk: Desk, now: datetime) -> None:
    her = desk.her()
    desk.session.delete(participants(desk.session, desk.round)[0][0])
    desk.session.commit()

    counts = brought_in(desk, a_sheet(Side.MENTEE, dict(her.answers)))

    assert people(desk.session) == 1
    assert sum(counts.values()) == 1
    assert [profile.id for _, profile in participants(desk.session, desk.round)] == [her.id]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", SheetKind.MENTEES),
        (b"PK\x03\x04 broken", SheetKind.MENTORS),
        (a_sheet(Side.MENTOR, A_MENTOR_ROW), SheetKind.MENTEES),
        (a_sheet(Side.MENTEE, HER_ROW), SheetKind.MENTORS),
        (b"place\nAlder\n", SheetKind.INSTITUTIONS),
    ],
    ids=["empty", "broken", "swapped", "swapped back", "no names"],
)
def test_a_sheet_that_cannot_be_used_is_refused_and_not_kept(
    desk: Desk, content: bytes, kind: SheetKind
) -> None:
    with pytest.raises(Refused):
        looked_through(desk, content, kind=kind)

    assert imports_of_round(desk.session, desk.round) == []


def test_a_sheet_is_brought_in_once(desk: Desk) -> None:
    sheet = looked_through(desk, a_sheet(Side.MENTEE, HER_ROW))
    bring_in(desk.session, sheet, by=desk.road.coordinator, now=desk.now)

    with pytest.raises(Refused):
        bring_in(desk.session, sheet, by=desk.road.coordinator, now=desk.now)


def test_bringing_in_is_on_record_with_ids_only(desk: Desk) -> None:
    sheet = looked_through(desk, a_sheet(Side.MENTEE, HER_ROW))
    bring_in(desk.session, sheet, by=desk.road.coordinator, now=desk.now)

    entry = desk.session.scalars(select(AuditEntry).where(AuditEntry.verb == "bring_in")).one()
    assert (entry.subject, entry.actor) == (sheet.id, actor_of(desk.road.coordinator))


def test_what_is_put_away_is_wiped_and_cannot_come_in(desk: Desk) -> None:
    sheet = looked_through(desk, a_sheet(Side.MENTEE, HER_ROW))

    discard(desk.session, sheet, now=desk.now)

    assert (sheet.content, dict(sheet.findings)) == (b"", {})
    with pytest.raises(Refused):
        bring_in(desk.session, sheet, by=desk.road.coordinator, now=desk.now)


def test_what_is_in_cannot_be_put_away(desk: Desk) -> None:
    sheet = looked_through(desk, a_sheet(Side.MENTEE, HER_ROW))
    bring_in(desk.session, sheet, by=desk.road.coordinator, now=desk.now)

    with pytest.raises(Refused):
        discard(desk.session, sheet, now=desk.now)


def test_new_people_do_not_come_into_a_round_that_is_being_matched(desk: Desk) -> None:
    sheet = looked_through(desk, a_sheet(Side.MENTEE, HER_ROW))
    for event in (RoundEvent.CLOSE, RoundEvent.PROPOSE):
        move_round(desk.session, desk.round, event, by=desk.road.coordinator, now=desk.now)

    with pytest.raises(Refused, match="already being matched"):
        bring_in(desk.session, sheet, by=desk.road.coordinator, now=desk.now)


def test_a_sheet_belongs_to_its_round(desk: Desk, session: Session) -> None:
    sheet = looked_through(desk, a_sheet(Side.MENTOR, A_MENTOR_ROW), kind=SheetKind.MENTORS)

    assert import_in_round(session, desk.round, sheet.id) is sheet
    assert import_in_round(session, desk.round, "another") is None
    assert imports_of_round(session, desk.round) == [sheet]


def test_whom_she_keeps_away_from_survives_the_same_sheet_again(desk: Desk) -> None:
    row = HER_ROW | {"keep_apart": "Dr. Lee"}
    brought_in(desk, a_sheet(Side.MENTEE, row))
    her = desk.session.scalars(select(Profile)).one()
    her.answers = {**her.answers, "keep_apart": "Dr. Lee; Adaeze Kingfisher"}
    desk.session.commit()

    assert brought_in(desk, a_sheet(Side.MENTEE, row))["unchanged"] == 1
    brought_in(desk, a_sheet(Side.MENTEE, row | {"keep_apart": "Adaeze King"}))

    desk.session.expire_all()
    assert her.answers["keep_apart"] == "Dr. Lee; Adaeze Kingfisher\nAdaeze King"


def test_whoever_asks_to_be_out_on_a_later_sheet_is_out(desk: Desk) -> None:
    brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))
    leaving = HER_ROW | {
        "words": "Please withdraw my application.",
        "keep_apart": "",
    }

    brought_in(desk, a_sheet(Side.MENTEE, leaving))

    assert participants(desk.session, desk.round) == []
    assert desk.session.scalars(select(Profile)).one().withdrawn_at == desk.now


def test_a_sign_up_after_the_goodbye_stays_though_the_older_sheet_comes_again(desk: Desk) -> None:
    brought_in(desk, dated("2026-03-01 08:00:00", HER_ROW))
    leaving = HER_ROW | {"words": "Please withdraw my application.", "keep_apart": ""}

    brought_in(desk, dated("2026-02-01 08:00:00", leaving))

    assert len(participants(desk.session, desk.round)) == 1


def dated(moment: str, row: dict[str, str]) -> bytes:
    """A sheet of one row, with the moment of the sign-up before it."""
    heading, answers = a_sheet(Side.MENTEE, row).decode().splitlines()
    return f"Timestamp,{heading}\n{moment},{answers}\n".encode()


def test_a_goodbye_takes_nobody_out_who_only_shares_the_mailbox(desk: Desk) -> None:
    brought_in(desk, a_sheet(Side.MENTEE, HER_ROW))
    leaving = HER_ROW | {
        "name": "Somebody Different",
        "words": "Please withdraw my application.",
        "keep_apart": "",
    }

    brought_in(desk, a_sheet(Side.MENTEE, leaving))

    assert len(participants(desk.session, desk.round)) == 1


def test_an_older_sheet_leaves_what_she_wrote_since_then(desk: Desk) -> None:
    brought_in(desk, dated("2026-03-01 08:00:00", HER_ROW))

    brought_in(desk, dated("2026-02-01 08:00:00", HER_ROW | {"languages": "French"}))

    profile = desk.session.scalars(select(Profile)).one()
    assert profile.answers["languages"] == HER_ROW["languages"]


def test_a_newer_sheet_says_what_is_true_now(desk: Desk) -> None:
    brought_in(desk, dated("2026-02-01 08:00:00", HER_ROW | {"languages": "French"}))

    brought_in(desk, dated("2026-03-01 08:00:00", HER_ROW | {"languages": "Somali"}))

    profile = desk.session.scalars(select(Profile)).one()
    assert profile.answers["languages"] == "Somali"
