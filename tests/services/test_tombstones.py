"""Whoever was erased stays so: an older copy of the database or an older sheet changes nothing."""

import shutil
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import Clock
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.desk import a_sheet
from support.road import MENTEE_ANSWERS, Road

from mentorship.db import checkpoint
from mentorship.domain.people import Field, Side
from mentorship.jobs import replay_tombstones
from mentorship.models.account import Account, RoleName
from mentorship.models.erasure import StaysApart, Tombstone
from mentorship.models.keys import email_key
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import ImportedRow, RowOutcome, SheetImport, SheetKind
from mentorship.services import kept_apart, matches
from mentorship.services.guarding import asked_of_pair
from mentorship.services.imports import bring_in, look_through
from mentorship.services.tombstones import TombstoneFile, person_stone

SignIns = Callable[[Account], Browser]
Goes = Callable[[], None]
HER_ROW = {field.value: words for field, words in MENTEE_ANSWERS.items()}


def copied(instance: Path, session: Session, engine: Engine) -> Path:
    """A safety copy of the database, made now."""
    session.close()
    assert checkpoint(engine)
    return Path(shutil.copy(instance / "mentorship.sqlite", instance.parent / "copy.sqlite"))


def put_back(copy: Path, instance: Path, engine: Engine) -> None:
    engine.dispose()
    for name in ("mentorship.sqlite-wal", "mentorship.sqlite-shm"):
        (instance / name).unlink(missing_ok=True)
    shutil.copy(copy, instance / "mentorship.sqlite")


def test_an_older_copy_of_the_database_does_not_bring_her_back(
    app: Flask,
    road: Road,
    session: Session,
    engine: Engine,
    instance: Path,
    clock: Clock,
    signed_in: SignIns,
    mentee: Account,
    mentor: Account,
) -> None:
    match = road.propose(mentee, mentor)
    road.ask_mentor(match, mentee)
    hers, other = mentee.id, mentor.id
    browser = signed_in(mentee)
    copy = copied(instance, session, engine)
    clock.move(timedelta(minutes=10))
    assert browser.post("/yours/delete").location == "/yours/gone"
    put_back(copy, instance, engine)
    assert session.get(Account, hers) is not None
    session.close()

    clock.move(timedelta(hours=1))
    with app.app_context():
        replay_tombstones()

    assert session.get(Account, hers) is None
    assert session.scalars(select(Profile).where(Profile.account_id == hers)).all() == []
    assert session.get(Account, other) is not None
    moved_on = select(Letter).where(Letter.kind == LetterKind.MOVED_ON_MENTOR)
    assert session.scalars(moved_on).all() == [], "the mentor was told the first time"


def test_replaying_once_more_changes_nothing(
    app: Flask, road: Road, session: Session, clock: Clock, signed_in: SignIns
) -> None:
    signed_in(road.a_mentee()).post("/yours/delete")
    clock.move(timedelta(minutes=1))
    session.rollback()

    with app.app_context():
        assert [replay_tombstones(), replay_tombstones()] == [0, 0]


def test_a_woman_who_signs_up_again_is_welcome(
    app: Flask, road: Road, session: Session, clock: Clock, signed_in: SignIns
) -> None:
    signed_in(road.a_mentee()).post("/yours/delete")
    clock.move(timedelta(minutes=1))
    road.make.now = road.now = clock()
    again = road.a_mentee()
    session.rollback()

    with app.app_context():
        replay_tombstones()

    session.rollback()
    assert session.scalars(select(Profile.account_id)).all() == [again.id]


def test_the_file_can_be_read_by_nobody_else_and_tells_nothing(
    road: Road, session: Session, instance: Path, signed_in: SignIns
) -> None:
    her = road.a_mentee()
    (own,) = session.scalars(select(Profile.id))
    signed_in(her).post("/yours/delete")

    file = instance / "tombstones"
    text = file.read_text()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert own not in text
    assert "quetzal" not in text
    session.rollback()
    stored = dict(session.execute(select(Tombstone.digest, Tombstone.at)).all())
    assert TombstoneFile(file).read() == stored
    assert len(stored) == 3


def test_a_line_that_was_torn_by_a_crash_says_nothing_and_spoils_nothing(
    tmp_path: Path, clock: Clock
) -> None:
    file = TombstoneFile(tmp_path / "tombstones")
    file.add(["a" * 64], now=clock())
    with file.path.open("a") as torn:
        torn.write(f"{clock().isoformat()} abc")
    file.add(["b" * 64], now=clock())

    assert file.read() == {"a" * 64: clock(), "b" * 64: clock()}


def test_a_sheet_from_before_does_not_bring_her_back(
    road: Road, session: Session, clock: Clock, signed_in: SignIns
) -> None:
    other = {**HER_ROW, "email": "other@example.org", "name": "Mona Vanterpool", "words": ""}
    signed_in(road.a_mentee()).post("/yours/delete")
    session.rollback()

    sheet = look_through(
        session,
        road.round,
        kind=SheetKind.MENTEES,
        content=a_sheet(Side.MENTEE, HER_ROW, other),
        file_name="form.csv",
        by=road.coordinator,
        now=clock(),
    )
    counts = bring_in(session, sheet, by=road.coordinator, now=clock())

    names = [one.answers[Field.NAME] for one in session.scalars(select(Profile))]
    assert (names, sheet.findings["new"], counts["new"]) == (["Mona Vanterpool"], 1, 1)


@pytest.mark.parametrize("name", ["Hodan", "Hódan Zebrafinch", "Hodan Z.", "", "Hodan Maxamed"])
def test_a_sheet_does_not_bring_her_back_under_another_spelling(
    road: Road, session: Session, clock: Clock, signed_in: SignIns, name: str
) -> None:
    """She had corrected her name; another woman reads the same mailbox, and stays."""
    mona = {**HER_ROW, "name": "Mona Vanterpool", "words": "", "topics": ""}
    her = road.a_mentee(words="Only hers")
    road.a_profile(Side.MENTEE, **mona)
    signed_in(her).post("/yours/delete")
    session.rollback()

    also = [mona] if name else []
    sheet = brought_in(road, {**HER_ROW, "name": name}, *also, now=clock())

    assert [one.answers[Field.NAME] for one in session.scalars(select(Profile))] == [
        "Mona Vanterpool"
    ]
    (note,) = [one for one in sheet.findings["notes"] if "sign up here herself" in one]
    assert "erased" not in note
    assert "Rows" not in note


def test_what_an_earlier_sheet_called_her_is_not_forgotten(
    road: Road, session: Session, instance: Path, clock: Clock, signed_in: SignIns
) -> None:
    """The name before lies in what the sheet had changed, even where the account stays."""
    her = road.a_profile(Side.MENTEE)
    brought_in(road, {**HER_ROW, "name": "Hodan Maxamed", "stated_at": ""}, now=clock())
    noted = ImportedRow(
        import_id=session.scalars(select(SheetImport.id)).one(),
        profile_id=her.id,
        outcome=RowOutcome.UPDATED,
        joined=False,
        changes={"name": ["Hodan Before", "Hodan Zebrafinch"]},
        sheet_row=2,
    )
    session.add(noted)
    account = road.make.an_account(RoleName.MENTEE, email=HER_ROW["email"])
    her.account_id = account.id
    session.commit()

    signed_in(account).post("/yours/delete")

    stones = TombstoneFile(instance / "tombstones").read()
    assert person_stone(email_key(HER_ROW["email"]), "Hodan Before") in stones


def brought_in(road: Road, *rows: dict[str, str], now: datetime) -> SheetImport:
    sheet = look_through(
        road.session,
        road.round,
        kind=SheetKind.MENTEES,
        content=a_sheet(Side.MENTEE, *rows),
        file_name="form.csv",
        by=road.coordinator,
        now=now,
    )
    bring_in(road.session, sheet, by=road.coordinator, now=now)
    road.session.commit()
    return sheet


def test_two_who_share_a_mailbox_are_two_people(
    road: Road, session: Session, signed_in: SignIns
) -> None:
    her = road.a_mentee()
    road.a_profile(Side.MENTEE, name="Mona Vanterpool", words="")
    road.a_profile(Side.MENTEE, words="Signed up a second time, on a sheet")

    signed_in(her).post("/yours/delete")

    session.rollback()
    names = [one.answers[Field.NAME] for one in session.scalars(select(Profile))]
    assert names == ["Mona Vanterpool"]


@pytest.fixture
def she_goes(session: Session, signed_in: SignIns, mentee: Account) -> Goes:
    """She deletes everything, when it is called."""

    def go() -> None:
        signed_in(mentee).post("/yours/delete")
        session.rollback()

    return go


def test_whoever_asked_to_be_kept_away_from_her_stays_so_when_she_comes_back(
    road: Road, clock: Clock, match: Match, mentee: Account, mentor: Account, she_goes: Goes
) -> None:
    session = road.session
    link = road.ask_mentor(match, mentee)
    matches.decline(session, match, link=link, now=clock())
    kept_apart.keep_mentor_apart(session, match, now=clock())
    session.commit()
    she_goes()
    clock.move(timedelta(days=1))
    back = _comes_back(road, clock)

    again = road.propose(back, mentor)

    assert session.scalars(select(StaysApart.profile_id)).all() == [again.mentor_id]
    assert (back.id, again.mentor_id) in kept_apart.pairs_kept_apart(session)
    assert not asked_of_pair(session, again).may_meet(again)


def test_whom_she_asked_to_be_kept_away_from_goes_with_her(
    road: Road, clock: Clock, match: Match, mentee: Account, she_goes: Goes
) -> None:
    session = road.session
    road.ask_her(match)
    matches.keep_apart(session, match, by=mentee, now=clock())
    session.commit()
    assert len(kept_apart.pairs_kept_apart(session)) == 1

    she_goes()

    assert kept_apart.pairs_kept_apart(session) == frozenset()
    assert session.scalars(select(StaysApart)).all() == []


def _comes_back(road: Road, clock: Clock) -> Profile:
    """She signs up once more, for a round that is open to her."""
    profile = Profile(
        side=Side.MENTEE,
        email_key=email_key(HER_ROW["email"]),
        answers=HER_ROW,
        created_at=clock(),
        updated_at=clock(),
    )
    road.session.add(profile)
    road.session.commit()
    return profile
