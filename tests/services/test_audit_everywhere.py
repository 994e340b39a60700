"""The record on both databases: what holds on one has to hold on the other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from random import Random
from threading import Barrier

import pytest
from conftest import Clock
from flask import Flask
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from support.databases import an_app_on
from support.tampering import KINDS, LENGTH, REASON, a_record, an_old_record, disarm

from mentorship.models.audit import AuditEntry, Verb
from mentorship.models.base import new_handle
from mentorship.services.audit import record
from mentorship.services.audit_proof import Verdict, cut_old, verify

WRITERS, EACH = 6, 10
TAMPERINGS = 210
SAYS_NO = r"The record is appended to, never edited\."
REFUSED = (
    *(
        f"UPDATE audit_entry SET {column} = {column} WHERE number = 2"
        for column in ("number", "actor", "verb", "subject", "detail", "at", "seal")
    ),
    "UPDATE audit_entry SET reason_digest = '' WHERE number = 2",
    "UPDATE audit_entry SET reason = 'x' WHERE number = 1",
    "DELETE FROM audit_entry WHERE number = 3",
    "DELETE FROM audit_entry",
    "DELETE FROM audit_head",
    "UPDATE audit_head SET number = 1",
    "UPDATE audit_head SET seal = ''",
)
REFUSED_BY = {
    "sqlite": (
        "INSERT OR REPLACE INTO audit_entry SELECT number, actor, 'x', subject, detail, reason,"
        " reason_digest, at, seal FROM audit_entry WHERE number = 1",
    ),
    "postgresql": tuple(
        f"TRUNCATE {table}" for table in ("audit_entry", "audit_head", "audit_checkpoint")
    ),
}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def app(request: pytest.FixtureRequest, instance: Path, clock: Clock) -> Iterator[Flask]:
    yield from an_app_on(request, instance, clock)


def test_writers_at_the_same_moment_make_no_fork(engine: Engine, now: datetime) -> None:
    start = Barrier(WRITERS)

    def write(_writer: int) -> None:
        start.wait()
        for _ in range(EACH):
            with Session(engine) as session, session.begin():
                note(session, now)
                note(session, now, reason=REASON)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    with Session(engine) as session:
        assert verify(session) == Verdict(cut_at_number=0, last=2 * WRITERS * EACH)


def note(session: Session, now: datetime, *, reason: str | None = None) -> None:
    record(session, by=None, verb=Verb.CLAIM, subject=new_handle(), reason=reason, now=now)


def test_the_database_itself_refuses_to_change_the_record(session: Session, now: datetime) -> None:
    note(session, now)
    for _ in range(2):
        note(session, now, reason=REASON)
    session.commit()

    for statement in (*REFUSED, *REFUSED_BY[session.get_bind().dialect.name]):
        with pytest.raises(DBAPIError, match=SAYS_NO):
            session.execute(text(statement))
        session.rollback()

    assert verify(session) == Verdict(cut_at_number=0, last=3)


def test_every_tampering_is_found_and_the_first_wrong_entry_is_named(
    engine: Engine, now: datetime
) -> None:
    heads = a_record(engine, now)
    with Session(engine) as session:
        assert verify(session, heads) == Verdict(cut_at_number=0, last=LENGTH)
    found = []
    for seed in range(TAMPERINGS):
        random, tamper = Random(seed), KINDS[seed % len(KINDS)]
        with Session(engine) as session:
            disarm(session.connection())
            expected = tamper(session, random)
            found.append((tamper.__name__, seed, expected, verify(session, heads).wrong))
            session.rollback()

    assert [one for one in found if one[2] != one[3]] == []
    with Session(engine) as session:
        assert verify(session, heads).wrong is None


def test_what_is_too_old_is_cut_and_the_rest_still_verifies(
    session: Session, now: datetime
) -> None:
    an_old_record(session, now)
    session.commit()

    assert cut_old(session, [], now=now) == 7
    session.commit()

    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [entry.number for entry in entries] == [8, 9, 10, 11]
    assert entries[-1].verb == Verb.CUT_AUDIT
    assert verify(session) == Verdict(cut_at_number=7, last=11)
    assert cut_old(session, [], now=now) == 0
