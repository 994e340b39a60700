"""What is said about the record, what may be forgotten of it, and what is cut after two years."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session
from support.desk import Desk
from support.tampering import LENGTH, REASON, a_record, an_old_record, disarm, do, set_head

from mentorship.domain.errors import Refused
from mentorship.models.audit import AuditEntry, AuditHead, Verb
from mentorship.models.base import new_handle
from mentorship.models.keys import put_new_key_first, use_keys_file
from mentorship.services.audit import forget_reasons, record
from mentorship.services.audit_heads import Head
from mentorship.services.audit_proof import KEPT_DAYS, Verdict, cut_old, verify
from mentorship.services.reveals import reveal


@pytest.fixture
def heads(engine: Engine, now: datetime) -> list[Head]:
    return a_record(engine, now)


def test_entries_written_after_a_truncation_do_not_hide_it(
    engine: Engine, heads: list[Head], now: datetime
) -> None:
    with Session(engine) as session:
        disarm(session.connection())
        do(session, "DELETE FROM audit_entry WHERE number > 33")
        set_head(session, 33)
        session.expire_all()
        for _ in range(20):
            record(session, by=None, verb=Verb.CLAIM, subject=new_handle(), now=now)

        assert verify(session, heads).wrong == 40
        # Nor does a head that is exported after it.
        seal = session.get_one(AuditEntry, 40).seal
        assert verify(session, [*heads, Head(now, 40, seal, "")]).wrong == 40
        assert verify(session, [*heads[:-1], Head(now, 40, seal, "")]).wrong is None


def test_the_verdict_never_holds_a_value(engine: Engine, heads: list[Head]) -> None:
    with Session(engine) as session:
        disarm(session.connection())
        do(session, "UPDATE audit_entry SET detail = 'Hodan Zebrafinch' WHERE number = 7")

        verdict = verify(session, heads)

    assert (verdict.last, verdict.wrong) == (6, 7)
    assert "Hodan" not in verdict.why


def test_with_other_keys_nobody_can_write_an_entry(
    engine: Engine, heads: list[Head], now: datetime, tmp_path: Path, instance: Path
) -> None:
    keys = (instance / "keys").read_text()
    other = tmp_path / "other"
    other.write_text("".join(_other_lookup(line) for line in keys.splitlines(keepends=True)))
    use_keys_file(other)
    with Session(engine) as session, session.begin():
        record(session, by=None, verb=Verb.CLAIM, subject=new_handle(), now=now)

    use_keys_file(instance / "keys")

    with Session(engine) as session:
        assert verify(session, heads).wrong == LENGTH + 1


def _other_lookup(line: str) -> str:
    return "lookup " + "ab" * 32 + "\n" if line.startswith("lookup") else line


def test_turning_the_keys_does_not_break_the_chain(
    engine: Engine, heads: list[Head], instance: Path
) -> None:
    put_new_key_first(instance / "keys")
    before = _ciphertexts(engine)
    with Session(engine) as session, session.begin():
        for entry in session.scalars(select(AuditEntry).where(AuditEntry.reason.is_not(None))):
            do(
                session,
                "UPDATE audit_entry SET reason = :again WHERE number = :n",
                again=_encrypted_again(session, entry.reason or ""),
                n=entry.number,
            )

    assert set(_ciphertexts(engine)).isdisjoint(before)
    with Session(engine) as session:
        assert verify(session, heads).wrong is None


def _encrypted_again(session: Session, words: str) -> object:
    column = AuditEntry.__table__.c.reason.type
    return column.process_bind_param(words, session.get_bind().dialect)


def _ciphertexts(engine: Engine) -> list[bytes]:
    with engine.connect() as connection:
        rows = text("SELECT reason FROM audit_entry WHERE reason IS NOT NULL")
        return [bytes(one) for one in connection.execute(rows).scalars()]


def test_why_somebody_looked_can_be_forgotten_and_the_chain_still_holds(desk: Desk) -> None:
    her, other = desk.her(), desk.her(email="b@example.org")
    for profile in (her, other):
        reveal(desk.session, profile, by=desk.road.coordinator, reason=REASON, now=desk.now)
    desk.session.commit()

    forget_reasons(desk.session, her.id, now=desk.now)
    desk.session.commit()

    entries = desk.session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [(entry.subject, entry.reason) for entry in entries] == [
        (her.id, None),
        (other.id, REASON),
        (her.id, None),
    ]
    assert verify(desk.session).wrong is None
    forget_reasons(desk.session, her.id, now=desk.now)
    assert verify(desk.session).last == 3


def test_a_reason_that_nobody_said_was_forgotten_is_missed(desk: Desk) -> None:
    her, other = desk.her(), desk.her(email="b@example.org")
    for profile in (her, other):
        reveal(desk.session, profile, by=desk.road.coordinator, reason=REASON, now=desk.now)
    forget_reasons(desk.session, her.id, now=desk.now)
    do(desk.session, "UPDATE audit_entry SET reason = NULL WHERE number = 2")

    assert verify(desk.session).wrong == 2


def test_what_was_cut_is_cut_once_and_what_stays_is_still_guarded(
    session: Session, now: datetime
) -> None:
    an_old_record(session, now)
    cut_old(session, [], now=now)
    session.commit()
    disarm(session.connection())
    do(session, "DELETE FROM audit_entry WHERE number = 8")

    assert verify(session) == Verdict(7, 7, 8, "it is missing")


def test_a_second_cut_goes_on_from_the_first(session: Session, now: datetime) -> None:
    an_old_record(session, now)
    cut_old(session, [], now=now)
    session.commit()

    assert cut_old(session, [], now=now + timedelta(days=KEPT_DAYS)) == 3

    assert verify(session) == Verdict(cut_at_number=10, last=12)


def test_a_head_that_was_exported_before_the_cut_still_counts(
    session: Session, now: datetime
) -> None:
    an_old_record(session, now)
    seals = dict(session.execute(select(AuditEntry.number, AuditEntry.seal)).all())
    exported = [Head(now, number, seals[number], "") for number in (3, 7, 10)]
    cut_old(session, exported, now=now)

    assert verify(session, exported).wrong is None
    wrong = [Head(now, 7, "0" * 64, "")]
    assert verify(session, wrong).wrong == 7


def test_a_record_that_somebody_changed_is_not_cut(session: Session, now: datetime) -> None:
    an_old_record(session, now)
    session.commit()
    disarm(session.connection())
    do(session, "UPDATE audit_entry SET detail = 'x' WHERE number = 4")

    with pytest.raises(Refused, match="nothing of it was cut"):
        cut_old(session, [], now=now)

    assert session.scalars(select(AuditHead)).one().number == 10
    assert len(session.scalars(select(AuditEntry.number)).all()) == 10
